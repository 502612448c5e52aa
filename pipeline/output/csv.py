"""CSV: one file a table, and ``datapackage.json`` that describes them."""

import csv
import json
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.output.formats import Sink, WriteOptions, Writer, writer
from pipeline.output.schema import data_package
from pipeline.output.tables import TABLES, Row
from pipeline.records import Column, Record

PACKAGE = "datapackage.json"


@writer("csv")
class CsvWriter(Writer):
    """UTF-8, comma, ``.`` decimals; or, as a French Excel opens it: BOM, ``;`` and ``,`` decimals."""

    files = frozenset({PACKAGE, *(f"{cls.table.name}.csv" for cls in TABLES)})

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``, in the dialect of the options."""
        french = options.csv_dialect == "excel-fr"
        self.folder = folder
        self.encoding, self.delimiter, self.decimal = ("utf-8-sig", ";", ",") if french else ("utf-8", ",", ".")
        self.described: dict[type[Record], tuple[Column, ...]] = {}
        self.open = ExitStack()

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin ``<table>.csv``."""
        self.open.close()
        self.described[cls] = columns
        path = self.folder / f"{cls.table.name}.csv"
        handle = self.open.enter_context(path.open("w", newline="", encoding=self.encoding))
        out = csv.writer(handle, delimiter=self.delimiter, lineterminator="\n")
        out.writerow([c.name for c in columns])
        decimals = [place for place, c in enumerate(columns) if c.type is Decimal]

        def write(row: Row) -> None:
            if decimals:
                row = list(row)
                for place in decimals:
                    row[place] = self._number(row[place])
            out.writerow(row)

        return write

    def close(self, *, failed: bool) -> None:
        """Close the last table and describe them all."""
        self.open.close()
        if not failed:
            package = data_package(self.described, delimiter=self.delimiter, decimal=self.decimal)
            text = json.dumps(package, ensure_ascii=False, indent=2)
            (self.folder / PACKAGE).write_text(text + "\n", "utf-8")

    def _number(self, value: Any) -> str:
        return "" if value is None else format(value, "f").replace(".", self.decimal)
