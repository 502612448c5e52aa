"""Links between the tables of one article: which quote a mention, an amount or a date lies in."""

from dataclasses import replace
from typing import Any


def link_quotes(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Give each record that lies inside a quote the id of the innermost one."""
    quotes = found.get("quotes", [])
    if not quotes:
        return found
    return {
        name: records if name == "quotes" else [_inside(r, quotes) for r in records] for name, records in found.items()
    }


def _inside(record: Any, quotes: list[Any]) -> Any:
    if not hasattr(record, "quote_id"):
        return record
    around = [q for q in quotes if q.start <= record.start and record.end <= q.end]
    if not around:
        return record
    return replace(record, quote_id=min(around, key=lambda q: (q.end - q.start, q.start)).quote_id)
