"""The tense of a sentence, from the forms of its verbs: past or future, where the nearest verb says so."""

import re
from bisect import bisect_right

from pipeline.resources import load
from pipeline.sentences import sentence_spans
from pipeline.values.lexicon import one_of
from pipeline.values.normalize import fold

_REACH = 400
_FALSE_FUTURES = one_of(fold(row["word"]) for row in load("false_futures"))
_MARKS = one_of(fold(row["word"]) for row in load("future_marks"))
_MOTION = one_of(fold(row["participle"]) for row in load("motion_participles"))
_FUTURE = (
    rf"(?!{_FALSE_FUTURES}\b)[a-z]*(?:[eiu]r|dr|vr|rr|aur|ser|fer|ir)(?:a|ont|ait|aient|ons|ez)\b"
    rf"|{_MARKS}e?s?\b|(?:doi(?:t|vent)|devai(?:t|ent)|va|vont|allai(?:t|ent)|compten?t?|espere(?:nt)?|"
    rf"entend(?:ent)?|souhaite(?:nt)?|prevoi(?:t|ent)|peu(?:t|vent)|faut|faudra|reste(?:nt)? a|"
    rf"appelle(?:nt)? a|invite(?:nt)? a) "
    rf"(?:[a-z]+ment |ne |se |s'|y |en |l'|le |la |les |etre |encore |aussi |pas )*[a-z]+(?:er|ir|re|oir)\b"
)
_PAST = (
    r"(?:a|ont|avai(?:t|ent)|s'est|s'etait|se sont|s'etaient|etai(?:t|ent)|n'a|n'ont|ayant|l'a|l'ont|ai|avons|"
    r"avez|y a) (?:[a-z]+ment |ete |pas |ainsi |deja |aussi |tous? |toutes? |meme |d'ailleurs |encore "
    r"|bien |donc |egalement |jamais |plus |fait )*"
    r"(?:[a-z]+(?:e|ee|es|ees|i|ie|is|ies|it|its|ite|ites|u|ue|us|ues|ert|erte|erts|ertes|int|eint|aint|eints|"
    r"ort|orte|orts|ortes)|fait|faite|faits)\b"
    r"|(?:est|sont|n'est|n'sont) (?:[a-z]+ment |ainsi |deja |aussi |tous? |toutes? |egalement )*" + _MOTION + r"e?s?\b"
    r"|[a-z]{2,}(?:[^r\W]aient|[^r\W]ait|erent|irent|urent)\b|(?:fut|furent|eut|eurent)\b|etai(?:t|ent)\b|"
    r"avai(?:t|ent)\b"
)
_AGENT = (
    r"(?<!sera )(?<!seront )(?<!etre )(?<!serait )(?<!seraient )(?<!est )(?<!sont )(?!passe)"
    r"[a-z]{3,}(?:e|ee|es|ees|is|ise|ises|it|ite|ites|u|ue|us|ues|erte?s?) par\b"
)
_VERB = re.compile(rf"(?<![\w'])(?:[a-z]')?(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}|{_AGENT}))")
# Words that look like imperfects and pasts, « a lieu » (« aura lieu » is read before).
_NO_VERB = re.compile(
    r"(?:(?:fait|trait|lait|souhait|retrait|extrait|attrait|parfait|portrait|forfait|bienfait|mefait|distrait)|.* lieu)"
)


class Tenses:
    """The tense around each place of one article; a sentence is read once, when it is asked for."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is read yet."""
        self._text = text
        self._spans: list[tuple[int, int]] | None = None
        self._known: dict[tuple[int, int], list[tuple[int, int, str]]] = {}

    def around(self, start: int, end: int) -> str:
        """Return ``past``, ``future`` or nothing for the verb nearest to a place.

        >>> text = "Le conseil se réunira lundi. Il a voté mardi."
        >>> Tenses(text).around(22, 27), Tenses(text).around(39, 44)
        ('future', 'past')
        """
        first, last = self._sentence(start, end)
        verbs = self._verbs(first, last)
        if not verbs:
            return ""
        return min(verbs, key=lambda verb: _distance(verb, start - first, end - first))[2]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        if self._spans is None:
            self._spans = sentence_spans(self._text)
        at = max(0, bisect_right(self._spans, (start, len(self._text))) - 1)
        first, last = self._spans[at] if self._spans else (0, len(self._text))
        block = start // _REACH  # a block shared by all its places keeps long lines linear
        return max(first, (block - 1) * _REACH), min(last, (block + 2) * _REACH)

    def _verbs(self, first: int, last: int) -> list[tuple[int, int, str]]:
        if (first, last) not in self._known:
            folded = fold(self._text[first:last])
            self._known[first, last] = [
                (found.start(), found.end(), "future" if found["future"] else "past")
                for found in _VERB.finditer(folded)
                if not _NO_VERB.fullmatch(found[0])
            ]
        return self._known[first, last]


def _distance(verb: tuple[int, int, str], start: int, end: int) -> int:
    """Return how far a verb stands; what follows a place governs it less than what precedes."""
    return start - verb[1] if verb[1] <= start else 2 * max(0, verb[0] - end) + 15
