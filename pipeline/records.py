"""What every table shares: columns, tables, problems.

A record is a frozen dataclass whose fields are the columns of its table. Nothing else names a column: the
header of the CSV, the sheet of the workbook, the Table Schema and the documentation are read from here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar, cast, get_type_hints

Value = str | int | float | Decimal | date | None

LIST_SEPARATOR = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: its name, its type, its French title and what it means."""

    name: str
    type: type
    title: str
    description: str
    refers: str = ""
    choices: tuple[str, ...] = ()
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table that a record class fills.

    ``prefix`` is the letter of its ids; ``key`` the column that identifies a row (empty if none does); ``sheet``
    tells that it is a sheet of the workbook.
    """

    name: str
    title: str
    description: str
    prefix: str = ""
    key: str = ""
    sheet: bool = True


R = TypeVar("R", bound="Record")


class Record:
    """Base of all records: a row that knows its table."""

    __slots__ = ()
    table: ClassVar[Table]

    def corrected(self: R, before: Any, column: str, published: date | None) -> R:
        """Return the row with what follows from a correction of ``column`` by hand, ``before`` being the row without.

        ``published`` is the day of its article.
        """
        return self


class Name(NamedTuple):
    """A named entity in a text: its place and its label (PER, ORG, LOC, MISC)."""

    start: int
    end: int
    label: str


class Passage(Protocol):
    """A record that stands at a place of the article: ``article.text[start:end] == text``."""

    @property
    def article_id(self) -> str:  # noqa: D102
        ...

    @property
    def start(self) -> int:  # noqa: D102
        ...

    @property
    def end(self) -> int:  # noqa: D102
        ...

    @property
    def text(self) -> str:  # noqa: D102
        ...


def column(
    title: str,
    description: str,
    *,
    default: Value = "",
    refers: str = "",
    choices: tuple[str, ...] = (),
    width: int = 0,
) -> Any:
    """Declare a dataclass field as a column of the table.

    ``title`` and ``description`` are French, for the workbook and the documentation; ``refers`` names the
    column of another table that this one points to (``"quotes.quote_id"``); ``choices`` closes the set of values;
    ``width`` is that of the column in a sheet, in characters (0: as its type asks).
    A dataclass field declared without ``column`` is internal: it is in no table.
    """
    spec = {"title": title, "description": description, "refers": refers, "choices": choices, "width": width}
    return field(default=default, metadata={"column": spec})


def record(
    name: str, *, title: str, description: str, prefix: str = "", key: str = "", sheet: bool = True
) -> Callable[[type[R]], type[R]]:
    """Tie a dataclass to the table that it fills."""

    def tie(cls: type[R]) -> type[R]:
        cls.table = Table(name=name, title=title, description=description, prefix=prefix, key=key, sheet=sheet)
        return cls

    return tie


def columns(cls: type[Record]) -> tuple[Column, ...]:
    """Return the columns of a record class, in the order of the table.

    >>> [c.name for c in columns(Problem)]
    ['article_id', 'path', 'stage', 'code', 'message']
    """
    kind: Any = cls
    return _columns(kind)


@cache
def _columns(cls: Any) -> tuple[Column, ...]:
    """Return the columns of a record class: its hints are evaluated once, not for every article."""
    hints = get_type_hints(cls)
    found = []
    for f in fields(cls):
        spec = f.metadata.get("column")
        if spec:
            hint = hints[f.name]
            kind = next((t for t in getattr(hint, "__args__", (hint,)) if t is not type(None)), str)
            found.append(Column(name=f.name, type=kind, **spec))
    return tuple(found)


def changed(record: R, **values: Any) -> R:
    """Return a record with other values in some fields, as ``dataclasses.replace`` in a tenth of the time.

    >>> changed(Problem(code="empty-file", path="a.txt"), path="b.txt").path
    'b.txt'
    """
    kind: Any = type(record)
    made: R = _copier(kind)(record)
    for name, value in values.items():
        setattr(made, name, value)
    made.__class__ = kind
    return made


@cache
def maker(cls: type[R]) -> Callable[[Sequence[Any]], R]:
    """Return what makes a record of the values of all its fields, in order; it raises ``ValueError`` for others.

    >>> maker(Problem)(["a", "a.txt", "read", "empty-file", "Vide."]).path
    'a.txt'
    """
    names = ", ".join(f"made.{f.name}" for f in fields(cast(Any, cls)))
    return _compiled(cls, "values", f"{names}, = values", "made.__class__ = kind")


@cache
def _copier(cls: Any) -> Callable[[Any], Any]:
    """Return what makes a copy of a record that can still be changed."""
    return _compiled(cls, "record", *(f"made.{f.name} = record.{f.name}" for f in fields(cls)))


def _compiled(kind: Any, argument: str, *lines: str) -> Callable[[Any], Any]:
    """Return a function that makes an object of a twin of a frozen class and runs some lines on it.

    A frozen class checks each field that is set; its twin does not. Both lie in memory alike, so the object becomes a
    record by being given the class of one. As ``dataclasses`` does it, the code is put together once a class.
    """
    alike = {"__slots__": kind.__dict__["__slots__"]} if "__slots__" in kind.__dict__ else {}
    twin = type(kind.__name__, kind.__bases__, {**alike, "__setattr__": object.__setattr__})
    code = "\n    ".join([f"def make({argument}):", "made = new(twin)", *lines, "return made"])
    found: dict[str, Any] = {"new": object.__new__, "twin": twin, "kind": kind}
    exec(code, found)
    make: Callable[[Any], Any] = found["make"]
    return make


def passage_id(cls: type[Record], article_id: str, start: int, end: int) -> str:
    """Return the id of a passage: its article, the letter of its table, its place.

    >>> from pipeline.amounts.find import Amount
    >>> passage_id(Amount, "2024/budget", 12, 31)
    '2024/budget:a12-31'
    """
    return f"{article_id}:{cls.table.prefix}{start}-{end}"


def article_id_column() -> Any:
    """Declare the column ``article_id`` of a table of passages."""
    return column("Article", "Identifiant de l'article.", refers="articles.article_id")


def start_column() -> Any:
    """Declare the column ``start``: offset of the first character, in code points."""
    return column("Début", "Rang du premier caractère dans le texte de l'article (à partir de 0).", default=0)


def end_column() -> Any:
    """Declare the column ``end``: offset after the last character, in code points."""
    return column("Fin", "Rang du caractère qui suit le dernier.", default=0)


def text_column() -> Any:
    """Declare the column ``text``: exactly the slice of the article."""
    return column("Texte", "Le passage tel qu'il est écrit dans l'article.", width=36)


def quote_id_column() -> Any:
    """Declare the column ``quote_id``: the quote in which the passage lies."""
    return column("Citation", "Citation dans laquelle se trouve le passage.", refers="quotes.quote_id")


def sentence_column() -> Any:
    """Declare the column ``sentence``: the sentence around the passage."""
    return column("Phrase", "Phrase dans laquelle se trouve le passage.", width=70)


@record(
    "problems",
    title="Problèmes",
    description="Ce qui n'a pas pu être lu ou traité, et pourquoi.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Record):
    """Something that could not be read or done, told to the user; the run goes on."""

    article_id: str = column("Article", "Identifiant de l'article, si l'on a pu le connaître.")
    path: str = column("Fichier", "Chemin du fichier dans le dossier lu.")
    stage: str = column("Étape", "Étape où le problème est apparu.", choices=("read", "extract", "write"))
    code: str = column("Code", "Nom court du problème, stable d'une version à l'autre.")
    message: str = column("Message", "Ce qui s'est passé, en une phrase.", width=90)
