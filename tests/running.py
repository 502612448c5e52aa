"""What the tests of whole runs share."""

import csv
import os
from pathlib import Path

from pipeline.engine.engines import EngineOptions
from pipeline.engine.run import RunOptions
from pipeline.output.options import WriteOptions

# ``make faults`` tries every fault; the tests a sample of them.
EVERY = bool(os.environ.get("GLANEUR_EVERY_FAULT"))
SAMPLES = Path(__file__).parent.parent / "corpus"
OPTIONS = RunOptions(write=WriteOptions(formats=("csv",)), engine=EngineOptions(engine="serial"))


def tables(outputs: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(outputs.iterdir()) if path.is_file()}


def rows(outputs: Path, table: str) -> list[dict[str, str]]:
    with (outputs / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
