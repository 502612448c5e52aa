"""Records described for programs: Table Schema and Data Package (frictionlessdata.io, v1)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.output.dialects import STANDARD, Dialect
from pipeline.output.versions import versions
from pipeline.records import Column, Record

TYPES = {str: "string", int: "integer", float: "number", Decimal: "number", date: "date"}


def table_schema(cls: type[Record], columns: Sequence[Column], dialect: Dialect = STANDARD) -> dict[str, Any]:
    """Return the Table Schema of a table: types, titles, closed sets of values, keys.

    >>> from pipeline.records import Problem, columns
    >>> table_schema(Problem, columns(Problem))["fields"][2]["constraints"]
    {'enum': ['read', 'extract', 'write']}
    """
    schema: dict[str, Any] = {"fields": [_field(cls, c, dialect) for c in columns], "missingValues": [""]}
    if cls.table.key:
        schema["primaryKey"] = [cls.table.key]
    keys = [_foreign_key(cls, c) for c in columns if c.refers]
    return {**schema, "foreignKeys": keys} if keys else schema


def data_package(resources: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the Data Package of an outputs folder: its tables as CSV, its other files, and what wrote them.

    The other files are no resources: a program that checks a package takes a workbook for one table.
    """
    return {
        "profile": "tabular-data-package",
        "name": "glaneur",
        "title": "Ce que disent les articles",
        "versions": versions(),
        "resources": list(resources),
        "files": list(files),
    }


def csv_resource(cls: type[Record], columns: Sequence[Column], dialect: Dialect) -> dict[str, Any]:
    """Return the resource of a table that is written as CSV."""
    return {
        "profile": "tabular-data-resource",
        "name": cls.table.name,
        "path": f"{cls.table.name}.csv",
        "title": cls.table.title,
        "description": cls.table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": dialect.delimiter},
        "guarded": dialect.guards,
        "schema": table_schema(cls, columns, dialect),
    }


def _field(cls: type[Record], column: Column, dialect: Dialect) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": dialect.text(column.name),
        "type": TYPES[column.type],
        "title": column.title,
        "description": column.description,
    }
    if column.type is Decimal and dialect.decimal != ".":
        field["decimalChar"] = dialect.decimal
    constraints: dict[str, Any] = {"enum": list(column.choices)} if column.choices else {}
    if column.name == cls.table.key:
        constraints |= {"required": True, "unique": True}
    return {**field, "constraints": constraints} if constraints else field


def _foreign_key(cls: type[Record], column: Column) -> dict[str, Any]:
    table, _, key = column.refers.partition(".")
    resource = "" if table == cls.table.name else table
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [key]}}
