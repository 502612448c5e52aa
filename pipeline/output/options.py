"""What a run writes, apart from how: nothing is imported for it."""

from dataclasses import dataclass

DIALECTS = ("standard", "excel-fr")
# Columns of the user's own that the table of articles may carry: SQLite holds 2,000 in all, a sheet 16,384.
MOST_OWN = 1_900


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """What is written: ``formats`` among the keys of ``WRITERS``, ``csv_dialect`` among ``DIALECTS``.

    ``guards`` makes texts of the standard dialect harmless that a spreadsheet would run (the other one always does).
    ``corpus`` is the name of the folder that was read, as the outputs tell it.
    """

    formats: tuple[str, ...] = ("csv", "xlsx", "html")
    csv_dialect: str = "standard"
    guards: bool = False
    corpus: str = ""
