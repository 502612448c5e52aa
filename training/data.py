"""Gold texts for training: whole articles and the names marked in them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HELD_OUT = 4
LABELS = ("PER", "ORG", "LOC", "MISC")
_MARK = re.compile(r"\[(?P<text>[^][]+)\]\{(?P<label>[A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Gold:
    """A text and its names: ``(start, end, label)``, in order, apart from each other."""

    key: str
    text: str
    names: tuple[tuple[int, int, str], ...]


def read_gold(source: str) -> list[Gold]:
    """Read a file of JSON lines (``text``, ``mentions``) or a folder of articles annotated inline.

    ``FOLDER#learn`` is the part of a folder to train on, ``FOLDER#held`` the quarter held out: the articles whose
    number is a multiple of 4. Raise ``ValueError`` where an annotation is malformed.
    """
    name, _, part = source.partition("#")
    path = Path(name)
    if not path.is_dir():
        return list(_read_rows(path))
    golds = [parse(file.stem, file.read_text("utf-8").strip("\n")) for file in sorted(path.glob("*.txt"))]
    if not part:
        return golds
    return [g for g in golds if (int(g.key.split("-")[0]) % HELD_OUT == 0) == (part == "held")]


def _read_rows(path: Path) -> Iterator[Gold]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        names = sorted((m["start"], m["end"], m["label"]) for m in row["mentions"])
        yield Gold(row["id"], row["text"], tuple(names))


def parse(key: str, marked: str) -> Gold:
    """Read an article annotated inline.

    >>> parse("x", "[Anne Vial]{PER} vit à [Lyon]{LOC}.")
    Gold(key='x', text='Anne Vial vit à Lyon.', names=((0, 9, 'PER'), (16, 20, 'LOC')))
    """
    text, names, last = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        if found["label"] not in LABELS:
            raise ValueError(f"{key}: unknown label {found['label']}")
        names.append((len(text), len(text) + len(found["text"]), found["label"]))
        text += found["text"]
        last = found.end()
    text += marked[last:]
    if re.search(r"\]\{|\[\[", text):
        raise ValueError(f"{key}: a mark is left open")
    return Gold(key, text, tuple(names))
