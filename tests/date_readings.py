"""What each rule of dates finds by itself, and where it places it in the calendar, written by ``make golden``.

In an article the first rule that finds something ends the search, and most dates are placed by the verb beside them;
here each rule is asked alone at each word, and each reading is placed from several days in every tense.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import spacy

import pipeline.extractors  # noqa: F401 - registers the rules
from pipeline.articles import Article
from pipeline.dates import joins, vetoes
from pipeline.dates.calendar import Interval, Point
from pipeline.dates.placing import NoPlaceError, placed
from pipeline.dates.rules import RULES, Source, article, scan
from pipeline.dates.tense import Tenses
from pipeline.dates.timex import from_edtf, from_timex
from pipeline.dates.words import Found, Reading
from pipeline.engine.extract import extract
from pipeline.language.typography import fold, plain
from tests.example_files import EXAMPLES, read_examples
from tests.variants import DATES, sign, varied

READINGS = Path(__file__).parent / "golden" / "dates.txt"
DAYS = (date(2025, 3, 14), date(2024, 12, 31), date(2024, 2, 29), date(2023, 1, 1))
TENSES = ("", "past", "done", "future", "onward")
# Each text is read in so many other forms too.
VARIED = 3
_WORD = re.compile(r"[\w'’-]+")
_DIGITS = re.compile(r"[0-9]+")


def texts() -> list[str]:
    """Return the texts that are read, each once: those of the examples, and each in another form."""
    paths = [*sorted(EXAMPLES.glob("dates*.txt")), *sorted(EXAMPLES.glob("amounts*.txt"))]
    whole = list(dict.fromkeys(e.text for path in paths for e in read_examples(path)))
    return list(dict.fromkeys([*whole, *varied(whole, DATES, VARIED)]))


def said(reading: Reading) -> str:
    """Return a reading in a line: its value, how it is placed, what of it is meant."""
    further = f" {reading.derived}" if reading.derived else ""
    signs = (reading.place, reading.steps or "", reading.anchor, reading.mod, "generic" * reading.generic)
    return " ".join(filter(None, (reading.value.timex(), reading.value.edtf(), *map(str, signs)))) + further


def shown(source: Source, found: Found) -> str:
    """Return an expression in a line: the passage, its type, its reading, its tags."""
    tags = " ".join(sorted(found.tags))
    return f"{source.raw[found.start : found.end]!r} {found.type} {said(found.reading)} {tags}".rstrip()


def by_rule(source: Source) -> Iterator[str]:
    """Yield what each rule finds where a word begins."""
    for rule in dict.fromkeys(entry.build for entries in RULES.values() for entry in entries):
        entry = next(e for entries in RULES.values() for e in entries if e.build is rule)
        for word in _WORD.finditer(source.folded):
            match = (entry.compiled or entry.compile()).match(source.folded, word.start())
            found = rule(match, source) if match else None
            for one in found if isinstance(found, list) else [found]:
                if one:
                    yield f"{rule.__name__}: {shown(source, one)}"


def around(source: Source) -> Iterator[str]:
    """Yield the tense around each word, and what stands beside digits: counts, models, addresses, ages."""
    tenses = Tenses(source.raw)
    said = [(w.start(), tenses.around(w.start(), w.end())) for w in _WORD.finditer(source.raw)]
    yield "tense: " + " ".join(f"{start}{tense}" for start, tense in said if tense)
    for word in _DIGITS.finditer(source.folded):
        start, end = word.span()
        signs = {
            "count": vetoes.is_count(source, end),
            "product": vetoes.is_product(source, start),
            "penalty": vetoes.is_penalty(source, end),
            "age": vetoes.is_age(source, start, end),
            "address": vetoes.is_address(source, start),
            "year": vetoes.year_expected(source, start, end),
        }
        held = " ".join(sign for sign, holds in signs.items() if holds)
        yield f"{word[0]}: {held} {article(source, start)[1]}".rstrip()


def in_pairs(source: Source) -> Iterator[str]:
    """Yield what two expressions that follow one another make: an interval, an offset, a length."""
    found = list(scan(source))
    for one in found:
        if (changed := joins.modified(one, source)) != one:
            yield f"modified: {shown(source, changed)}"
    for one, other in pairwise(found):
        for join in (joins.interval, joins.offset, joins.length, joins.shared_side, joins.shared_year):
            made = join(one, other, source)
            if made and made != one:
                yield f"{join.__name__}: {shown(source, made)}"


def in_calendar(reading: Reading) -> Iterator[str]:
    """Yield where a reading stands, seen from each day in each tense; nothing where the tense changes nothing."""
    for day in DAYS:
        last = ""
        for tense in TENSES:
            try:
                value = placed(reading.value, reading.place, reading.steps, day, tense)
                bounds = value.bounds() if isinstance(value, (Point, Interval)) else None
                answer = f"{value.timex()} {value.edtf()} " + " ".join(map(str, bounds or ()))
            except NoPlaceError:
                answer = "nowhere"
            if answer != last:
                yield f"  {day} {tense or 'any'}: {answer}"
            last = answer


def readings() -> Iterator[str]:
    """Yield the lines of all texts, then the readings in the calendar, then the values that their notations give."""
    blank = spacy.blank("fr")
    known: dict[str, Reading] = {}
    values: set[tuple[str, str]] = set()
    for text in texts():
        source = Source(plain(text), fold(text))
        yield f"## {text}".replace("\n", "↵")
        yield from dict.fromkeys((*by_rule(source), *around(source), *in_pairs(source)))
        for found in joins.joined(scan(source), source):
            if found.reading.place != "fixed":
                known.setdefault(repr(found.reading), found.reading)
        day = DAYS[sign(text) % len(DAYS)]
        for row in extract(Article(article_id="x", text=text, published=day), blank(text))["dates"]:
            values.add((row.timex, row.edtf))
            bounds = " ".join(str(value) for value in (row.date_from, row.date_to, row.mod, row.anchor) if value)
            yield f"{day} {row.start} {row.text!r}: {row.timex} {row.edtf} {bounds}".rstrip()
    for reading in known.values():
        yield f"## {said(reading)} {getattr(reading.value, 'feast', '')}".rstrip()
        yield from in_calendar(reading)
    for timex, edtf in sorted(values):
        yield f"## {timex} {edtf}"
        yield f"  {from_timex(timex)}"
        yield f"  {from_edtf(edtf)}"


def write() -> None:
    """Write anew what is expected."""
    READINGS.write_text("".join(f"{line}\n" for line in readings()), "utf-8")
