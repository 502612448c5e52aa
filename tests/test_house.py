"""Who may import whom: a room asks those below it, and nobody asks in a circle; how long files and functions are."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
# The words that every room speaks.
WORDS = {"records", "problems", "articles", "registry"}
MAY_IMPORT = {
    "records": set(),
    "problems": {"records"},
    "articles": {"records"},
    "registry": {"records", "articles"},
    "language": set(),
    "model": {"language"},
    "reading": {"language", *WORDS},
    "amounts": {"language", "model.docs", *WORDS},
    "dates": {"language", "model.docs", *WORDS},
    "entities": {"language", "model.docs", *WORDS},
    "quotes": {"language", "model", "entities", *WORDS},
    "extractors": {"entities", "amounts", "dates", "quotes"},
    "spacy_components": {"extractors", "registry"},
    "output": {"extractors", "entities.records", "amounts.find", "dates.find", "quotes.records", "language", *WORDS},
    "engine": {
        "extractors", "entities", "amounts", "dates", "quotes", "language", "model", "reading", "output", "console",
        *WORDS,
    },
    "console": {"engine", "output", *WORDS},
    "french_click": {"console", "language"},
    "cli": {"console", "french_click", "engine", "output", "reading", "model", *WORDS},
    "__main__": {"cli", "problems"},
    "__init__": {"output"},
}  # fmt: skip


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("pipeline."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in NAMES else str(node.module)


NAMES = {module_name(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    room = path.relative_to(PACKAGE).with_suffix("").parts[0]
    asked = {name.removeprefix("pipeline.") for name in imported(path) if name != "pipeline"}
    above = [
        name
        for name in sorted(asked)
        if name.split(".")[0] != room
        and not {name, name.split(".")[0], ".".join(name.split(".")[:2])} & MAY_IMPORT[room]
    ]
    assert not above


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module_name(p): {n for n in imported(p) if n in NAMES and n != module_name(p)} for p in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


# A file is read in one sitting, a function on one page.
MOST_LINES, MOST_OF_FUNCTION, MOST_BRANCHES = 300, 50, 22
CODE = [*MODULES, *sorted((ROOT / "benchmarks").glob("*.py")), *sorted((ROOT / "training").glob("*.py"))]


def branches(function: ast.FunctionDef) -> int:
    """Count the ways a function may go: conditions with their « and » and « or », loops, exceptions."""
    ways = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.comprehension)
    nodes = list(ast.walk(function))
    return sum(isinstance(n, ways) for n in nodes) + sum(len(n.values) - 1 for n in nodes if isinstance(n, ast.BoolOp))


@pytest.mark.parametrize("path", CODE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_and_its_functions_are_short(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= MOST_LINES
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    assert not [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MOST_OF_FUNCTION]
    assert not [f.name for f in functions if branches(f) > MOST_BRANCHES]
