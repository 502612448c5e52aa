"""Names as strings: their folded form, their surname, how far two spellings are apart."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import filterfalse

from pipeline.language.lists import words_of


@cache
def name_words(*uses: str) -> frozenset[str]:
    """Return the words of ``name_words.csv`` that have one of the uses.

    >>> "von" in name_words("particle")
    True
    """
    return frozenset[str]().union(*(words_of("entities/name_words", use) for use in uses))


PARTICLES = name_words("particle")
# Words of a surname, its particles among them: « de La Tour du Pin Chambly de La Charce » has nine.
LONGEST_END = 12
_SEPARATORS = re.compile(r"[\s\-‐‑–_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss", "đ": "d", "ı": "i", "’": "'"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return ``text`` without accents, case, hyphens and kinds of apostrophe.

    >>> fold("Recep Tayyip Erdoğan"), fold("L’Haÿ-les-Roses")
    ('recep tayyip erdogan', "l'hay les roses")
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
        text = "".join(filterfalse(unicodedata.combining, text))
    return _SEPARATORS.sub(" ", text.lower()).strip()


def surname(name: str) -> str:
    """Return the surname of a full name: its last word and the particles before it.

    >>> surname("Marine Le Pen"), surname("Anne Vial"), surname("Oussama ben Laden")
    ('Le Pen', 'Vial', 'ben Laden')
    """
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(words[at:])


def name_ends(name: str) -> Iterator[str]:
    """Yield what may stand for a full name: its last word, its last two, at most so many, never the whole.

    >>> list(name_ends("Anne de La Tour"))
    ['Tour', 'La Tour', 'de La Tour']
    """
    at = len(name)
    for _ in range(LONGEST_END):
        at = name.rfind(" ", 0, at)
        if at < 0:
            return
        yield name[at + 1 :]


def is_full(name: str) -> bool:
    """Tell whether a person's name has a given name and a surname.

    >>> [is_full(n) for n in ("Anne Vial", "Vial", "Le Pen", "de Gaulle", "Xi Jinping")]
    [True, False, False, False, True]
    """
    words = name.split()
    return len(words) > 1 and words[0].lower() not in PARTICLES


def near(a: str, b: str) -> bool:
    """Tell whether two folded words of six letters or more are one misspelling apart (two from ten letters on).

    >>> near("medvedev", "medvediev"), near("martin", "martinez"), near("dupont", "dupond"), near("macron", "macaron")
    (True, False, True, True)
    """
    least = min(len(a), len(b))
    most = 2 if least >= 10 else 1
    return least >= 6 and a[0] == b[0] and abs(len(a) - len(b)) <= most and distance(a, b, most) <= most


def distance(a: str, b: str, most: int) -> int:
    """Return the edit distance (insertion, deletion, substitution, two letters swapped), or something above ``most``.

    >>> distance("macron", "macaron", 2), distance("hidalgo", "hildago", 2), distance("fnup", "fnuap", 1)
    (1, 2, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last = [i]
        for j, y in enumerate(b, 1):
            least = min(row[j] + 1, last[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                least = min(least, before[j - 2] + 1)
            last.append(least)
        if min(last) > most:
            return most + 1
        before, row = row, last
    return row[-1]


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


def one_line(surface: str) -> str:
    """Return a surface with single spaces, whatever lines it crosses.

    >>> one_line("Anne\\nVial")
    'Anne Vial'
    """
    return " ".join(surface.split())
