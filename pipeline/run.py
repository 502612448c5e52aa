"""A whole run: a folder of articles in, a folder of tables out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pipeline.writers  # noqa: F401 - registers them
from pipeline.corpus import ReadOptions, count_articles, read_corpus
from pipeline.corpus_entities import Alias, EntityIndex
from pipeline.extract import Extraction, extract_batch
from pipeline.model import load_model
from pipeline.progress import Progress
from pipeline.readers.aliases import read_aliases
from pipeline.records import Problem
from pipeline.writers.base import WriteOptions, own_files, write_tables
from pipeline.writers.swap import swapped


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How a run reads and writes; ``progress`` shows the bar."""

    read: ReadOptions = field(default_factory=ReadOptions)
    write: WriteOptions = field(default_factory=WriteOptions)
    progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run has done: rows by table, words read, problems by code."""

    rows: dict[str, int]
    words: int
    problems: dict[str, int]


class NothingReadError(Exception):
    """No article could be read; ``problems`` says why. Nothing is written."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the reasons."""
        super().__init__("nothing could be read")
        self.problems = problems


def run(corpus: Path, outputs: Path, options: RunOptions) -> Summary:
    """Extract the articles of ``corpus`` into ``outputs``, whole or not at all."""
    read = replace(options.read, skip=outputs.resolve())
    problems: list[Problem] = []
    done = sorted(_extractions(corpus.resolve(), read, problems, options), key=lambda e: e.row.article_id)
    if not done:
        raise NothingReadError(problems)
    problems += [p for e in done for p in e.problems]
    found: dict[str, list[Any]] = {"articles": [e.row for e in done], "problems": sorted(problems, key=_place)}
    for extraction in done:
        for name, records in extraction.found.items():
            found.setdefault(name, []).extend(records)
    _name_entities(found, read_aliases(corpus))
    extra = {key for e in done for key, _ in e.row.extra}
    with swapped(outputs, own_files()) as folder:
        rows = write_tables(folder, found, options.write, extra=extra)
    return Summary(rows=rows, words=sum(e.row.words for e in done), problems=Counter(p.code for p in problems))


def _extractions(corpus: Path, read: ReadOptions, problems: list[Problem], options: RunOptions) -> Iterator[Extraction]:
    nlp = load_model()
    total = count_articles(corpus, read) if options.progress else None
    with Progress(total, shown=options.progress) as bar:
        for item in read_corpus(corpus, read):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            for extraction in extract_batch([item], nlp):
                bar.advance(words=extraction.row.words)
                yield extraction


def _name_entities(found: dict[str, list[Any]], aliases: list[Alias]) -> None:
    """Fill the table ``entities`` and give mentions and quotes their entity."""
    index = EntityIndex(aliases)
    for _, mentions in groupby(found["mentions"], key=lambda m: m.article_id):
        index.add(mentions)
    entities = index.finish()
    known = ((m, entities.find(m.label, m.name, m.text)) for m in found["mentions"])
    found["mentions"] = [replace(m, entity_id=entity_id, name=name) for m, (entity_id, name) in known]
    found["quotes"] = [
        replace(q, entity_id=entities.find_speaker(q.speaker_name)) if q.speaker_name else q for q in found["quotes"]
    ]
    found["entities"] = entities.rows


def _place(problem: Problem) -> tuple[str, str, str, str]:
    return problem.article_id, problem.path, problem.code, problem.message
