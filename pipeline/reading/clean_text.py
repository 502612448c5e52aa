"""The article's text, made clean once: every offset of every table counts in what leaves this module."""

import html
import re
from typing import Literal

from pipeline.reading.decode import clean
from pipeline.reading.lines import rejoin
from pipeline.reading.markup import paragraphs, parse_html
from pipeline.reading.residue import without_residue

_MARKUP = re.compile(
    r"</?(?:p|br|div|a|b|i|u|em|strong|span|h[1-6]|ul|ol|li|img|figure|blockquote|mark)(?:\s[^<>]*)?/?>", re.I
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
# The end of a paragraph without a space before the next: « la fin.Le maire », not « Amazon.Com », not « S.A.R.L ».
_GLUED = re.compile(
    r"""(?<=[^\W\d_]{2}[.!?…])(?!(?:Com|Fr|Net|Org|Io|Js|Tv)\b)(?=(?:«\s?)?[A-ZÀÂÇÉÈÊÎÔ][^\W\d_A-Z.@/]*\s)
      | (?<=[^\W\d_][.!?…]\s»)(?=[A-ZÀÂÇÉÈÊÎÔ])""",
    re.VERBOSE,
)


# What the lines of a text are: paragraphs, lines that may have been cut, lines that are known to be.
Lines = Literal["paragraphs", "any", "cut"]


def clean_text(text: str, lines: Lines = "any") -> str:
    """Return the text of an article: decoded characters mended, lines cut hard joined, residue of the export out.

    A user's own text keeps every line: what an export or a page adds is taken out only of those (``lines`` is
    ``paragraphs`` or ``cut``), and of the cells of tables. A text of whole paragraphs comes back as it is.

    >>> clean_text("Le 12\\nmars 2023, le pro\\u00adjet a été voté.\\r\\nFin.")
    'Le 12 mars 2023, le projet a été voté.\\nFin.'
    >>> clean_text("Fin.\\nPublicité"), clean_text("Fin.\\nPublicité", "paragraphs")
    ('Fin.\\nPublicité', 'Fin.')
    """
    text = clean(text) if lines == "any" else without_residue(clean(text))
    return text if lines == "paragraphs" else rejoin(text, cut=lines == "cut")


def cell_text(value: str) -> str:
    """Return the cell of a table as text: markup and entities read, glued paragraphs cut, residue of pages out.

    >>> cell_text("<p>Le maire a dit&nbsp;oui.</p><p>Il part.</p>"), cell_text("C'est la fin.Le maire part.")
    ('Le maire a dit\\xa0oui.\\n\\nIl part.', "C'est la fin.\\nLe maire part.")
    """
    if _MARKUP.search(value):
        page = parse_html(f"<div>{value}</div>")
        value = "\n\n".join(paragraphs(page)) if page is not None else value
    elif _ENTITY.search(value):
        value = html.unescape(value)
    return without_residue(_GLUED.sub("\n", value))
