"""NITF: one article a file, as agencies and archives of papers keep them."""

from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.markup import elements, find, root_name, text_of, xml_of
from pipeline.reading.newsml import body
from pipeline.records import Problem


def _sniff(source: Source) -> bool:
    return root_name(source) == "nitf"


@reader("NITF", many=True, sniff=_sniff, example="article.xml : <nitf>, titre <hl1>, texte <body.content>")
def read_nitf(source: Source) -> Iterator[Article | Problem]:
    """Read the article, or each of those that a file holds."""
    found = elements(xml_of(source), "nitf")
    for position, item in enumerate(found, 1):
        key = str(position) if len(found) > 1 else ""
        yield from article_of(source, nitf_fields(item), key=key, lines="paragraphs")


def nitf_fields(item: Any) -> dict[str, str]:
    """Return what a NITF says of its article."""
    places = (("date.issue", "norm"), ("pubdata", "date.publication"), ("date.release", "norm"), ("story.date", "norm"))
    days = [e.get(name, "") for element, name in places if (e := find(item, element)) is not None]
    paper, copyright_ = find(item, "pubdata"), find(item, "doc.copyright")
    names = (
        paper.get("name", "") if paper is not None else "",
        text_of(find(item, "distributor", "org")),
        copyright_.get("holder", "") if copyright_ is not None else "",
    )
    content = find(item, "body.content")
    # Archives repeat the first paragraph in a block of its own.
    content = next((e for e in elements(item, "block") if e.get("class") == "full_text"), content)
    return {
        "title": text_of(find(item, "hl1", "hedline", "title")),
        "author": text_of(find(item, "byline", "byttl")),
        "published": next((day for day in days if day), "") or text_of(find(item, "dateline")),
        "source": next((name for name in names if name), ""),
        "edition": " ; ".join(filter(None, (paper.get("position.section", ""), paper.get("edition.name", ""))))
        if paper is not None
        else "",
        "text": "\n\n".join(body(content if content is not None else item)),
    }
