"""Speech or not: titles, names, terms and irony stand in quotation marks too.

``RULES`` are tried in order, the first that answers decides what the grammar says. What it says is then weighed with
what the words look like (:mod:`pipeline.quotes.rules.speech_or_term`): the sum decides.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.words import is_det
from pipeline.quotes.rules.passage import Passage

# A clause of so many words is said, whoever says it; with a finite verb fewer are enough.
SAID, SAID_IF_FINITE = 10, 4
# No title, no name has so many words.
LENGTH = 16
# So few words that no verb governs closely are a term.
FEW = 2
# « gilets jaunes » : a name of a group has no more words.
NAME = 3
DASHES = ("–", "—", "-")
# « regretter ce choix », « ne pas comprendre », « n'avoir rien dit »
INFINITIVE_FIRST = re.compile(
    r"(?:ne (?:pas |rien |jamais |plus )?|n'|s'|se |d'|de |à )?[a-zà-ÿ-]{2,}(?:er|ir|oir|re)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def no_words(p: Passage) -> str | None:
    """« … » without a word."""
    return "term" if p.count == 0 else None


def on_a_sign(p: Passage) -> str | None:
    """« Sur la pancarte, on pouvait lire « Non à la fermeture » »."""
    read = p.cue and p.cue.verb == "lire" and p.rule != "inversion" and words("naming").isdisjoint(p.near)
    return "slogan" if read and p.cue and p.cue.speaker and p.cue.speaker.kind == "pronoun" else None


def below_a_sign(p: Passage) -> str | None:
    """« « Non à la fermeture », pouvait-on lire sur une pancarte » ; « sur les banderoles : « Non » »."""
    read = p.rule == "inversion" and p.written and p.sign
    led = p.rule != "inversion" and any(word in words("sign") for word in p.near[-2:])
    return "slogan" if read or led else None


def asked(p: Passage) -> str | None:
    """« À la question « Lui faites-vous confiance ? », six sur dix répondent oui » : nobody asks it here."""
    return "term" if p.near[-1:] == ["question"] and p.rule not in ("inversion", "colon-verb") else None


def denied(p: Passage) -> str | None:
    """« Il n'a jamais dit « oui » »."""
    return "term" if p.count <= FEW and p.cue and p.cue.negated else None


def surely_said(p: Passage) -> str | None:
    """« Balivernes ! », lance Paul Arno."""
    return "" if p.sure and (p.finite or p.count >= FEW or p.stopped) else None


def named_by_participle(p: Passage) -> str | None:
    """« L'association, baptisée « Un toit pour tous » » ; « le rapport intitulé « Vieillir » »."""
    naming = [w for w in p.near[-2:] if w in words("naming") and not w.startswith("dit")]
    if not naming or (p.finite and p.count > 6) or _after_colon(p):
        return None
    participle = naming[0] in words("names_only")
    if not participle and not {w.lower for w in p.before}.isdisjoint(words("have")):
        return None
    return "title" if naming[0].startswith(("intitul", "titr")) else "name"


def called(p: Passage) -> str | None:
    """« La loi dite « anti-casseurs » » ; not « elle a dit « oui » », « il s'est dit « prêt » »."""
    if not p.near or p.near[-1] not in words("called") or p.finite or _after_colon(p):
        return None
    if not words("reflexive").isdisjoint(p.near[:-1]) or _wishes(p):
        return None
    return "" if not words("says").isdisjoint(p.near) else "name"


def _wishes(p: Passage) -> bool:
    """« La mairie dit « regretter ce choix » » : an infinitive, after who can say so; not « un projet dit « … » »."""
    speaker = p.cue.speaker if p.cue else None
    if speaker is None or len(p.before) < 2 or p.near[-1] not in words("finite_form"):
        return False
    who = [w.lower for w in p.before[:-1] if w.start >= speaker.start]
    can = speaker.kind in ("name", "organisation") or not sayers().isdisjoint(who)
    return can and speaker.phrase_end == p.before[-2].end and p.count > 1 and bool(INFINITIVE_FIRST.match(p.text))


def labelled(p: Passage) -> str | None:
    """« Le concept « zéro déchet » » ; « la mention « fragile » »."""
    labels = p.near and p.near[-1] in words("label_noun") and p.count <= 6
    return "term" if labels and not _after_colon(p) else None


def themed(p: Passage) -> str | None:
    """« Une conférence sur le thème : « Vivre ensemble » » : what a heading says is nobody's word."""
    return "title" if p.before and p.before[-1].text == ":" and not words("theme").isdisjoint(p.near[-2:]) else None


def listed(p: Passage) -> str | None:
    """« Mise à jour : 7 mai 2017 — « Le maire décrète l'état d'urgence » » : a heading after a date and a dash."""
    dated = len(p.before) > 1 and p.before[-1].text in DASHES and _YEAR.fullmatch(p.before[-2].text)
    return "title" if dated and p.rule != "inversion" else None


def work(p: Passage) -> str | None:
    """« Le film « Les Vagues » », « la chanson américaine « Blue Rain » »."""
    if not p.near or not (p.text[:1].isupper() or p.text[:1].isdigit()) or _after_colon(p):
        return None
    if p.near[-1] in words("work"):
        return None if p.finite and p.count > 8 else "title"
    apart = len(p.near) > 1 and p.near[-2] in words("work") and p.near[-1] not in (":", *words("of"))
    return "title" if apart and not p.finite and p.count <= 8 else None


def before_name(p: Passage) -> str | None:
    """« Le « docteur » Morel »."""
    return "name" if p.count <= FEW and p.after[:1].isupper() and not p.sure else None


def unattributed(p: Passage) -> str | None:
    """« Un « coup de pouce » bienvenu » : nobody says it; a clause or ten words are somebody's."""
    if p.cue is not None and p.rule != "clause":
        return None
    said = p.finite and (p.count >= SAID_IF_FINITE or p.stopped)
    return "" if said or p.count >= SAID else p.term


def at_length(p: Passage) -> str | None:
    """« Avec la hausse continue des prix de l'énergie et même en… » : so many words are somebody's, whoever that is."""
    return "" if p.count >= LENGTH else None


def introduced(p: Passage) -> str | None:
    """« Morlac : « Le pont rouvrira en mai » » : a capital after a colon."""
    colon = bool(p.before) and p.before[-1].text == ":"
    return "" if colon and p.count >= 3 and p.text[:1].isupper() and p.cue else None


def sourced(p: Passage) -> str | None:
    """« La loi est « mort-née », selon l'expression d'un sénateur » : the source stands beside it."""
    return "" if p.rule == "selon" and p.after == "," and not p.titled else None


def whole_clause(p: Passage) -> str | None:
    """« Il juge que « rien n'est décidé » »."""
    return "" if p.finite and p.count >= 3 else None


def passive(p: Passage) -> str | None:
    """« Le projet est qualifié de « pharaonique » » : by nobody."""
    return p.term if p.rule == "passive" else None


def titled_fragment(p: Passage) -> str | None:
    """« Il présente « Les Vagues » »."""
    return "title" if p.rule in ("fragment", "agent") and p.titled else None


def beside_term(p: Passage) -> str | None:
    """« Des « gueux » et des « nantis » » : as the one before."""
    return p.term if (p.rule == "conjoined" or p.joined) and p.follows_term and p.count <= 3 else None


def collective(p: Passage) -> str | None:
    """« La colère des « gilets verts » » : a name in the plural that the article takes up again."""
    led = bool(p.before) and is_det(p.before[-1]) and p.before[-1].lower in words("plural") | words("contraction")
    return "name" if led and p.repeated and 2 <= p.count <= NAME and p.text.islower() else None


def anybody(p: Passage) -> str | None:
    """« On parle de « race » », « je vois l'intérêt du « bio » » : nobody else is quoted."""
    return p.term if p.written and p.rule == "fragment" and p.count <= FEW and not p.finite else None


def within_source(p: Passage) -> str | None:
    """« Selon le syndicat, les « faux départs » se multiplient » : a word of the sentence, or of the source."""
    return "" if p.rule in ("selon", "pour") and p.cue and p.cue.near and p.count <= FEW else None


def few_far(p: Passage) -> str | None:
    """« Il accuse ceux qui, depuis dix ans, parlent de « race » » : far from the verb a word or two are a term."""
    return p.term if p.cue and p.count <= FEW and p.cue.weak else None


def governed(p: Passage) -> str | None:
    """« Il dénonce un projet « bâclé » » : the verb of speech stands just before."""
    return "" if p.cue and p.cue.near and not p.cue.weak else None


def beside_speech(p: Passage) -> str | None:
    """« … un projet « bâclé » et « hors de prix » » : as the one before."""
    return "" if p.rule == "conjoined" or (p.cue and p.cue.near) else None


def titled(p: Passage) -> str | None:
    """« Après « Les Vagues », il tourne » : a capital in the middle of a sentence."""
    return "title" if p.titled and not p.finite else None


def exemplified(p: Passage) -> str | None:
    """« Des mots tels que « chaos » » : an example of words."""
    such = len(p.near) > 1 and p.near[-1] in words("complementizer") and p.near[-2].startswith("tel")
    return "term" if such and p.count <= FEW else None


def equated(p: Passage) -> str | None:
    """« …, dit Odile Roux, puisque c'est « le barème » » : a noun that the sentence itself sets."""
    set_here = bool(p.near) and p.near[-1] in words("be") and p.first in words("determiner")
    return "term" if set_here and p.count <= FEW and p.cue and not p.cue.near else None


def irony(p: Passage) -> str | None:
    """« Il croit au « progrès » » ; « une « dérive » » is an opinion."""
    alone = p.count == 1 and p.before and is_det(p.before[-1]) and p.before[-1].lower not in words("indefinite_article")
    return "irony" if alone else None


def _after_colon(p: Passage) -> bool:
    return p.sure and bool(p.before) and p.before[-1].text == ":"


Rule = Callable[[Passage], str | None]
RULES: tuple[Rule, ...] = (
    no_words, on_a_sign, below_a_sign, asked, denied, themed, listed, surely_said, collective, called,
    named_by_participle, labelled, work, before_name, at_length, unattributed, introduced, whole_clause, sourced,
    passive, titled_fragment, exemplified, beside_term, equated, few_far, anybody, within_source, governed,
    beside_speech, titled, irony,
)  # fmt: skip


def decide(passage: Passage, rules: Sequence[Rule] = RULES) -> tuple[str, str]:
    """Return what the grammar says: the name of the rule that answers, and the kind of term, empty for speech."""
    for rule in rules:
        kind = rule(passage)
        if kind is not None:
            return rule.__name__, kind
    return "other", ""
