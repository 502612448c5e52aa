"""Speech or not: titles, names, terms and irony stand in quotation marks too."""

import re
from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause, Marked
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.words import is_det
from pipeline.quotes.text.sentences import Word

_FINITE = re.compile(
    r"(?<![^\W_])(?:(?:est|sont|était|étaient|sera|seront|serait|fut|soit|ont|avait|avaient|aura|aurait|va|vont|allait|peut|peuvent"
    r"|pouvait|pourra|pourrait|doit|doivent|devait|devra|devrait|faut|fallait|faudra|faudrait|veut|veulent|voulait"
    r"|fait|font|faisait|sait|savait|dit|disait|vient|viennent|reste|restent|suis|êtes|sommes|avons|avez|allons|c'est)(?![^\W_])"
    r"|(?:je|j'|tu|il|elle|on|nous|vous|ils|elles|ça|c'|ce|qui)\s?(?:n'|ne\s|me\s|m'|te\s|se\s|s'|l'|le\s|la\s|les\s|lui\s|leur\s|y\s|en\s)*"
    r"\w+|a\s(?:pas|été|toujours|jamais|déjà|bien|\w+(?:é|i|u|is|it|us)\b)|(?:n'|ne\s)\w+\s(?:pas|plus|jamais|rien|que)|(?:rien|personne|nulle?)\s(?:n'|ne\s)\w+"
    r"|\w{3,}(?:aient|ait|eront|iront|erez|irez|rons|ront|issent|èrent))(?![^\W_])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def word_count(passage: str) -> int:
    """Return the number of words of a passage, « l'usine » being two."""
    return len(re.findall(r"[^\W_]+", passage))


def has_finite_verb(passage: str) -> bool:
    """Tell, without a model, whether a passage holds a finite verb.

    >>> has_finite_verb("rien n'est décidé"), has_finite_verb("hors de prix")
    (True, False)
    """
    return bool(_FINITE.search(passage))


def term_kind(clause: Clause, quote: Marked) -> str:
    """Return what stands in the marks if it is not speech (title, name, term, irony), else nothing."""
    passage = clause.text[quote.mark.start : quote.mark.end]
    before = _before(clause, quote)
    count, finite = word_count(passage), has_finite_verb(passage)
    sure = quote.cue is not None and (
        quote.cue.rule in ("inversion", "colon-verb", "floating") or (quote.cue.rule == "verb-quote" and count >= 3)
    )
    if count == 0:
        return "term"
    if (
        quote.cue
        and quote.cue.verb == "lire"
        and quote.cue.rule != "inversion"
        and quote.cue.speaker
        and quote.cue.speaker.kind == "pronoun"
    ):
        return "slogan"
    if count <= 2 and quote.cue and quote.cue.negated:
        return "term"
    if sure and (finite or count >= 2 or passage[-1] in ".!?…"):
        return ""
    if (kind := _named(before, passage, count, finite)) and not (sure and before and before[-1].text == ":"):
        return kind
    if (
        count <= 2
        and quote.last + 1 < len(clause.words)
        and clause.words[quote.last + 1].text[:1].isupper()
        and not sure
    ):
        return "name"
    if quote.cue is None or quote.cue.rule == "clause":
        ends = passage[-1] in ".!?…"
        return "" if (finite and (count >= 4 or ends)) or count >= 10 else _default(passage, before)
    if finite and count >= 3:
        return ""
    if quote.cue.rule == "passive":
        return _default(passage, before)
    if quote.cue.rule in ("fragment", "agent") and _is_title(passage, before):
        return "title"
    earlier = [q for q in clause.quotes if q.last < quote.first]
    if quote.cue.rule == "conjoined" and earlier and not earlier[-1].spoken and count <= 3:
        return _default(passage, before)
    if count <= 2 and quote.cue.weak:
        return _default(passage, before)
    if quote.cue.near or quote.cue.rule in ("conjoined",):
        return "" if not quote.cue.weak else ("" if count >= 3 else _default(passage, before))
    if _is_title(passage, before) and not finite:
        return "title"
    if count == 1 and before and is_det(before[-1]) and before[-1].lower not in ("un", "une", "d'", "des"):
        return "irony"
    return ""


def _before(clause: Clause, quote: Marked) -> list[Word]:
    """Return the three words before the quote, the nearest last; what another pair holds is left out."""
    return [w for w in clause.words[max(0, quote.first - 4) : quote.first] if w.mark is None and w.text not in '«»"']


def _named(before: Sequence[Word], passage: str, count: int, finite: bool) -> str:
    """Tell what is named: « baptisé « … » », « le film « … » », « la loi dite « … » »."""
    near = [w.lower for w in before[-3:] if w.text not in ",("]
    if not near:
        return ""
    naming = [w for w in near[-2:] if w in words("naming") and not w.startswith("dit")]
    if near[-1] in ("dit", "dite", "dits", "dites") and {"se", "s'"}.isdisjoint(near[:-1]) and not finite:
        said_by = {"a", "ont", "avait", "n'a", "jamais", "pas", "il", "elle"} & set(near)
        return "" if said_by else "name"
    if (
        naming
        and not (finite and count > 6)
        and not (
            {"a", "ont", "avait"} & {w.lower for w in before}
            and naming[0] not in ("baptisé", "intitulé", "baptisée", "intitulée", "titré", "dénommé")
        )
    ):
        return "title" if naming[0].startswith(("intitul", "titr")) else "name"
    title = passage[:1].isupper() or passage[:1].isdigit()
    if near[-1] in words("label_noun") and count <= 6:
        return "term"
    if near[-1] in words("work") and title and not (finite and count > 8):
        return "title"
    if (
        len(near) > 1
        and near[-2] in words("work")
        and title
        and not finite
        and count <= 8
        and near[-1] not in (":", "de", "d'")
    ):
        return "title"
    return ""


def _default(passage: str, before: Sequence[Word]) -> str:
    if _is_title(passage, before):
        return "title"
    return "irony" if before and is_det(before[-1]) and word_count(passage) == 1 else "term"


def _is_title(passage: str, before: Sequence[Word]) -> bool:
    """Tell a title by its capital where the sentence asks for none."""
    return passage[:1].isupper() and bool(before) and before[-1].text != ":" and passage[-1] not in ".!?…"
