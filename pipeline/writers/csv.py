"""CSV: one file a table."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.records import Record, columns
from pipeline.tables import cells


def write_csv(path: Path, cls: type[Record], records: Iterable[Any]) -> None:
    """Write the records of a table: UTF-8, comma, header in English."""
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([c.name for c in columns(cls)])
        for row in cells(cls, records):
            writer.writerow(["" if v is None else format(v, "f") if hasattr(v, "quantize") else v for v in row])
