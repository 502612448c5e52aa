"""The network X: one letter, a name only where the article shows that it is one."""

import re
from collections.abc import Sequence

from pipeline.entities.spans import meeting
from pipeline.entities.spelling import name_words
from pipeline.records import Name

_X = re.compile(r"(?:(?P<before>[\w.]+) )?(?<![\w'.-])X(?![\w'-]|\.\w)")
_SHOWN = re.compile(r"(?:réseau|réseau social|plateforme|sur) X(?![\w'-]|\.\w)|(?<![\w'.-])X \((?:ex-|anciennement )")


def add_network_x(text: str, names: Sequence[Name]) -> list[Name]:
    """Add the mentions of the network X in an article that names it: « sur X », « X (ex-Twitter) ».

    >>> text = "Elle l'écrit sur X. Le patron de X se tait. Une plainte contre X est déposée."
    >>> [(n.start, n.label) for n in add_network_x(text, [])]
    [(17, 'ORG'), (33, 'ORG')]
    >>> add_network_x("Une plainte contre X est déposée.", [])
    []
    """
    if "X" not in text or not _SHOWN.search(text):
        return list(names)
    found = [
        Name(m.end() - 1, m.end(), "ORG") for m in _X.finditer(text) if m["before"] not in name_words("before_letter")
    ]
    spans = {name.start for name in found}
    kept = [n for n in names if n.start not in spans]
    return sorted([*kept, *(n for n in found if not meeting(kept, n.start, n.end))])
