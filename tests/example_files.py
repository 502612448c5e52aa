"""The examples files: a sentence a line, what must be found marked inline as ``[text]{value}``.

    # published 2024-03-12        sets the publication date of the sentences below
    # source Le Soir              sets their source
    # without the model           (first line) the extractor needs no trained model
    Le plan coûte [3,5 milliards d'euros]{EUR 3500000000}.
    ? Il a touché [deux briques]{EUR 20000}.          a known gap: must fail, until a rule mends it
    Trois livres ont été publiés cette année.         unmarked: nothing may be found

``↵`` stands for a line break. A line that starts with ``#`` and is no directive is a comment.
A sentence that needs brackets writes them ``\\[`` ``\\]``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

EXAMPLES = Path(__file__).parent / "examples"
_TOKEN = re.compile(r"\\(?P<escaped>[\[\]])|(?P<open>(?<!\\)\[)|(?P<close>\]\{(?P<value>[^}]*)\})")


@dataclass(frozen=True)
class Example:
    """A sentence and what must be found in it: ``(start, end, value)``."""

    file: str
    line: int
    text: str
    expected: frozenset[tuple[int, int, str]]
    gap: bool
    published: date | None
    source: str
    model: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file."""
    published, source, model = None, "", True
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("# published"):
            day = line.removeprefix("# published").strip()
            published = date.fromisoformat(day) if day else None
        elif line.startswith("# source"):
            source = line.removeprefix("# source").strip()
        elif line.startswith("# without the model"):
            model = False
        elif line.strip() and not line.startswith("#"):
            text, expected = parse(line.removeprefix("? "))
            yield Example(path.stem, number, text, expected, line.startswith("? "), published, source, model)


def parse(line: str) -> tuple[str, frozenset[tuple[int, int, str]]]:
    """Return the bare text and the marked passages."""
    text, expected, open_at, last = "", set(), [], 0
    for found in _TOKEN.finditer(line):
        text += line[last : found.start()].replace("↵", "\n")
        last = found.end()
        if found["escaped"]:
            text += found["escaped"]
        elif found["open"]:
            open_at.append(len(text))
        else:
            expected.add((open_at.pop(), len(text), found["value"]))
    if open_at:
        raise ValueError(f"a mark is left open: {line}")
    return text + line[last:].replace("↵", "\n"), frozenset(expected)
