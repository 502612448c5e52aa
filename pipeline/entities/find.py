"""Named entities: every person, organisation, place and other name of an article."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.entities.cast import Member, cast_of
from pipeline.entities.records import LABELS as LABELS
from pipeline.entities.records import Entity as Entity
from pipeline.entities.records import Mention as Mention
from pipeline.model.docs import text_of
from pipeline.records import LIST_SEPARATOR
from pipeline.registry import extractor

if TYPE_CHECKING:
    from spacy.tokens import Doc


def write_ents(doc: "Doc", mentions: list[Mention]) -> None:
    """Set ``doc.ents`` to the mentions, their full names as ``kb_id_``."""
    from spacy.util import filter_spans

    spans = (doc.char_span(m.start, m.end, m.label, kb_id=m.name, alignment_mode="expand") for m in mentions)
    doc.ents = filter_spans([s for s in spans if s is not None])


@extractor(Mention, annotate=write_ents)
def find_entities(doc: "Doc") -> Iterator[Mention]:
    """Find the named entities of a Doc on which ``ner`` has run: corrected, with their full names and roles."""
    text = text_of(doc)
    cast = cast_of(doc)
    profiles = {member: member.profile for member in cast.members}
    roles: dict[tuple[Member, int], list[str]] = defaultdict(list)
    for member in cast.members:
        for role in member.roles:
            if role.function:
                roles[member, role.start].append(role.text)
    for (start, end, label), member in cast.mentions():
        yield Mention(
            start=start,
            end=end,
            text=text[start:end],
            label=label,
            name=member.name,
            role=LIST_SEPARATOR.join(roles.get((member, start), ())),
            profile=profiles[member],
        )
