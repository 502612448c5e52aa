"""The table of rules: which patterns to try at which word."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from pipeline.dates.calendar import Period, Point, Symbol, Value
from pipeline.dates.words import Found, Reading
from pipeline.language.patterns import one_of
from pipeline.language.typography import fold


@dataclass(frozen=True, slots=True)
class Source:
    """The text in plain typography, and folded; both of the same length."""

    raw: str
    folded: str

    def before(self, start: int, length: int = 40) -> str:
        """Return the folded text that ends at ``start``, cut short."""
        return self.folded[max(0, start - length) : start]

    def after(self, end: int, length: int = 40) -> str:
        """Return the folded text that begins at ``end``, cut short."""
        return self.folded[end : end + length]


Build = Callable[[re.Match[str], Source], Found | list[Found] | None]


@dataclass(slots=True)
class Rule:
    """A pattern and what builds an expression from its match; compiled when a text first needs it."""

    pattern: str
    build: Build
    compiled: re.Pattern[str] | None = None

    def compile(self) -> re.Pattern[str]:
        """Compile the pattern, for the folded text."""
        self.compiled = re.compile(self.pattern)
        return self.compiled


@dataclass(frozen=True, slots=True)
class Said:
    """Words as they are said: what the pattern matched, where their article begins, the article."""

    match: re.Match[str]
    source: Source
    start: int
    article: str


DIGIT = "0"
RULES: dict[str, list[Rule]] = {}
_FIRST = re.compile(r"[a-z]+")


def rule(pattern: str, triggers: Iterable[str]) -> Callable[[Build], Build]:
    """Register a pattern to be tried where a word begins; ``triggers`` are its possible beginnings, ``"0"`` for digits.

    Rules are tried in the order in which they are written; the first that finds something ends the search there.
    """
    words = {t if t == DIGIT else _FIRST.match(fold(t))[0] for t in triggers}  # type: ignore[index]

    def register(build: Build) -> Build:
        entry = Rule(pattern, build)
        for word in sorted(words):
            RULES.setdefault(word, []).append(entry)
        return build

    return register


@cache
def _triggers() -> re.Pattern[str]:
    """Return what a rule may begin with: a digit, or a whole word."""
    return re.compile(rf"(?<!\w)(?:([0-9])|{one_of(RULES.keys() - {DIGIT})}(?![a-z]))")


def scan(source: Source) -> Iterator[Found]:
    """Yield what the rules find, from left to right, without overlap."""
    text, free = source.folded, 0
    for word in _triggers().finditer(text):
        start = word.start()
        if start < free:
            continue
        for entry in RULES[DIGIT if word.lastindex else word[0]]:
            match = (entry.compiled or entry.compile()).match(text, start)
            found = entry.build(match, source) if match else None
            if found:
                several = found if isinstance(found, list) else [found]
                yield from several
                free = several[-1].end
                break


S = TypeVar("S")
# A cascade: what an expression may be said to be, and what reads it then, in the order in which it is asked.
Readings = tuple[tuple[Callable[[S], bool], Callable[[S], Found | None]], ...]


def first_reading(readings: Readings[S], said: S) -> Found | None:
    """Return what the first reading that holds makes of an expression.

    >>> first_reading(((str.isdigit, lambda _: None), (str.isalpha, lambda _: None)), "demain")
    """
    return next((read(said) for holds, read in readings if holds(said)), None)


def make(start: int, end: int, value: Value, **reading: object) -> Found:
    """Return an expression whose type is that of its value."""
    kind = "DATE"
    if isinstance(value, Period):
        kind = "DURATION"
    elif isinstance(value, Symbol):
        kind = "DATE" if value.value.endswith("_REF") else "SET"
    elif isinstance(value, Point) and value.part:
        kind = "TIME"
    return Found(start=start, end=end, type=kind, reading=Reading(value=value, **reading))  # type: ignore[arg-type]


def as_set(found: Found, value: str) -> Found:
    """Return the expression as a recurrence."""
    return replace(found, type="SET", reading=Reading(value=Symbol(value=value)))


_ARTICLE = re.compile(r"(?<![\w'])(?:(?:le|la|les|ce|cet|cette|ces)(?: memes?)? |[ld]')$")


def article(source: Source, start: int) -> tuple[int, str]:
    """Return where the article before ``start`` begins, and the article; ``start`` and nothing if there is none.

    An article belongs to the expression unless a preposition has swallowed it (du, au), as in the French TimeBank.

    >>> article(Source("", "elle vint le 3 mars"), 13)
    (10, 'le')
    """
    found = _ARTICLE.search(source.before(start, 16))
    if not found or found[0] == "d'":
        return start, ""
    return start - len(found[0]), found[0].rstrip()
