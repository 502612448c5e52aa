"""Corrections that hold the conventions of names in the press: portfolios, prefixes, addresses, glued words."""

import re
from collections.abc import Iterator

from pipeline.entities.bounds import Names
from pipeline.entities.gazetteer import acronyms, demonyms, is_given
from pipeline.entities.heads import role_words
from pipeline.entities.spelling import PARTICLES, fold, name_words
from pipeline.language.patterns import one_of
from pipeline.records import Name

# For patterns that are written with comments: a space is escaped.
_JOIN = r"(?:de\ la\ |de\ l'|du\ |des\ |à\ la\ |à\ l'|aux?\ |de\ |d')"
_WORD = r"[\w'-]+(?:\ [a-zà-ÿ]+){0,2}"
_PORTFOLIO = re.compile(
    rf"""[MmSsCcGg](?<!\w.)
    (?:(?<=[Mm])inistres?|(?<=[Ss])ecrétaires?\ d'[ÉEé]tat
      |(?<=[Cc])ommissaires?(?:\ européen(?:ne)?s?)?|(?<=[Gg])ardes?)
    (?:\ [a-zà-ÿ]+(?=\ [dàac]))?                       # ministre turc de l'Intérieur
    (?:\ (?:d[ée]l[ée]gu|charg)ée?s?)*                 # ministre déléguée chargée du Logement
    (?:\ {_JOIN}{_WORD}(?:,|\ et))*                    # ministre de l'Action et des [Comptes publics]
    \ {_JOIN}$""",
    re.VERBOSE,
)
_PREFIX = re.compile(r"(?:ex|anti|pro|post|néo|non)-(?=[A-ZÀ-Þ])", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<words>(?:[\w'-]+ ){1,8})\($")
_NAMED = re.compile(rf"(?:{one_of(name_words('called'))}) (?=[A-ZÀ-Þ])")
# « la FranceLes », « NoëlMon »: a paragraph that ends without a space.
_GLUED = re.compile(
    r"[LUDMCIEOAÀP](?<=[a-zà-ÿ]{2}.)(?:(?<=L)(?:es?|a|)|(?<=U)ne?|(?<=D)(?:es?|ans)|(?<=M)(?:on|a|es)|(?<=C)e(?:tte|)"
    r"|(?<=I)ls?|(?<=E)(?:lle|n|t)|(?<=O)n|(?<=A)u?|(?<=À)|(?<=P)our)$"
)
# « Brest.[Photo Marc Roux »: a credit glued to the last word.
_CREDIT = re.compile(r"(?<=[^\W\d_]{2})[.!?…][\[(]")
_REST = re.compile(r"\w[\w-]*")
_LONGEST_ACRONYM = 6


def drop_portfolios(text: str, names: Names) -> Iterator[Name]:
    """Drop the portfolio in a title: « la ministre des Transports » is a role, not the ministry.

    >>> text = "la ministre des Transports et le ministère des Transports"
    >>> [n.start for n in drop_portfolios(text, [Name(16, 26, "ORG"), Name(47, 57, "ORG")])]
    [47]
    """
    for name in names:
        surface = text[name.start : name.end]
        titled = name.label in ("ORG", "MISC", "LOC") and not surface.isupper()
        before = text[max(0, name.start - 110) : name.start] if titled else ""
        found = _PORTFOLIO.search(before) if before.endswith((" ", "'")) else None
        if not found or (found[0].lower().startswith("garde") and not surface.startswith("Sceaux")):
            yield name


def cut_prefixes(text: str, names: Names) -> Iterator[Name]:
    """Take « ex- », « anti- », « pro- » off a name: « l'ex-Twitter », « les pro-Brexit ».

    >>> text = "l'ex-Twitter"
    >>> [text[n.start:n.end] for n in cut_prefixes(text, [Name(2, 12, "ORG")])]
    ['Twitter']
    """
    for name in names:
        found = _PREFIX.match(text, name.start, name.end)
        yield name._replace(start=found.end()) if found else name


def drop_addresses(text: str, names: Names) -> Iterator[Name]:
    """Drop addresses of the web: they name nothing that a reader looks for.

    >>> text = "sur www.exemple.fr et Lyon"
    >>> [text[n.start:n.end] for n in drop_addresses(text, [Name(4, 18, "ORG"), Name(22, 26, "LOC")])]
    ['Lyon']
    """
    for name in names:
        surface = text[name.start : name.end]
        if "://" not in surface and not surface.startswith("www."):
            yield name


def drop_common_acronyms(text: str, names: Names) -> Iterator[Name]:
    """Drop the acronym of common nouns, wherever it stands: « les fournisseurs d'accès à internet (FAI) ».

    >>> text = "les énergies renouvelables (EnR) et la Cour des comptes (CDC)"
    >>> [text[n.start:n.end] for n in drop_common_acronyms(text, [Name(28, 31, "ORG"), Name(57, 60, "ORG")])]
    ['CDC']
    """
    common = {text[n.start : n.end] for n in names if _spells_common_nouns(text, n)}
    yield from (name for name in names if text[name.start : name.end] not in common)


def _spells_common_nouns(text: str, name: Name) -> bool:
    """Tell whether brackets tie an acronym to common nouns in the plural, or with an indefinite article."""
    if not text.startswith(")", name.end):
        return False
    surface = text[name.start : name.end]
    capitals = fold("".join(filter(str.isupper, surface)))
    if not 1 < len(capitals) <= _LONGEST_ACRONYM or surface in acronyms():
        return False
    before = _BRACKETED.search(text, max(0, name.start - 90), name.start)
    words = re.split(r"[ ']", before["words"].strip()) if before else []
    counted = [w for w in words if w and w not in name_words("no_initial") and len(w) > 1]
    spelt = counted[-len(capitals) :]
    if "".join(fold(w)[0] for w in spelt) != capitals or not spelt[0].islower():
        return False
    lead = words[: words.index(spelt[0])]
    return bool(lead) and lead[-1].lower() in name_words("indefinite")


def cut_roles(text: str, names: Names) -> Iterator[Name]:
    """Take off a person's name what is said of the person: « Sophie Roux Historienne », « Prénommée Agnès ».

    >>> text = "Sophie Roux Historienne et Prénommée Agnès"
    >>> [text[n.start:n.end] for n in cut_roles(text, [Name(0, 23, "PER"), Name(27, 42, "PER")])]
    ['Sophie Roux', 'Agnès']
    """
    for name in names:
        if name.label == "PER":
            words = text[name.start : name.end].split(" ")
            if len(words) > 2 and words[-1].lower() in role_words() and is_given(words[0]) and _is_surname(words[-2]):
                name = name._replace(end=name.end - len(words[-1]) - 1)
            elif found := _NAMED.match(text, name.start, name.end):
                name = name._replace(start=found.end())
        yield name


def _is_surname(word: str) -> bool:
    return word[0].isupper() and word.lower() not in PARTICLES


def cut_nationalities(text: str, names: Names) -> Iterator[Name]:
    """Take the nationality off a firm: « l'Allemand E.ON » is E.ON.

    >>> text = "l'Allemand E.ON"
    >>> [text[n.start:n.end] for n in cut_nationalities(text, [Name(2, 15, "ORG")])]
    ['E.ON']
    """
    for name in names:
        first, space, rest = text[name.start : name.end].partition(" ")
        national = name.label == "ORG" and first.lower() in demonyms() and rest[:1].isupper() and len(rest) > 1
        if national and text[max(0, name.start - 3) : name.start].lower().endswith(("l'", "le ", "du ", "au ")):
            name = name._replace(start=name.start + len(first) + len(space))
        yield name


def cut_glued(text: str, names: Names) -> Iterator[Name]:
    """Cut the first word of a paragraph off the name that it is glued to: « la FranceLes sources ».

    >>> text = "de la FranceLes sources"
    >>> [text[n.start:n.end] for n in cut_glued(text, [Name(6, 15, "ORG")])]
    ['France']
    """
    for name in names:
        surface = text[name.start : name.end]
        found = _GLUED.search(surface) or _CREDIT.search(surface)
        yield name._replace(end=name.start + found.start()) if found else name


def whole_after_hyphen(text: str, names: Names) -> Iterator[Name]:
    """Lengthen a name that was cut at its hyphen: « l'assureur [Fondiara-]SAI ».

    >>> text = "l'assureur Fondiara-SAI"
    >>> [text[n.start:n.end] for n in whole_after_hyphen(text, [Name(11, 20, "ORG")])]
    ['Fondiara-SAI']
    """
    for name in names:
        rest = _REST.match(text, name.end) if text[name.end - 1] == "-" else None
        yield name._replace(end=rest.end()) if rest else name
