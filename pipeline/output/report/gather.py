"""The rows of a run as the page carries them: what it shows of each table, in compact columns.

A passage is its place in the text of its article, and so is its sentence: neither is written twice. Where the text is
not there, or does not say what the row says, the row keeps its own words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.output.joined import Joined
from pipeline.output.report.packed import Numbers, Packed, Steps, Words

# Where a passage stands, and what its row keeps where the text of the article cannot say it.
PLACE, OWN = ("article", "start", "length", "before", "after"), ("text", "sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows of a table: texts, numbers, and ``refers``, the ids of a row of another table."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    prefix: str = ""


SHOWN = {
    "articles": Shown(
        words=("article_id", "source", "title", "author", "published", "url", "duplicate_of"), numbers=("words",)
    ),
    "entities": Shown(
        words=("entity_id", "label", "name", "gender", "aliases", "roles"), numbers=("mentions", "articles", "quotes")
    ),
    "quotes": Shown(
        words=("kind", "speaker", "speaker_name", "speaker_role", "verb", "medium", "negated"),
        numbers=("confidence", "speaker_confidence"),
        refers=("entity_id",),
        prefix="q",
    ),
    "mentions": Shown(words=("label", "name"), refers=("entity_id", "quote_id"), prefix="m"),
    "amounts": Shown(
        words=("currency", "qualifier", "per", "currency_from"),
        numbers=("value", "value_min", "value_max", "value_eur", "value_eur_min", "value_eur_max"),
        refers=("quote_id",),
        prefix="a",
    ),
    "dates": Shown(
        words=("type", "timex", "mod", "date_from", "date_to", "granularity"), refers=("quote_id",), prefix="d"
    ),
}
# The table to which a reference leads.
TARGETS = {"entity_id": "entities", "quote_id": "quotes"}


class Gathered:
    """The tables of a base, packed one after the other; the texts are read from the base when they are needed."""

    def __init__(self, base: Joined) -> None:
        """Begin with the articles, in their order."""
        self.base = base
        self.articles = self._ranks("articles", "article_id")
        self.ranks = {column: self._ranks(table, column) for column, table in TARGETS.items()}
        base.base.execute("create index if not exists texts_article on texts (article_id)")
        self._read = ("", "")

    def tables(self) -> Iterator[tuple[str, Any]]:
        """Yield each table by name, then the texts in the order of the articles."""
        for name, shown in SHOWN.items():
            yield name, (self._passages(name, shown) if shown.prefix else self._table(name, shown))
        yield "texts", [self.text(article_id) for article_id in self.articles]

    def text(self, article_id: str) -> str:
        """Return the text of an article, empty if there is none."""
        if self._read[0] != article_id:
            self._read = article_id, self.base.one("select text from texts where article_id = ?", article_id) or ""
        return self._read[1]

    def _ranks(self, table: str, column: str) -> dict[str, int]:
        rows = self.base.rows(f"select {column} from {table} order by rowid")
        return {row[0]: rank for rank, row in enumerate(rows)}

    def _table(self, name: str, shown: Shown) -> dict[str, Any]:
        columns = _columns(shown)
        count = 0
        for row in self.base.rows(f"select {', '.join(columns)} from {name} order by rowid"):
            count += 1
            for column, cell in zip(columns.values(), row, strict=True):
                column.append(cell)
        return _packed(count, shown, columns)

    def _passages(self, name: str, shown: Shown) -> dict[str, Any]:
        own = _columns(shown)
        placed: dict[str, Packed] = {c: Steps() for c in PLACE} | {c: Words() for c in OWN}
        refers: dict[str, list[int]] = {column: [] for column in shown.refers}
        said = Words()
        query = ", ".join([*own, *refers, "article_id", "start", '"end"', "text", "sentence"])
        if name == "quotes":
            query += ", words"
        count = 0
        for row in self.base.rows(f"select {query} from {name} order by rowid"):
            count += 1
            for column, packed in own.items():
                packed.append(row[column])
            for column, ranks in refers.items():
                ranks.append(self.ranks[column].get(row[column], -1))
            for packed, cell in zip(placed.values(), self._place(row), strict=True):
                packed.append(cell)
            if name == "quotes":
                said.append("" if row["words"] == row["text"] else row["words"])
        extra = {"said": said.packed()} if name == "quotes" else {}
        return _packed(count, shown, {**own, **placed}, {**refers, **extra})

    def _place(self, row: Any) -> Sequence[Any]:
        """Return where a passage stands and its sentence around it, in the order of ``PLACE`` and ``OWN``."""
        article_id, start, end = row["article_id"] or "", row["start"] or 0, row["end"] or 0
        written, sentence = row["text"] or "", row["sentence"] or ""
        text = self.text(article_id)
        first = text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
        around = (start - first, first + len(sentence) - end, "") if first >= 0 else (0, 0, sentence)
        own = "" if text[start:end] == written else written
        return self.articles.get(article_id, 0), start, end - start, *around[:2], own, around[2]


def _columns(shown: Shown) -> dict[str, Packed]:
    return {name: Words() for name in shown.words} | {name: Numbers() for name in shown.numbers}


def _packed(
    count: int, shown: Shown, columns: dict[str, Packed], extra: dict[str, Any] | None = None
) -> dict[str, Any]:
    packed = {name: column.packed() for name, column in columns.items()}
    return {"rows": count, "prefix": shown.prefix, "columns": {**packed, **(extra or {})}}
