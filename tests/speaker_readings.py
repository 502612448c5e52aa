"""What speaks for each candidate to be the speaker of a quote, written by ``make golden``.

The examples are read as articles of a few paragraphs, so that whoever spoke above may speak below. Weights are left
out: they are learned; what they weigh is not.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.entities.cast import cast_of
from pipeline.quotes.find import find_quotes
from pipeline.quotes.speakers.agreement import agreeing
from pipeline.quotes.speakers.candidate import Event
from pipeline.quotes.speakers.choice import Case, cases, contains, is_new, linked, order
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.names import RULES
from pipeline.quotes.speakers.naming import Naming
from pipeline.quotes.speakers.question import Question
from pipeline.quotes.speakers.resolve import read_discourse
from pipeline.registry import Context
from tests.readings import quote_examples

READINGS = Path(__file__).parent / "golden" / "speakers.txt"
# Paragraphs of an article.
PARAGRAPHS = 6
_NAME = re.compile(r"\b[A-ZÉ][a-zéè]+ [A-ZÉ][a-zéè]+\b")


def articles() -> list[Article]:
    """Return the articles that are read: some have their first line as title, some go backwards and have an author."""
    found = []
    by_file = sorted(quote_examples(), key=lambda example: example.file)
    for file, examples in groupby(by_file, key=lambda example: example.file):
        texts = [example.text for example in examples]
        for rank, at in enumerate(range(0, len(texts), 2 * PARAGRAPHS)):
            part = texts[at : at + PARAGRAPHS]
            title = part[0] if rank % 2 else ""
            found.append(Article(article_id=f"{file} {rank}", text="\n".join(part), title=title))
            back = texts[at + PARAGRAPHS : at + 2 * PARAGRAPHS][::-1]
            author = next((name[0] for text in back if (name := _NAME.search(text))), "")
            found.append(Article(article_id=f"{file} {rank} back", text="\n".join(back), author=author))
    return found


def of_article(discourse: Discourse) -> Iterator[str]:
    """Yield whom an article lets speak, and what each rule that names speakers says of each quote."""
    voices = discourse.voices
    titled = sorted(discourse.titled)
    yield f"authors {sorted(voices.authors)} first {voices.first} interview {voices.interview} titled {titled}"
    for rank, quote in enumerate(discourse.quotes):
        before = discourse.quotes[rank - 1] if rank else None
        naming = Naming(discourse.text, discourse.titled, discourse.cast, before, quote)
        named = [(rule.__name__, rule(naming)) for rule in RULES]
        yield f"named {quote.text[:20]!r}: " + "; ".join(f"{rule} {name}" for rule, name in named if name)


def of_question(question: Question) -> Iterator[str]:
    """Yield what is asked of a quote: its phrase, its place, who may go on."""
    shown = {name: value for name, value in vars(question).items() if isinstance(value, (bool, str, int)) and value}
    yield f"asks {question.quote.text[:20]!r}: " + " ".join(f"{name}={value}" for name, value in sorted(shown.items()))
    new = is_new(question.quote, question.surface)
    yield f"  new {new} echo {question.echo} following {question.following} called {question.called!r}"


def of_case(case: Case, spoken: list[Event]) -> Iterator[str]:
    """Yield what speaks for each candidate, the speakers before known."""
    for candidate, found in zip(case.candidates, linked(case, spoken, ""), strict=True):
        clues = " ".join(name if value == 1 else f"{name}={value:.2f}" for name, value in sorted(found.items()))
        yield f"  {candidate.kind} {candidate.key}: {clues}"
    out = (c for c in case.question.discourse.candidates.by_key.values() if c not in case.candidates)
    refused = [(c.key, bool(agreeing(case.question, [c])), contains(case.question, c)) for c in out]
    yield "  out: " + "; ".join(f"{key} {agreed:d}{contained:d}" for key, agreed, contained in refused)


def readings(article: Article, nlp: Language) -> Iterator[str]:
    """Yield the lines of an article."""
    doc = nlp(article.text)
    extract(article, doc)
    yield f"## {article.article_id}"
    discourse = read_discourse(list(find_quotes(doc)), Context(article, doc, {}))
    if discourse is None:
        return
    yield from of_article(discourse)
    found, spoken = cases(discourse), list[Event]()
    yield f"order {order(found)} of {len(cast_of(doc).members)} members"
    for case in found:
        clues = list(of_case(case, spoken))  # before the question, some of whose answers are read when they are asked
        yield from of_question(case.question)
        yield from clues
        named = [c for c in case.candidates if c.key and c.key == case.question.answer]
        spoken += [Event(case.question.spoke_at, who) for who in named]


def write(nlp: Language) -> None:
    """Write anew what is expected."""
    READINGS.write_text("".join(f"{line}\n" for a in articles() for line in readings(a, nlp)), "utf-8")
