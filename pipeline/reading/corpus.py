"""From a folder to articles: each file to its reader, what ``metadata.csv`` adds, an id of its own for each article."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pipeline.reading  # noqa: F401 - registers them
from pipeline.articles import Article
from pipeline.problems import problem
from pipeline.reading.archives import inside
from pipeline.reading.columns import plain_name
from pipeline.reading.folders import ReadOptions as ReadOptions
from pipeline.reading.folders import home_of, list_sources
from pipeline.reading.formats import Source, guarded, reader_of
from pipeline.reading.markup import is_cut
from pipeline.reading.metadata import read_metadata
from pipeline.records import Problem


class Known(NamedTuple):
    """What must be known of an article that was read before, to take it again without reading it.

    ``dated`` tells whether it has a day of publication; ``extra`` names the user's own columns; ``row`` is what
    ``metadata.csv`` said of it, the names of the columns before their values.
    """

    article_id: str
    path: str
    dated: bool
    extra: list[str]
    row: list[str] | None


class Corpus:
    """The articles of a folder, or of one file, file by file: each under an id of its own, with its metadata."""

    def __init__(self, corpus: Path, options: ReadOptions | None = None) -> None:
        """Begin to read; what is wrong with the metadata is told with the files."""
        self.corpus, self.options = corpus, options or ReadOptions()
        self.metadata = read_metadata(home_of(corpus))
        self.ids, self.undated = _Ids(), 0

    def sources(self) -> Iterator[Source | Problem]:
        """Yield the files, in order; a Problem for what is not tried."""
        yield from self.metadata.problems
        yield from list_sources(self.corpus, self.options)

    def own(self, item: Article | Problem) -> Iterator[Article | Problem]:
        """Yield what was read of a file as it is to be taken: an article with its own id and its metadata."""
        for told in [item] if isinstance(item, Problem) else self.ids.own(item):
            for done in [told] if isinstance(told, Problem) else self.metadata.complete(told):
                self.undated += isinstance(done, Article) and done.published is None
                yield done

    def known(self, article: Article) -> Known:
        """Return what must be known of an article to take it again."""
        row = self.metadata.row_of(article.article_id, article.path)
        dated = article.published is not None
        return Known(article.article_id, article.path, dated, sorted(article.extra), row)

    def again(self, articles: Sequence[Known]) -> bool:
        """Take all the articles of a file as they were taken before, if that is what would be read; tell whether."""
        ids = {known.article_id for known in articles}
        if len(ids) < len(articles) or not ids.isdisjoint(self.ids.seen):
            return False
        if any(self.metadata.row_of(known.article_id, known.path) != known.row for known in articles):
            return False
        self.ids.seen |= ids
        for known in articles:
            self.metadata.use(known.article_id, known.path)
            self.undated += not known.dated
        return True

    def rest(self) -> Iterator[Problem]:
        """Yield, once all is read, what can be said of the corpus as a whole."""
        if self.options.only:
            return
        if self.undated:
            yield problem("no-date", count=self.undated)
        if self.corpus.is_dir():
            yield from self.metadata.unused()


def read_corpus(corpus: Path, options: ReadOptions | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of a folder, or of one file, in the order of their files; a Problem for what cannot be read.

    One file is held at a time, and of a file of many articles one article. Every article has its own id.
    """
    read = Corpus(corpus, options)
    for source in read.sources():
        for item in [source] if isinstance(source, Problem) else read_source(source):
            yield from read.own(item)
    yield from read.rest()


def count_articles(corpus: Path, options: ReadOptions | None = None) -> int:
    """Return how many articles there are, without reading the files that hold one each."""
    count = 0
    for source in list_sources(corpus, options or ReadOptions()):
        if isinstance(source, Source):
            count += sum(isinstance(item, Article) for item in read_source(source, counted=True))
    return count


def missing_columns(corpus: Path, options: ReadOptions) -> list[str]:
    """Return the columns that the user has named and that no table of the corpus has."""
    missing = dict(options.columns)
    for source in list_sources(corpus, options):
        if not missing:
            break
        for item in [] if isinstance(source, Problem) else guarded(source, inside(source)):
            if isinstance(item, Source):
                names = {plain_name(name) for name in _columns(item)}
                missing = {field: name for field, name in missing.items() if plain_name(name) not in names}
    return list(missing.values())


def _columns(source: Source) -> list[str]:
    try:
        columns = reader_of(source).columns
        return columns(source) if columns else []
    except Exception:  # noqa: BLE001 - what is wrong with a file is told when it is read
        return []


class _Ids:
    """The ids of the articles that were read."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.times: Counter[str] = Counter()

    def own(self, article: Article) -> Iterator[Article | Problem]:
        """Yield the article under an id that no other has, after a problem if it had to be changed."""
        wanted = unique = article.article_id
        while unique in self.seen:
            self.times[wanted] += 1
            unique = f"{wanted}~{self.times[wanted] + 1}"
        self.seen.add(unique)
        if unique != wanted:
            told = {"path": article.path, "article_id": unique, "id": unique}
            yield problem("duplicate-key", key=wanted.rpartition("#")[2], **told)
            article = replace(article, article_id=unique)
        yield article


def read_source(source: Source, *, counted: bool = False) -> Iterator[Article | Problem]:
    """Yield what the readers of a file and of the files in it find; whatever goes wrong costs that file alone.

    Where they are only ``counted``, the articles are empty, and a file of one article is not read.
    """
    for item in guarded(source, inside(source)):
        if isinstance(item, Source):
            yield from _never_silent(item, guarded(item, _articles(item, counted=counted)))
        else:
            yield item


def _never_silent(source: Source, items: Iterator[Article | Problem]) -> Iterator[Article | Problem]:
    """Yield the items of a source; where there is none, that it holds no article."""
    said = False
    for item in items:
        said = True
        if isinstance(item, Problem) and item.code == "no-text-column" and _describes(item.path):
            item = source.problem("lost-metadata")
        yield item
    if not said:
        yield source.problem("no-article")


def _describes(path: str) -> bool:
    """Tell whether the name of a file says that it describes the articles: « Métadonnées.xlsx »."""
    return plain_name(PurePosixPath(path).stem).startswith(("metadata", "metadonnees"))


def _articles(source: Source, *, counted: bool) -> Iterator[Article | Problem]:
    chosen = reader_of(source)
    if counted and not chosen.many:
        yield Article(article_id=source.article_id, text="")
        return
    yield from chosen.read(source)
    if not counted and is_cut(source):
        yield source.problem("cut-file")
