"""Currencies as the press writes them: names, symbols, codes; and what the context makes of an ambiguous name.

The lexicon is ``resources/amounts/currencies.csv``; ``currency_context.csv`` beside it says which words around an
ambiguous name (livre, couronne, peso...) give it another code than its usual one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.language.lists import load
from pipeline.language.patterns import one_of

# Letters of a code of ISO 4217; after it may stand the digits that it is glued to (USD1,23).
ISO = 3
_CODE_END = r"(?![^\W\d_]|['_])"
# What stands before a code for thousands, millions, billions: « M€ » is a sign, « MEUR » a word.
_MULTIPLES = ("k", "K", "M", "G", "Md", "Mds", "MM")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Currency:
    """A way to write a currency.

    ``unit`` is its worth in whole units of ``code`` (a centime is 0.01). ``kind`` is name, symbol or code; a code
    stands only as it is written in the lexicon. ``guard`` keeps names that are also common words: ``lower`` needs
    small letters, ``much`` a magnitude or words of money around; ``cents`` must not be the hundreds of a number;
    ``large`` stands before no small whole number (COP 22 is a conference).
    """

    form: str
    code: str
    kind: str
    unit: Decimal
    guard: str


def _surfaces(row: dict[str, str]) -> set[str]:
    """Return the ways to write a form, in small letters: singular, plural, plural of the first word only."""
    form = row["form"].lower()
    if row["kind"] != "name":
        return {form}
    words = [w if w[-1] in "sxz" else w + "s" for w in form.split()]
    if row["plural"]:
        return {form, row["plural"]}
    return {form, " ".join(words), " ".join([words[0], *form.split()[1:]])}


# « 12 $ AU par mois »; « 385 $ au Maroc » are dollars somewhere.
_AUSTRALIAN = r"(?![\w'])(?! (?!(?:par|pour|et|en|de|à|l'|le|la) )[a-z0-9])"


@cache
def _lexicon() -> dict[str, tuple[Currency, ...]]:
    """Return the currencies by their written form, in small letters, without spaces."""
    found: dict[str, list[Currency]] = {}
    for row in load("amounts/currencies"):
        currency = Currency(row["form"], row["code"], row["kind"], Decimal(row["unit"]), row["guard"])
        for surface in sorted(_surfaces(row)):
            found.setdefault(surface.replace(" ", ""), []).append(currency)
    return {surface: tuple(currencies) for surface, currencies in found.items()}


@cache
def names_source() -> str:
    """Return the regular expression of the names of currencies, for plain text in small letters."""
    names = one_of(s for row in load("amounts/currencies") if row["kind"] == "name" for s in _surfaces(row))
    return rf"(?>{names}(?![\w']))"


@cache
def marks_source() -> str:
    """Return the regular expression of the symbols and codes, for plain text in small letters.

    The longest comes first; their spaces are optional.
    """
    forms = {(s, row["kind"]) for row in load("amounts/currencies") if row["kind"] != "name" for s in _surfaces(row)}
    parts = []
    for form, kind in sorted(forms, key=lambda f: (-len(f[0]), f)):
        source = re.escape(form).replace("\\ ", " ?")
        end = _CODE_END if kind == "code" and len(form) == ISO else r"(?![\w'])"
        parts.append(source + (_AUSTRALIAN if form == "$ au" else end if form[-1].isalpha() else ""))
    return "(?>" + "|".join(dict.fromkeys(parts)) + ")"


@cache
def subunits_source() -> str:
    """Return the regular expression of the names of hundredths: centimes, cents, pence."""
    return one_of(s for row in load("amounts/currencies") if row["unit"] == "0.01" for s in _surfaces(row)) + r"(?!\w)"


def may_name(text: str) -> bool:
    """Tell whether a plain text has a word or a sign of a currency: asked of all texts, and sooner than the pattern.

    >>> may_name("Il coûte 5 euros"), may_name("Il coûte 5$"), may_name("Il coûte cher")
    (True, True, False)
    """
    return not _words().isdisjoint(_WORD.findall(text)) or any(sign in text for sign in _signs())


@cache
def trigger() -> re.Pattern[str]:
    """Return the pattern that finds any currency in plain text: where there is none, there is no sum."""
    return re.compile(
        rf"[{re.escape(''.join(sorted(_signs())))}]"  # €, $
        r"|(?<![^\W\d])(?:"
        rf"{one_of(_names())}"  # euros, livres
        rf"|(?:{'|'.join(_MULTIPLES)})?{one_of(_codes())}"  # EUR, MEUR
        r")(?![^\W\d_])"
    )


@cache
def _words() -> frozenset[str]:
    """Return the words of which :func:`trigger` finds one."""
    return frozenset(_names() | _codes() | {multiple + code for multiple in _MULTIPLES for code in _codes()})


@cache
def _signs() -> frozenset[str]:
    """Return the marks of symbols that are no letters."""
    return frozenset(c for form in _forms("symbol") for c in form if not c.isalnum()) - set(" .")


def _codes() -> set[str]:
    """Return the codes, up to a space or a stop in them."""
    return {re.split(r"[ .]", form)[0] for form in _forms("code")}


def _forms(kind: str) -> list[str]:
    return [row["form"] for row in load("amounts/currencies") if row["kind"] == kind]


def _names() -> set[str]:
    """Return the first words of names of currencies, as they may be written; one word may stand for many names."""
    surfaces = {s for row in load("amounts/currencies") if row["kind"] == "name" for s in _surfaces(row)}
    single = {s for s in surfaces if " " not in s}
    long = {s for s in surfaces if single.isdisjoint(s.split())}
    return {way(s.split()[0]) for s in single | long for way in (str.lower, str.upper, str.capitalize)}


def find_currency(written: str) -> Currency | None:
    """Return the currency that is written so, or ``None``; codes count only in the letters of the lexicon.

    >>> find_currency("francs suisses").code, find_currency("$ CA").code, str(find_currency("centimes").unit)
    ('CHF', 'CAD', '0.01')
    >>> find_currency("pen")
    """
    key = written.replace(" ", "")
    for currency in _lexicon().get(key.lower(), ()):
        if currency.kind == "code" and key != currency.form.replace(" ", ""):
            continue
        if currency.guard == "lower" and written != written.lower():
            continue
        return currency
    return None


@cache
def _cues(form: str) -> tuple[tuple[re.Pattern[str], str, int], ...]:
    """Return the patterns of the words that decide an ambiguous form, the codes that they stand for, their weights."""
    words: dict[tuple[str, int], list[str]] = {}
    for row in load("amounts/currency_context"):
        if row["form"] == form:
            words.setdefault((row["code"], int(row["weight"] or 1)), []).append(
                re.escape(row["cue"]).replace(r"\*", r"\w*")
            )
    return tuple(
        (re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?:e?s)?(?!\w)"), code, weight)
        for (code, weight), found in sorted(words.items())
    )


def is_ambiguous(currency: Currency) -> bool:
    """Return whether the words around may give the form another code than its usual one."""
    return bool(_cues(family(currency)))


def country_words(currency: Currency, around: str) -> Counter[str]:
    """Return how many words around an ambiguous form speak for each code.

    >>> country_words(find_currency("livres"), "à beyrouth, la monnaie libanaise a perdu")
    Counter({'LBP': 2})
    >>> country_words(find_currency("livres"), "le club a payé")
    Counter()
    """
    return words_for(family(currency), around)


def words_for(form: str, around: str) -> Counter[str]:
    """Return how many words around speak for each code of a form of the list: « cfa », « franc ».

    >>> words_for("cfa", "à dakar, au sénégal")
    Counter({'XOF': 2})
    """
    counts: Counter[str] = Counter()
    for pattern, code, weight in _cues(form):
        counts[code] += weight * len(pattern.findall(around))
    return +counts


def family(currency: Currency) -> str:
    """Return the form under which the lists of places know a currency: « 5 F » is « franc », each CFA franc « cfa »."""
    if currency.form == "F":
        return "franc"
    return "cfa" if currency.code == "XOF" else currency.form.lower()
