"""Whether time grows in proportion to the length of an article, whatever repeats in it: ``make linear``.

Each unit is repeated to 24,000 and to 48,000 characters; both texts are made clean, extracted, brought into the corpus
step and compared with the others, as in a run. The second should take at most 2.4 times as long as the first, and no
text less than 20,000 characters per second of CPU. The slowest and the steepest units are shown.
"""

import sys
import time
from pathlib import Path

import click

from benchmarks.units import KNOWN, random_units, repeated
from pipeline.articles import Article
from pipeline.engine.codec import encode
from pipeline.engine.corpus_steps import EntityStep
from pipeline.engine.engines import prepare
from pipeline.engine.extract import extract_batch
from pipeline.model.load import load_model
from pipeline.reading.clean_text import clean_text

SHORT, LONG = 24_000, 48_000
STEEPEST, SLOWEST = 2.4, 20_000
SHOWN = 12
NOWHERE = Path("no-aliases-here")


def _seconds(unit: str, length: int, *, again: int) -> float:
    """Return the CPU seconds of one text, the least of several tries."""
    tries = []
    for _ in range(again):
        begun = time.process_time()
        text = clean_text(repeated(unit, length))
        [found] = extract_batch([Article(article_id="a", text=text)], load_model())
        encode(found)
        step = EntityStep(NOWHERE)
        step.add("a", step.brief(found.found), counted=True)
        step.finish()
        tries.append(time.process_time() - begun)
        if found.problems and found.problems[0].code == "article-failed":
            raise click.ClickException(f"{unit!r} : {found.problems[0].message}")
    return min(tries)


@click.command()
@click.option("--random", "count", default=200, show_default=True, help="Random units, beside the known ones.")
@click.option("--seed", default=1, show_default=True)
def main(count: int, seed: int) -> None:
    """Measure every unit; fail where one is too steep or too slow."""
    prepare()  # as every worker of a run begins
    _seconds("Le maire de Lyon, Paul Morin, a dit « oui ». ", 500, again=1)
    rows = []
    for unit in (*KNOWN, *random_units(count, seed)):
        short, long = (_seconds(unit, length, again=1) for length in (SHORT, LONG))
        if long > STEEPEST * short or SHORT / short < SLOWEST or LONG / long < SLOWEST:  # was the machine busy?
            short, long = (min(s, _seconds(unit, n, again=2)) for s, n in ((short, SHORT), (long, LONG)))
        rows.append((long / short, min(SHORT / short, LONG / long), unit))
    for title, order in (("steepest", lambda row: -row[0]), ("slowest", lambda row: row[1])):
        click.echo(f"{title}:")
        for ratio, speed, unit in sorted(rows, key=order)[:SHOWN]:
            click.echo(f"  {ratio:5.2f}  {speed:8,.0f} characters/s  {unit!r}")
    bad = [row for row in rows if row[0] > STEEPEST or row[1] < SLOWEST]
    click.echo(f"{len(rows)} units, {len(bad)} beyond a ratio of {STEEPEST} or below {SLOWEST:,} characters/s")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
