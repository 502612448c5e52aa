"""To whom, or where, the words were said: « à l'AFP », « sur France Inter », « dans un communiqué »."""

import re

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import words

_LEAD = r"(?:à|au|aux|auprès d[eu']|sur|dans|devant|via|au micro d[eu']|par|en|lors d[eu']|face à)"
_DETERMINER = r"(?:l'|la |le |les |une? |son |sa |nos |de |du |des |cette )?"
_NAME = rf"{_DETERMINER}(?:[A-ZÉ0-9][\w.'&+-]*)(?: (?:de |du |d'|des )?[A-ZÉ0-9][\w.'&-]*)*"
_MEDIUM = re.compile(rf"(?<![\w']){_LEAD}\s?(?:l'antenne d[eu'] ?)?{_NAME}")
_NOUN = re.compile(
    r"(?<![\w'])(?:à|au|aux|auprès d[eu']|sur|dans|devant|via|par|en|lors d[eu']|face à)\s?"
    r"(?:l'|la |le |les |une? |son |sa |ses |nos |cette |ce |des )?(\w+(?:-\w+)?)"
    r"((?: (?:de|à|au|du|d'|sur)\s?(?:la |l'|le |une )?\w+){0,2})"
)


def read_medium(raw: str, clause: Clause) -> str:
    """Return where the words of a sentence were said, or nothing."""
    shown = _outside(clause)
    for found in _NOUN.finditer(shown):
        if found[1].lower() in words("medium"):
            tail = found[2] if re.search(r"[A-Z]|presse|radio|télé", found[2]) else ""
            return found[0][: len(found[0]) - len(found[2])].strip() + tail
    for found in _MEDIUM.finditer(shown):
        named = [w.end() for w in re.finditer(r"\w+", found[0]) if w[0].lower() in words("medium_name")]
        if named:
            return found[0][: named[-1]].strip()
    return ""


def _outside(clause: Clause) -> str:
    """Return the sentence without its quotes."""
    parts, at = [], clause.sentence.start
    for quote in clause.quotes:
        parts.append(clause.text[at : quote.mark.open])
        at = quote.mark.close
    return "« ».".join([*parts, clause.text[at : clause.sentence.end]])
