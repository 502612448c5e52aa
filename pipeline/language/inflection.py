"""From the lemma of a list to its forms."""

_FEMININE = (
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("yen", "yenne"),
    ("er", "ère"),
    ("f", "ve"),
    ("x", "se"),
    ("e", "e"),
    ("é", "ée"),
    ("i", "ie"),
)


def inflect(masculine: str, feminine: str = "") -> frozenset[str]:
    """Return the forms of an adjective or noun: gender and number.

    >>> sorted(inflect("italien")), sorted(inflect("français"))
    (['italien', 'italienne', 'italiennes', 'italiens'], ['français', 'française', 'françaises'])
    """
    if not feminine:
        ending = next((pair for pair in _FEMININE if masculine.endswith(pair[0])), ("", "e"))
        feminine = masculine.removesuffix(ending[0]) + ending[1]
    plural = masculine if masculine.endswith(("s", "x")) else masculine + "s"
    return frozenset((masculine, plural, feminine, feminine + "s"))
