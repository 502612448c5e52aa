"""One article as the terminal shows it: its text highlighted by layer, then a short list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from pipeline.articles import Article
from pipeline.console import printable
from pipeline.engine.values import in_french
from pipeline.reading.corpus import ReadOptions, read_corpus
from pipeline.records import Problem

# How each table is shown; the later ones lie over the earlier.
STYLES: dict[str, dict[str, Any]] = {
    "quoted_terms": {"italic": True},
    "quotes": {"underline": True},
    "dates": {"fg": "magenta"},
    "amounts": {"fg": "yellow", "bold": True},
    "mentions": {"fg": "cyan"},
}
# A table of an extractor that has no style of its own.
DEFAULT_STYLE = {"fg": "green"}


@dataclass(frozen=True, slots=True)
class _Layer:
    start: int
    end: int
    style: Mapping[str, Any]


def wanted(article: str, corpus: Path | None, options: ReadOptions) -> tuple[list[Article], list[Problem]]:
    """Return the articles that a user asks for, and the problems of their file.

    ``article`` is the path of a file, read with the metadata of its folder; or an id in ``corpus``.
    """
    folder = corpus or Path(article).parent
    name = article if corpus else Path(article).name
    found: list[Article] = []
    problems: list[Problem] = []
    for item in read_corpus(folder, replace(options, only=name)):
        if isinstance(item, Problem):
            problems.append(item)
        elif name in (item.article_id, item.path):
            found.append(item)
    return found, problems


def render(article: Article, found: Mapping[str, Sequence[Any]]) -> str:
    """Return the text with what was found in it in colours, then a list by table."""
    layers = [
        _Layer(r.start, r.end, STYLES.get(name, DEFAULT_STYLE))
        for name, records in sorted(found.items(), key=lambda item: _depth(item[0]))
        for r in records
    ]
    parts = [
        click.style(printable(article.title or article.article_id), bold=True),
        "",
        _highlighted(article.text, layers),
    ]
    for name, records in found.items():
        if records:
            parts += ["", click.style(f"{records[0].table.title} ({len(records)})", **STYLES.get(name, DEFAULT_STYLE))]
            parts += [f"  {printable(_one_line(r.text))} → {printable(in_french(r))}" for r in records]
    return "\n".join(parts)


def _highlighted(text: str, layers: Sequence[_Layer]) -> str:
    """Return ``text`` cut at every bound of a layer, each piece in the styles of the layers that cover it."""
    bounds = sorted({0, len(text), *(b for layer in layers for b in (layer.start, layer.end))})
    pieces = []
    for start, end in pairwise(bounds):
        style: dict[str, Any] = {}
        for layer in layers:
            if layer.start <= start and end <= layer.end:
                style |= layer.style
        pieces.append(click.style(text[start:end], **style) if style else text[start:end])
    return "".join(pieces)


def _depth(name: str) -> int:
    return list(STYLES).index(name) if name in STYLES else 0


def _one_line(text: str, most: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
