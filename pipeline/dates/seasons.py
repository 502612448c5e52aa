"""Rules of the seasons: « l'été 2023 », « l'automne dernier », « cet hiver », « en été »; never « a été »."""

import re
from dataclasses import dataclass

from pipeline.dates.calendar import Point
from pipeline.dates.rules import Readings, Said, Source, article, first_reading, make, rule
from pipeline.dates.words import SEASON, SEASONS, SIDE_AFTER, YEAR, Found, side
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.language.typography import fold

_COMPOUND = re.compile(
    rf"(?<!\w){one_of(fold(row['noun']) for row in load('dates/season_compounds'))}s? (?:de |du |d')?(?:l')?$"
)
# « en été », « d'été », « l'été » at the head of a sentence: the season, not the participle of « être ».
_SEASON_BEFORE = re.compile(
    r"(?:\ben |\bd'|\bmi-|\bdebut |\bfin |\bplein |\bcourant |\bprochain |\bdernier |(?:^|\n|[.!?] ))$"
)


@dataclass(frozen=True, slots=True)
class _Said(Said):
    """A season as it is said."""

    @property
    def is_clear(self) -> bool:
        """Whether no other word is written so, as « été » is."""
        return self.match["season"] != "ete" or self.match[0].startswith(("mois", "saison"))

    @property
    def has_capital(self) -> bool:
        """Whether it is written « Printemps »."""
        return self.source.raw[self.match.start()].isupper()

    def before(self, length: int = 12) -> str:
        """Return the folded text before the season, its article included."""
        return self.source.before(self.match.start(), length)

    def make(self, place: str, anchor: str = "publication") -> Found:
        """Return the season, which finds its year in its ``place``."""
        year = int(self.match["year"]) if self.match["year"] else None
        point = Point(unit="season", year=year, number=SEASONS[self.match["season"]])
        return make(self.start, self.match.end(), point, place=place, anchor=anchor)


@rule(
    rf"(?:mois d'|saison d')?(?P<season>{SEASON})(?P<plural>s?)(?![\w-])(?:,? (?:de )?(?P<year>{YEAR}))?{SIDE_AFTER}",
    [*SEASONS, "mois"],
)
def season(match: re.Match[str], source: Source) -> Found | None:
    """Read « l'été 2023 », « l'automne dernier », « cet hiver », « en été »."""
    start, said = article(source, match.start())
    return first_reading(READINGS, _Said(match, source, start, said))


def _is_unsaid(said: _Said) -> bool:
    """« printemps » in the plural without an article; « a été »; the surname « Été »."""
    if said.match["plural"] and said.article not in ("les", "ces"):
        return True
    if said.is_clear:
        return False
    if not said.article and not _SEASON_BEFORE.search(said.before()):
        return True
    alone = said.has_capital and not said.match["year"] and not said.match["side"]
    return alone and not re.match(r" (?:comme|et) hiver", said.source.after(said.match.end()))


def _is_compound(said: _Said) -> bool:
    """« Jeux d'hiver », « le magasin du Printemps »."""
    if _COMPOUND.search(said.before(24)):
        return True
    before = said.before()
    return said.has_capital and bool(before.strip()) and before.rstrip()[-1] not in ".!?\n"


def _is_any(said: _Said) -> bool:
    """« en été », « hiver comme été » : of no year."""
    return not said.article or re.search(r"\b(?:en |au |d')$", said.before()) is not None


# What a season may be said to be, in the order in which it is asked: the first that holds reads it.
READINGS: Readings[_Said] = (
    (_is_unsaid, lambda said: None),
    (lambda said: bool(said.match["year"]), lambda said: said.make("fixed")),
    (lambda said: bool(said.match["side"]), lambda said: said.make(*side(said.match["side"]))),
    (lambda said: said.article.startswith("ce"), lambda said: said.make("this")),
    (_is_compound, lambda said: None),
    (_is_any, lambda said: said.make("none")),
    (lambda said: True, lambda said: said.make("this")),
)
