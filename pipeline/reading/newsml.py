"""NewsML 1.2 and NewsML-G2, in which agencies send their dispatches: one item a file, or many in a message."""

from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.markup import elements, find, name_of, paragraphs, parse_html, root_name, text_of, xml_of
from pipeline.records import Problem

# What stands beside a dispatch: pictures and their captions.
BESIDE = frozenset(("caption", "photo", "picture", "image", "graphic", "video", "thumbnail", "preview", "quicklook"))
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _sniff_1(source: Source) -> bool:
    return root_name(source) == "newsml"


def _sniff_2(source: Source) -> bool:
    return root_name(source) in ("newsitem", "newsmessage", "packageitem")


@reader("NewsML 1.2", many=True, sniff=_sniff_1, example="depeche.xml : <NewsML>, un <NewsItem> par dépêche")
def read_newsml(source: Source) -> Iterator[Article | Problem]:
    """Read the dispatches; pictures are left out."""
    items = elements(xml_of(source), "NewsItem")
    outer = [item for item in items if not any(name_of(a) == "newsitem" for a in item.iterancestors())]
    found = [item for item in outer if elements(item, "DataContent")]
    if not found:
        raise UnreadableError("no-text")
    for position, item in enumerate(found, 1):
        yield from article_of(source, _fields_1(item), key=_key(item, position, found), lines="paragraphs")


def _fields_1(item: Any) -> dict[str, str]:
    provider = find(item, "Provider", "Source", "Creator")
    party = find(provider, "Party") if provider is not None else None
    language = find(item, "Language")
    names = [party.get("FormalName", "")] if party is not None else []
    return {
        "title": text_of(find(item, "HeadLine", "SlugLine")),
        "author": text_of(find(item, "ByLine")),
        "published": text_of(find(item, "FirstCreated", "ThisRevisionCreated", "DateId", "DateLine")),
        "source": next((n for n in (*names, text_of(find(item, "ProviderId"))) if n), ""),
        "language": (language.get("FormalName", "") if language is not None else item.get(LANGUAGE, ""))[:2].lower(),
        "text": "\n\n".join(_content(item)),
    }


def _content(item: Any) -> list[str]:
    """Return the paragraphs of a dispatch, without those of its pictures."""
    found = [e for e in elements(item, "DataContent") if not _is_beside(e)] or elements(item, "DataContent")
    return [line for element in found for line in body(element)]


def _is_beside(element: Any) -> bool:
    for above in element.iterancestors():
        roles = [child.get("FormalName", "").lower() for child in above if name_of(child) in ("role", "mediatype")]
        if any(word in role for role in roles for word in BESIDE):
            return True
    return False


@reader(
    "NewsML-G2", many=True, sniff=_sniff_2, example="depeche.xml : <newsItem>, ou <newsMessage> qui en porte plusieurs"
)
def read_newsml_g2(source: Source) -> Iterator[Article | Problem]:
    """Read the dispatches of an item or a message."""
    found = [item for item in elements(xml_of(source), "newsItem") if elements(item, "inlineXML", "inlineData")]
    if not found:
        raise UnreadableError("no-text")
    for position, item in enumerate(found, 1):
        yield from article_of(source, _fields_2(item), key=_key(item, position, found), lines="paragraphs")


def _fields_2(item: Any) -> dict[str, str]:
    meta, told = find(item, "contentMeta"), find(item, "itemMeta")
    meta, told = (item if meta is None else meta), (item if told is None else told)
    language, provider = find(meta, "language"), find(told, "provider")
    names = (text_of(provider), provider.get("literal", ""), provider.get("qcode", "")) if provider is not None else ()
    contents = [e for e in elements(item, "inlineXML", "inlineData") if not elements(e, "inlineXML")[1:]]
    return {
        "title": text_of(find(meta, "headline", "slugline")) or text_of(find(item, "hl1", "title")),
        "author": text_of(find(meta, "by")),
        "published": text_of(find(meta, "contentCreated")) or text_of(find(told, "firstCreated", "versionCreated")),
        "source": next((name.rpartition(":")[2] for name in names if name), ""),
        "language": (language.get("tag", "") if language is not None else item.get(LANGUAGE, ""))[:2].lower(),
        "text": "\n\n".join(line for element in contents for line in body(element)),
    }


def body(element: Any) -> list[str]:
    """Return the paragraphs of the content of a dispatch: NITF, XHTML, escaped HTML, or lines."""
    inner = find(element, "body.content")
    if inner is None:
        inner = find(element, "body")
    inner = element if inner is None else inner
    pictures = elements(inner, "media")
    for picture in pictures:
        picture.getparent().remove(picture)
    if len(inner) == 0 and inner.text and "</p>" in inner.text:
        page = parse_html(f"<div>{inner.text}</div>")
        return paragraphs(page) if page is not None else []
    if len(inner) == 0:
        return [line.strip() for line in (inner.text or "").split("\n") if line.strip()]
    return paragraphs(inner)


def _key(item: Any, position: int, items: list[Any]) -> str:
    """Return the key of a dispatch among many; none where it is alone in its file."""
    if len(items) == 1:
        return ""
    return item.get("guid", "") or text_of(find(item, "NewsItemId", "PublicIdentifier")) or str(position)
