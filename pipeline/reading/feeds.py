"""Feeds: RSS and Atom, an article an entry; a summary that the feed has cut is told."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.clean_text import cell_text
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.markup import elements, find, name_of, root_name, text_of, xml_of
from pipeline.records import Problem

_CUT = re.compile(r"(?:\[\s?(?:…|\.\.\.)\s?\]|…|\.\.\.|(?:lire|voir) (?:la suite|plus)\W*)\s*$", re.IGNORECASE)
# The whole text first, then what may be a summary.
TEXTS = ("encoded", "content", "description", "summary")


def _sniff(source: Source) -> bool:
    return root_name(source) in ("rss", "feed", "rdf")


@reader(
    "Flux RSS ou Atom",
    ".rss",
    ".atom",
    many=True,
    sniff=_sniff,
    example="flux.xml : <rss> ou <feed>, un article par entrée",
)
def read_feed(source: Source) -> Iterator[Article | Problem]:
    """Read the entries of a feed."""
    root = xml_of(source)
    entries = elements(root, "item", "entry")
    if not entries:
        raise UnreadableError("no-text")
    site = next((text_of(e) for e in root.iter() if name_of(e) == "title"), "")
    for position, entry in enumerate(entries, 1):
        yield from _entry(source, entry, site, position)


def _entry(source: Source, entry: Any, site: str, position: int) -> Iterator[Article | Problem]:
    told = {name: _child(entry, name) for name in ("title", "guid", "id", "link", "creator", "author", "source")}
    texts = [(name, "".join(_child(entry, name).itertext())) for name in TEXTS if _child(entry, name) is not None]
    name, text = max(texts, key=lambda item: (len(item[1]), -TEXTS.index(item[0])), default=("", ""))
    days = ("pubDate", "published", "issued", "date", "created", "updated")
    address = told["link"]
    key = text_of(told["guid"]) or text_of(told["id"]) or str(position)
    fields = {
        "title": cell_text(text_of(told["title"])),
        "author": text_of(told["creator"]) or text_of(told["author"]),
        "published": next((text_of(e) for d in days if (e := _child(entry, d)) is not None), ""),
        "source": text_of(find(told["source"], "title")) if told["source"] is not None else "",
        "url": (address.get("href") or text_of(address)) if address is not None else "",
        "text": cell_text(text),
    }
    fields["source"] = fields["source"] or text_of(told["source"]) or site
    if name in ("description", "summary") and _CUT.search(fields["text"]):
        yield source.problem("truncated-text", article_id=f"{source.article_id}#{key}", key=key)
    yield from article_of(source, fields, key=key, lines="paragraphs")


def _child(entry: Any, name: str) -> Any:
    return next((e for e in entry if name_of(e) == name.lower()), None)
