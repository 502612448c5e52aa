"""From a folder to articles: each file to its reader, what ``metadata.csv`` adds, an id of its own for each article."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pipeline.reading  # noqa: F401 - registers them
from pipeline.articles import Article
from pipeline.problems import problem
from pipeline.reading.archives import inside
from pipeline.reading.columns import plain_name
from pipeline.reading.folders import ReadOptions as ReadOptions
from pipeline.reading.folders import home_of, list_sources
from pipeline.reading.formats import Source, guarded, reader_of
from pipeline.reading.metadata import read_metadata
from pipeline.records import Problem


def read_corpus(
    corpus: Path,
    options: ReadOptions | None = None,
    read: Callable[[Source], Iterable[Article | Problem]] | None = None,
) -> Iterator[Article | Problem]:
    """Yield the articles of a folder, or of one file, in the order of their files; a Problem for what cannot be read.

    One file is held at a time, and of a file of many articles one article. Every article has its own id. ``read``
    stands for :func:`read_source`, if it says the same of each file.
    """
    read = read or read_source
    options = options or ReadOptions()
    metadata = read_metadata(home_of(corpus))
    yield from metadata.problems
    ids, undated = _Ids(), 0
    for source in list_sources(corpus, options):
        for item in [source] if isinstance(source, Problem) else read(source):
            if isinstance(item, Problem):
                yield item
                continue
            for told in ids.own(item):
                for done in [told] if isinstance(told, Problem) else metadata.complete(told):
                    undated += isinstance(done, Article) and done.published is None
                    yield done
    if not options.only:
        if undated:
            yield problem("no-date", count=undated)
        if corpus.is_dir():
            yield from metadata.unused()


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
        yield item
    if not said:
        yield source.problem("no-article")


def _articles(source: Source, *, counted: bool) -> Iterator[Article | Problem]:
    chosen = reader_of(source)
    if counted and not chosen.many:
        yield Article(article_id=source.article_id, text="")
    else:
        yield from chosen.read(source)
