"""Links between the tables of one article: which quote a mention, an amount or a date lies in."""

import re
from collections.abc import Sequence
from typing import Any

from pipeline.entities.cast import Cast, Member
from pipeline.entities.roles import role_in
from pipeline.language.typography import plain
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.records import Quote
from pipeline.records import LIST_SEPARATOR, changed

_FIRST = re.compile(r"\w+'?")
# Of members of one name, who is more likely to speak.
_LABELS = ("PER", "ORG", "MISC", "LOC")


def link_quotes(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Give each record that lies inside a quote the id of the innermost one."""
    quotes = sorted(found.get("quotes", []), key=lambda q: q.start)
    if not quotes:
        return found
    return {name: records if name == "quotes" else _inside(records, quotes) for name, records in found.items()}


def _inside(records: Sequence[Any], quotes: Sequence[Any]) -> list[Any]:
    """Return records with the quotes they lie in, all in the order of the text: only open quotes are looked at."""
    if not records or not hasattr(records[0], "quote_id"):
        return list(records)
    waiting, open_, linked = iter([*quotes, None]), [], []
    following = next(waiting)
    for record in records:
        while following and following.start <= record.start:
            open_.append(following)
            following = next(waiting)
        open_ = [q for q in open_ if record.start < q.end]
        around = [q for q in open_ if record.end <= q.end]
        inner = min(around, key=lambda q: (q.end - q.start, q.start), default=None)
        linked.append(changed(record, quote_id=inner.quote_id) if inner else record)
    return linked


def link_members(quotes: Sequence[Quote], cast: Cast, text: str) -> list[Quote]:
    """Give each quote the member of the cast who speaks: a speaker who is named bears the name that mentions give.

    ``text`` is that of the article. The speaker takes in the description that a comma parts from the name.
    """
    by_name: dict[str, list[Member]] = {}
    for member in cast.members:
        by_name.setdefault(member.name, []).append(member)
    return [_as_written(_with_member(quote, cast, by_name), text) for quote in quotes]


def _as_written(quote: Quote, text: str) -> Quote:
    """Return « le ministre de l'Intérieur, Anne Vial » whole as the speaker: the subject is the description."""
    start, end = quote.phrase_start, quote.speaker_end
    if quote.speaker_kind != "name" or quote.speaker_start is None or end is None or start < 0:
        return quote
    lead = plain(text[start : quote.speaker_start])
    opens = _FIRST.match(lead)
    if not opens or opens[0].lower() not in words("determiner") or lead.rstrip()[-1:] != ",":
        return quote
    return changed(quote, speaker=text[start:end], speaker_start=start) if role_in(lead) else quote


def _with_member(quote: Quote, cast: Cast, by_name: dict[str, list[Member]]) -> Quote:
    named = cast.at(quote.speaker_start or 0, quote.speaker_end or 0) if _is_name(quote) else None
    if named and named.label == "PER" and quote.speaker_kind == "name":
        member: Member | None = named
    else:
        found = by_name.get(quote.speaker_name, [])
        member = min(found, key=lambda m: (m is not named, _LABELS.index(m.label)), default=None)
    if member is None or not quote.speaker_name:
        return changed(quote, speaker_role=role_in(quote.speaker_role)) if quote.speaker_kind == "name" else quote
    return changed(
        quote,
        speaker_name=member.name,
        speaker_label=member.label,
        speaker_profile=member.profile,
        speaker_role=_role(quote, member),
    )


def _role(quote: Quote, member: Member) -> str:
    """Return what the text calls the speaker there: as the cast has read it, else as the quote has."""
    start, end = quote.speaker_start, quote.speaker_end
    if start is None or end is None or member.label != "PER":
        return quote.speaker_role
    return member.role_in(start, end) or role_in(quote.speaker_role)


def _is_name(quote: Quote) -> bool:
    """Tell whether one name is the speaker: not « Maria et Paul Weber », « les Weber »."""
    return (
        quote.speaker_start is not None
        and LIST_SEPARATOR not in quote.speaker_name
        and quote.speaker_name[:1].isupper()
    )
