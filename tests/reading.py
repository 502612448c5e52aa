"""Short ways to look at what was read."""

from pathlib import Path

from pipeline.articles import Article
from pipeline.reading.corpus import ReadOptions, read_corpus
from pipeline.records import Problem

FRENCH = (
    "Le conseil municipal a voté lundi soir, à l’unanimité, la rénovation de l’école : « C’était urgent », "
    "a rappelé la maire, Élodie Grangier, devant une centaine d’habitants venus à l’hôtel de ville d’Orléans."
)


def read(folder: Path, **options: object) -> tuple[dict[str, Article], list[Problem]]:
    """Return the articles of a corpus by id, and its problems but that they have no date."""
    items = list(read_corpus(folder, ReadOptions(**options)))  # type: ignore[arg-type]
    articles = {item.article_id: item for item in items if isinstance(item, Article)}
    return articles, [item for item in items if isinstance(item, Problem) and item.code != "no-date"]


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return (path, code) of each problem."""
    return [(p.path, p.code) for p in problems]
