"""Gold texts for training: whole articles and the names marked in them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.language.typography import plain

HELD_OUT = 4
LABELS = ("PER", "ORG", "LOC", "MISC")
# The label of a place that may or may not be a name: nothing is learned there.
UNSURE = "?"
# An article is cut into pieces of paragraphs of about so many words.
PIECE_WORDS = 120
_MARK = re.compile(r"\[(?P<text>[^][]+)\]\{(?P<label>[A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Gold:
    """A text and its names: ``(start, end, label)``, in order, apart from each other; the label may be ``UNSURE``."""

    key: str
    text: str
    names: tuple[tuple[int, int, str], ...]


def read_gold(source: str) -> list[Gold]:
    """Read a file of JSON lines or a folder of articles annotated inline.

    A row has its ``mentions``, or the ``entities`` of the whole article, which are then sought in its text.
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
        if "mentions" in row:
            names = sorted((m["start"], m["end"], m["label"]) for m in row["mentions"])
            yield Gold(row["id"], row["text"], tuple(names))
        elif "entities" in row:
            text = plain(row["text"])
            yield from _pieces(Gold(row["id"], text, tuple(sought(text, row["entities"]))))


def sought(text: str, entities: Iterable[dict[str, Any]]) -> list[tuple[int, int, str]]:
    """Return where the entities of an article are named in it: under their names, aliases, surnames, in capitals.

    A form that two labels share is unsure, and so is a common noun that the annotation leaves open.

    >>> sought("Anne Vial part. Vial revient.", [{"name": "Anne Vial", "label": "PER"}])
    [(0, 9, 'PER'), (16, 20, 'PER')]
    """
    labels = _forms(entities)
    found: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for form in sorted(labels, key=lambda f: (-len(f), f)):
        label = next(iter(labels[form])) if len(labels[form]) == 1 else UNSURE
        source = re.escape(form).replace(r"\ ", r"[ \n]")
        for match in re.finditer(rf"(?<!\w)(?<!\w-){source}(?!\w)(?!-[A-ZÀ-Þ0-9])", text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, label))
    return sorted(found)


def _forms(entities: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the labels of each form under which the entities may be named."""
    labels: dict[str, set[str]] = {}
    for entity in entities:
        for name in (plain(n) for n in (entity["name"], *entity.get("aliases", ()))):
            if name.islower() or (len(name) < 2 and name != "X"):
                continue
            label = UNSURE if name[0].islower() and entity.get("optional") else entity["label"]
            forms = {name, name.upper()} if len(name) > 3 and not name[0].islower() else {name}
            if entity["label"] == "PER" and " " in name:
                forms.add(name.split(" ")[-1])
            for form in forms:
                labels.setdefault(form, set()).add(label)
    return labels


def _pieces(gold: Gold) -> Iterator[Gold]:
    """Yield an article in pieces of whole paragraphs: what a model learns from is short."""
    start, bounds = 0, []
    for gap in re.finditer(r"\n+", gold.text):
        if len(gold.text[start : gap.start()].split()) >= PIECE_WORDS:
            bounds.append((start, gap.start()))
            start = gap.end()
    for at, (first, last) in enumerate([*bounds, (start, len(gold.text))]):
        names = tuple((s - first, e - first, label) for s, e, label in gold.names if first <= s and e <= last)
        if gold.text[first:last].strip():
            yield Gold(f"{gold.key}-{at}", gold.text[first:last], names)


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
