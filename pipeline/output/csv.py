"""CSV: one file a table, and ``datapackage.json`` that describes them."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.output.dialects import EXCEL_FR, Dialect
from pipeline.output.formats import Sink, Writer, writer
from pipeline.output.options import WriteOptions
from pipeline.output.schema import csv_resource
from pipeline.output.splice import Splice
from pipeline.output.tables import TABLES
from pipeline.records import Column, Record


def dialect_of(options: WriteOptions) -> Dialect:
    """Return the dialect that the options ask for."""
    return EXCEL_FR if options.csv_dialect == "excel-fr" else Dialect(guards=options.guards)


@writer("csv")
class CsvWriter(Writer):
    """UTF-8, comma, ``.`` decimals; or, as a French Excel opens it: BOM, ``;`` and ``,`` decimals."""

    files = frozenset(f"{cls.table.name}.csv" for cls in TABLES)

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``, in the dialect of the options."""
        self.folder, self.dialect = folder, dialect_of(options)
        self.described: dict[type[Record], tuple[Column, ...]] = {}
        self.open = ExitStack()
        self.handle: Any = None

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin ``<table>.csv``."""
        self.open.close()
        self.described[cls] = columns
        path = self.folder / f"{cls.table.name}.csv"
        handle = self.open.enter_context(path.open("w", newline="", encoding=self.dialect.encoding))
        self.dialect.writer(handle)([self.dialect.text(c.name) for c in columns])
        self.handle = handle
        return self.dialect.sink(handle, columns)

    def spliced(self, cls: type[Record], columns: tuple[Column, ...], splice: Splice) -> int:
        """Write ``<table>.csv`` from that of the last run."""
        self.table(cls, columns)
        self.handle.flush()
        return splice.pour(cls.table.name, self.dialect, columns, self.handle.buffer)

    def close(self, *, failed: bool) -> None:
        """Close the last table."""
        self.open.close()

    def resources(self, folder: Path) -> list[dict[str, Any]]:
        """Describe every table, column by column."""
        return [csv_resource(cls, columns, self.dialect) for cls, columns in self.described.items()]
