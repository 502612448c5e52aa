"""``rapport.html``: one page to explore the tables, without a network and without a server."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.output.formats import Sink, WriteOptions, Writer, writer
from pipeline.output.report.gather import Gathered
from pipeline.output.report.page import page
from pipeline.records import Column, Record

NAME = "rapport.html"


@writer("html")
class HtmlWriter(Writer):
    """Gathers the tables while they are poured, and writes the page once they are all there."""

    files = frozenset({NAME})

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Prepare to write into ``folder``."""
        self.path = folder / NAME
        self.gathered = Gathered()

    def table(self, cls: type[Record], columns: Sequence[Column]) -> Sink:
        """Begin a table."""
        return self.gathered.sink(cls, columns)

    def close(self, *, failed: bool) -> None:
        """Write the page."""
        if not failed:
            self.path.write_text(page(self.gathered), "utf-8", errors="replace")
