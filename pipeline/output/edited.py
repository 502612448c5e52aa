"""Outputs that somebody edited since they were written: seen by their digest, kept under another name.

``datapackage.json`` holds the digest of each file. What is kept is ``glaneur.modifié.xlsx``; the other tables of that
run go to a hidden folder beside it, so that the changes can be told from what a later run finds. What bears the name of
a table and was never written by glaneur is the user's own: it is kept too, as ``articles.autre.csv``.
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from pipeline.output.swap import HIDDEN

PACKAGE = "datapackage.json"
# What a folder without a package answers.
_NOTHING = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
_KEPT = re.compile(r"(?P<stem>.+)\.modifié(?:-(?P<number>\d+))?(?P<suffix>\.\w+)")


@dataclass(frozen=True, slots=True)
class Edited:
    """A file that was edited: what it is called now, what it was written as, and the folder of that run's tables."""

    path: Path
    name: str
    before: Path


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, as ``datapackage.json`` writes it."""
    with path.open("rb") as handle:
        return "sha256:" + hashlib.file_digest(handle, "sha256").hexdigest()


def written(folder: Path) -> dict[str, str]:
    """Return the digest of each file that the last run wrote into a folder, by name; nothing where none is known.

    Raises ``OSError`` where that cannot be read: then nobody knows which files are the user's.
    """
    try:
        package: dict[str, Any] = json.loads((folder / PACKAGE).read_text("utf-8"))
        return {file["path"]: file["hash"] for key in ("resources", "files") for file in package.get(key, ())}
    except (*_NOTHING, ValueError, KeyError, TypeError, AttributeError):
        return {}


def intact(folder: Path, name: str) -> bool:
    """Tell whether a file of a folder is as it was written."""
    known = written(folder).get(name)
    return known is not None and (folder / name).is_file() and digest(folder / name) == known


def edited(folder: Path) -> list[str]:
    """Return the names of the files of a folder that were changed since they were written."""
    return [
        name
        for name, known in sorted(written(folder).items())
        if (folder / name).is_file() and digest(folder / name) != known
    ]


def keep_edited(folder: Path, own: frozenset[str]) -> list[tuple[str, str]]:
    """Give edited files other names, before new ones take their places; return their names and the new ones.

    The tables that nobody edited go with them, out of sight.
    """
    changed = edited(folder)
    if not changed:
        return []
    number = 1 + max((_number(path) for path in folder.iterdir()), default=0)
    before = folder / HIDDEN / "avant" / str(number)
    before.mkdir(parents=True, exist_ok=True)
    kept = []
    for name in sorted(own & set(written(folder)) | {PACKAGE}):
        if name in changed:
            path = Path(name)
            mark = f"-{number}" if number > 1 else ""
            new = f"{path.stem}.modifié{mark}{path.suffix}"
            (folder / name).rename(folder / new)
            kept.append((name, new))
        elif (folder / name).suffix in (".csv", ".json", ".xlsx") and (folder / name).is_file():
            (folder / name).rename(before / name)
    return kept


def keep_others(folder: Path, own: frozenset[str]) -> list[tuple[str, str]]:
    """Give other names to what stands where tables go and no run has written; return the names and the new ones.

    A folder too: whatever is in it was put there by somebody else.
    """
    known, kept = written(folder), []
    for name in sorted(own):
        path = folder / name
        ours = name in known or (name == PACKAGE and known)
        if path.is_dir() or (not ours and os.path.lexists(path)):
            marks = chain([""], (f"-{number}" for number in count(2)))
            names = (f"{path.stem}.autre{mark}{path.suffix}" for mark in marks)
            new = next(new for new in names if not os.path.lexists(folder / new))
            path.rename(folder / new)
            kept.append((name, new))
    return kept


def all_edited(folder: Path) -> list[Edited]:
    """Return what was edited in a folder: files that were kept, in their order, then those still in their places."""
    found = []
    for path in sorted(folder.iterdir(), key=lambda path: (_number(path), path.name)):
        if match := _KEPT.fullmatch(path.name):
            before = folder / HIDDEN / "avant" / str(_number(path))
            found.append(Edited(path, match["stem"] + match["suffix"], before))
    return found + [Edited(folder / name, name, folder) for name in edited(folder)]


def _number(path: Path) -> int:
    """Return which edition a kept file is, 0 for any other file.

    >>> [_number(Path(name)) for name in ("glaneur.modifié.xlsx", "quotes.modifié-3.csv", "quotes.csv")]
    [1, 3, 0]
    """
    match = _KEPT.fullmatch(path.name)
    return int(match["number"] or 1) if match else 0
