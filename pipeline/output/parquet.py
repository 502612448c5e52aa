"""Parquet: one file a table, for pandas, R, DuckDB; needs the extra ``parquet``."""

from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.output.formats import Sink, Writer, writer
from pipeline.output.options import WriteOptions
from pipeline.output.tables import TABLES, Row
from pipeline.records import Column, Record

# Rows of a group.
GROUP = 50_000


@writer("parquet")
class ParquetWriter(Writer):
    """Typed columns, empty cells as nulls, numbers with a decimal part as doubles."""

    files = frozenset(f"{cls.table.name}.parquet" for cls in TABLES)
    title = "Les tables en Parquet."
    needs = "pyarrow"

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``."""
        self.folder = folder
        self.open = ExitStack()

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin ``<table>.parquet``."""
        import pyarrow
        from pyarrow.parquet import ParquetWriter as Out

        self.open.close()
        kinds = {str: pyarrow.string(), int: pyarrow.int64(), date: pyarrow.date32()}
        schema = pyarrow.schema([(c.name, kinds.get(c.type, pyarrow.float64())) for c in columns])
        out = self.open.enter_context(Out(self.folder / f"{cls.table.name}.parquet", schema))
        waiting: list[list[Any]] = []

        def pour() -> None:
            if waiting:
                arrays = [
                    pyarrow.array(cells, type=kind)
                    for cells, kind in zip(zip(*waiting, strict=True), schema.types, strict=True)
                ]
                out.write_table(pyarrow.table(arrays, schema=schema))
                waiting.clear()

        def write(row: Row) -> None:
            waiting.append([_cell(value) for value in row])
            if len(waiting) >= GROUP:
                pour()

        self.open.callback(pour)
        return write

    def close(self, *, failed: bool) -> None:
        """Close the last table."""
        self.open.close()


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if value else None
    return value
