"""A small corpus of invented articles for the tests of the report: every table, places that hold, nasty texts."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow, TextRow
from pipeline.dates.find import TemporalExpression
from pipeline.entities.records import Entity, Mention
from pipeline.output.formats import write_tables
from pipeline.output.options import WriteOptions
from pipeline.problems import problem
from pipeline.quotes.records import Quote
from pipeline.records import passage_id

NASTY = "Budget </script><script>document.title = 'pris'</script> & <b>école</b>"
TEXTS = {
    "2024/budget": "Le conseil municipal a siégé 🎉 mardi 12 mars. « La sécurité coûtera 3 millions d'euros », a dit "
    "Anne Vial, maire de Tréval. Luc Morel, lui, n'y croit pas.",
    "2024/stade": "« Le stade ouvrira en 2026 », promet Luc Morel. Selon la région, le chantier a coûté 40 000 euros.",
    "dépêche#1": 'Un habitant a soufflé : « Tout, "vraiment" tout, a brûlé. »',
}


def _at(article_id: str, text: str) -> dict[str, Any]:
    start = TEXTS[article_id].index(text)
    sentence = next(s for s in re.split(r"(?<=\.) (?=[«A-Z])", TEXTS[article_id]) if text in s)
    return {"article_id": article_id, "start": start, "end": start + len(text), "text": text, "sentence": sentence}


def _quote(article_id: str, text: str, **fields: Any) -> Quote:
    at = _at(article_id, text)
    found = passage_id(Quote, article_id, at["start"], at["end"])
    return Quote(**{"quote_id": found, "group_id": found, "words": text, "kind": "direct", **at, **fields})


QUOTES = [
    _quote(
        *("2024/budget", "La sécurité coûtera 3 millions d'euros"),
        speaker="Anne Vial",
        speaker_name="Anne Vial",
        speaker_kind="name",
        entity_id="per-anne-vial",
        speaker_role="maire de Tréval",
        verb="dire",
        confidence=Decimal("0.97"),
    ),
    _quote(
        *("2024/stade", "Le stade ouvrira en 2026"),
        speaker="Luc Morel",
        speaker_name="Luc Morel",
        speaker_kind="name",
        entity_id="per-luc-morel",
        verb="promettre",
        confidence=Decimal("0.62"),
        speaker_confidence=Decimal("0.71"),
    ),
    _quote(
        *("2024/stade", "le chantier a coûté 40 000 euros"),
        kind="indirect",
        speaker="la région",
        speaker_name="région",
        speaker_kind="organisation",
        confidence=Decimal("0.9"),
    ),
    _quote("dépêche#1", 'Tout, "vraiment" tout, a brûlé.', confidence=Decimal("0.55")),
]


def _amount(article_id: str, text: str, value: int, quote: Quote) -> Amount:
    at = _at(article_id, text)
    figures = dict.fromkeys(("value", "value_min", "value_max", "value_eur"), Decimal(value))
    found = passage_id(Amount, article_id, at["start"], at["end"])
    codes = {"currency": "EUR", "qualifier": "exact", "currency_from": "written", "quote_id": quote.quote_id}
    return Amount(**{"amount_id": found, **at, **figures, **codes})


def _date(article_id: str, text: str, first: date, last: date, granularity: str) -> TemporalExpression:
    at = _at(article_id, text)
    found = passage_id(TemporalExpression, article_id, at["start"], at["end"])
    days = {"date_from": first, "date_to": last, "granularity": granularity, "type": "DATE", "anchor": "absolute"}
    return TemporalExpression(**{"date_id": found, **at, **days})


def _mention(article_id: str, name: str, entity_id: str, label: str = "PER") -> Mention:
    at = _at(article_id, name)
    found = passage_id(Mention, article_id, at["start"], at["end"])
    return Mention(**{"mention_id": found, "label": label, "name": name, "entity_id": entity_id, **at})


RECORDS: dict[str, list[Any]] = {
    "articles": [
        ArticleRow(
            article_id="2024/budget",
            title=NASTY,
            source="Le Phare",
            published=date(2024, 3, 13),
            words=27,
            url="javascript:document.title = 'pris'",
            author="Léa Caron",
        ),
        ArticleRow(
            article_id="2024/stade",
            title="Le stade attendra",
            source="La Vigie",
            published=date(2024, 5, 2),
            words=18,
            url="https://example.org/stade",
        ),
        ArticleRow(article_id="dépêche#1", words=10),
    ],
    "texts": [TextRow(article_id=name, text=text) for name, text in TEXTS.items()],
    "mentions": [
        _mention("2024/budget", "Anne Vial", "per-anne-vial"),
        _mention("2024/budget", "Tréval", "loc-treval", "LOC"),
        _mention("2024/budget", "Luc Morel", "per-luc-morel"),
        _mention("2024/stade", "Luc Morel", "per-luc-morel"),
    ],
    "entities": [
        Entity(entity_id="loc-treval", label="LOC", name="Tréval", mentions=1, articles=1),
        Entity(entity_id="per-anne-vial", label="PER", name="Anne Vial", gender="f", mentions=1, articles=1, quotes=1),
        Entity(entity_id="per-luc-morel", label="PER", name="Luc Morel", gender="m", mentions=2, articles=2, quotes=1),
    ],
    "amounts": [
        _amount("2024/budget", "3 millions d'euros", 3_000_000, QUOTES[0]),
        _amount("2024/stade", "40 000 euros", 40_000, QUOTES[2]),
    ],
    "dates": [
        _date("2024/budget", "mardi 12 mars", date(2024, 3, 12), date(2024, 3, 12), "day"),
        _date("2024/stade", "2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
    ],
    "quotes": QUOTES,
    "problems": [problem("empty-file", path="vide.txt")],
}


def write_report(folder: Path, **tables: list[Any]) -> Path:
    """Write the report of the records, some tables replaced, and return its path."""
    records = {**RECORDS, **tables}
    write_tables(folder, {name: iter(rows) for name, rows in records.items()}, WriteOptions(formats=("html",)))
    return folder / "rapport.html"
