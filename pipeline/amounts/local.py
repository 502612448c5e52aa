"""The currency that a bare name means: by the words of the sentence, of the article, then by where it was published."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from pipeline.amounts.currencies import Currency, country_words, family, find_currency, is_ambiguous, words_for
from pipeline.amounts.reading import Sum
from pipeline.articles import Article
from pipeline.language.lists import load

# How far the words of a sentence count: a bound, so that a book in one line stays quick to read.
_REACH = 240
# « dollar » is the American one all over the world, « franc » the French one of before the euro: it takes an article
# about another country to make it another.
_FIRM = 3
_FIRST = ("USD", "FRF")
# The forms whose words are places that pay in francs, out of Europe.
_ABROAD = ("cfa", "franc abroad")
# « 180'000 francs »: figures grouped as in Switzerland.
_SWISS = re.compile(r"[0-9]'[0-9]{3}(?![0-9])")
# What the place that a dispatch is dated from weighs, and the country of the source, in words of the text that speak
# of a country: an article of Abidjan that names Cameroon once, or twice, counts in its own francs.
_DATELINE = 2
_SOURCE = 4
_PLACE = re.compile(r"\W*(?P<place>[^\W\d][\w' -]{1,40}?)(?:, (?:le )?[0-9]| \(\w{2,}| ?- )")
# Francs that a euro was worth since 1999, rounded sums allowed.
_FRANCS = (("CHF", Decimal("0.8"), Decimal("1.8")), ("XOF", 600, 710))
# « en 1998 », « à l'époque » : francs of before the euro.
_OLD = re.compile(
    r"(?<![\w.,])(?:1[5-9][0-9]{2}|200[01])(?![\w.,]*[0-9])|(?<!\w)(?:époque|anciens? francs|siècle)(?!\w)"
)
# The last year in which French francs were paid with.
LAST_FRANCS = 2002
# A dateline stands so near the beginning: at it, or after the title.
_HEAD = 400


class Decider:
    """Gives ambiguous names their code in one article, whose plain text in small letters is ``text``."""

    def __init__(self, text: str) -> None:
        """Prepare for a text; nothing is searched before the first ambiguous name."""
        self.text = text
        self.known: dict[str, Counter[str]] = {}
        self.abroad: str | None = None

    def decide(self, found: Sum, first: int, last: int, translated: str = "") -> tuple[Sum, int]:
        """Return the sum with the code that its sentence and its article give to an ambiguous name, and their weight.

        The usual code stays, without weight, where nothing around speaks of another country. ``translated`` is the
        code of the sum that this one says again in brackets: it cannot be the same.
        """
        if found.code != found.currency.code:
            return found, _SOURCE
        if not is_ambiguous(found.currency):
            return found, 0
        around = self.text[max(first, found.start - _REACH) : min(last, found.end + _REACH)]
        code, weight = self._code(found.currency, around)
        cfa = find_currency("FCFA") if code == "XOF" and family(found.currency) == "franc" else None
        if cfa:
            told, more = self._code(cfa, around)
            code, weight = (told, more) if told else (code, weight)
        if code and code != translated:
            return replace(found, code=code), weight
        hint = self._hint(found, first, last)
        return replace(found, hint=hint if hint != translated else ""), 0

    def _hint(self, found: Sum, first: int, last: int) -> str:
        """Return the code that even one word speaks for, for francs of no past year: the French ones ended in 2002."""
        if found.code != "FRF" or _OLD.search(self.text, first, last):
            return ""
        return self._code(found.currency, "", least=1)[0] or self._abroad()

    def _abroad(self) -> str:
        """Return the code of the countries, none in Europe, which pay in francs and which the article speaks of most.

        One word is not enough: an article on Paris names Dakar once.
        """
        if self.abroad is None:
            ranked = sum((words_for(form, self.text) for form in _ABROAD), Counter[str]()).most_common(2)
            alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
            self.abroad = ranked[0][0] if alone and ranked[0][1] > 1 else ""
        return self.abroad

    def _code(self, currency: Currency, around: str, least: int = 0) -> tuple[str, int]:
        """Return the code that most words speak for, and how many do; nothing in a tie."""
        counts = self._counts(currency)
        if currency.code not in _FIRST:
            counts = counts + country_words(currency, around)
        ranked = sorted(((n, code) for code, n in counts.items()), reverse=True)
        least = least or (_FIRM if currency.code in _FIRST else 1)
        if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
            return "", 0
        return ranked[0][1], ranked[0][0]

    def _counts(self, currency: Currency) -> Counter[str]:
        """Return how many words of the article speak for each code, its dateline among them."""
        if currency.form not in self.known:
            counts = country_words(currency, self.text)
            for place in datelines(self.text):
                counts.update(dict.fromkeys(country_words(currency, place), _DATELINE))
            if family(currency) == "franc" and _SWISS.search(self.text):
                counts["CHF"] += _FIRM
            self.known[currency.form] = counts
        return self.known[currency.form]


def franc_beside_euros(found: Sum, euros: Sum) -> Sum:
    """Return a sum in francs that says one in euros again, with the code that its worth shows.

    « 150 000 euros (185 000 francs) » are Swiss, « 1 000 euros (655 957 francs) » those of the CFA.
    """
    worth, base = found.value or found.most, euros.value or euros.most
    if family(found.currency) != "franc" or not worth or not base:
        return found
    code = next((code for code, least, most in _FRANCS if least <= worth / base <= most), "")
    return replace(found, code=code) if code else found


def datelines(text: str) -> list[str]:
    """Return the places that the head of a text is dated from; ``text`` is plain, in small letters.

    >>> datelines("le port rouvre\\nabidjan, 3 mars (api) - le port")
    ['abidjan']
    """
    lines = text[:_HEAD].split("\n")[:3]
    return [found["place"] for line in lines if (found := _PLACE.match(line))]


def local_code(name: str, article: Article, weight: int) -> str:
    """Return the code of a bare name in the country of the source, unless the words of the text weigh more."""
    return code_of_source(name, article) if name and weight < _SOURCE else ""


def code_of_source(name: str, article: Article) -> str:
    """Return the code that a bare name (dollar, franc) has in the country of the article's source; empty if unknown.

    >>> code_of_source("dollar", Article(article_id="x", text="", source="Le Devoir"))
    'CAD'
    """
    country = country_of(article)
    rows = load("amounts/local_currencies")
    return next((row["code"] for row in rows if row["country"] == country and row["form"] == name), "")


def country_of(article: Article) -> str:
    """Return the country (ISO 3166) of an article's source: by its name, or by the end of its address.

    >>> country_of(Article(article_id="x", text="", url="https://exemple.ch/eco"))
    'CH'
    """
    named = {row["source"]: row["country"] for row in load("amounts/press_countries")}
    known = named.get(article.source.strip().lower(), "")
    host = article.url.partition("://")[2].partition("/")[0]
    last = host.rpartition(".")[2].upper()
    return known or (last if len(last) == 2 else "")
