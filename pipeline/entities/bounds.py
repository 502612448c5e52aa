"""Corrections of bounds: what belongs to a name and what does not."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.entities.gazetteer import acronyms, given_names
from pipeline.entities.spelling import PARTICLES, fold, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

Names = list[Name]

# What a name cannot begin with, unless the article belongs to it (Le Monde, La Rochelle).
_MARKS = re.compile(r"[^\w@#]++")
_WORDS = one_of(name_words("opening"))
_LEADING = re.compile(rf"(?:(?:{_WORDS}) |(?:d|qu)'(?=\w))+")
_LEADING_CAPITAL = re.compile(rf"(?:(?:{_WORDS}) |(?:d|qu)'(?=\w))+", re.I)
_DETERMINER = re.compile(
    r"(?<!\w)(?:(?:le|la|les|un|une|des|du|aux?|ce|cet|cette|ces|son|sa|ses|leur|notre|nos) |l')$", re.I
)
_ARTICLE = re.compile(r"(?:les?|la) |l'", re.I)
_CLOSING = name_words("closing")
_LAST = frozenset(words.rsplit(" ", 1)[-1] for words in _CLOSING)
_TRAILING = re.compile(
    rf"(?: (?:{one_of(_CLOSING)})(?!\w)"
    r"|(?<!\b[A-Z])(?<!\.)\.|[^\w.+!)]| [dl]'|(?<= [dl])')++$"
)
_HYPHENED_BEFORE = re.compile(r"(?:(?<![\w'-])|(?<=[dlDL]'))[A-ZÀ-Þ][\w]*-$")
_HYPHENED_AFTER = re.compile(r"(?:-[A-ZÀ-Þ0-9]\w*)+")
_SURNAME = re.compile(r" (?:[A-Z]\.|[A-ZÀ-Þ][\w'-]+)")
_BEGINNING = re.compile(r"(?<![\w'-])(?:[A-ZÀ-Þ][\w']+ (?:al|el|Al|El|ad|ar|as|az|an|ed|ou|ul)-|Saint )$")
_SCORE = re.compile(r" \d{1,3} ?- ?\d{1,3}(?!\w)"), re.compile(r" \d{1,2}-\d{1,2}(?!\w)")  # but « Boeing 737-500 »
# What no name of that label holds: « Christian Dubé aux Finances », « l'Unédic selon Eurostat ».
_CLAUSE = {
    "PER": re.compile(r" (?:aux?|à|en|chez|dans|pour|sur|par|avec|selon|qui|que|est) "),
    "MISC": re.compile(
        r", (?:(?:le|la|un|une|son|sa|leur) |l')?(?:[\w-]+ ){0,2}?"
        rf"(?={one_of(name_words('work'))}(?:,| |$)|long métrage)"
    ),
    "ORG": re.compile(r"(?: (?:de|du|des|à|aux?|et))?(?: d')?,? (?:selon|enfin|ce|cette|ces|qui|que|lors|puis|dont) "),
}
# What is said of the day after a name: « la CGT mercredi matin », but « Le Journal du dimanche ».
_DAY = re.compile(
    r"(?<! d[eu])(?<! le)(?: cet?(?:te)?)? (?:hier|aujourd'hui|"
    rf"{'|'.join(row['weekday'] for row in load('dates/weekdays'))})"
    r"(?: (?:matin|midi|soir|après-midi|dernier|prochain))?$"
)
_NEAR = 10_000  # characters: the cost of a very long text must not grow with its square
_SUFFIX_STOP = re.compile(rf"\b(?:{one_of(name_words('stop'))})\.")


def trim(text: str, names: Names) -> Iterator[Name]:
    """Take off what cannot open or close a name: marks, prepositions, articles.

    The article stays where it belongs to the name: it is capitalised inside a sentence, or the list says so.

    >>> text = "selon l'ONU, la France"
    >>> [text[n.start:n.end] for n in trim(text, [Name(6, 12, "ORG"), Name(13, 22, "LOC")])]
    ['ONU', 'France']
    """
    for name in names:
        start = _trim_start(text, *name)
        end = _trim_end(text, start, name.end)
        if start < end:
            yield name if (start, end) == name[:2] else Name(start, end, name.label)


def _trim_start(text: str, start: int, end: int, label: str) -> int:
    closed = text.find(") ", start, end)
    if closed > 0 and text.find("(", start, closed) < 0:  # « le président (Joe) Biden »
        start = closed + 2
    found = _MARKS.match(text, start, end)
    start = found.end() if found else start
    capital = label in ("LOC", "ORG") and opens_sentence(text, start)
    found = (_LEADING_CAPITAL if capital else _LEADING).match(text, start, end)
    if found and text[start:end] not in with_article():
        start = found.end()
    found = _ARTICLE.match(text, start, end)
    if not found or found.end() == end or text[start:end] in with_article():
        return start
    if text[start].islower() or (capital and text[found.end()].isupper()):
        return found.end()
    return start


def _trim_end(text: str, start: int, end: int) -> int:
    if end - start > 1 and text[end - 1] in "-'" and text[end : end + 1].isalnum():
        return end
    word = text[max(start, text.rfind(" ", start, end) + 1) : end] if text[end - 1].isalnum() else ""
    found = _TRAILING.search(text, start, end) if not word or word in _LAST else None
    if found:
        end = found.start()
    if text[end : end + 1] == "." and _SUFFIX_STOP.match(text, text.rfind(" ", start, end) + 1, end + 1):
        end += 1
    surface = text[start:end]
    if surface.endswith(" !"):
        end -= 2
    if surface.count("«") > surface.count("»"):
        end = start + len(surface[: surface.index("«")].rstrip())
    elif surface.count("(") > surface.count(")"):
        end = start + len(surface[: surface.index("(")].rstrip())
    elif surface.endswith(")") and "(" not in surface:
        end -= 1
    return end


def cut_clauses(text: str, names: Names) -> Iterator[Name]:
    """Cut off the words after a name that a model has run into, and the score of a match.

    >>> text = "Luc Roy aux Finances, Lens 2-1"
    >>> [text[n.start:n.end] for n in cut_clauses(text, [Name(0, 20, "PER"), Name(22, 30, "ORG")])]
    ['Luc Roy', 'Lens']
    """
    for name in names:
        clause = _CLAUSE.get(name.label)
        found = clause.search(text, name.start, name.end) if clause else None
        end = found.start() if found else name.end
        found = _DAY.search(text, name.start, end) if name.label != "MISC" and text[end - 1].islower() else None
        end = found.start() if found else end
        space = text.rfind(" ", name.start, end)
        if space > 0 and text[end - 1].isdigit() and _SCORE[name.label == "MISC"].match(text, space):
            end = space
        yield name if end == name.end else name._replace(end=end)


def join_article(text: str, names: Names) -> Iterator[Name]:
    """Give a name the capitalised article that belongs to it (« [Le] Caire »).

    >>> text = "Le Caire et Doha"
    >>> [text[n.start:n.end] for n in join_article(text, [Name(3, 8, "LOC")])]
    ['Le Caire']
    """
    for name in names:
        if name.label in ("LOC", "ORG"):
            for article in ("Le ", "La ", "Les ", "L'"):
                start = name.start - len(article)
                if start >= 0 and text.startswith(article, start) and text[start : name.end] in with_article():
                    name = name._replace(start=start)
        yield name


def whole_words(text: str, names: Names) -> Iterator[Name]:
    """Stretch a name over a hyphened word (« I-[Télé] », « [Air France]-[KLM] »), not a prefix (« anti-[Trump] »).

    >>> text = "sur I-Télé, l'anti-Trump"
    >>> [text[n.start:n.end] for n in whole_words(text, [Name(6, 10, "ORG"), Name(19, 24, "PER")])]
    ['I-Télé', 'Trump']
    """
    for at, name in enumerate(names):
        start, end = name.start, name.end
        if text[start - 1 : start] == "-" and start > 1:
            found = _HYPHENED_BEFORE.search(text, max(0, start - 20), start)
            if found and (not at or found.start() >= names[at - 1].end):
                start = found.start()
        if text[end : end + 1] == "-":
            found = _HYPHENED_AFTER.match(text, end)
            if found and (at + 1 == len(names) or found.end() <= names[at + 1].start):
                end = found.end()
            elif found and _makes_one(text, name, names[at + 1]):
                end = names[at + 1].end
        yield Name(start, end, name.label)


def _makes_one(text: str, name: Name, following: Name) -> bool:
    """Tell whether a hyphen makes one firm of two (« Air France-KLM »), not a list of acronyms (« FO-CFTC »)."""
    known = text[name.start : name.end] in acronyms() or text[following.start : following.end] in acronyms()
    return name.label == following.label == "ORG" and following.start == name.end + 1 and not known


def extend_persons(text: str, names: Names) -> Iterator[Name]:
    """Give a person what was cut off: a surname (« [Elisa Di] Francisca »), a beginning (« Izz al-[Din Haddad] »).

    >>> text = "Elisa Di Francisca et Jordan M. gagnent"
    >>> [text[n.start:n.end] for n in extend_persons(text, [Name(0, 8, "PER"), Name(22, 28, "PER")])]
    ['Elisa Di Francisca', 'Jordan M.']
    """
    for at, name in enumerate(names):
        if name.label == "PER" and text[name.end : name.end + 1] == " ":
            words = text[name.start : name.end].split(" ")
            cut = words[-1].lower() in PARTICLES or (len(words) == 1 and fold(words[0]) in given_names())
            found = _SURNAME.match(text, name.end) if cut else None
            if found and (at + 1 == len(names) or found.end() <= names[at + 1].start):
                name = name._replace(end=found.end())
        if text[name.start - 1 : name.start] == "-" or text.startswith("Saint ", max(0, name.start - 6)):
            found = _BEGINNING.search(text, max(0, name.start - 30), name.start)
            if found and (name.label == "PER" or "-" not in found[0]):
                name = name._replace(start=found.start())
        yield name


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence, a line or a quotation begins at ``start``.

    >>> opens_sentence("Il part. Elle reste.", 9), opens_sentence("Il part avec Elle.", 13)
    (True, False)
    """
    before = text[max(0, start - 3) : start].rstrip(" «“\"'([-")
    return not before or before[-1] in ".!?…:\n;•*" or (start > 0 and text[start - 1] == "\n")


def before_noun(text: str, start: int) -> bool:
    """Tell whether a determiner stands before ``start``, or a sentence begins there.

    >>> before_noun("parle au Président", 9), before_noun("parle avec Boulanger", 11)
    (True, False)
    """
    return opens_sentence(text, start) or bool(_DETERMINER.search(text, max(0, start - 8), start))


def in_lower_case(text: str, word: str, around: int = 0) -> bool:
    """Tell whether ``text`` also has the word in lower case, as a common word, near the place ``around``.

    >>> in_lower_case("Patron ? Le patron.", "Patron"), in_lower_case("Patron ? Le patronat.", "Patron")
    (True, False)
    """
    word, at, stop = word.lower(), max(0, around - _NEAR), around + _NEAR
    while (at := text.find(word, at, stop)) >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = end
    return False


@cache
def with_article() -> frozenset[str]:
    """Return the names that an article opens (Le Monde, La Rochelle)."""
    return frozenset(row["name"].replace("’", "'") for row in load("entities/article_names"))


def apart(names: Iterable[Name]) -> Names:
    """Return the names in order, without overlaps: the first, then the longest, wins.

    >>> apart([Name(3, 9, "PER"), Name(0, 5, "ORG"), Name(0, 2, "LOC")])
    [Name(start=0, end=5, label='ORG')]
    """
    names = list(names)
    end = 0
    for start, stop, _ in names:
        if start < end:
            break
        end = stop
    else:  # already apart, as nearly always
        return names
    kept: Names = []
    for name in sorted(names, key=lambda n: (n.start, -n.end, n.label)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
