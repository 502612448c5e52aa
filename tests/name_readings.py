"""What each correction of names does by itself to names found well or badly, written by ``make golden``.

The names of the examples are given to it as the recogniser finds them, as they are corrected in the end, and as a
recogniser may err: with another label, a word too many on either side, a word too few, half of them lost.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from spacy.language import Language

import pipeline.engine.extract  # noqa: F401 - registers the components of the model
from pipeline.entities.bounds import apart
from pipeline.entities.cast import read_cast
from pipeline.entities.corrections import CORRECTIONS, correct
from pipeline.entities.descriptions import name_in, read_description
from pipeline.entities.roles import roles_of
from pipeline.language.typography import plain
from pipeline.records import Name
from tests.example_files import EXAMPLES, parse, read_examples
from tests.variants import NAMES, varied

READINGS = Path(__file__).parent / "golden" / "names.txt"
# Of the sentences of the quotes, one in so many: their names are alike.
EVERY = 4
FILES = ("article", "genders", "kinds", "roles")
OTHER = {"PER": "LOC", "LOC": "ORG", "ORG": "MISC", "MISC": "PER"}
_WORD = re.compile(r"[\w'’-]+")
_PHRASE = re.compile(r"\b(?:l[ae]s? |l'|une? |s(?:on|a) |ce(?:tte)? |du |des )(?:[\w-]+(?: |')){0,3}[\w-]+", re.I)
_DESCRIPTION = re.compile(r"\b(?:l[ae] |l')(?:ancien(?:ne)? |ex-)?[a-zà-ÿ]+(?: d(?:e |u |')[\w'-]+)?", re.I)


def texts() -> list[str]:
    """Return the texts that are read, each once: those of the examples, and each in another form."""
    quotes = [e.text for path in sorted(EXAMPLES.glob("quotes_*.txt")) for e in read_examples(path)][::EVERY]
    paths = [*sorted(EXAMPLES.glob("entities*.txt")), *(EXAMPLES / "names" / f"{name}.txt" for name in FILES)]
    rows = (EXAMPLES / "names" / "corrections.txt").read_text("utf-8").splitlines()
    corrected = [parse(row.split(" | ")[1].strip())[0] for row in rows if " | " in row and not row.startswith("#")]
    whole = [*(e.text for path in paths for e in read_examples(path)), *corrected, *quotes]
    return list(dict.fromkeys([*whole, *varied(whole, NAMES)]))


def wider(text: str, name: Name) -> Name:
    """Return a name with the word after it."""
    found = _WORD.search(text, name.end)
    return name._replace(end=found.end()) if found else name


def earlier(text: str, name: Name) -> Name:
    """Return a name with the word before it."""
    found = [word.start() for word in _WORD.finditer(text, 0, name.start)]
    return name._replace(start=found[-1]) if found else name


def shorter(text: str, name: Name) -> Name:
    """Return a name without its last word."""
    head = text[name.start : name.end].rpartition(" ")[0]
    return name._replace(end=name.start + len(head)) if head else name


def relabelled(text: str, name: Name) -> Name:
    """Return a name with another label."""
    return name._replace(label=OTHER.get(name.label, "PER"))


def joined(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield names that are run together with the next."""
    yield from (Name(one.start, other.end, one.label) for one, other in pairwise(names))


ERRORS: tuple[Callable[[str, Name], Name], ...] = (relabelled, wider, earlier, shorter)


def shown(names: Sequence[Name]) -> str:
    """Return names as « 0-9PER 20-24LOC »."""
    return " ".join(f"{n.start}-{n.end}{n.label}" for n in names)


def alone(text: str, names: Sequence[Name], way: str) -> Iterator[str]:
    """Yield what each correction makes of the names, where it changes them."""
    given = apart(names)
    for correction in CORRECTIONS:
        kept = apart(correction(text, list(given)))
        if kept != given:
            lost, new = [n for n in given if n not in kept], [n for n in kept if n not in given]
            yield f"{way} {correction.__name__}: -{shown(lost)} +{shown(new)}"


def who(text: str, names: Sequence[Name]) -> Iterator[str]:
    """Yield whom the names and the descriptions of a text stand for, at its end, and the roles beside each name."""
    cast = read_cast(text, list(names))
    words = dict.fromkeys(w[0] for name in names for w in _WORD.finditer(text, name.start, name.end))
    surfaces = dict.fromkeys([*(text[n.start : n.end] for n in names), *words])
    for gender in ("", "f", "m"):
        named = [(s, cast.named(s, len(text), gender)) for s in surfaces]
        yield f"named {gender}: " + "; ".join(f"{s} = {m.label} {m.name}" for s, m in named if m)
    for at in (0, len(text) // 2, len(text)):
        called = [(s, cast.called(s, at)) for s in dict.fromkeys(_DESCRIPTION.findall(text))]
        yield f"called at {at}: " + "; ".join(f"{s} = {m.name}" for s, m in called if m)
    for name, roles in zip(names, roles_of(text, list(names)), strict=True):
        if roles:
            said = "; ".join(f"{r.text} ({r.gender} {r.field} {'office' * r.function})" for r in roles)
            yield f"roles {shown([name])}: {said}"


def described(text: str) -> Iterator[str]:
    """Yield what the phrases of a text say of somebody, and the name that ends them."""
    for phrase in dict.fromkeys(_PHRASE.findall(text)):
        said, name = read_description(phrase), name_in(phrase)
        if said or name:
            shown = f"{' '.join(sorted(said.heads))} {said.gender}{' former' * said.former}" if said else "-"
            yield f"described: {phrase} = {shown} {name}".rstrip()


def readings(written: str, nlp: Language) -> Iterator[str]:
    """Yield the lines of a text."""
    doc, text = nlp(written), plain(written)
    found = [Name(e.start_char, e.end_char, e.label_) for e in doc.ents]
    names = correct(text, found)
    yield f"## {written}".replace("\n", "↵")
    yield from alone(text, found, "found")
    yield from alone(text, names, "right")
    for error in ERRORS:
        yield from alone(text, [error(text, name) for name in names], error.__name__)
    yield from alone(text, list(joined(text, names))[::2], "joined")
    for first in (0, 1):
        yield from alone(text, names[first::2], "lost")
    for label in OTHER:
        yield from alone(text, [name._replace(label=label) for name in names], f"all {label}")
    yield from (line for line in who(text, names) if not line.endswith(": "))
    yield from described(text)


def write(nlp: Language) -> None:
    """Write anew what is expected."""
    READINGS.write_text("".join(f"{line}\n" for text in texts() for line in readings(text, nlp)), "utf-8")
