"""``metadata.csv``: what the user says of the articles of a folder, stronger than what the files say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.articles import Article
from pipeline.problems import problem
from pipeline.reading.columns import guess_columns
from pipeline.reading.decode import clean
from pipeline.reading.fields import damaged_in
from pipeline.reading.publication import parse_day
from pipeline.reading.settings import read_settings
from pipeline.records import Problem

NAME = "metadata.csv"
TOLD = ("title", "author", "source", "edition", "url", "language")


@dataclass(slots=True)
class Metadata:
    """The rows of ``metadata.csv`` by their first column, and what is wrong with the file."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def complete(self, article: Article) -> Iterator[Article | Problem]:
        """Yield the article with what its row says, after a problem for a date that is not understood."""
        key = self.use(article.article_id, article.path)
        if key is None:
            yield article
            return
        row = self.rows[key]
        told = {name: row[self.columns[name]].strip() for name in TOLD if name in self.columns}
        published = article.published
        if stated := row.get(self.columns.get("published", ""), "").strip():
            published = parse_day(stated)
            if published is None:
                yield problem("bad-date", path=NAME, article_id=article.article_id, value=stated[:40])
        extra = {**article.extra, **{n: v for n, v in row.items() if n and n not in self.columns.values()}}
        yield replace(article, published=published, extra=extra, **{n: v for n, v in told.items() if v})

    def use(self, article_id: str, path: str) -> str | None:
        """Return under which key a row speaks of an article, if one does; it is used."""
        key = self._key(article_id, path)
        if key is not None:
            self.used.add(key)
        return key

    def row_of(self, article_id: str, path: str) -> list[str] | None:
        """Return what a row says of an article: the names of its columns, then their values; None if none does."""
        key = self._key(article_id, path)
        return None if key is None else [*self.rows[key], *self.rows[key].values()]

    def _key(self, article_id: str, path: str) -> str | None:
        """Return the key of the row on an article: its id, its path or its file's name."""
        for key in (article_id, path, path.rpartition("/")[2]):
            if key in self.rows:
                return key
        return None

    def unused(self) -> Iterator[Problem]:
        """Yield one problem for all the rows that no article has taken."""
        left = [key for key in self.rows if key not in self.used]
        if left:
            shown = ", ".join(left[:5]) + (", …" if len(left) > 5 else "")
            yield problem("unknown-metadata", path=NAME, count=len(left), ids=shown)


def read_metadata(folder: Path) -> Metadata:
    """Read ``metadata.csv`` where the folder has one; its good rows are kept, the others become problems."""
    read, found = read_settings(folder / NAME), Metadata()
    found.problems += read.problems
    names = [clean(name) for name in read.names[1:]]
    guessed = guess_columns(names, {})
    found.columns = {name: column for name, column in guessed.items() if name in (*TOLD, "published")}
    damaged = 0
    for line, cells in read.rows:
        key, *values = map(clean, cells)
        key, damaged = key.strip(), damaged + damaged_in(values)
        if key in found.rows:
            found.problems.append(problem("duplicate-metadata", path=NAME, line=line, id=key))
        else:
            found.rows[key] = dict(zip(names, values, strict=True))
    if damaged:
        found.problems.append(problem("damaged-characters", path=NAME, count=damaged))
    return found
