"""The files of a corpus folder: which are tried, and why the others are not."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipeline.problems import problem, refusal
from pipeline.reading.formats import Source, is_foreign
from pipeline.reading.metadata import NAME as METADATA
from pipeline.records import Problem

# Files of the user at the top of the folder that are no articles.
SETTINGS = frozenset({METADATA, "aliases.csv", "corrections.csv"})
# What glaneur writes beside and into its outputs.
_OWN = re.compile(r"\..+\.glaneur-|.*\.glaneur-(?:cache|lock)|\.glaneur")
PACKAGE, MADE_BY = "datapackage.json", b'"name": "glaneur"'
# Folders that browsers put beside a page that they save.
_PAGE_FILES = re.compile(r"(.+)[_ -](?:files|fichiers)")
# What Prospero says of the text of the same name.
CONTEXT = ".ctx"
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
# Folders of systems and disks: baskets, thumbnails, what was found after a crash.
_SYSTEM = frozenset({"$RECYCLE.BIN", "System Volume Information", "__MACOSX", "@eaDir", "lost+found"})
# A locked copy that an office leaves while a document is open.
_OFFICE_LOCK = ("~$", ".~lock.")


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
        if not self.only or path == self.only or article_id in (self.only, self.only.rpartition("#")[0]):
            return True
        return self.only.startswith((f"{article_id}/", f"{path}/"))


def home_of(corpus: Path) -> Path:
    """Return the folder of a corpus, which may be a single file."""
    return corpus.parent if corpus.is_file() else corpus


def list_sources(corpus: Path, options: ReadOptions) -> Iterator[Source | Problem]:
    """Yield the files of ``corpus``, sub-folders included, sorted by path; a Problem for those that are not read."""
    found = sorted(((path, _stem(path), file) for path, file in _files(corpus, options)), key=lambda item: item[0])
    ids = Counter(stem for path, stem, file in found if isinstance(file, str) and not is_foreign(path))
    told: set[str] = set()
    for path, stem, file in found:
        ambiguous = ids[stem] > 1 and not (isinstance(file, str) and is_foreign(path))
        article_id = path if ambiguous else stem
        if not options.wants(path, article_id):
            continue
        if isinstance(file, Problem):
            yield file
            continue
        if ambiguous and stem not in told:
            told.add(stem)
            yield problem("ambiguous-id", path=path, article_id=path, name=stem)
        yield Source(
            path=path,
            article_id=article_id,
            open=partial(_open, file),
            columns=options.columns,
            beside=partial(_beside, file),
        )


def _files(corpus: Path, options: ReadOptions) -> Iterator[tuple[str, str | Problem]]:
    """Yield the files below a folder by their paths there; strings, which are quicker than ``Path`` for many files."""
    if corpus.is_file():
        yield _relative(corpus, corpus.parent), str(corpus)
        return
    refused: list[OSError] = []
    for top, folders, files in os.walk(corpus, onerror=refused.append):
        base = Path(top)
        if PACKAGE in files and _is_outputs(base):
            folders[:] = []
            if base != options.skip:
                path = _relative(base, corpus)
                yield path, problem("old-outputs", path=path)
            continue
        yield from _folders(base, folders, files, corpus, options)
        folder = "" if base == corpus else f"{_relative(base, corpus)}/"
        for name in files:
            plain = name.isascii() and name.isprintable()
            path = f"{folder}{name}" if plain else _relative(base / name, corpus)
            if path not in SETTINGS and not _OWN.match(name) and not _is_context(name, files):
                yield path, _readable(os.path.join(top, name), path)  # noqa: PTH118
    for error in refused:
        path = _relative(Path(os.fsdecode(error.filename)), corpus)
        yield path, problem("unreadable-file", path=path, error=refusal(error))


def _folders(
    base: Path, folders: list[str], files: list[str], corpus: Path, options: ReadOptions
) -> Iterator[tuple[str, Problem]]:
    """Yield the folders that are not entered, and take them out of ``folders``."""
    entered = []
    for name in folders:
        path = _relative(base / name, corpus)
        if base / name == options.skip or _OWN.match(name) or _belongs_to_page(name, files):
            continue
        if name.startswith("."):
            yield path, problem("hidden-file", path=path)
        elif name in _SYSTEM:
            yield path, problem("system-folder", path=path)
        elif os.path.islink(base / name):  # noqa: PTH114 - Path raises in a folder that may not be entered
            yield path, problem("linked-folder", path=path)
        else:
            entered.append(name)
    folders[:] = entered


def _is_context(name: str, files: list[str]) -> bool:
    """Tell whether a file says what is known of the text beside it (Prospero)."""
    if not name.lower().endswith(CONTEXT):
        return False
    return any(PurePosixPath(name).stem + other in files for other in (".txt", ".TXT"))


def _belongs_to_page(name: str, files: list[str]) -> bool:
    found = _PAGE_FILES.fullmatch(name)
    return found is not None and any(found[1] + suffix in files for suffix in (".html", ".htm", ".xhtml"))


def _is_outputs(folder: Path) -> bool:
    """Tell whether a folder holds tables that glaneur wrote."""
    try:
        with (folder / PACKAGE).open("rb") as handle:
            return MADE_BY in handle.read(1 << 16)
    except OSError:
        return False


def _readable(file: str, path: str) -> str | Problem:
    """Return the file if a reader may try it, else why not."""
    try:
        ordinary = os.path.isfile(file) or Path(file).is_file()  # noqa: PTH113 - only the second says why not
    except OSError as error:
        return problem("unreadable-file", path=path, error=refusal(error))
    if path.rpartition("/")[2].startswith((".", *_OFFICE_LOCK)):
        return problem("hidden-file", path=path)
    return file if ordinary else problem("not-a-file", path=path)


def _open(file: str) -> BinaryIO:
    return open(file, "rb")  # noqa: PTH123 - asked of every file, and twice as fast


def _beside(file: str, suffix: str) -> BinaryIO | None:
    """Open the file of the same name with another suffix; None if there is none."""
    root, _ = os.path.splitext(file)  # noqa: PTH122 - asked of every text, and five times as fast
    for other in (root + suffix, root + suffix.upper()):
        if os.path.isfile(other):  # noqa: PTH113
            return open(other, "rb")  # noqa: PTH123
    return None


def _relative(file: Path, folder: Path) -> str:
    r"""Return the path below the folder, in NFC; what no table and no terminal should hold is replaced.

    That is bytes of a name that are no UTF-8, and controls.

    >>> _relative(Path("c/a\x1b[31m\nb.txt"), Path("c"))
    'a\ufffd[31m\ufffdb.txt'
    """
    path = os.fsencode(file.relative_to(folder).as_posix()).decode("utf-8", "replace")
    return _CONTROL.sub("\ufffd", unicodedata.normalize("NFC", path))


def _stem(path: str) -> str:
    """Return a path without its suffix; of a compressed file, without both.

    >>> [_stem(path) for path in ("mai/un.txt", "un.csv.gz", ".txt", "un.")]
    ['mai/un', 'un', '.txt', 'un.']
    """
    stem, suffix = _parted(path)
    return _parted(stem)[0] if suffix.lower() == ".gz" else stem


def _parted(path: str) -> tuple[str, str]:
    """Return a path without its suffix, and the suffix, as ``PurePath`` parts them, in a tenth of the time."""
    start = path.rfind("/") + 1
    at = path.rfind(".", start)
    return (path[:at], path[at:]) if start < at < len(path) - 1 else (path, "")
