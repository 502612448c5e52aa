"""Articles in, records out: the one function that every engine calls."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

import pipeline.extractors
import pipeline.quotes.text.parse  # noqa: F401 - registers the component that reads for the quotes
from pipeline.articles import Article, TextRow
from pipeline.engine.corpus_steps import briefs
from pipeline.engine.extraction import Extraction, article_row
from pipeline.engine.near_duplicates import sample_of
from pipeline.entities.cast import cast_of
from pipeline.language.sentences import sentence_around
from pipeline.model.docs import count_words, sentences_of
from pipeline.model.fast import bounded
from pipeline.problems import problem
from pipeline.quotes.links import link_members, link_quotes
from pipeline.reading.language import language_name, language_of
from pipeline.records import Problem, Record, changed, passage_id
from pipeline.registry import EXTRACTORS, Context, write_spans

T = TypeVar("T")
Steps = Generator[None, None, T]


def extract_batch(articles: Sequence[Article], nlp: Language) -> list[Extraction]:
    """Extract every table from each article, in order; the model reads them together.

    Where it fails on one, each is read alone, and the one that fails becomes a row of problems.
    """
    with bounded(nlp):
        short = [article for article in articles if len(article.text) <= nlp.max_length]
        docs = _guarded(lambda: list(nlp.pipe(article.text for article in short)))
        read = dict(zip(map(id, short), docs, strict=True)) if not isinstance(docs, Exception) else {}
        known = [replace(article, language=language_of(article)) for article in articles]
        works = [
            _extraction(article, partial(_doc, article, nlp, read.get(id(given))), nlp)
            for given, article in zip(articles, known, strict=True)
        ]
        done = _in_step(works)
        return [
            _failed(article, found) if isinstance(found, Exception) else found
            for article, found in zip(known, done, strict=True)
        ]


def _doc(article: Article, nlp: Language, read: Doc | None) -> Doc:
    """Return the Doc of an article; that of a text too long for the model is only cut into words."""
    if read is not None:
        return read
    return nlp(article.text) if len(article.text) <= nlp.max_length else nlp.tokenizer(article.text)


def _extraction(article: Article, read: Callable[[], Doc], nlp: Language) -> Steps[Extraction]:
    """Extract one article, step by step."""
    doc = read()
    yield
    records = _text(article) | (yield from _extract(article, doc))
    return Extraction(
        row=article_row(article, words=count_words(doc)),
        found=records,
        problems=_doubts(article, nlp),
        sample=sample_of(article.text),
        briefs=briefs(records),
    )


def _failed(article: Article, error: Exception) -> Extraction:
    """Return what is left of an article in which something went wrong: its text and a row of problems."""
    said = f"{type(error).__name__} : {error}"
    told = problem("article-failed", article_id=article.article_id, path=article.path, error=said)
    row = article_row(article, words=0)
    return Extraction(row=row, found=_text(article), problems=[told], sample=sample_of(article.text))


def _text(article: Article) -> dict[str, list[Any]]:
    return {"texts": [TextRow(article_id=article.article_id, text=article.text)]}


def _in_step(works: Sequence[Steps[T]]) -> list[T | Exception]:
    """Return what each work returns, or the exception that it raises: that costs the others nothing.

    All do a step before any does the next: so the code and the lists of one extractor stay in the memory that is near
    the processor.
    """
    done: dict[int, T | Exception] = {}
    while len(done) < len(works):
        for place, work in enumerate(works):
            if place in done:
                continue
            end = _guarded(partial(next, work))
            if isinstance(end, Exception):
                done[place] = end.value if isinstance(end, StopIteration) else end
            # An exception holds the frames that it came through, this one too: in a ring, every Doc would wait for the
            # garbage collector.
            del end
    return [done[place] for place in range(len(works))]


def _doubts(article: Article, nlp: Language) -> list[Problem]:
    """Return why the results of an article are less sure than others."""
    tell = partial(problem, article_id=article.article_id, path=article.path)
    told = [] if article.language in ("", "fr") else [tell("not-french", language=language_name(article.language))]
    if len(article.text) > nlp.max_length:
        told.append(tell("text-too-long", count=len(article.text), most=nlp.max_length))
    return told


def _guarded(act: Callable[[], T]) -> T | Exception:
    """Return what ``act`` returns, or the exception that it raises."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - the one place: a fault in one article must not lose the others
        return error


def extract(article: Article, doc: Doc) -> dict[str, list[Any]]:
    """Return the records of ``doc`` by table, resolved, sorted and with their ids."""
    [found] = _in_step([_extract(article, doc)])
    if isinstance(found, Exception):
        raise found
    return found


def _extract(article: Article, doc: Doc) -> Steps[dict[str, list[Any]]]:
    """Extract the tables one after the other, in two steps each: what is found, what it means."""
    found: dict[str, list[Any]] = {}
    for extractor in EXTRACTORS.values():
        records = list(extractor.find(doc))
        yield
        if extractor.annotate is not write_spans:  # spans are for users of the spaCy component, nobody here asks them
            extractor.annotate(doc, records)
        if extractor.resolve:
            records = extractor.resolve(records, Context(article, doc, found))
        several = len(extractor.records) > 1
        for cls in extractor.records:
            found[cls.table.name] = [r for r in records if isinstance(r, cls)] if several else records
        yield
    spans = sentences_of(doc)
    found = {name: [_placed(r, article, spans) for r in _sorted(records)] for name, records in found.items()}
    found["quotes"] = link_members(found["quotes"], cast_of(doc), article.text)
    return link_quotes(found)


def _sorted(records: list[Any]) -> list[Any]:
    return sorted(records, key=lambda r: (r.start, r.end))


def _placed(record: Record, article: Article, spans: list[tuple[int, int]]) -> Record:
    """Give a record its article, its id and its sentence."""
    table, start, end = record.table, record.start, record.end  # type: ignore[attr-defined]
    known: dict[str, Any] = {"article_id": article.article_id}
    known[table.key] = passage_id(type(record), article.article_id, start, end)
    if hasattr(record, "sentence"):
        known["sentence"] = sentence_around(article.text, spans, start, end)
    return changed(record, **known)
