"""The corpora of the benchmark: articles copied up to a number, and put together into long ones."""

from collections.abc import Iterator
from pathlib import Path

# The sample corpus is short: it is read as many times as it takes to have this many articles.
ENOUGH = 240
# Words of a long article, at least; how many there are for a hundred short ones.
LONG, LONG_SHARE = 900, 21


def copy(folder: Path, target: Path, articles: int | None) -> None:
    """Copy the articles of a folder, again and again up to ``articles``."""
    files = sorted(folder.rglob("*.txt"))
    for i in range(articles or max(len(files), ENOUGH)):
        path, turn = files[i % len(files)], i // len(files)
        place = target / str(turn)
        place.mkdir(exist_ok=True, parents=True)
        (place / path.name).write_text(path.read_text("utf-8"), "utf-8")


def put_together(folder: Path, target: Path) -> None:
    """Make long articles of short ones: as many of them, one after the other, as it takes to have ``LONG`` words."""
    target.mkdir(parents=True)
    files = sorted(folder.rglob("*.txt"))
    for i, texts in enumerate(_long(files)):
        if i * 100 >= LONG_SHARE * len(files):
            return
        (target / f"long-{i:04}.txt").write_text("\n\n".join(texts), "utf-8")


def _long(files: list[Path]) -> Iterator[list[str]]:
    texts: list[str] = []
    for path in files:
        texts.append(path.read_text("utf-8"))
        if sum(len(text.split()) for text in texts) >= LONG:
            yield texts
            texts = []


def words_in(corpus: Path) -> int:
    """Return how many words the articles of a folder have."""
    return sum(len(path.read_text("utf-8").split()) for path in corpus.rglob("*.txt"))
