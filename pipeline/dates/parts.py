"""Rules of the parts of the day: « dans la nuit de samedi à dimanche », « ce soir », « en fin de journée »."""

import re
from dataclasses import dataclass

from pipeline.dates.calendar import Point
from pipeline.dates.rules import Readings, Said, Source, article, first_reading, make, rule
from pipeline.dates.words import DAY, MONTH, MONTHS, PARTS, PARTS_ALONE, WEEKDAY, WEEKDAYS, YEAR, Found, day_number


def _night_end(n: int) -> str:
    return rf"(?:(?P<w{n}>{WEEKDAY})(?: (?P<d{n}>{DAY}))?|(?P<n{n}>{DAY}))(?: (?P<m{n}>{MONTH}))?(?: (?P<y{n}>{YEAR}))?"


@rule(
    rf"(?P<part>nuit|soiree|nuits) (?:de |du |d')(?:{_night_end(1)})(?: au | a |-)(?:{_night_end(2)})"
    rf"|(?P<here>nuit|soiree|matinee|soir|matin|apres-midi) (?:de |du |d')(?:{_night_end(3)})(?![\w])",
    ["nuit", "nuits", "soiree", "matinee", "soir", "matin", "apres-midi"],
)
def night_between(match: re.Match[str], source: Source) -> Found:
    """Read « la nuit de samedi à dimanche », « la nuit du 3 au 4 mars »: it bears the date of its evening."""

    def said(what: str) -> str | None:
        """Return the month or the year of the evening: what only the morning says holds for both."""
        evening: str | None = match[what + side]
        return evening or (match[what + "2"] if side == "1" else None)

    side = "3" if match["here"] else "1"
    month, year, day = said("m"), said("y"), match["d" + side] or match["n" + side]
    point = Point(
        unit="day",
        year=int(year) if year else None,
        number=MONTHS[month] if month else None,
        day=day_number(day) if day else None,
        weekday=WEEKDAYS.get(match["w" + side] or ""),
        part=PARTS[match["here"] or match["part"].rstrip("s")],
    )
    return make(article(source, match.start())[0], match.end(), point, place="fixed" if point.complete else "near")


_LONG = ("soiree", "matinee", "journee")
_WITHIN = re.compile(
    r"""(?<!\w)(?:
        (?P<mod>debut|milieu|fin)\ (?:de\ (?:la\ |l')?|d'|du\ )   # en fin de journée
        | en\ (?:pleine\ )?                                       # en soirée, en pleine nuit
        | au\                                                     # au petit matin
        | a\ l'                                                   # à l'aube
    )$""",
    re.VERBOSE,
)
_PER_NIGHT = re.compile(r"(?:euros?|dollars?|francs?|€|\$) (?:la|le|l') ?$")
_COMPLEMENT = re.compile(r" (?:de |des |du |d'|ou |qui)")
# « nous travaillons la nuit », « ils roulent surtout le soir »: a present just before.
_HABIT = re.compile(r"(?<!\w)[a-z]{2,}(?:[^r\W]ent|ons|ez) (?:[a-z]+ment |surtout |souvent |aussi )?$")
_DURING = re.compile(r"(?<!\w)(?:dans|cours de|pendant|durant|toute) $")
_SPENT = re.compile(r"(?<!\w)pass(?:er?|ee?s?|ent|ait|aient|ant|a) $")
_MODS = {"debut": "start", "milieu": "mid", "fin": "end"}
_STEPS = {"derniere": -1, "precedent": -1, "precedente": -1, "prochaine": 1, "suivant": 1, "suivante": 1}


@dataclass(frozen=True, slots=True)
class _Said(Said):
    """A part of the day as it is said."""

    @property
    def word(self) -> str:
        """The part of the day."""
        return self.match["part"]

    @property
    def same(self) -> str:
        """« même », « dernière », « suivant », « -là » beside it."""
        return (self.match["same"] or "").strip()

    @property
    def within(self) -> re.Match[str] | None:
        """« en », « au », « en fin de » before it."""
        return _WITHIN.search(self.source.before(self.match.start(), 24))

    @property
    def during(self) -> str:
        """« dans », « toute » before its article."""
        found = _DURING.search(self.source.before(self.start, 12))
        return found[0].strip() if found else ""

    def tonight(self) -> Found:
        """Return « cette nuit », whose day the tense tells."""
        return make(self.start, self.match.end(), Point(unit="day", part=PARTS[self.word]), place="tonight")

    def make(
        self, *, begin: int | None = None, steps: int = 0, anchor: str = "text", mod: str = "", generic: bool = False
    ) -> Found:
        """Return the part of the day, ``steps`` days from its anchor."""
        point, start = Point(unit="day", part=PARTS[self.word]), self.start if begin is None else begin
        end = self.match.end()
        return make(start, end, point, place="shift", steps=steps, anchor=anchor, mod=mod, generic=generic)


@rule(
    rf"(?P<part>{PARTS_ALONE}|journee)(?P<same> meme| derniere| prochaine| suivante?| precedente?|-la)?(?![\w-])",
    [*PARTS],
)
def part_of_day(match: re.Match[str], source: Source) -> Found | None:
    """Read « ce matin », « cette nuit », « dans la soirée », « le matin même », « en fin de journée »."""
    start, said = article(source, match.start())
    return first_reading(READINGS, _Said(match, source, start, said))


def _is_no_moment(said: _Said) -> bool:
    """« les soirs », « 80 euros la nuit », « la nuit du chasseur »."""
    return (
        said.word == "midi"
        or said.article in ("les", "ces")
        or _PER_NIGHT.search(said.source.before(said.match.start(), 24)) is not None
        or _COMPLEMENT.match(said.source.after(said.match.end(), 6)) is not None
    )


def _is_within(said: _Said) -> bool:
    """« en fin de journée », « en soirée », « au petit matin », « à l'aube »."""
    within = said.within
    if within is None or within["mod"]:
        return within is not None
    if within[0].startswith("en "):
        return said.word in _LONG or "pleine" in within[0]
    return said.word in ("petit matin", "matin", "soir") if within[0].startswith("au ") else said.word == "aube"


def _within(said: _Said) -> Found:
    within = said.within
    if within is None or not within["mod"]:
        return said.make(begin=said.match.start())
    return said.make(begin=said.match.start() - len(within[0]), mod=_MODS[within["mod"]])


def _is_bare(said: _Said) -> bool:
    """« nuit » without an article says what, not when."""
    return not said.article or (said.word == "apres midi" and not said.article.startswith("l'"))


def _is_this(said: _Said) -> bool:
    """« ce matin », but « ce matin-là », « ce même soir » are of the text."""
    return said.article.startswith("c") and not said.same and not said.article.endswith("meme")


def _is_beside(said: _Said) -> bool:
    """« la nuit dernière », « la nuit prochaine »."""
    return said.same in ("derniere", "prochaine")


def _is_a_length(said: _Said) -> bool:
    """« toute la nuit », « passer la nuit », « la journée » say how long, « dans la journée » when."""
    spent = _SPENT.search(said.source.before(said.start, 12)) is not None
    return spent or said.during == "toute" or (said.word == "journee" and not said.during)


def _of_text(said: _Said) -> Found:
    """Read « le matin même », « dans la soirée »; « la nuit » alone may be any night: the tense says."""
    if _HABIT.search(said.source.before(said.start, 24)):
        point = Point(unit="day", part=PARTS[said.word])
        return make(said.start, said.match.end(), point, place="none")
    generic = not said.same and not said.during and not said.article.endswith("meme")
    return said.make(steps=_STEPS.get(said.same, 0), generic=generic)


# What a part of the day may be said to be, in the order in which it is asked: the first that holds reads it.
READINGS: Readings[_Said] = (
    (_is_no_moment, lambda said: None),
    (_is_within, _within),
    (_is_bare, lambda said: None),
    (lambda said: _is_this(said) and said.word == "nuit", _Said.tonight),
    # « cette soirée » is this party, not this evening.
    (_is_this, lambda said: None if said.word in _LONG else said.make(anchor="publication")),
    (_is_beside, lambda said: said.make(steps=_STEPS[said.same], anchor="publication")),
    (_is_a_length, lambda said: None),
    (lambda said: True, _of_text),
)
