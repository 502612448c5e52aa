"""Temporal expressions, by the practice of TIMEX3."""

from collections.abc import Iterator  # noqa: I001 - the modules of rules stand in the order in which they are tried
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.model.docs import plain_text, text_of
from pipeline.dates import repeats as repeats
from pipeline.dates import ordinals as ordinals
from pipeline.dates import hours as hours
from pipeline.dates import parts as parts
from pipeline.dates import lengths as lengths
from pipeline.dates import named as named
from pipeline.dates import days as days
from pipeline.dates import numeric as numeric
from pipeline.dates import relative as relative
from pipeline.dates import seasons as seasons
from pipeline.dates import years as years
from pipeline.dates.joins import joined
from pipeline.dates.rules import Source, scan
from pipeline.dates.words import Reading
from pipeline.records import (
    Record,
    article_id_column,
    column,
    end_column,
    quote_id_column,
    record,
    sentence_column,
    start_column,
)
from pipeline.registry import extractor
from pipeline.dates.anchors import resolve_dates
from pipeline.language.typography import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

TYPES = ("DATE", "TIME", "DURATION", "SET")
MODS = ("start", "mid", "end", "approx", "before", "after", "on_or_before", "on_or_after")
GRANULARITIES = (
    "minute", "hour", "part_of_day", "day", "weekend", "week", "month", "quarter", "season", "half", "year",
    "decade", "century",
)  # fmt: skip
ANCHORS = ("absolute", "publication", "text", "none")


@record(
    "dates",
    title="Dates",
    description="Chaque expression de temps, située dans le calendrier.",
    prefix="d",
    key="date_id",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TemporalExpression(Record):
    """A temporal expression where it is written."""

    article_id: str = article_id_column()
    date_id: str = column("Date", "Identifiant de l'expression.")
    start: int = start_column()
    end: int = end_column()
    text: str = column(
        "Texte", "Le passage tel qu'il est écrit, avec son article : le 3 mars (mais 3 mars après du, au).", width=36
    )
    type: str = column("Type", "DATE, TIME (heure), DURATION (durée), SET (répétition).", choices=TYPES)
    timex: str = column("TIMEX3", "Valeur selon TIMEX3 (ISO-TimeML).")
    edtf: str = column("EDTF", "Valeur selon EDTF (ISO 8601-2).")
    mod: str = column("Nuance", "Début, milieu, fin, environ, avant, après.", choices=MODS)
    date_from: date | None = column("Du", "Premier jour de l'intervalle nommé.", default=None)
    date_to: date | None = column("Au", "Dernier jour de l'intervalle nommé, inclus.", default=None)
    granularity: str = column("Grain", "De la minute au siècle.", choices=GRANULARITIES)
    anchor: str = column("Repère", "Ce qui situe l'expression.", choices=ANCHORS)
    quote_id: str = quote_id_column()
    sentence: str = sentence_column()
    reading: Reading | None = None

    def as_example(self) -> str:
        """Return what the examples files say: ``DATE 2024-03-12``."""
        return f"{self.type} {self.timex}"

    def as_span(self) -> tuple[str, str]:
        """Return label and value for the Doc: ``("DATE", "2024-03-12")``."""
        return self.type, self.timex


@extractor(TemporalExpression, resolve=resolve_dates)
def find_dates(doc: "Doc") -> Iterator[TemporalExpression]:
    """Find the temporal expressions of a Doc, as partial as they are written.

    >>> import spacy
    >>> [d.timex for d in find_dates(spacy.blank("fr")("Élu le 12 mars, il a pris ses fonctions le lendemain."))]
    ['XXXX-03-12', 'XXXX-XX-XX']
    """
    text = text_of(doc)
    source = Source(plain_text(doc), fold(text))
    for found in joined(scan(source), source):
        yield TemporalExpression(
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            type=found.type,
            timex=found.reading.value.timex(),
            edtf=found.reading.value.edtf(),
            mod=found.reading.mod,
            granularity=found.reading.value.granularity,
            anchor="none",
            reading=found.reading,
        )
