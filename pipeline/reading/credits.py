"""Titles, authors and papers as they are called, without what exports and pages hang on them."""

import html
import re

from pipeline.language.typography import fold
from pipeline.records import LIST_SEPARATOR

_SPACES = re.compile(r"\s+")
_BY = re.compile(r"^(?:par|by|de|propos recueillis par|article de|auteur|author)\s*:?\s+", re.IGNORECASE)
# When a line of credits says that the article appeared: « Par AFP Publié le | 12 mars ».
_WHEN = re.compile(r"\s*\b(?:publié|mis\sà\sjour|mis\sen\sligne|modifié|posté|le\s\d|il\sy\sa)\b.*", re.IGNORECASE)
# An address, a name on a network.
_AFTER_NAME = re.compile(r"\s*(?:\(?[\w.+-]+@[\w.-]+\)?|\s@\w+)", re.IGNORECASE)
_NOBODY = frozenset(("unknown", "inconnu", "none", "nan", "null", "n/a", "na", "anonyme", "redaction web"))
_SITE = re.compile(r"^(?P<title>.{8,}?)\s+[-–—|•·:]\s+(?P<site>[^|•·]{2,60})$")
# « Les Echos, no. 20621 », « Libération, no. 7990 1e EDITION »
_ISSUE = re.compile(r"^(?P<name>.+?)[\s,]*\b(?P<issue>(?:no\.?|n[°º])\s*\d.*)$", re.IGNORECASE | re.DOTALL)


def one_line(value: str) -> str:
    """Return a value without entities, on one line.

    >>> one_line(" Un&nbsp;plan\\n d&#39;eau ")
    "Un plan d'eau"
    """
    value = html.unescape(value) if "&" in value else value
    return _SPACES.sub(" ", value).strip()


def author_name(value: str) -> str:
    """Return who signs.

    >>> author_name("Par AFP Publié le | 12 mars"), author_name("Odile Vasseur; Luc Ferrand")
    ('AFP', 'Odile Vasseur | Luc Ferrand')
    """
    parts = re.split(r"\s*;\s*|\s\|\s", _WHEN.sub("", one_line(value)))
    names = [_AFTER_NAME.sub("", _BY.sub("", part)).strip(" ,|•·-") for part in parts]
    return LIST_SEPARATOR.join(dict.fromkeys(n for n in names if n and fold(n) not in _NOBODY))


def title_of(value: str, source: str = "") -> str:
    """Return a title without the name of its site.

    >>> title_of("L'école rénovée - La Voix", "La Voix"), title_of("Brest - Nantes", "La Voix")
    ("L'école rénovée", 'Brest - Nantes')
    """
    title = one_line(value)
    found = _SITE.match(title)
    if found and source and _bare(found["site"]) and _bare(found["site"]) in _names(source):
        return found["title"]
    return title


def paper_and_edition(value: str) -> tuple[str, str]:
    """Return the name of a paper, and the number, edition or pages that a database writes behind it.

    >>> paper_and_edition("Les Echos, no. 20621"), paper_and_edition("Ouest-France      Rennes")
    (('Les Echos', 'no. 20621'), ('Ouest-France', 'Rennes'))
    """
    value = html.unescape(value).strip()
    name, _, rest = re.sub(r"\s*\n\s*|\s{3,}", "\n", value.replace("\xa0", " ")).partition("\n")
    found = _ISSUE.match(name)
    if found:
        name, rest = found["name"], f"{found['issue']}\n{rest}"
    edition = " ; ".join(part for part in map(one_line, rest.split("\n")) if part)
    return one_line(name).rstrip(" ,;"), edition


def _names(source: str) -> frozenset[str]:
    """Return the forms under which a page may call its site: « La Voix », lavoix.fr, La Voix (site web)."""
    name = re.sub(r"^(?:https?://)?(?:www\.)?|\s*\(.*\)$|/.*$", "", source)
    return frozenset({_bare(name), _bare(name.rsplit(".", 1)[0]), _bare(name) + "fr", _bare(name) + "com"})


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^www\.", "", fold(name)))
