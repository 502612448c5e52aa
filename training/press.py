"""Annotated articles as the pipeline reads them: each quote found, with what the gold says of it."""

import csv
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from spacy.language import Language

import pipeline.engine.extract  # noqa: F401 - registers the extractors and the parser of the quotes
from pipeline.articles import Article
from pipeline.quotes.records import KINDS, Quote
from pipeline.quotes.speakers.candidate import Candidate, phrase_candidate
from pipeline.quotes.speakers.choice import Case, cases
from pipeline.quotes.speakers.resolve import read_discourse
from pipeline.registry import EXTRACTORS, Context
from tests.example_files import EXAMPLES, parse, read_examples

# Invented articles whose quotes are annotated.
INVENTED = Path(__file__).with_name("quotes")
# Who speaks in passages of Wikinews: a name or a description, by its place in the article.
MARKED = Path(__file__).with_name("wikinews_speakers.csv")
LIKE, TOUCH, UNSCORED = 0.7999, 0.3, 0.3


@dataclass(slots=True)
class Lesson:
    """A quote that the gold knows: its case, its true speaker, whether it is rightly cut."""

    case: Case
    gold: str
    strict: bool
    same: Callable[[str, str], bool]

    def is_right(self, candidate: Candidate) -> bool:
        """Tell whether a candidate is the speaker of the gold."""
        if candidate.kind == "nobody" or not self.gold:
            return candidate.kind == "nobody" and not self.gold
        return self.same(self.gold, candidate.name)

    @property
    def possible(self) -> bool:
        """Tell whether the speaker of the gold is among the candidates."""
        return any(map(self.is_right, self.case.candidates))


@dataclass(slots=True)
class Reading:
    """An article: its cases in order, the lessons by the rank of their case, and what passages are rightly cut.

    ``texts`` tells what it is from: ``examples`` of the tests, ``invented`` articles, ``wikinews``, else press.
    """

    article: str
    cases: list[Case]
    lessons: dict[int, Lesson] = field(default_factory=dict)
    passages: list[tuple[Quote, bool]] = field(default_factory=list)
    texts: str = ""


def scorer_of(gold: Path) -> Any:
    """Return the program that goes with a file of annotated articles: it tells when two names are one."""
    path = next(p for p in (gold.parent / "score.py", gold.parent.parent / "score.py") if p.exists())
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(gold: Path, nlp: Language) -> Iterator[Reading]:
    """Read the annotated articles of a file (``quotes`` with ``speaker_name``)."""
    score = scorer_of(gold)
    for row in score.read_gold(gold):
        reading = _reading(Article(article_id=row["id"], text=row["text"], title=row.get("title") or ""), nlp)
        if reading is not None:
            _compare(score, row, reading)
            yield reading


def read_tests(score: Any, nlp: Language) -> Iterator[Reading]:
    """Read the examples of the tests: each shows one way in which French names a speaker."""
    for path in sorted(EXAMPLES.glob("quotes*.txt")):
        for example in read_examples(path):
            quotes = [
                {"start": start, "end": end, "speaker_name": value.partition(" ")[2]}
                for start, end, value in sorted(example.expected)
                if value.partition(" ")[0] in KINDS
            ]
            reading = _reading(Article(article_id=str(example), text=example.text), nlp, "examples")
            if reading is not None and not example.gap:
                _compare(score, {"text": example.text, "quotes": quotes}, reading)
                yield reading


def read_invented(score: Any, nlp: Language, folder: Path = INVENTED) -> Iterator[Reading]:
    """Read the articles written for this project, each passage marked with the name of its speaker: ``[…]{Léa Morin}``.

    The lines at the head of a file tell its title, author and day: ``# title …``.
    """
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        count = next(i for i, line in enumerate(lines) if not line.startswith("# "))
        head = {key: value.strip() for key, _, value in (line[2:].partition(" ") for line in lines[:count])}
        text, marked = parse("".join(lines[count:]).strip())
        day = date.fromisoformat(head["published"]) if "published" in head else None
        article = Article(
            article_id=path.stem, text=text, title=head.get("title", ""), author=head.get("author", ""), published=day
        )
        reading = _reading(article, nlp, "invented")
        if reading is not None:
            quotes = [{"start": start, "end": end, "speaker_name": name} for start, end, name in sorted(marked)]
            _compare(score, {"text": text, "quotes": quotes}, reading)
            yield reading


def read_marked(score: Any, nlp: Language, folder: Path, table: Path = MARKED) -> Iterator[Reading]:
    """Read the articles of Wikinews in ``folder`` some of whose passages the table gives speakers.

    The table has no text: a passage and the names of its speakers are places of the article, in characters.
    """
    with table.open(encoding="utf-8", newline="") as handle:
        rows = sorted(csv.DictReader(handle), key=lambda row: (row["article"], int(row["start"])))
    for name, marked in groupby(rows, key=lambda row: row["article"]):
        text = (folder / f"{name}.txt").read_text("utf-8")
        quotes = []
        for row in marked:
            places = (map(int, place.split("-")) for place in row["speakers"].split())
            speakers = " | ".join(text[start:end] for start, end in places)
            quotes.append({"start": int(row["start"]), "end": int(row["end"]), "speaker_name": speakers})
        reading = _reading(Article(article_id=name, text=text), nlp, "wikinews")
        if reading is not None:
            _compare(score, {"text": text, "quotes": quotes}, reading)
            # The other passages of the article are nobody's lesson.
            reading.passages = []
            yield reading


def _reading(article: Article, nlp: Language, texts: str = "") -> Reading | None:
    doc = nlp(article.text)
    entities, quotes = EXTRACTORS["entities"], EXTRACTORS["quotes"]
    mentions = list(entities.find(doc))
    entities.annotate(doc, mentions)
    discourse = read_discourse(list(quotes.find(doc)), Context(article, doc, {"mentions": mentions}))
    return None if discourse is None else Reading(article.article_id, cases(discourse), texts=texts)


def _compare(score: Any, row: Any, reading: Reading) -> None:
    """Lay the quotes found beside those of the gold."""
    text, found = row["text"], [case.question.quote for case in reading.cases]
    gold = [score.trim(text, quote) for quote in row["quotes"]]
    trimmed = [score.trim(text, {"start": q.start, "end": q.end}) for q in found]
    strict = score.align(gold, trimmed, score.iou, LIKE)
    loose = score.align(gold, trimmed, lambda g, f: score.shared(g, f) / max(1, g["end"] - g["start"]), TOUCH)
    for i, j in loose.items():
        name = phrase_candidate((gold[i].get("speaker_name") or "").replace("’", "'")).name
        reading.lessons[j] = Lesson(reading.cases[j], name, strict.get(i) == j, score.same_name)
    right = set(strict.values())
    for j, quote in enumerate(found):
        size = max(1, trimmed[j]["end"] - trimmed[j]["start"])
        void = any(score.shared(trimmed[j], v) >= UNSCORED * size for v in row.get("unscored", []))
        if j in right or not void:
            reading.passages.append((quote, j in right))
