"""Initials of names: « A. V. » stands for Anne Vial."""

import re


def initials(name: str) -> str:
    """Return the initials of a name; those of « A. V. » are the name of Anne Vial's.

    >>> initials("Anne Vial"), initials("A. V."), initials("Jean-Paul de Rue")
    ('AV', 'AV', 'JPR')
    """
    return "".join(w[0].upper() for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())


def is_initials(name: str) -> bool:
    """Tell initials from a name.

    >>> is_initials("A. V."), is_initials("Anne V.")
    (True, False)
    """
    return bool(re.fullmatch(r"(?:[^\W\d_]\.[\s-]?){2,4}", name.strip() + " "))
