"""What was found in one article, before it is laid away as bytes."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from pipeline.articles import Article, ArticleRow
from pipeline.records import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was found in one article: its row, its records by table (its text among them), its problems.

    ``sample`` is what near duplicates are found by (see :mod:`pipeline.engine.near_duplicates`), ``briefs`` what the
    steps over the corpus must know of it (see :mod:`pipeline.engine.corpus_steps`).
    """

    row: ArticleRow
    found: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sample: bytes = b""
    briefs: bytes = b""


def article_row(article: Article, *, words: int) -> ArticleRow:
    """Return the row of the table ``articles``."""
    return ArticleRow(
        article_id=article.article_id,
        path=article.path,
        source=article.source,
        edition=article.edition,
        title=article.title,
        author=article.author,
        published=article.published,
        url=article.url,
        language=article.language,
        words=words,
        characters=len(article.text),
        sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        extra=tuple(sorted(article.extra.items())),
    )
