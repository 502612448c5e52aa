"""Texts that a spreadsheet would take for a formula when it opens a CSV, made harmless and read back.

A cell of a CSV that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end runs as a formula in LibreOffice and
Excel (OWASP, « CSV injection »). An apostrophe before it stops that; one more is put before a text that already has
one there, so that reading back is exact.
"""

import re

GUARD = "'"
_RUNS = re.compile(r"'*[ \u00a0\u202f\"]*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("- Oui, dit-il."), guarded("Oui")
    ("'=1+1", "'- Oui, dit-il.", 'Oui')
    """
    return GUARD + text if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that :func:`guarded` was given.

    >>> unguarded("'=1+1"), unguarded(guarded("'=1+1")), unguarded("'Oui'")
    ('=1+1', "'=1+1", "'Oui'")
    """
    return text[1:] if text.startswith(GUARD) and _RUNS.match(text) else text
