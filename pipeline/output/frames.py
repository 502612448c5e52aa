"""The tables of an outputs folder as pandas DataFrames, with their types."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.output.formulas import unguarded

# Types of the Table Schema -> types of pandas that have a missing value.
DTYPES = {"string": "string", "integer": "Int64", "number": "Float64"}


def read_tables(outputs: str | Path) -> dict[str, pd.DataFrame]:
    """Return the tables of ``outputs`` by name, typed as ``datapackage.json`` says.

    Whole numbers are ``Int64``, other numbers ``Float64``, dates ``datetime64``, texts ``string``; a missing value is
    ``NA``, never a word that looks like one. Both dialects of CSV are read. Raises ``FileNotFoundError`` where nothing
    was written as CSV.

    >>> tables = read_tables("outputs")  # doctest: +SKIP
    >>> tables["quotes"].merge(tables["amounts"], on="quote_id", suffixes=("", "_amount"))  # doctest: +SKIP
    """
    folder = Path(outputs)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return {r["name"]: _frame(folder, r) for r in package["resources"]}


def _frame(folder: Path, resource: dict[str, Any]) -> pd.DataFrame:
    fields = resource["schema"]["fields"]
    frame = pd.read_csv(
        folder / resource["path"],
        sep=resource["dialect"]["delimiter"],
        decimal=next((f["decimalChar"] for f in fields if "decimalChar" in f), "."),
        encoding="utf-8-sig",
        dtype={f["name"]: DTYPES[f["type"]] for f in fields if f["type"] in DTYPES},
        parse_dates=[f["name"] for f in fields if f["type"] == "date"],
        keep_default_na=False,
        na_values=[""],
    )
    if resource["guarded"]:
        frame = frame.rename(columns=unguarded)
        texts: list[str] = list(frame.select_dtypes("string"))
        frame[texts] = frame[texts].map(unguarded, na_action="ignore").astype("string")
    return frame
