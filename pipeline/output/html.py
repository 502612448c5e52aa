"""``rapport.html``: one page to explore the tables, without a network and without a server.

What makes it, and the template engine that it needs, is imported when a report is written: a run for the CSV alone does
not wait for it.
"""

from pathlib import Path

from pipeline.output.formats import Writer, writer
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions
from pipeline.problems import problem
from pipeline.records import Problem

NAME = "rapport.html"


@writer("html")
class HtmlWriter(Writer):
    """Writes the page once all tables are there, the problems included."""

    files = frozenset({NAME})
    joins = True

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Prepare to write into ``folder``."""
        self.path, self.corpus = folder / NAME, options.corpus
        self.base: Joined | None = None
        self.left = 0

    def joined(self, base: Joined) -> None:
        """Keep the base until the last problem is in it."""
        from pipeline.output.report.gather import room

        self.base = base
        _, self.left = room(base)

    def problems(self) -> list[Problem]:
        """Return how many articles the page has no room for."""
        return [problem("report-articles", path=NAME, count=self.left)] if self.left else []

    def close(self, *, failed: bool) -> None:
        """Write the page."""
        if failed or self.base is None:
            return
        from pipeline.output.report.page import page

        with self.path.open("w", encoding="utf-8", errors="replace", newline="\n") as handle:
            handle.writelines(page(self.base, self.corpus))
