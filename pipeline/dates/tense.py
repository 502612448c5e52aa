"""The tense of a sentence, from the forms of its verbs: past or future, where the nearest verb says so."""

import re
from bisect import bisect_right
from functools import cache

from pipeline.language.lists import load, words_of
from pipeline.language.patterns import one_of
from pipeline.language.sentences import sentence_spans
from pipeline.language.typography import fold

_REACH = 400
_FALSE_FUTURES = one_of(fold(row["word"]) for row in load("dates/false_futures"))
_MARKS = one_of(fold(row["word"]) for row in load("dates/future_marks"))
_MOTION = one_of(fold(row["participle"]) for row in load("dates/motion_participles"))
_AHEAD = one_of(fold(row["form"]) for row in load("dates/future_verbs"))
_FUTURE = (
    r"aur(?:a|ont|ait|aient) lieu\b|"
    rf"(?!{_FALSE_FUTURES}\b)[a-z]*(?:[eiu]r|dr|vr|rr|aur|ser|fer|ir)(?:a|ai|ont|ait|aient|ons|ez)\b"
    rf"|{_MARKS}e?s?\b|{_AHEAD} "
    rf"(?:[a-z]+ment |ne |se |s'|y |en |l'|le |la |les |etre |encore |aussi |pas |en effet )*[a-z]+(?:er|ir|re|oir)\b"
)
_BETWEEN = (
    r"(?:[a-z]+ment |ete |pas |ainsi |deja |aussi |tous? |toutes? |meme |d'ailleurs |encore "
    r"|bien |donc |egalement |jamais |plus |fait )*"
)
# « a une réunion », « avons cette chance »: « une » is written like a participle without its accent.
_PARTICIPLE = (
    rf"(?!{one_of(words_of('dates/rule_words', 'no_participle'))}\b)"
    r"(?:[a-z]+(?:e|ee|es|ees|i|ie|is|ies|it|its|ite|ites|u|ue|us|ues|ert|erte|erts|ertes|int|eint|aint|eints|"
    r"ort|orte|orts|ortes)|fait|faite|faits)\b"
)
# « aurait tué », « serait venu »: the conditional of hearsay tells the past; « serait voté » does not.
_HEARSAY = rf"(?:aurai(?:t|ent) {_BETWEEN}{_PARTICIPLE}|serai(?:t|ent) {_BETWEEN}{_MOTION}e?s?\b)"
_COMPOUND = (
    r"(?:a|ont|avoir|avai(?:t|ent)|s'est|s'etait|se sont|s'etaient|etai(?:t|ent)|n'a|n'ont|ayant|l'a|l'ont|ai|avons|"
    rf"avez|y a|(?:a-t|avait|avaient|ont|auront)-(?:on|ils?|elles?)) {_BETWEEN}{_PARTICIPLE}"
    rf"|vien(?:t|nent) (?:tout juste |juste |a peine )?d(?:e |')(?:se |s')?[a-z]+(?:er|ir|re|oir)\b"
    rf"|(?:est|sont|n'est|n'sont) (?:[a-z]+ment |ainsi |deja |aussi |tous? |toutes? |egalement )*{_MOTION}e?s?\b"
)
_PAST = (
    r"[a-z]{2,}(?:[^r\W]aient|[^r\W]ait|erent|irent|urent)\b|(?:fut|furent|eut|eurent)\b|etai(?:t|ent)\b|"
    r"avai(?:t|ent)\b"
)
_AGENT = (
    r"(?<!sera )(?<!seront )(?<!etre )(?<!serait )(?<!seraient )(?<!est )(?<!sont )(?!passe)"
    r"[a-z]{3,}(?:e|ee|es|ees|is|ise|ises|it|ite|ites|u|ue|us|ues|erte?s?) par\b"
)
# Words that look like imperfects and pasts, « a lieu » (« aura lieu » is read before).
_NO_VERB = re.compile(
    r"(?:(?:fait|trait|lait|souhait|retrait|extrait|attrait|parfait|portrait|forfait|bienfait|mefait|distrait)|.* lieu)"
)
# « un programme » is written like « programmé » without its accent.
_NOUNS = {fold(row["word"]) + s for row in load("dates/future_marks") for s in ("", "s") if row["word"].endswith("mmé")}
# « a fixé le procès », « a annoncé une grève »: what is done is not what has the date.
_SETS_A_DATE = re.compile(rf".* {one_of(fold(row['participle']) for row in load('dates/planning_participles'))}e?s?")
_OTHER_VERB = re.compile(
    r"\b(?:d(?:e |')|à |pour |se |s')(?:se |s'|le |la |les |l'|y |en |ne pas )*"
    r"[a-zà-ÿ]+(?:er|ir|oir|dre|ttre|ire|vre)\b|"
    r"\bqu(?:e |')|\brendez-vous\b|\bpréavis\b"
)
_ASIDE = re.compile(r"(?:^|, )([a-zà-ÿ]{2,}(?:ée?s?|(?<=[a-zà-ÿ]{2})ue?s?|erte?s?|ite?s?)) [^,.;:]*$", re.I)
_FOR_THAT_DAY = re.compile(r"(?:\bpour|\bavant|\bjusque|\bd'ici(?: à)?|\ben vue) $", re.I)
_BY_THEN = re.compile(r"\bd'ici(?: (?:à|au))?(?: (?:le|la) | l'| )$", re.I)
_FROM_THEN = re.compile(r"(?:\bdès|\bà (?:partir|compter) d[eu']|\bjusqu'(?:à|au|en))(?: (?:le|la))? ?(?:l')?$", re.I)
# « Le mois de juin approche », « à l'approche de l'hiver ».
_NEARS = re.compile(r" (?:approche|arrive)(?:nt)?\b")
_NEARING = re.compile(r"\bapproche (?:de (?:la |l')?|du |d')$", re.I)
_SET_FOR = re.compile(r"(?<!\w)(?:au|pour (?:le|la|l'))(?: mois d(?:e |'))? ?$", re.I)
_SINCE_THEN = re.compile(r"\bdepuis(?: (?:le|la))? ?(?:l')?$|\bdepuis (?:[^\W\d]+ ){2,3}(?:le |en |au )?$", re.I)
# « un rapport déposé lundi »: the verb that is to come is not the one that has the date.
_DONE_TO_IT = re.compile(
    r"""(?<!\bêtre\ )(?<!\bsera\ )(?<!\bseront\ )(?<!\bserait\ )(?<!\bseraient\ )(?<!\bsoit\ )(?<!\bsoient\ )
    \b([a-zà-ÿ]{2,}ée?s?|[a-zà-ÿ]*(?:enu|aru|eçu|rendu|élu|clu|réuni|ouvert|pris|mis|écrit|nscrit)e?s?)\   # tenu, paru
    (?:en\ |le\ |ce\ )?$""",
    re.VERBOSE,
)

# The subject follows: « , a insisté la maire, »; not « la maire, Anne Vial, avait insisté pour venir ».
_INCISE = re.compile(
    r"[,»”\"] (?:(?:a-t|ont|avait|avaient)-(?:on|ils?|elles?) "
    r"|(?:a|ont|avait|avaient) [a-zà-ÿ]+ (?:[A-ZÀ-Þ]|(?:(?:le|la|les) |l')[a-zà-ÿ-]+(?: [A-ZÀ-Þ]|[,.])))"
)


# « Il doit venir lundi, comme le faisait son père » : a clause that a comma opens has its own time.
_OTHER_CLAUSE = re.compile(r", (?:comme|alors que|tandis que|parce que|puisque|où|ce (?:qui|que)) ")


@cache
def _verb() -> re.Pattern[str]:
    """Return the pattern of a verb, compiled when a text first asks for it."""
    compound = rf"(?P<done>{_HEARSAY})|(?P<future>{_FUTURE})|(?P<compound>{_COMPOUND})"
    return re.compile(rf"(?<![\w'])(?:[a-z]')?(?:{compound}|(?P<past>{_PAST}|{_AGENT}))")


class Tenses:
    """The tense around each place of one article; a sentence is read once, when it is asked for."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is read yet."""
        self.text = text
        self._spans: list[tuple[int, int]] | None = None
        self._known: dict[tuple[int, int], list[tuple[int, int, str]]] = {}

    def around(self, start: int, end: int) -> str:
        """Return ``past``, ``future``, ``done``, ``onward`` or nothing for the verb nearest to a place.

        ``done`` is the past of an event that the place dates itself: « était arrivé le 13 décembre », not « a fixé le
        procès au 13 décembre »; ``onward`` the present that runs from or to a date: « dès le mois de mai ».

        >>> text = "Le conseil se réunira lundi. Il a voté mardi."
        >>> Tenses(text).around(22, 27), Tenses(text).around(39, 44)
        ('future', 'done')
        """
        first, last = self._sentence(start, end)
        verbs, head = self._governing(first, last, start), self.text[max(first, start - 40) : start]
        if _BY_THEN.search(head):
            return "future"
        if _SINCE_THEN.search(head):
            return "done"
        if _NEARS.match(self.text, end) or _NEARING.search(head):
            return "future"
        if not verbs:
            return "onward" if _FROM_THEN.search(head) else ""
        nearest = min(verbs, key=lambda verb: _distance(verb, start - first, end - first))
        if _SET_FOR.search(head) and self._sets_a_date(nearest, first, start):
            return "future"
        if nearest[2] == "future" and first + nearest[0] > end and self._in_aside(first, start, end):
            return "done"
        if nearest[2] == "future" and first + nearest[1] <= start and self._stands_by_participle(start):
            return ""
        if nearest[2] != "done" or (self._says_when(start) and not self._is_for_another(nearest, first, start)):
            return nearest[2]
        return "past"

    def _sets_a_date(self, verb: tuple[int, int, str], first: int, start: int) -> bool:
        """Tell whether a date is what the verb before sets: « a fixé le scrutin au 3 mars »."""
        said = fold(self.text[first + verb[0] : first + verb[1]])
        return first + verb[1] <= start and said.startswith(("a ", "ont ")) and bool(_SETS_A_DATE.fullmatch(said))

    def _in_aside(self, first: int, start: int, end: int) -> bool:
        """Tell whether a date closes an aside that a participle opens: « Le texte, adopté le 27 mai, sera examiné »."""
        opening = _ASIDE.search(self.text[max(first, start - 80) : start])
        return bool(opening and self.text.startswith(",", end) and not _SETS_A_DATE.fullmatch(" " + fold(opening[1])))

    def _stands_by_participle(self, start: int) -> bool:
        """Tell whether a date follows a participle that no auxiliary leads: « un rapport déposé lundi »."""
        done = _DONE_TO_IT.search(self.text[max(0, start - 40) : start])
        return bool(done and not _SETS_A_DATE.fullmatch(" " + fold(done[1])))

    def _says_when(self, start: int) -> bool:
        """Tell whether a date stands by itself, as an adverb: « le 3 mars », but « du 3 mars », « pour le 3 mars »."""
        head = self.text[max(0, start - 12) : start]
        return not _FOR_THAT_DAY.search(head) and not re.search(r"\b(?:du|au|aux|des|de|d'|à) ?$", head, re.I)

    def _is_for_another(self, verb: tuple[int, int, str], first: int, start: int) -> bool:
        """Tell whether another verb or a clause has the date: it stands between, or before both."""
        verb_end = first + verb[1]
        return bool(_OTHER_VERB.search(self.text, verb_end if verb_end <= start else max(first, start - 80), start))

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        if self._spans is None:
            self._spans = sentence_spans(self.text)
        at = max(0, bisect_right(self._spans, (start, len(self.text))) - 1)
        first, last = self._spans[at] if self._spans else (0, len(self.text))
        block = start // _REACH  # a block shared by all its places keeps long lines linear
        return max(first, (block - 1) * _REACH), min(last, (block + 2) * _REACH)

    def _governing(self, first: int, last: int, start: int) -> list[tuple[int, int, str]]:
        """Return the verbs that may govern a place: that of an incise does not reach out of it.

        « Il faut voter, a insisté la maire, avant lundi » is to come; « a insisté mardi la maire » is past.
        """
        found = [
            verb
            for verb in self._verbs(first, last)
            if not _INCISE.match(self.text, max(0, first + verb[0] - 2))
            or (first + verb[1] <= start and "," not in self.text[first + verb[1] : start])
        ]
        own = [v for v in found if first + v[0] < start or not _OTHER_CLAUSE.search(self.text, start, first + v[0])]
        return own or found

    def _verbs(self, first: int, last: int) -> list[tuple[int, int, str]]:
        if (first, last) not in self._known:
            raw = self.text[first:last]
            self._known[first, last] = [
                (found.start(), found.end(), _kind(found))
                for found in _verb().finditer(fold(raw))
                if (found["future"] or not _NO_VERB.fullmatch(found[0])) and raw[found.start()] not in "àÀ"
                if raw[found.start() : found.end()].lower() not in _NOUNS
            ]
        return self._known[first, last]


def _kind(found: re.Match[str]) -> str:
    if found["future"]:
        return "future"
    return "past" if found["past"] or _SETS_A_DATE.fullmatch(found[0]) else "done"


def _distance(verb: tuple[int, int, str], start: int, end: int) -> int:
    """Return how far a verb stands; what follows a place governs it less than what precedes."""
    return start - verb[1] if verb[1] <= start else 2 * max(0, verb[0] - end) + 15
