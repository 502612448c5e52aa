"""The workbook among the formats; what writes it is imported when one is written.

Its library takes a twentieth of a second to import: a run for the CSV alone does not wait for it.
"""

from pathlib import Path

from pipeline.output.formats import Writer, writer
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions
from pipeline.output.xlsx.limits import NAME
from pipeline.records import Problem


@writer("xlsx")
class XlsxWriter(Writer):
    """Has a :class:`pipeline.output.xlsx.writer.Book` written."""

    files = frozenset({NAME})
    title = "Le classeur : « En bref », une feuille par table, « Lisez-moi »."
    joins = True

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Begin the workbook in ``folder``."""
        from pipeline.output.xlsx.writer import Book

        self.book = Book(folder, options)

    def joined(self, base: Joined) -> None:
        """Write every sheet but that of the problems."""
        self.book.joined(base)

    def problems(self) -> list[Problem]:
        """Return what the limits of the format have cost."""
        return self.book.problems()

    def close(self, *, failed: bool) -> None:
        """Close the workbook, or give it up."""
        self.book.close(failed=failed)
