"""The people and organisations of one article, as its text presents them: names, genders, roles."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from pipeline.entities.genders import gender_of_name
from pipeline.entities.person_nouns import person_nouns
from pipeline.language.lists import load
from pipeline.quotes.grammar.lexicon import persons, words

_TITLE = re.compile(r"^(?:MM?\.\s?|(?:Mmes?|Mlle|Me|Mgr|Dr|Pr)\.?\s)(?=\w)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
REACH = 90
# Words whose folded form and stem are kept: those of the last articles.
REMEMBERED = 65_536
_APPOSED = re.compile(r",\s(?:\d+ ans,\s)?(l[ea]\s|l['’]|une?\s|)((?:[^\W\d_]|-)+)")


@dataclass(slots=True)
class Known:
    """The names of an article: mentions outside quotes in order, and what roles they are given."""

    text: str
    mentions: list[Any]
    names: Counter[str] = field(default_factory=Counter)
    roles: list[tuple[int, frozenset[str], str]] = field(default_factory=list)
    nouns: list[tuple[int, str, str]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Return a text in lower case, without accents, to compare words."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """Return what « directeur » and « directrice », « élu » and « élue » share."""
    word = fold(word).removeprefix("ex-")
    for end in ("teuse", "trice", "teur", "euse", "eure", "eur", "enne", "ere", "er", "ee", "e", "s"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word


def content(text: str) -> frozenset[str]:
    """Return the stems of the words that count in a description."""
    return frozenset(
        stem(w) for w in _WORD.findall(text.replace("'", " ").replace("’", " ")) if fold(w) not in words("small")
    )


@cache
def synonyms() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return pairs of descriptions: who is called the first may be known as the second."""
    return [(content(row["role"]), content(row["means"])) for row in load("entities/role_synonyms")]


def strip_title(name: str) -> str:
    """Return a name without « M. », « Mme »...

    >>> strip_title("Me Vial"), strip_title("M. Roux"), strip_title("Mehdi Roux")
    ('Vial', 'Roux', 'Mehdi Roux')
    """
    return _TITLE.sub("", name)


def know(text: str, mentions: Sequence[Any]) -> Known:
    """Read what the text says of the names in it."""
    known = Known(text, sorted(mentions, key=lambda m: (m.start, m.end)))
    for m in known.mentions:
        if m.label == "PER":
            known.names[full_name_of(m, known.mentions)] += 1
    for m in known.mentions:
        if m.label == "PER":
            name = full_name_of(m, known.mentions)
            for role in described(text, m.start, m.end):
                add_role(known, m.start, role, name)
            _learn_gender(known, m, name)
        elif m.label in ("ORG", "MISC", "LOC"):
            known.nouns += _nouns(text, m)
    return known


def add_role(known: Known, at: int, role: str, name: str) -> None:
    """Note that a person is called by a role at a place of the text."""
    found = content(role)
    if found:
        known.roles.append((at, found, name))


def full_name_of(mention: Any, mentions: Sequence[Any]) -> str:
    """Return the full name of a mention: its own, or the longest name of the article that ends like it."""
    name = strip_title(mention.name.strip())
    if " " in name and (whole := _extended(name, mentions)):
        return whole
    if " " in name and not re.match(r"[A-Z]\. ", name):
        return name
    last = fold(name.split()[-1]) if name else ""
    longer = Counter(
        strip_title(m.name) for m in mentions if m.label == "PER" and " " in m.name and last in fold(m.name).split()[1:]
    )
    best = [n for n, _ in longer.most_common() if fold(n).split()[-1] == last] or [n for n, _ in longer.most_common()]
    if not best:
        return name
    longest = [n for n in longer if n.startswith(best[0] + " ")]
    return max(longest, key=len) if longest else best[0]


def _extended(name: str, mentions: Sequence[Any]) -> str:
    """Return « Ana Pastor García » for « Ana Pastor »."""
    return max((m.name for m in mentions if m.label == "PER" and m.name.startswith(name + " ")), key=len, default="")


def described(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the descriptions that stand beside a name: « le préfet du Gard, X », « X, préfet du Gard »."""
    left = re.split(r"[.;:!?«»()\n]", text[max(0, start - REACH) : start])[-1].rstrip(" ,")
    left = left.rsplit(",", 1)[-1]
    found = _role_at_end(left)
    if found:
        yield found
    right = re.match(
        r"\s?(?:\([^)]{1,40}\))?,\s(?:\d+ ans,\s)?(?:lui-même |également )?([^,.;:!?«»()\n]{3,90})",
        text[end : end + REACH],
    )
    if right and _has_role(right[1].split()[:4]):
        yield re.split(r"\s(?:qui|a|ont|est|sont|dont|que|lors)\s", right[1])[0]


def _has_role(found: Sequence[str]) -> bool:
    heads = [_head(w) for w in found]
    return any(h in persons() or h.split("-")[0] in persons() for h in heads)


def _role_at_end(left: str) -> str:
    """Return the description that ends a passage: from its last determiner with the name of a role."""
    parts = left.split()
    for i in range(len(parts) - 1, max(-1, len(parts) - 12), -1):
        if _head(parts[i]) in persons() and (i == 0 or parts[i - 1].lower() not in ("de", "d'")):
            while i and _head(parts[i - 1]) in persons():
                i -= 1
            if any(p.lower() in words("time") for p in parts[i:]):
                return ""
            role = (
                " ".join(parts[max(0, i - 1) : i])
                if i and parts[i - 1].lower() in ("premier", "première", "vice")
                else ""
            )
            return f"{role} {' '.join(parts[i:])}".strip()
    return ""


def _head(word: str) -> str:
    """Return « élu » of « l'ex-élu »."""
    return word.lower().replace("’", "'").split("'")[-1].removeprefix("ex-")


def _nouns(text: str, mention: Any) -> Iterator[tuple[int, str, str]]:
    """Yield the common nouns that present an organisation: « le quotidien Le Figaro », « Enedis, l'entreprise »."""
    left = re.findall(r"[\w-]+", text[max(0, mention.start - 40) : mention.start].rsplit(".", 1)[-1])
    for word in left[-3:]:
        if word.lower() in words("organisation"):
            yield mention.start, stem(word), mention.name
    right = re.match(r",\s(?:le|la|l['’]|une?)\s?(?:[\w-]+\s)?([\w-]+)", text[mention.end : mention.end + 40])
    for word in right[0].split() if right else []:
        bare = re.split(r"['’]", word.strip(" ,"))[-1]
        if bare.lower() in words("organisation"):
            yield mention.start, stem(bare), mention.name
    for word in re.findall(r"[\w-]+", mention.name):
        if word.lower() in words("organisation"):
            yield mention.start, stem(word), mention.name


def _learn_gender(known: Known, mention: Any, name: str) -> None:
    if known.genders.get(name):
        return
    before = known.text[max(0, mention.start - 60) : mention.start].rstrip(" ,").lower()
    shown = known.text[mention.start : mention.end]
    if before.endswith(("mme", "mlle", "madame")) or shown.startswith(("Mme", "Mlle", "Madame")):
        known.genders[name] = "f"
    elif before.endswith((" m.", "monsieur")) or shown.startswith(("M. ", "M.\u00a0")):
        known.genders[name] = "m"
    else:
        known.genders[name] = gender_of_name(name) or _presented(known.text, mention)


def _presented(text: str, mention: Any) -> str:
    """Return the gender of « Maëlis, la fille d'un témoin », « Soazig, un ancien marin » : that of the apposition."""
    found = _APPOSED.match(text, mention.end)
    if not found:
        return ""
    return (
        "m"
        if found[1].strip() in ("le", "un")
        else "f"
        if found[1].strip() in ("la", "une")
        else gender_of_noun(found[2])
    )


def gender_of_noun(phrase: str) -> str:
    """Return the gender of a description by its first noun of a role, nothing if it does not show.

    >>> gender_of_noun("l'accusée"), gender_of_noun("l'ancien acteur"), gender_of_noun("l'élève")
    ('f', 'm', '')
    """
    return next(
        (g for w in _WORD.findall(phrase.lower())[:4] if (noun := person_nouns().get(w)) and (g := noun.gender)), ""
    )
