"""The currency that a bare name means: by the words of the sentence, of the article, then by where it was published."""

from dataclasses import replace

from pipeline.amounts.currencies import Currency, code_in_context, find_currency, is_ambiguous
from pipeline.amounts.reading import Sum
from pipeline.articles import Article
from pipeline.language.lists import load

# How far the words of a sentence count: a bound, so that a book in one line stays quick to read.
_REACH = 240
# « dollar » is the American one all over the world: it takes an article about another country to make it another.
_FIRM = 3


class Decider:
    """Gives ambiguous names their code in one article, whose plain text in small letters is ``text``."""

    def __init__(self, text: str) -> None:
        """Prepare for a text; nothing is searched before the first ambiguous name."""
        self.text = text
        self.known: dict[str, str] = {}

    def decide(self, found: Sum, first: int, last: int, translated: str = "") -> Sum:
        """Return the sum with the code that its sentence, or else its article, gives to an ambiguous name.

        The usual code stays where nothing around speaks of another country. ``translated`` is the code of the sum that
        this one says again in brackets: it cannot be the same.
        """
        if not is_ambiguous(found.currency) or found.code != found.currency.code:
            return found
        around = self.text[max(first, found.start - _REACH) : min(last, found.end + _REACH)]
        code = self._code(found.currency, around)
        cfa = find_currency("FCFA") if code == "XOF" and found.currency.form == "franc" else None
        if cfa:
            code = self._code(cfa, around) or code
        return replace(found, code=code) if code and code != translated else found

    def _code(self, currency: Currency, around: str) -> str:
        if currency.form not in self.known:
            least = _FIRM if currency.code == "USD" else 1
            self.known[currency.form] = code_in_context(currency, self.text, least)
        near = "" if currency.code == "USD" else code_in_context(currency, around)
        return near or self.known[currency.form]


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
