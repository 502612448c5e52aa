"""Indirect speech: « Il affirme que… », « selon X », « …, a annoncé X », « elle raconte avoir… »."""

from collections.abc import Iterator

from pipeline.extractors.quotes.cues import Cue, Scene, according, source_start
from pipeline.extractors.quotes.records import Quote


def find_indirect(raw: str, scene: Scene) -> Iterator[Quote]:
    """Find what a sentence without quoted speech reports."""
    yield from ()
