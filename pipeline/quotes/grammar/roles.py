"""What a phrase says of the name in it: « la préfète du Gard, Anne Vial », « Paul Arno, délégué CGT »."""

import re
from collections.abc import Sequence

from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.words import is_capital, is_det
from pipeline.quotes.text.sentences import Word

_AGE = re.compile(r"\d{1,3}$")


def role_of(text: str, ws: Sequence[Word], first: int, after: int) -> str:
    """Return what the words of a phrase say of the name ``ws[first:after]``: the words before it, or those after."""
    before = [w for w in ws[:first] if w.text not in ",()"]
    while before and (is_det(before[0]) or before[0].lower in ("et", "de")):
        before = before[1:]
    # « le directeur général, Paul Arno » has a role; « le général Arno » and « l'avocate Me Arno » have a title.
    while before and before[-1].text in words("title") and (len(before) == 1 or is_capital(before[-1])):
        before = before[:-1]
    if before:
        role = text[before[0].start : before[-1].end].strip(" ,")
        return role + ")" * (role.count("(") > role.count(")"))  # « la députée (LR) Anne Vial »
    return _role_after(text, ws[after:])


def _role_after(text: str, ws: Sequence[Word]) -> str:
    """Return « délégué CGT » of « , 54 ans, délégué CGT, »."""
    after = list(ws)
    for i, word in enumerate(after):
        if i and word.text == "," and i + 1 < len(after) and _AGE.match(after[i + 1].text):
            after = after[:i]
            break
    if after and after[0].lower == "et":
        return ""
    while after and (after[0].text in ",(" or is_det(after[0]) or _AGE.match(after[0].text) or after[0].lower == "ans"):
        after = after[1:]
    while after and (after[-1].text == "," or (after[-1].text == ")" and "(" not in [w.text for w in after])):
        after = after[:-1]
    return text[after[0].start : after[-1].end] if after else ""
