"""What a pronoun, a description or nothing at all stands for: the people whom the lines before are about."""

import re
from typing import TYPE_CHECKING

from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.institutions import Discourse
from pipeline.quotes.speakers.people import full_name_of, gender_of_noun

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

# A stop that ends a sentence: not that of « M. Roux », « Me Vial », « J. Morel ».
SENTENCE = re.compile(r"[.!?…](?<!\bM\.)(?<!\bMM\.)(?<!\bM[er]\.)(?<!\b[DP]r\.)(?<!\b[A-Z]\.)\s|\n")
PARAGRAPHS = 2
LIST = " | "


def grammatical(text: str, quote: "Quote") -> str:
    """Return the gender of the phrase by its determiner or pronoun."""
    at = quote.phrase_start if quote.phrase_start >= 0 else quote.speaker_start
    if at is None:
        return ""
    first = re.match(r"[\w-]+\.?", text[at : at + 20])
    word = first[0].lower() if first else ""
    known = "f" if word in words("feminine") else "m" if word in words("masculine") else ""
    return known or gender_of_noun(quote.speaker)


def antecedent(story: Discourse, quote: "Quote") -> str:
    """Return who a pronoun stands for: the last speaker or subject of its gender and number."""
    said = quote.speaker.lower()
    at = quote.speaker_start or quote.start
    if said in ("on", "je", "j'", "nous", "vous"):
        return ""
    gender = "f" if said in words("feminine") else "m" if said in words("masculine") else ""
    if said in words("plural"):
        return next((n for p, n, _, _ in reversed(story.spoken) if is_plural(n)), "")
    since = paragraph_start(story.known.text, min(at, quote.start), PARAGRAPHS)
    events = [(p, n, g) for p, n, g, _ in story.spoken if p < at]
    events += [(p, n, story.known.genders.get(n, "")) for p, n, label in story.subjects if p < at and label == "PER"]
    people = [(p, n) for p, n, g in sorted(events) if not ((g and gender and g != gender) or is_plural(n))]
    here = paragraph_start(story.known.text, min(at, quote.start), 1)
    near = [n for p, n in people if p >= here]
    if near:
        return near[-1]
    if subject := _phrase_before(story.known.text, at, gender):
        return subject
    if near := [n for p, n in people if p >= since]:
        return near[-1]
    met = [
        full_name_of(m, story.known.mentions)
        for m in story.known.mentions
        if m.label == "PER" and since <= m.start < at
    ]
    met = [n for n in met if story.known.genders.get(n, "") in (gender, "")]
    if met:
        return met[-1]
    others = [(p, n) for p, n, label in story.subjects if since <= p < at and label == "ORG"]
    if others or people:
        return others[-1][1] if others else people[-1][1]
    far = {full_name_of(m, story.known.mentions) for m in story.known.mentions if m.label == "PER" and m.start < at}
    far = {n for n in far if story.known.genders.get(n, "") == gender}
    return far.pop() if len(far) == 1 else ""


def is_plural(name: str) -> bool:
    """Tell the name of several: « les juges », « Maria Weber | Paul Weber ».

    >>> is_plural("les juges"), is_plural("Les Républicains"), is_plural("Anne Vial")
    (True, False, False)
    """
    first, _, rest = name.partition(" ")
    return LIST in name or (first.lower() in words("plural") and not rest[:1].isupper())


def paragraph_start(text: str, at: int, count: int) -> int:
    """Return where the paragraph begins that holds a place, or one before it."""
    for _ in range(count):
        at = text.rfind("\n", 0, max(0, at - 1))
        while at > 0 and text[at - 1] == "\n":
            at -= 1
        if at <= 0:
            return 0
    return at


def _phrase_before(text: str, at: int, gender: str) -> str:
    """Return the phrase that opens the sentence before, if it has the gender: « Le nouveau gouvernement… Il a »."""
    opens = [e.end() for e in SENTENCE.finditer(text, max(0, at - 600), at)][-2:]
    for start in opens[:1]:
        found = re.match(
            r"(?:(Le|Un|Ce)|(La|Une|Cette))\s((?:[\w-]+\s){0,3}?[\w-]+)\s(?=(?:s['’]|se|a|ont|est|sont|avait|va|vient|n['’]))",
            text[start : start + 120],
        )
        if found and ("m" if found[1] else "f") == gender:
            return found[0].strip()
    return ""


def last_speaker(story: Discourse, quote: "Quote") -> str:
    """Return who goes on speaking: the last speaker, unless the text has turned to somebody since."""
    text, at = story.known.text, quote.start
    since = paragraph_start(text, at, PARAGRAPHS)
    last = [(p, n) for p, n, _, _ in story.spoken if p < at]
    turned = [(p, n) for p, n, label in story.subjects if since <= p < at and label == "PER"]
    if turned and (not last or turned[-1][0] > last[-1][0]):
        return turned[-1][1]
    if sender := _sender(story, quote):
        return sender
    if last and last[-1][0] >= paragraph_start(text, at, PARAGRAPHS + 2):
        return last[-1][1]
    return turned[-1][1] if turned else _named_after(story, quote)


def _sender(story: Discourse, quote: "Quote") -> str:
    """Return Anne Vial of « … » Un message d'Anne Vial, « … » Ces mots sont de la maire Anne Vial."""
    found = re.match(
        r"\W{0,4}(?:C'est |Ce sont )?(?:\w+\s)?([\w-]+)[^.;:!?«»\n]{0,40}", story.known.text[quote.end : quote.end + 90]
    )
    if not found or found[1].lower() not in words("utterance"):
        return ""
    lead = re.compile(r"\b(?:de|du|des|par|d['’])[^,]*$|\bsigné[es]*[^,]*$")
    for m in story.known.mentions:
        if m.label == "PER" and quote.end < m.start <= quote.end + found.end():
            return full_name_of(m, story.known.mentions) if lead.search(story.known.text[quote.end : m.start]) else ""
    return ""


def _named_after(story: Discourse, quote: "Quote") -> str:
    """« On a tenu. » Anne Vial ne cache pas sa joie : whom the paragraph that such words open is then about."""
    text = story.known.text
    opens = paragraph_start(text, quote.start, 1)
    if any(c.isalnum() for c in text[opens : quote.start]):
        return ""
    close = text.find("\n", quote.end)
    close = close if close >= 0 else len(text)
    return next((n for p, n, label in story.subjects if quote.end < p < close and label == "PER"), "")


def fits_gender(story: Discourse, name: str, gender: str) -> bool:
    """Tell whether a person may be of a gender."""
    known = story.known.genders.get(name, "")
    return not (known and gender and known != gender)
