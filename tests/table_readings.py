"""What the examples of sums, dates and names say beyond ``[passage]{value}``, written by ``make golden``.

All columns of sums and dates; of names, the members of the cast: gender, kinds, roles, where they are named.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.entities.cast import Member, cast_of
from pipeline.records import LIST_SEPARATOR
from tests.example_files import EXAMPLES, Example, read_examples

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Readings:
    """A file of readings: its name, its columns beside the example, the files of examples that it reads."""

    name: str
    columns: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return GOLDEN / f"readings_{self.name}.csv"

    def examples(self) -> list[Example]:
        """Return its examples that are no known gaps, in the order of their files, each once."""
        paths = [path for pattern in self.files for path in sorted(EXAMPLES.glob(pattern))]
        examples = [example for path in paths for example in read_examples(path) if not example.gap]
        return list({key(example): example for example in examples}.values())

    def rows(self, example: Example, nlp: Language) -> Iterator[dict[str, str]]:
        """Yield a row for each record of an example."""
        article = Article(article_id="x", text=example.text, published=example.published, source=example.source)
        doc = nlp(example.text)
        found = extract(article, doc)
        known = dict(zip(("example", "published", "source"), key(example), strict=True))
        if self.name == "members":
            yield from (known | shown(member) for member in cast_of(doc).members)
        else:
            for record in found[self.name]:
                values = ((name, getattr(record, name)) for name in self.columns)
                yield known | {name: "" if value is None else str(value) for name, value in values}

    def read(self) -> dict[tuple[str, str, str], list[dict[str, str]]]:
        """Return the rows expected of each example."""
        expected: dict[tuple[str, str, str], list[dict[str, str]]] = {}
        with self.path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                expected.setdefault((row["example"], row["published"], row["source"]), []).append(row)
        return expected

    def write(self, nlp: Language, blank: Language) -> None:
        """Write anew what is expected."""
        with self.path.open("w", encoding="utf-8", newline="") as handle:
            columns = ["example", "published", "source", *self.columns]
            out = csv.DictWriter(handle, columns, lineterminator="\n")
            out.writeheader()
            for example in self.examples():
                out.writerows(self.rows(example, nlp if example.model else blank))


def key(example: Example) -> tuple[str, str, str]:
    """Return what tells an example from the others: text, day, source."""
    return example.text, str(example.published or ""), example.source


def shown(member: Member) -> dict[str, str]:
    """Return what the article shows of a member: the roles as « maire de Brest (m, politics, office) »."""
    roles = [f"{r.text} ({', '.join(filter(None, (r.gender, r.field, 'office' * r.function)))})" for r in member.roles]
    return {
        "name": member.name,
        "label": member.label,
        "gender": member.gender,
        "kinds": LIST_SEPARATOR.join(sorted(member.kinds)),
        "roles": LIST_SEPARATOR.join(roles),
        "places": LIST_SEPARATOR.join(f"{place.start}-{place.end}" for place in member.places),
    }


TABLES = (
    Readings(
        "amounts",
        (
            "text", "value", "value_min", "value_max", "currency", "qualifier", "per", "value_eur", "value_eur_min",
            "value_eur_max", "currency_from",
        ),
        ("amounts*.txt",),
    ),
    Readings(
        "dates",
        ("text", "type", "timex", "edtf", "mod", "date_from", "date_to", "granularity", "anchor"),
        ("dates*.txt", "amounts*.txt"),
    ),
    Readings(
        "members",
        ("name", "label", "gender", "kinds", "roles", "places"),
        ("entities*.txt", "names/[agkr]*.txt", "quotes_*.txt"),
    ),
)  # fmt: skip
