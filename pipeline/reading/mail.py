"""Mail: a message a file (EML), or many (MBOX), each an article."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses

from pipeline.articles import Article
from pipeline.reading.clean_text import Lines
from pipeline.reading.decode import decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import LARGEST, Source, reader
from pipeline.reading.markup import paragraphs, parse_html
from pipeline.records import Problem

# Messages forwarded in messages.
DEEPEST = 10
# Characters of a header that is read: the library takes minutes over one that is longer without end.
LONGEST_HEADER = 10_000
_HEADERS = re.compile(rb"(?:[\w-]+: [^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}", re.ASCII)
_OWN_HEADERS = re.compile(rb"(?im)^(?:message-id|mime-version|return-path|received): ")


def _sniff_mbox(source: Source) -> bool:
    return source.head.startswith(b"From ") and _OWN_HEADERS.search(source.head[:8192]) is not None


def _sniff_eml(source: Source) -> bool:
    return _HEADERS.match(source.head) is not None and _OWN_HEADERS.search(source.head[:8192]) is not None


@reader(
    "Boîte de messages (MBOX)",
    ".mbox",
    ".mbx",
    many=True,
    sniff=_sniff_mbox,
    example="revue.mbox : un article par message",
)
def read_mbox(source: Source) -> Iterator[Article | Problem]:
    """Read one article a message."""
    for position, data in enumerate(_messages(source), 1):
        yield from _article(source, data, str(position))


@reader("Message (EML)", ".eml", sniff=_sniff_eml, example="alerte.eml : un article par message")
def read_eml(source: Source) -> Iterator[Article | Problem]:
    """Read one article."""
    yield from _article(source, source.read(), "")


def _messages(source: Source) -> Iterator[bytes]:
    """Yield the messages of a box, one held at a time."""
    held: list[bytes] = []
    empty = True
    with source.open() as handle:
        while line := handle.readline(LARGEST):
            if line.startswith(b"From ") and empty:
                if held:
                    yield b"".join(held)
                held = []
            else:
                held.append(line.removeprefix(b">") if line.startswith(b">From ") else line)
            empty = not line.strip()
    if held:
        yield b"".join(held)


def _article(source: Source, data: bytes, key: str) -> Iterator[Article | Problem]:
    message = BytesParser(policy=policy.default).parsebytes(data)
    forwarded = _forwarded(message)
    if forwarded is None:
        yield source.problem("too-deep", article_id=f"{source.article_id}#{key}" if key else source.article_id)
        return
    text, lines = _body(forwarded)
    senders = [name or address for name, address in getaddresses([_header(message, "from")])]
    fields = {
        "title": _header(message, "subject"),
        "author": " | ".join(senders),
        "published": _header(message, "date"),
        "text": text,
    }
    yield from article_of(source, fields, key=key, lines=lines)


def _header(message: EmailMessage, name: str) -> str:
    """Return a header; nothing where it is so long or so broken that the library fails on it."""
    written = next((str(value) for known, value in message.raw_items() if known.lower() == name), "")
    try:
        return str(message.get(name, "")) if len(written) <= LONGEST_HEADER else ""
    except (AttributeError, LookupError, TypeError, ValueError):
        return ""


def _forwarded(message: EmailMessage) -> EmailMessage | None:
    """Return the message that has a text: this one, or what it forwards as an attachment; None beyond ``DEEPEST``."""
    for _ in range(DEEPEST):
        if message.get_body(("plain", "html")) is not None:
            return message
        attached = (part for part in message.iter_attachments() if part.get_content_type() == "message/rfc822")
        inner = next((part.get_payload(0) for part in attached if part.is_multipart()), None)
        if not isinstance(inner, EmailMessage):
            return message
        message = inner
    return None


def _body(message: EmailMessage) -> tuple[str, Lines]:
    """Return the text of a message: as it was written, else that of its page."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return "", "any"
    data = bytes(part.get_payload(decode=True) or b"")
    try:
        content = decode(data).text if _is_unnamed(part, data) else str(part.get_content())
    except (LookupError, UnicodeError):  # a charset that nobody knows
        content = data.decode("cp1252", "replace")
    if part.get_content_subtype() != "html":
        return content.strip("\n"), "any"
    page = parse_html(content)
    return "\n\n".join(paragraphs(page)) if page is not None else "", "paragraphs"


def _is_unnamed(part: MIMEPart, data: bytes) -> bool:
    """Tell a text whose encoding is not said, and that is no ASCII."""
    return not part.get_content_charset() and bool(data.strip()) and not data.isascii() and b"\0" not in data
