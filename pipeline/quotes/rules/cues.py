"""Who says it: the cascade of cues, the surest first.

Each rule is a function ``(scene, quote) -> Cue | None``; the first that answers gives its name to the quote, and
the name is one of the clues of its confidence (``resources/quotes/quote_confidence.csv``).
"""

from collections.abc import Callable
from dataclasses import replace

from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import persons, sayers, words
from pipeline.quotes.grammar.phrases import Speaker, opens_phrase, pronoun_speaker, read_speaker
from pipeline.quotes.grammar.places import whose_on
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import group_at
from pipeline.quotes.rules.clause import Cue, Placed, Scene, is_quoted
from pipeline.quotes.rules.fragments import clause, governed, led_predicate, predicate
from pipeline.quotes.rules.sources import according
from pipeline.quotes.text.sentences import Sentence


def inversion(scene: Scene, quote: Placed) -> Cue | None:
    """« … », a indiqué hier la préfète du Gard : the verb follows the quote, its subject follows the verb."""
    ws, at = scene.words, quote.last + 1
    comma = at < len(ws) and ws[at].text in ",-"
    while at < len(ws) and (ws[at].text in ",-." or ws[at].lower in words("adverb")):
        at += 1
    if at >= len(ws) or not (comma or _is_clause(scene, quote)):
        return None
    return incise_at(scene, at, "inversion", "inversion")


def incise_at(scene: Scene, at: int, rule: str, sort: str) -> Cue | None:
    """Read verb and subject of an incise that begins at a word."""
    ws = scene.words
    group = group_at(ws, at, inverted=True)
    if group is None or group.mood in ("gerund", "infinitive") or ws[at].text[0].isupper():
        return None
    if group.pronoun >= 0:
        clitic = pronoun_speaker(ws[group.pronoun])
        return Cue(rule, sort, group.lemma, whose_on(scene, clitic, group.last + 1) or clitic)
    if rule != "inversion" and any(
        w.head == group.main and w.mark is None and w.dep.startswith("nsubj") for w in ws[: group.first]
    ):
        return None
    if "incise" not in group.uses and "que" not in group.uses and "fragment" not in group.uses:
        return None
    subject = skip_complements(ws, group.last + 1, len(ws))
    if not opens_phrase(ws, subject):
        return None
    limit = next((q.first for q in scene.quotes if q.first >= subject), len(ws))
    speaker = read_speaker(scene.text, ws, subject, limit, scene.people)
    return Cue(rule, sort, group.lemma, speaker) if speaker else None


def _is_clause(scene: Scene, quote: Placed) -> bool:
    """Tell whether the quote can stand before a verb without a comma: it is no noun of the sentence."""
    mark = quote.mark
    return quote.first == 0 or scene.text[mark.end - 1] in ".!?…" or scene.text.count(" ", mark.start, mark.end) >= 5


def inside(scene: Scene, quote: Placed) -> Cue | None:
    """« Le train, précise le conducteur, roulait à 80 km/h. » The incise stands between the marks."""
    ws = quote.inside
    within = Scene(scene.text, Sentence(quote.mark.start, quote.mark.end, 0, [], ws), scene.people)
    for i in range(1, len(ws) - 1):
        if ws[i].text in ",?!" and (found := incise_at(within, i + 1, "inside", "incise")) and found.speaker:
            after = next((j for j, w in enumerate(ws) if w.start >= found.speaker.end), len(ws))
            if not any(c.isalnum() for w in ws[after:] for c in w.text):
                return replace(found, cut=ws[i].start)
            after = skip_complements(ws, after, len(ws)) if ws[after].text not in ",.:" else after
            if (
                after == len(ws)
                or ws[after].text in ".:"
                or "," in (ws[after].text, ws[after - 1].text)
                or found.speaker.kind == "pronoun"
            ):
                return found
    return None


def colon(scene: Scene, quote: Placed) -> Cue | None:
    """Le maire tonne : « … ». A verb of speech, then a colon; also « …, avant de poursuivre « … » »."""
    ws, first = scene.words, quote.first
    if first == 0:
        return None
    before = [
        g for g in scene.verbs if g.last < first and g.mood != "passive" and not _quote_between(scene, g.last, first)
    ]
    if ws[first - 1].text == ":":
        for group in reversed(before):
            speaker = read_subject(scene, group)
            return Cue("colon-verb", "colon", group.lemma, speaker, near=True)
    elif before and before[-1].last >= first - 2 and _is_clause_start(scene, quote):
        group = before[-1]
        if "incise" in group.uses or "que" in group.uses:
            return Cue("verb-quote", "none", group.lemma, read_subject(scene, group), near=True)
    return None


def _is_clause_start(scene: Scene, quote: Placed) -> bool:
    return scene.text[quote.mark.start].isupper() or scene.text[quote.mark.start] == "["


def _quote_between(scene: Scene, a: int, b: int) -> bool:
    return any(a < q.first and q.last < b for q in scene.quotes)


def that(scene: Scene, quote: Placed) -> Cue | None:
    """Il assure que « rien n'est décidé » : a verb of speech, « que », and the quote in its clause."""
    ws, first = scene.words, quote.first
    for group in reversed([g for g in scene.verbs if g.last < first]):
        links = [i for i in range(group.last + 1, first) if ws[i].lower in ("que", "qu'")]
        if not links or "que" not in group.uses:
            continue
        if ws[links[-1] - 1].lower in words("not_that"):
            return None
        direct = links[-1] == first - 1
        if not direct and any(w.text in ";:" for w in ws[group.last : first]):
            return None
        return Cue("that" if direct else "that-inside", "that", group.lemma, read_subject(scene, group), near=direct)
    return None


def that_inside(scene: Scene, quote: Placed) -> Cue | None:
    """Il a affirmé qu'il « n'y a que 210 embauches » : the quote is further on in the clause of « que »."""
    cue = that(scene, quote)
    return cue if cue and cue.rule == "that-inside" else None


def that_direct(scene: Scene, quote: Placed) -> Cue | None:
    """Il assure que « rien n'est décidé »."""
    cue = that(scene, quote)
    return cue if cue and cue.rule == "that" else None


def as_said(scene: Scene, quote: Placed) -> Cue | None:
    """Comme le rappelle la Croix-Rouge, « … » : the verb and its subject stand before the quote."""
    ws = scene.words
    for i in range(quote.first - 2, -1, -1):
        if ws[i].lower == "comme" and ws[i + 1].lower in ("le", "l'"):
            return incise_at(scene, i + 1, "comme", "incise")
    return None


def incise(scene: Scene, quote: Placed) -> Cue | None:
    """L'usine produira « 500 tonnes » par an, explique le directeur : an incise further on in the sentence."""
    ws = scene.words
    for i in range(quote.last + 1, len(ws)):
        if ws[i].text in (",", "»") and i + 1 < len(ws) and not is_quoted(scene, i + 1):
            found = incise_at(scene, i + 1, "incise", "incise")
            if found:
                return found
    for i in range(quote.last + 1, len(ws)):
        if ws[i].lower in words("inverted") and ws[i].lower.startswith("-") and not is_quoted(scene, i):
            return Cue("incise", "incise", "", pronoun_speaker(ws[i]))
    return None


def incise_before(scene: Scene, quote: Placed) -> Cue | None:
    """« Oui », répond Léa Morin, « mais pas avant juin » : the incise stands before the half."""
    ws = scene.words
    for i in range(quote.first - 1, 0, -1):
        if ws[i].text == "," and not is_quoted(scene, i + 1):
            found = incise_at(scene, i + 1, "incise", "incise")
            if found:
                return found
    return None


def half(scene: Scene, quote: Placed) -> Cue | None:
    """Give the second half of an utterance the speaker of the first, between whom nothing but the incise stands."""
    before = [q for q in scene.quotes if q.last < quote.first]
    cue = before[-1].cue if before else None
    if cue is None or cue.rule != "inversion" or scene.words[quote.first - 1].text not in ",:.":
        return None
    between = [g for g in scene.verbs if _cue_end(scene, before[-1]) < g.first and g.last < quote.first]
    return None if between else replace(cue, rule="half")


def _cue_end(scene: Scene, quote: Placed) -> int:
    speaker = quote.cue.speaker if quote.cue else None
    end = speaker.phrase_end if speaker else quote.mark.close
    return next((i for i, w in enumerate(scene.words) if w.start >= end), len(scene.words))


def conjoined(scene: Scene, quote: Placed) -> Cue | None:
    """… « bâclé » et « hors de prix » : a further fragment has the speaker of the one before."""
    before = [q for q in scene.quotes if q.last < quote.first and q.cue is not None]
    if not before:
        return None
    known = before[-1].cue
    assert known is not None
    if any(w.text == ";" for w in scene.words[before[-1].last : quote.first]):
        return None
    return replace(known, rule="conjoined", weak=known.weak)


def colon_plain(scene: Scene, quote: Placed) -> Cue | None:
    """Elle balaie la critique d'un geste : « Balivernes. » A colon without a verb of speech."""
    ws, first = scene.words, quote.first
    if first == 0 or ws[first - 1].text != ":":
        return None
    speaker = read_subject(scene, None, limit=first - 1)
    if speaker and speaker.kind == "role":
        said = [w.lower for w in ws if speaker.phrase_start <= w.start < speaker.phrase_end]
        if not any(w in sayers() for w in said):
            speaker = None
    return Cue("colon", "colon", "", speaker)


def floating(scene: Scene, quote: Placed) -> Cue | None:
    """A sentence that is nothing but a quote: it goes on with the speaker before."""
    outside = [w for i, w in enumerate(scene.words) if not is_quoted(scene, i) and any(c.isalnum() for c in w.text)]
    if outside or len(scene.quotes) > 2:
        return None
    return Cue("floating", "none")


def after_subject(scene: Scene) -> Speaker | None:
    """Return the person whom a sentence is about, to speak in the next one."""
    verbs = [g for g in scene.verbs if g.mood == "finite"]
    group = verbs[-1] if verbs else None
    speaker = read_subject(scene, group) if group else read_subject(scene, None, limit=len(scene.words))
    if speaker is None or speaker.kind not in ("name", "role", "pronoun"):
        return None
    if speaker.kind == "name" and speaker.end - speaker.start:
        return speaker
    said = scene.text[speaker.start : speaker.end].lower()
    if speaker.kind == "pronoun":
        return speaker if group and said in ("il", "elle") else None
    return speaker if any(part in persons() for part in said.replace("'", " ").split()[:4]) else None


RULES: tuple[Callable[[Scene, Placed], Cue | None], ...] = (
    inside, inversion, colon, led_predicate, that_direct, as_said, according, that_inside, incise, half, governed,
    incise_before, conjoined, colon_plain, floating,
    predicate, clause,
)  # fmt: skip


def attribute(scene: Scene) -> None:
    """Give each quote of a scene the first cue that answers."""
    for quote in scene.quotes:
        quote.cue = next((cue for rule in RULES if (cue := rule(scene, quote))), None)
