"""Quotes for lexicometry: Iramuteq and TXM, one text a quote, with who says it, where and when."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline.output.formats import Writer, writer
from pipeline.output.gexf import xml_text
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions

IRAMUTEQ, TXM = "citations-iramuteq.txt", "citations-txm.xml"
UNKNOWN = "inconnu"
VARIABLES = ("locuteur", "journal", "mois", "genre")

_QUERY = (
    "select quote_id, words, coalesce(speaker_name, '') as speaker, coalesce(gender, '') as gender, "
    "coalesce(source, '') as source, coalesce(substr(published, 1, 7), '') as month from citations "
    "where words is not null order by published is null, published, article_id, start"
)
_MARKS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, and the variables of the text: speaker, paper, month, gender."""

    quote_id: str
    words: str
    locuteur: str
    journal: str
    mois: str
    genre: str


def quotes_of(base: Joined) -> Iterator[Said]:
    """Yield the quotes in the order of their days, what is not known as ``inconnu``."""
    for row in base.rows(_QUERY):
        known = (row[name] or UNKNOWN for name in ("speaker", "source", "month", "gender"))
        yield Said(row["quote_id"], " ".join(row["words"].split()), *known)


def variable(value: str) -> str:
    """Return a value as Iramuteq reads it: small letters without accents, figures, ``_``.

    >>> variable("L'Écho du Sud"), variable("2024-03")
    ('l_echo_du_sud', '2024_03')
    """
    plain = unicodedata.normalize("NFKD", value.lower()).encode("ascii", "ignore").decode()
    return _MARKS.sub("_", plain).strip("_") or UNKNOWN


@writer("iramuteq")
class IramuteqWriter(Writer):
    """One text a quote, its starred variables before it."""

    files = frozenset({IRAMUTEQ})
    title = "Les citations pour Iramuteq, avec *locuteur_, *journal_, *mois_ et *genre_."
    joins = True

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``."""
        self.path = folder / IRAMUTEQ

    def joined(self, base: Joined) -> None:
        """Write the quotes."""
        with self.path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            for said in quotes_of(base):
                stars = " ".join(f"*{name}_{variable(getattr(said, name))}" for name in VARIABLES)
                out.write(f"**** {stars}\n{said.words.replace('*', ' ').lstrip('- ')}\n\n")


@writer("txm")
class TxmWriter(Writer):
    """One element a quote, its variables as attributes: TXM makes partitions of them."""

    files = frozenset({TXM})
    title = "Les citations pour TXM (import XML/w), par locuteur, journal, mois et genre."
    joins = True

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``."""
        self.path = folder / TXM

    def joined(self, base: Joined) -> None:
        """Write the quotes."""
        with self.path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            out.write('<?xml version="1.0" encoding="UTF-8"?>\n<text id="citations">\n')
            for said in quotes_of(base):
                values = ((name, getattr(said, name)) for name in VARIABLES)
                told = " ".join(f"{k}={quoteattr(xml_text(v))}" for k, v in (("id", said.quote_id), *values))
                out.write(f"<citation {told}>{escape(xml_text(said.words))}</citation>\n")
            out.write("</text>\n")
