"""The extractors: plain functions ``find_x(doc) -> Iterator[X]``, registered with the records that they find."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.articles import Article
from pipeline.records import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

Find = Callable[["Doc"], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an article when its records are resolved.

    ``found`` holds the resolved records of the extractors that ran before, by table name.
    """

    article: Article
    doc: "Doc"
    found: Mapping[str, Sequence[Any]]


Resolve = Callable[[list[Any], Context], list[Any]]
Annotate = Callable[["Doc", list[Any]], None]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A registered extractor.

    ``find`` reads a Doc; ``resolve`` (optional) completes the records with what the article's metadata and the
    other tables say; ``annotate`` writes the records on the Doc as strings, for the spaCy component.
    """

    name: str
    find: Find
    records: tuple[type[Record], ...]
    resolve: Resolve | None
    annotate: Annotate


EXTRACTORS: dict[str, Extractor] = {}


def write_spans(doc: "Doc", records: list[Any]) -> None:
    """Write records as ``doc.spans[table]``, label and ``kb_id`` taken from their ``span_label`` and ``span_id``."""
    from spacy.tokens import SpanGroup

    groups: dict[str, list[Any]] = {}
    for found in records:
        label, value = found.as_span()
        span = doc.char_span(found.start, found.end, label=label, kb_id=value, alignment_mode="expand")
        groups.setdefault(found.table.name, []).append(span)
    for name, spans in groups.items():
        doc.spans[name] = SpanGroup(doc, name=name, spans=spans)


def extractor(
    *records: type[Record], resolve: Resolve | None = None, annotate: Annotate = write_spans
) -> Callable[[Find], Find]:
    """Register ``find_x`` as the extractor ``x`` that fills the tables of ``records``."""

    def register(find: Find) -> Find:
        name = find.__name__.removeprefix("find_")
        EXTRACTORS[name] = Extractor(name, find, records, resolve, annotate)
        return find

    return register
