"""The rows of a run as the page carries them: what it shows of each table, in compact columns.

A passage is its place in the text of its article, and so is its sentence: neither is written twice. Where the text is
not there, or does not say what the row says, the row keeps its own words.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from pipeline.output.joined import Joined, quoted
from pipeline.output.report.packed import Numbers, Packed, Ranks, Steps, Words

Cells = dict[str, tuple[Any, ...]]

# Rows turned into columns at once.
BATCH = 2000
# Characters of the articles in the page. 47,600 articles (94 million) made a page of 110 MB that Chromium opened in 7
# to 10 s on two busy cores; five times as much is more than one of its strings may hold.
MOST_CHARACTERS = 100_000_000

# Where a passage stands, and what its row keeps where the text of the article cannot say it.
PLACE, OWN = ("article", "start", "length", "before", "after"), ("text", "sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows of a table: texts, numbers, and ``refers``, the ids of a row of another table.

    ``prefix`` is that of a table of passages; ``said`` a column that most often repeats the passage.
    """

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    prefix: str = ""
    said: tuple[str, ...] = ()


SHOWN = {
    "articles": Shown(
        words=("article_id", "source", "title", "author", "published", "url", "duplicate_of"), numbers=("words",)
    ),
    "entities": Shown(
        words=("entity_id", "label", "name", "gender", "aliases", "roles"), numbers=("mentions", "articles", "quotes")
    ),
    "quotes": Shown(
        words=("kind", "speaker", "speaker_name", "speaker_role", "verb", "medium", "negated", "rule"),
        numbers=("confidence", "speaker_confidence"),
        refers=("entity_id",),
        prefix="q",
        said=("words",),
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
    """The tables of a base as JSON, a column at a time; the texts are read from the base when they are needed."""

    def __init__(self, base: Joined) -> None:
        """Begin with the articles, in their order."""
        self.base = base
        self.kept, self.left = room(base)
        self.articles = self._ranks("articles", "article_id")
        self.ranks = {column: self._ranks(table, column) for column, table in TARGETS.items()}
        base.base.execute("create index if not exists texts_article on texts (article_id)")
        self._read = ("", "")

    def tables(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield each table by name with the parts of its JSON, then the texts in the order of the articles."""
        for name, shown in SHOWN.items():
            yield name, self._table(name, shown)
        yield "texts", self._texts()

    def text(self, article_id: str) -> str:
        """Return the text of an article, empty if there is none."""
        if self._read[0] != article_id:
            self._read = article_id, self.base.one("select text from texts where article_id = ?", article_id) or ""
        return self._read[1]

    def _of(self, table: str) -> str:
        """Return the clause that keeps what the page has room for."""
        if table == "entities" or not self.left:
            return ""
        return f" where article_id in (select article_id from articles order by rowid limit {self.kept})"

    def _ranks(self, table: str, column: str) -> dict[str, int]:
        rows = self.base.rows(f"select {column} from {table}{self._of(table)} order by rowid")
        return {row[0]: rank for rank, row in enumerate(rows)}

    def _texts(self) -> Iterator[str]:
        for place, article_id in enumerate(self.articles):
            yield f"{',' if place else '['}{as_json(self.text(article_id))}"
        yield "]" if self.articles else "[]"

    def _table(self, name: str, shown: Shown) -> Iterator[str]:
        """Yield the JSON of a table: its columns, those of a passage told by its place."""
        columns: dict[str, Packed] = {c: Words() for c in shown.words} | {c: Numbers() for c in shown.numbers}
        columns |= {c: Ranks(self.ranks[c]) for c in shown.refers}
        names, count = [*columns], 0
        if shown.prefix:
            columns |= {c: Steps() for c in PLACE} | {c: Words() for c in OWN}
            names += ["article_id", "start", "end", "text", "sentence", *shown.said]
        if shown.said:
            columns["said"] = Words()
        query = f"select {', '.join(map(quoted, names))} from {name}{self._of(name)} order by rowid"
        for rows in batched(self.base.rows(query), BATCH):
            count += len(rows)
            cells = dict(zip(names, zip(*rows, strict=True), strict=True))
            if shown.prefix:
                cells |= self._places(cells)
            if shown.said:
                pairs = zip(cells[shown.said[0]], cells["written"], strict=True)
                cells["said"] = tuple("" if said == written else said for said, written in pairs)
            for column, packed in columns.items():
                packed.extend(cells[column])
        yield f'{{"rows":{count},"prefix":{as_json(shown.prefix)},"columns":{{'
        for place, (column, packed) in enumerate(columns.items()):
            yield f"{',' if place else ''}{as_json(column)}:{as_json(packed.packed())}"
        yield "}}"

    def _places(self, cells: Cells) -> Cells:
        """Return the columns of ``PLACE`` and ``OWN``, and what was written."""
        found = [
            self._place(*row)
            for row in zip(*(cells[c] for c in ("article_id", "start", "end", "text", "sentence")), strict=True)
        ]
        return dict(zip((*PLACE, *OWN), zip(*found, strict=True), strict=True)) | {"written": cells["text"]}

    def _place(self, article_id: str, start: int, end: int, written: str, sentence: str) -> tuple[int | str, ...]:
        """Return where a passage stands and its sentence around it, in the order of ``PLACE`` and ``OWN``."""
        text = self.text(article_id)
        first = text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
        around = (start - first, first + len(sentence) - end, "") if first >= 0 else (0, 0, sentence)
        own = "" if text[start:end] == written else written
        return self.articles.get(article_id, 0), start, end - start, *around[:2], own, around[2]


def room(base: Joined) -> tuple[int, int]:
    """Return how many articles, the first ones, the page has room for, and how many it leaves out."""
    sizes = [row[0] for row in base.rows("select coalesce(characters, 0) from articles order by rowid")]
    kept = sum(total <= MOST_CHARACTERS for total in accumulate(sizes))
    return kept, len(sizes) - kept


def as_json(value: Any) -> str:
    r"""Return JSON that no HTML can end: ``<`` is escaped.

    >>> as_json({"titre": "</script>"})
    '{"titre":"\\u003c/script>"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield the rows, ``size`` at a time."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch
