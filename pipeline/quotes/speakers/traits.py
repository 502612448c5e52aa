"""What stands beside a name tells of its bearer: an age, a title, the gender of a body, that he writes the article."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.language.lists import load
from pipeline.language.stems import content
from pipeline.records import Name

# « Anne Vial, 47 ans », « Anne Vial (47 ans) », « Anne Vial, infirmière de 47 ans »; « condamnée à 20 ans »,
# « tuée il y a 20 ans », « chef de 20 ans plus jeune » tell no age.
_AGE = re.compile(
    r"(?:,|\s?\()\s?(?:(?:(?!(?:à|il|une?|pour|en|sur)\s)[a-zà-ÿ-]+\s){1,3}de\s)?(?P<years>\d{1,3})\sans(?=\s?[,.;:)]|\set\s|$)"
)
# « la CFDT », « du Hamas »; « l'Insee » tells nothing.
_ARTICLE = re.compile(r"(?<!\w)(?:(?P<f>la|une|cette)|(?P<m>le|du|au|un|ce))\s$", re.IGNORECASE)
LONGEST_ARTICLE = 6
# Characters before the name in a byline, at most.
FIRST_LINE = 40
# « BN/Nice/Lina Ferrand » : who writes for an agency stands on the first line.
_BYLINE = re.compile(r"\s*[A-Z]{2,6}/[^\n./]{1,30}/\s?")


def is_byline(text: str, start: int) -> bool:
    """Tell the name of who writes for an agency, at the head of an article.

    >>> is_byline("BN/Nice/Lina Ferrand\\nUn homme", 8), is_byline("Nice. Lina Ferrand part.", 6)
    (True, False)
    """
    return start < FIRST_LINE and bool(_BYLINE.fullmatch(text, 0, start))


def age_stems(text: str, end: int) -> frozenset[str]:
    """Return the stems that a person is called by for the age that follows a name in an article.

    >>> sorted(age_stems("Anne Vial, infirmière de 47 ans, part.", 9))
    ['47', 'ans', 'quadragenair']
    >>> age_stems("Anne Vial, condamnée à 20 ans de prison", 9) | age_stems("Anne Vial, tuée il y a 20 ans", 9)
    frozenset()
    """
    found = _AGE.match(text, end)
    years = int(found["years"]) if found else 0
    return content(f"{_nouns().get(years // 10, '')} {years} ans") if years else frozenset()


@cache
def _nouns() -> dict[int, str]:
    """Return « quadragénaire » and its like by the tens of their years."""
    return {int(row["tens"]): row["noun"] for row in load("quotes/ages")}


def title_stems(text: str, start: int) -> frozenset[str]:
    """Return the stems that a person is called by for the title before a name: « Me Vial » is « son avocate ».

    >>> sorted(title_stems("a dit Me Anne Vial", 9)), sorted(title_stems("a dit Mme Anne Vial", 10))
    (['avocat'], [])
    """
    found = _TITLED.search(text, max(0, start - LONGEST_TITLE), start)
    return content(_titles().get(found[1], "")) if found else frozenset()


# « Me », « Dr », « professeur » right before a name.
_TITLED = re.compile(r"(?<![\w.-])([\wᵉé]+\.?)\s$")
LONGEST_TITLE = 14


@cache
def _titles() -> dict[str, str]:
    """Return what a title makes of its bearer: « Me » is « avocat »."""
    return {row["form"]: row["role"] for row in load("entities/civilities") if row["role"]}


def article_gender(text: str, places: Sequence[Name]) -> str:
    """Return the gender that the articles before a name tell, nothing where they tell none or contradict one another.

    >>> article_gender("La CFDT et le Medef", [Name(3, 7, "ORG")]), article_gender("L'Insee", [Name(2, 7, "ORG")])
    ('f', '')
    """
    led = (_ARTICLE.search(text, max(0, p.start - LONGEST_ARTICLE), p.start) for p in places)
    genders = {found.lastgroup for found in led if found}
    return next(iter(genders)) or "" if len(genders) == 1 else ""
