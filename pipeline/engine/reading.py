"""The articles of a corpus as a run reads them: what the store knows is taken from it, the rest is to be worked on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.articles import Article
from pipeline.engine.codec import Result
from pipeline.engine.keys import article_key, stamp
from pipeline.engine.progress import Progress
from pipeline.engine.sources import File, Sources
from pipeline.engine.store import Store
from pipeline.reading.corpus import Corpus, ReadOptions
from pipeline.records import Problem

# Articles that a worker is given at once, and characters from which it is given no more: some 24,000 words. The parser
# takes a step of all their sentences at once: with half as many articles it takes nearly twice as many steps.
BATCH, CHARACTERS = 128, 150_000


class Reading:
    """What is read of a corpus: problems, the user's own columns, how many results were there and how many are new."""

    def __init__(self, corpus: Path, read: ReadOptions, store: Store, *, ner: str, cache: bool) -> None:
        """Begin; with a ``cache`` what is read of the files is kept."""
        self.store = store
        self.stamp = stamp({"ner": ner})
        self.corpus = Corpus(corpus, read)
        self.sources = Sources(store, self.stamp, keeps=cache)
        self.problems: list[Problem] = []
        self.extra: Counter[str] = Counter()
        self.reused = self.worked = 0

    def missing(self, bar: Progress) -> Iterator[Article]:
        """Yield the articles whose result is not in the store."""
        for source in self.corpus.sources():
            if isinstance(source, Problem):
                self.problems.append(source)
                continue
            file = self.sources.file(source)
            if not self._again(file, bar):
                yield from self._of_file(file, bar)
        self.problems += self.corpus.rest()

    def keep(self, batch: Sequence[Article], results: Sequence[Result]) -> None:
        """Put the results of a batch into the store."""
        self.store.put((article_key(a, self.stamp), r) for a, r in zip(batch, results, strict=True))
        self.worked += len(results)

    def _again(self, file: File, bar: Progress) -> bool:
        """Take the articles of a file as they are noted, without reading them, if all is there; tell whether."""
        noted = file.noted()
        if not noted or not self.store.has(key for _, key in noted):
            return False
        if not self.corpus.again([known for known, _ in noted]):
            return False
        for known, key in noted:
            self._reuse(known.article_id, key, known.extra, bar)
        return True

    def _of_file(self, file: File, bar: Progress) -> Iterator[Article]:
        """Yield the articles of a file whose result is not in the store; note all, if none has a problem."""
        whole = True
        for item in (own for read in file.items() for own in self.corpus.own(read)):
            if isinstance(item, Problem):
                self.problems.append(item)
                whole = False
                continue
            key = article_key(item, self.stamp)
            file.take(self.corpus.known(item), key)
            if not self._reuse(item.article_id, key, item.extra.keys(), bar):
                yield item
        if whole:
            file.note()

    def _reuse(self, article_id: str, key: bytes, extra: Iterable[str], bar: Progress) -> bool:
        """Take the result of an article from the store; tell whether it is there."""
        self.extra.update(extra)
        words = self.store.reuse(article_id, key)
        if words is None:
            return False
        self.reused += 1
        bar.advance(words=words)
        return True


def batches_of(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in batches for the workers."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if len(batch) >= BATCH or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
