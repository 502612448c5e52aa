"""The rows of a run, held while they are poured: what the page needs of them, in compact columns.

A passage is its place in the text of its article, and so is its sentence: neither is held twice. Where the text is
not there, or does not say what the row says, the row keeps its own words.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow, TextRow
from pipeline.dates.find import TemporalExpression
from pipeline.entities.records import Entity, Mention
from pipeline.output.report.packed import Numbers, Packed, Steps, Words
from pipeline.output.tables import Row
from pipeline.quotes.records import Quote, QuotedTerm
from pipeline.records import Column, Problem, Record

# What the page shows of each table, by the way in which it is held.
WORDS: dict[type[Record], tuple[str, ...]] = {
    ArticleRow: ("article_id", "source", "title", "author", "published", "url", "duplicate_of"),
    Entity: ("entity_id", "label", "name", "gender", "aliases", "roles"),
    Mention: ("label", "name", "entity_id", "quote_id"),
    Amount: ("currency", "qualifier", "per", "currency_from", "quote_id"),
    TemporalExpression: ("type", "timex", "mod", "date_from", "date_to", "granularity", "quote_id"),
    Quote: (
        *("quote_id", "kind", "speaker", "speaker_name", "entity_id", "speaker_role", "verb", "medium"),
        *("negated", "rule"),
    ),
    QuotedTerm: ("kind",),
    Problem: ("article_id", "path", "code", "message"),
}
NUMBERS: dict[type[Record], tuple[str, ...]] = {
    ArticleRow: ("words",),
    Entity: ("mentions", "articles", "quotes"),
    Amount: ("value", "value_min", "value_max", "value_eur", "value_eur_min", "value_eur_max"),
    Quote: ("confidence", "speaker_confidence"),
}
PLACE = ("article", "start", "length", "before", "after")


class Held:
    """One table of the page: its columns by name."""

    def __init__(self, cls: type[Record]) -> None:
        """Begin an empty table."""
        self.cls = cls
        self.columns: dict[str, Packed] = {name: Words() for name in WORDS.get(cls, ())}
        self.columns |= {name: Numbers() for name in NUMBERS.get(cls, ())}
        self.rows = 0

    def sink(self, columns: Sequence[Column]) -> Callable[[Row], None]:
        """Return the function that takes the rows."""
        places = {c.name: place for place, c in enumerate(columns)}
        kept = [(column.append, places[name]) for name, column in self.columns.items()]

        def take(row: Row) -> None:
            self.rows += 1
            for append, place in kept:
                append(row[place])

        return take

    def cells(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of some columns, row by row."""
        return zip(*(self.columns[name] for name in names), strict=True)

    def packed(self) -> dict[str, Any]:
        """Return what goes into the JSON."""
        columns = {name: column.packed() for name, column in self.columns.items()}
        return {"rows": self.rows, "prefix": self.cls.table.prefix, "columns": columns}


class Gathered:
    """Every table of the page, and the texts of the articles."""

    def __init__(self) -> None:
        """Begin without a row."""
        self.tables: dict[str, Held] = {cls.table.name: Held(cls) for cls in WORDS}
        self.names: list[str] = []
        self.ranks: dict[str, int] = {}
        self._texts: dict[str, bytes] = {}
        self._sentences: dict[str, int] = {}
        self._read = ("", "")

    def sink(self, cls: type[Record], columns: Sequence[Column]) -> Callable[[Row], None]:
        """Return the function that takes the rows of a table."""
        places = {c.name: place for place, c in enumerate(columns)}
        if cls is TextRow:
            return lambda row: self._hold_text(*(row[places[name]] for name in ("article_id", "text")))
        if cls.table.name not in self.tables:
            return lambda row: None
        held = self.tables[cls.table.name]
        take = held.sink(columns)
        if cls is ArticleRow:
            return _both(lambda row: self._hold_article(row[places["article_id"]]), take)
        if "start" not in places:
            return take
        held.columns |= {name: Steps() for name in PLACE}
        held.columns |= {"text": Words(), "sentence": Words(self._sentences)}
        if cls is Quote:
            take = _both(take, _said(held, places["words"], places["text"]))
        return _both(take, lambda row: self._hold_place(held, row, places))

    def text(self, article_id: str) -> str:
        """Return the text of an article, empty if it is not held."""
        if self._read[0] != article_id:
            self._read = article_id, self._texts.get(article_id, b"").decode("utf-8", "surrogatepass")
        return self._read[1]

    def passage(self, article: int, start: int, length: int, written: str) -> str:
        """Return the words of a passage: those of its row, or those of the text."""
        return written or self.text(self.names[article])[start : start + length]

    def packed(self) -> dict[str, Any]:
        """Return what goes into the JSON: the tables, what refers to a row by its rank, and the texts."""
        found = {name: held.packed() for name, held in self.tables.items()}
        for column, target in (("quote_id", "quotes"), ("entity_id", "entities")):
            ranks = {cell: rank for rank, (cell,) in enumerate(self.tables[target].cells(column))}
            for name, held in self.tables.items():
                if column in held.columns and name != target:
                    found[name]["columns"][column] = [ranks.get(cell, -1) for (cell,) in held.cells(column)]
        del found["quotes"]["columns"]["quote_id"]  # what the page makes anew of article, start and end
        return {**found, "texts": [self.text(name) for name in self.names]}

    def _hold_article(self, article_id: Any) -> None:
        self.ranks[article_id] = len(self.names)
        self.names.append(article_id)

    def _hold_text(self, article_id: Any, text: Any) -> None:
        self._texts[article_id] = text.encode("utf-8", "surrogatepass")

    def _hold_place(self, held: Held, row: list[Any], places: dict[str, int]) -> None:
        """Hold where a passage stands, and its sentence around it."""
        article_id, start, end, written = (row[places[name]] for name in ("article_id", "start", "end", "text"))
        sentence = str(row[places["sentence"]]) if "sentence" in places else ""
        text = self.text(article_id)
        first = text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
        found = first >= 0
        cells = {
            "article": self.ranks.get(article_id, 0),
            "start": start,
            "length": end - start,
            "before": start - first if found else 0,
            "after": first + len(sentence) - end if found else 0,
            "text": "" if text[start:end] == written else written,
            "sentence": "" if found else sentence,
        }
        for name, cell in cells.items():
            held.columns[name].append(cell)


def _both(first: Callable[[Row], None], then: Callable[[Row], None]) -> Callable[[Row], None]:
    def take(row: Row) -> None:
        first(row)
        then(row)

    return take


def _said(held: Held, words: int, text: int) -> Callable[[Row], None]:
    """Return what holds the words said where they are not the passage itself, and their number."""
    said, count = Words(), Steps()
    held.columns |= {"said": said, "count": count}

    def take(row: Row) -> None:
        said.append("" if row[words] == row[text] else row[words])
        count.append(len(str(row[words]).split()))

    return take
