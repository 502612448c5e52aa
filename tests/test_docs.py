"""The documentation is complete: help, titles, commands, lists."""

import csv
import re
import string
import tomllib
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

from pipeline.cli import main
from pipeline.output.tables import TABLES
from pipeline.problems import MESSAGES
from pipeline.records import columns
from pipeline.registry import EXTRACTORS
from tests.conftest import ROOT
from tests.example_files import EXAMPLES

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
RESOURCES = ROOT / "pipeline" / "resources"
LISTS = sorted(RESOURCES.rglob("*.csv"))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("table", ["quotes", "dates", "amounts"])
def test_the_rows_shown_are_those_written(table: str) -> None:
    lines = [line for line in README.replace("\u00a0", " ").splitlines() if line.startswith("|")]
    first = next(i for i, line in enumerate(lines) if cells(line)[0] == f"{table[:-1]}_id")
    shown = [cells(line) for line in lines[first + 2 :] if f":{table[0]}" in line.split("|")[1]]
    with (ROOT / "tests" / "golden" / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        written = {row[f"{table[:-1]}_id"]: row for row in csv.DictReader(handle)}
    assert shown
    for row in shown:
        found = written[row[0]]
        assert row == [found[name].replace("\u00a0", " ") for name in cells(lines[first])]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_has_help(name: str) -> None:
    command = main.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
        else:
            assert parameter.human_readable_name in command.help


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.table.name)
def test_every_column_is_explained_in_french(cls: type) -> None:
    table = cls.table  # type: ignore[attr-defined]
    assert table.description.endswith(".")
    assert len(table.title) <= 31, "the title of a sheet has at most 31 characters"
    for column in columns(cls):
        assert column.title, column.name
        assert column.description.endswith((".", "...")), column.name


def test_the_titles_of_tables_and_of_their_columns_are_unique() -> None:
    assert len({cls.table.title for cls in TABLES}) == len(TABLES)
    for cls in TABLES:
        titles = [c.title for c in columns(cls)]
        assert len(set(titles)) == len(titles), cls.table.name


def test_every_make_command_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    told = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))
    assert {"extract", "test"} <= told <= targets


def test_every_make_command_is_explained() -> None:
    for target in re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split():
        assert re.search(rf"^{target}:.*## .+", MAKEFILE, re.MULTILINE), target


def test_every_option_of_the_documents_exists() -> None:
    options = {o for c in main.commands.values() for p in c.params for o in p.opts}
    told = set(re.findall(r"glaneur [^`\n]*?(--[a-z-]+)", README))
    assert told <= options | {"--help", "--version"}


def test_every_library_is_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    required = re.findall(r'^    "([a-z0-9-]+)>=', project.split("[dependency-groups]")[0], re.MULTILINE)
    assert len(required) > 8
    assert not [name for name in required if f"`{name}`" not in CONTRIBUTING]


def test_every_table_is_in_the_readme() -> None:
    assert not [cls.table.name for cls in TABLES if f"`{cls.table.name}`" not in README]


def test_every_extractor_has_its_examples() -> None:
    assert not [name for name in EXTRACTORS if not list(EXAMPLES.glob(f"{name}*.txt"))]


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_problem_is_used_and_said_in_a_sentence(code: str) -> None:
    _, message = MESSAGES[code]
    names = {field for _, field, _, _ in string.Formatter().parse(message) if field}
    assert message.format(**dict.fromkeys(names, "x")).rstrip().endswith((".", "NOM."))
    sources = [p.read_text("utf-8") for p in (ROOT / "pipeline").rglob("*.py") if p.name != "problems.py"]
    assert any(f'"{code}"' in source for source in sources)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_list_is_sorted_unique_and_has_its_origin(path: Path) -> None:
    origins = (RESOURCES / "README.md").read_text("utf-8")
    assert f"`{path.relative_to(RESOURCES)}`" in origins
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    assert len({tuple(row) for row in rows}) == len(rows)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    """If not: ``make lock``."""
    lock = dict(
        re.findall(
            r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
        )
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    for line in [*project["project"]["dependencies"], *(line for group in groups for line in group)]:
        wanted = Requirement(line)
        assert wanted.name in lock, line
        assert wanted.specifier.contains(lock[wanted.name]), line
