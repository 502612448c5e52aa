"""What each regular expression of the extractors finds in short texts, written by ``make golden``.

The words that a pattern is written for are many (« environ », « près de », « quelque »), and no article holds them all.
Here each alternative, each optional part and each guard of a pattern has a text of its own, made from the pattern as it
was when the file was written, and kept: alone, with a letter before it, with a letter behind it.
"""

import ast
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pipeline.extractors  # noqa: F401 - registers the rules of dates
from pipeline.dates.rules import RULES

READINGS = Path(__file__).parent / "golden" / "patterns.txt"
ROOMS = ("amounts", "dates", "entities", "quotes")
ASKS = tuple(f"re.{way}" for way in ("search", "match", "fullmatch", "split", "sub", "findall", "finditer"))
# Of an alternation of more plain words than a pattern is written with, a list of the resources, so many are tried.
WRITTEN, LISTED = 48, 4
# Of a set of characters, so many.
CHARACTERS = 6
# A part that may be repeated more often is repeated once.
OFTEN = 60
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "3", sre.CATEGORY_NOT_DIGIT: "b", sre.CATEGORY_SPACE: " ", sre.CATEGORY_NOT_SPACE: "b",
    sre.CATEGORY_WORD: "b", sre.CATEGORY_NOT_WORD: "%",
}  # fmt: skip

Parsed = Iterable[tuple[Any, Any]]


def modules() -> Iterator[ModuleType]:
    """Yield the modules of the four rooms of the extractors."""
    for room in ROOMS:
        package = import_module(f"pipeline.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"pipeline.{room}."):
            yield import_module(found.name)


def held(value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that a constant of a module holds, or that a function without arguments compiles."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, (tuple, list)):
        for nth, part in enumerate(value):
            yield from ((f"[{nth}]{name}", pattern) for name, pattern in held(part))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from ((f"[{key}]{name}", pattern) for name, pattern in held(part))
    elif callable(value) and inspect.isfunction(made := inspect.unwrap(value)):
        compiles = str(made.__annotations__.get("return")).startswith("re.Pattern")
        if compiles and not inspect.signature(made).parameters:
            yield "()", made()


def inline(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that functions write where they ask: ``re.search(r"...", before)``."""
    for function in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) in ASKS:
                    with suppress(NameError):  # a pattern that is made from what the function was given
                        source = eval(ast.unparse(call.args[0]), vars(module))
                        yield function.name, re.compile(source)


def patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the extractors by their name, those of the rules of dates by their function."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for name, pattern in inline(module):
            whole = f"{module.__name__.removeprefix('pipeline.')}.{name}"
            found[f"{whole}, inside {sum(key.startswith(f'{whole},') for key in found)}"] = pattern
    for module in modules():
        own = set(re.findall(r"^(?:def )?(\w+)(?:: [^=\n]+)?(?: = |\()", inspect.getsource(module), re.M))
        for name, value in sorted(vars(module).items()):
            if name in own:
                for part, pattern in held(value):
                    found[f"{module.__name__.removeprefix('pipeline.')}.{name}{part}"] = pattern
    rules = {id(entry): entry for entries in RULES.values() for entry in entries}
    for rule in rules.values():
        name = f"{rule.build.__module__.removeprefix('pipeline.')}.{rule.build.__name__}"
        found[f"{name} {sum(key.startswith(f'{name} ') for key in found)}"] = re.compile(rule.pattern)
    return dict(sorted(found.items()))


def characters(parts: Sequence[tuple[Any, Any]]) -> list[str]:
    """Return some characters of a set."""
    if parts[0][0] is sre.NEGATE:
        refused = re.compile("[" + "".join(re.escape(c) for c in _all_of(parts[1:])) + "]") if parts[1:] else None
        return [c for c in "b 3,-X" if not (refused and refused.match(c))][:1] or ["§"]
    return list(dict.fromkeys(_all_of(parts)))[:CHARACTERS]


def _all_of(parts: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    for kind, value in parts:
        if kind is sre.LITERAL:
            yield chr(value)
        elif kind is sre.RANGE:
            yield from (chr(value[0]), chr(value[1]))
        elif kind is sre.CATEGORY:
            yield _CATEGORIES[value]


def either(parts: Sequence[Parsed]) -> list[str]:
    """Return the texts of each alternative; of a long list of words, of a few."""
    texts = [text for part in parts for text in in_turn(part)]
    return texts[:: len(texts) // LISTED] if len(texts) > WRITTEN and all(map(is_plain, parts)) else texts


def is_plain(parts: Parsed) -> bool:
    """Tell words, in whose alternations beginnings are shared, from what a pattern says of them."""
    nested = {sre.BRANCH: lambda value: all(map(is_plain, value[1])), sre.SUBPATTERN: lambda value: is_plain(value[-1])}
    return all(kind in (sre.LITERAL, sre.IN) or (kind in nested and nested[kind](value)) for kind, value in parts)


def repeated(least: int, most: int, part: Parsed) -> list[str]:
    """Return the texts of a part that may be there several times, or not at all."""
    texts = in_turn(part)
    bounds = (least - 1, most, most + 1) if most <= OFTEN else (least - 1,)
    more = [texts[0] * times for times in bounds if times > 1]
    return [texts[0] * least, *(text * max(1, least) for text in texts), *more]


_TEXTS: dict[Any, Callable[[Any], list[str]]] = {
    sre.LITERAL: lambda value: [chr(value)],
    sre.NOT_LITERAL: lambda value: ["b" if value != ord("b") else "c"],
    sre.ANY: lambda value: ["b"],
    sre.IN: characters,
    sre.BRANCH: lambda value: either(value[1]),
    sre.SUBPATTERN: lambda value: in_turn(value[-1]),
    sre.MAX_REPEAT: lambda value: repeated(*value),
    sre.MIN_REPEAT: lambda value: repeated(*value),
    sre.ASSERT: lambda value: in_turn(value[1]),
    sre.ASSERT_NOT: lambda value: ["", *in_turn(value[1])],
}


def in_turn(parts: Parsed) -> list[str]:
    """Return the texts of parts that follow one another: each part in each of its forms, the others in their first."""
    forms = [list(dict.fromkeys(_TEXTS[kind](value))) if kind in _TEXTS else [""] for kind, value in parts]
    first = [form[0] for form in forms]
    found = ["".join(first)]
    for at, form in enumerate(forms):
        found += ["".join([*first[:at], text, *first[at + 1 :]]) for text in form[1:]]
    return list(dict.fromkeys(found))


def texts(pattern: re.Pattern[str]) -> list[str]:
    """Return the texts in which a pattern is tried.

    >>> texts(re.compile(r"(?<!\\w)(?:vers|dès) (?:la )?[0-9]h"))
    ['vers 0h', 'bvers 0h', 'dès 0h', 'vers la 0h', 'vers la la 0h', 'vers 9h']
    """
    return in_turn(sre_parser.parse(pattern.pattern, pattern.flags))


def said(found: re.Match[str] | None) -> str:
    """Return what was found in a text: where, and the named parts."""
    if found is None:
        return "-"
    named = "".join(f" {name}={value}" for name, value in found.groupdict().items() if value is not None)
    return f"{found.start()}-{found.end()}{named}"


def shown(pattern: re.Pattern[str], text: str) -> str:
    """Return what a pattern finds in a text alone, with a letter before it, with a letter behind it."""
    found = (said(pattern.search(form)) for form in (text, f"z{text}", f"{text}z"))
    return " | ".join(found).replace("\n", "↵")


def read() -> dict[str, list[tuple[str, str]]]:
    """Return the texts of each pattern, and what is expected to be found in them."""
    expected: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in READINGS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            name = line.removeprefix("## ")
            expected[name] = []
        else:
            text, _, found = line.partition("\t")
            expected[name].append((json.loads(text), found))
    return expected


def write() -> None:
    """Write anew what is expected."""
    lines = []
    for name, pattern in patterns().items():
        lines.append(f"## {name}")
        lines += [f"{json.dumps(text, ensure_ascii=False)}\t{shown(pattern, text)}" for text in texts(pattern)]
    READINGS.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{READINGS}\n")
