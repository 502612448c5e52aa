"""From a folder to articles: which files, which reader, what ``metadata.csv`` adds."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.articles import Article
from pipeline.records import Problem

KNOWN = ("published", "title", "author", "source", "url")


def read_corpus(folder: Path) -> Iterator[Article | Problem]:
    """Yield the articles of ``folder`` sorted by path, and a Problem for what cannot be read."""
    metadata = _read_metadata(folder)
    for path in sorted(folder.rglob("*.txt")):
        text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        relative = path.relative_to(folder)
        article_id = relative.with_suffix("").as_posix()
        article = Article(article_id=article_id, text=text, path=relative.as_posix())
        row = metadata.get(article_id) or metadata.get(relative.as_posix()) or {}
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        extra = {k: v for k, v in row.items() if k not in KNOWN and k != "id"}
        texts = {k: row.get(k) or "" for k in KNOWN if k != "published"}
        yield replace(article, published=published, extra=extra, **texts)


def _read_metadata(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "metadata.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8-sig") as handle:
        return {row["id"]: row for row in csv.DictReader(handle)}
