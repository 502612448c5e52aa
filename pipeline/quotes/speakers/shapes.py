"""What holds of the phrase that describes a speaker: « le maire » is definite, an office, a person's noun."""

import re
from typing import TYPE_CHECKING

from pipeline.entities.kinds import kind_called
from pipeline.entities.person_nouns import noun_of
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.names import demonym_genders

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

NOUN_WITHIN = 4  # the noun of a phrase is one of its first words: « l'ancienne première ministre »
PARTS = re.compile(r"[\w-]+")
_DEFINITE = re.compile(r"(?:l[ea]\b|l'|du\b)")
_DEMONSTRATIVE = re.compile(r"(?:ce|cette|cet)\b")
_POSSESSIVE = re.compile(r"(?:son|sa|leur)\b")
# « de la discothèque » in « le directeur de la discothèque »
_COMPLEMENT = re.compile(r"\s(?:(?:de|du|des|au|aux|à)\s|d').+")
_CONTRAST = re.compile(r"\s?,\s(?:lui|elle),")


def shapes_of(quote: "Quote", text: str, said: str, described: frozenset[str], *, plural: bool) -> list[str]:
    """Return the names of what holds of the phrase that describes the speaker of a quote.

    ``said`` is the phrase in small letters, ``described`` its stems, ``plural`` whether it stands for several.
    """
    heads = PARTS.findall(said)
    complement = _COMPLEMENT.search(quote.speaker)
    shapes = {
        "definite": bool(_DEFINITE.match(said)),
        "demonstrative": bool(_DEMONSTRATIVE.match(said)),
        "possessive": bool(_POSSESSIVE.match(said)),
        "plural": plural,
        "anyone": not words("anyone").isdisjoint(heads),
        "office": not words("office").isdisjoint(heads),
        "generic": not words("generic").isdisjoint(heads),
        "tried": not words("tried").isdisjoint(heads),
        "inhabitant": bool(heads) and quote.speaker.split()[-1].istitle() and bool(demonym_genders(heads[-1])),
        "contrast": bool(_CONTRAST.match(text, quote.speaker_end or len(text))),
        "one-word": len(described) <= 1,
        "person-noun": any(noun_of(head) for head in heads[:NOUN_WITHIN]),
        "body": bool(kind_called(quote.speaker)),
        "complement": bool(complement),
        "complement-named": bool(complement and re.search(r"[A-ZÀ-Ý]", complement[0])),
        "trade": any(noun.function for head in heads[:NOUN_WITHIN] if (noun := noun_of(head))),
    }
    return [name for name, holds in shapes.items() if holds]
