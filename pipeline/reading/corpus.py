"""From a folder to articles: which files, which reader, what ``metadata.csv`` adds."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import pipeline.reading  # noqa: F401 - registers them
from pipeline.articles import Article
from pipeline.problems import problem
from pipeline.reading.formats import READERS, Source, UnreadableError
from pipeline.reading.metadata import NAME as METADATA
from pipeline.reading.metadata import read_metadata
from pipeline.records import Problem

# Files of the user at the top of the folder that are no articles.
SETTINGS = frozenset({METADATA, "aliases.csv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a corpus is read.

    ``columns`` corrects guesses (``{"text": "corps"}``); ``skip`` is a folder left out; ``only`` the id or the path
    of one article: no other file is opened.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    skip: Path | None = None
    only: str = ""

    def wants(self, path: str, article_id: str) -> bool:
        """Tell whether a file is asked for; an article of a file of many has its file's id before its ``#``."""
        return not self.only or path == self.only or article_id in (self.only, self.only.rpartition("#")[0])


def read_corpus(folder: Path, options: ReadOptions | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of ``folder`` in the order of their files, and a Problem for what cannot be read.

    One file is held at a time, and of a file of many articles one article. Every article has its own id.
    """
    options = options or ReadOptions()
    metadata = read_metadata(folder)
    yield from metadata.problems
    for source in list_sources(folder, options):
        for item in [source] if isinstance(source, Problem) else _read(source):
            yield from [item] if isinstance(item, Problem) else metadata.complete(item)
    if not options.only:
        yield from metadata.unused()


def count_articles(folder: Path, options: ReadOptions | None = None) -> int:
    """Return how many articles ``folder`` holds, without reading the files that hold one each."""
    count = 0
    for source in list_sources(folder, options or ReadOptions()):
        if isinstance(source, Source):
            many = READERS[_suffix(source.path)].many
            count += sum(isinstance(item, Article) for item in _read(source)) if many else 1
    return count


def list_sources(folder: Path, options: ReadOptions) -> Iterator[Source | Problem]:
    """Yield the files of ``folder``, sub-folders included, sorted by path; a Problem for those that are not read."""
    found = sorted(_walk(folder, options), key=lambda item: item[0])
    ids = Counter(_stem(path) for path, file in found if isinstance(file, Path))
    told: set[str] = set()
    for path, file in found:
        stem = _stem(path)
        article_id = path if ids[stem] > 1 else stem
        if not options.wants(path, article_id):
            continue
        if isinstance(file, Problem):
            yield file
            continue
        if ids[stem] > 1 and stem not in told:
            told.add(stem)
            yield problem("ambiguous-id", path=path, article_id=path, name=stem)
        yield Source(path=path, article_id=article_id, open=partial(_open, file), columns=options.columns)


def _walk(folder: Path, options: ReadOptions) -> Iterator[tuple[str, Path | Problem]]:
    refused: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=refused.append):
        base = Path(top)
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = [n for n in folders if n not in hidden and (options.skip is None or base / n != options.skip)]
        for name in (*hidden, *files):
            path = _relative(base / name, folder)
            if path not in SETTINGS:
                yield path, _readable(base / name, path)
    for error in refused:
        path = _relative(Path(os.fsdecode(error.filename)), folder)
        yield path, problem("unreadable-file", path=path, error=error.strerror)


def _readable(file: Path, path: str) -> Path | Problem:
    """Return the file if a reader may try it, else why not."""
    if file.name.startswith("."):
        return problem("hidden-file", path=path)
    if not file.is_file():
        return problem("not-a-file", path=path)
    if _suffix(path) not in READERS:
        return problem("unknown-suffix", path=path, suffixes=" ".join(sorted(READERS)))
    return file


def _read(source: Source) -> Iterator[Article | Problem]:
    """Yield what the reader of a file finds, each article under an id of its own."""
    keys: Counter[str] = Counter()
    try:
        for item in READERS[_suffix(source.path)].read(source):
            if isinstance(item, Problem):
                yield item
                continue
            keys[item.article_id] += 1
            times = keys[item.article_id]
            if times > 1:
                unique = f"{item.article_id}~{times}"
                key = item.article_id.rpartition("#")[2]
                yield source.problem("duplicate-key", article_id=unique, key=key, id=unique)
                item = replace(item, article_id=unique)
            yield item
    except UnreadableError as error:
        yield source.problem(error.code, **error.values)
    except OSError as error:
        yield source.problem("unreadable-file", error=error.strerror)


def _open(file: Path) -> BinaryIO:
    return file.open("rb")


def _relative(file: Path, folder: Path) -> str:
    """Return the path below the folder, in NFC; bytes of a name that are no UTF-8 are replaced."""
    path = os.fsencode(file.relative_to(folder).as_posix()).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", path)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _stem(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(""))
