"""Groups of words that say: « a ensuite déclaré », « s'exclame-t-il », « fait savoir »."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.quotes.grammar.lexicon import Verb, locutions, speech_forms, words
from pipeline.quotes.grammar.words import adverbial_end, is_det, run_end, run_start, word_at
from pipeline.quotes.text.sentences import Word

# « , mardi à Brest, » between auxiliary and participle is no longer.
ASIDE = 7
NOWHERE = 1_000_000
# What a verb that tells something can do.
TELLS = frozenset(["report", "inf", "inf-de", "inf-a"])


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: ``words[first:last + 1]``; ``main`` is the verb; ``pronoun`` the inverted clitic or -1.

    ``mood`` is that of the verb, or « passive », whose only use is « passive ».
    """

    first: int
    last: int
    main: int
    lemma: str
    mood: str
    uses: frozenset[str]
    pronoun: int = -1


def is_negated(ws: Sequence[Word], group: Group) -> bool:
    """Tell « n'a jamais dit », « ne parlent pas »; « ne peut que reconnaître » says it."""
    if any(w.lower in words("complementizer") for w in ws[group.first : group.main]):
        return False
    return any(ws[i].lower in words("ne") for i in range(max(0, group.first - 2), group.main))


def is_plural_verb(word: Word) -> bool:
    """Tell « annoncent », « ont » from « annonce », « a »."""
    return word.lower.endswith(("ent", "ont"))


def group_at(ws: Sequence[Word], at: int, *, inverted: bool = False) -> Group | None:
    """Read the verb group that starts at a word, clitics and leading adverbs included.

    With ``inverted``, a verb that is in no list counts if a clitic subject follows it: « tente-t-il ».
    """
    if done := _done(ws, at):
        return done
    first, at = at, run_end(ws, at, "clitic")
    if at == len(ws):
        return None
    reflexive = first < at and any(w.lower in words("reflexive") for w in ws[first:at])
    if ws[at].lower in words("auxiliary", "modal"):
        found = _compound(ws, first, at, reflexive, inverted=inverted)
        if found:
            return found
    return _simple(ws, first, at, reflexive, inverted=inverted)


def _done(ws: Sequence[Word], at: int) -> Group | None:
    """Read « après avoir annoncé », « après s'être plaint » as a gerund: whoever acts next has said it before."""
    helper = run_end(ws, at + 1, "reflexive") if word_at(ws, at).lower == "après" else 0
    if not helper or word_at(ws, helper).lower not in words("infinitive_of_auxiliary"):
        return None
    i = _after_adverbs(ws, helper + 1)
    form, reflexive = word_at(ws, i).lower, helper > at + 1
    if locution := _locution(ws, i + 1, form):
        return Group(at, locution[1], i, locution[0].lemma, "gerund", locution[0].uses)
    verb = speech_forms().get(form)
    if verb is None or verb.mood == "infinitive" or not _may_follow("avoir", verb, ws[i]):
        return None
    own = uses(replace(verb, uses=frozenset(u for u in verb.uses if u.endswith("-se") or not reflexive)), reflexive)
    if own.isdisjoint(TELLS | {"fragment"}):
        return None  # « après avoir entendu trois « coups » »
    return Group(at, i, i, _lemma(verb, reflexive), "gerund", own)


def _simple(ws: Sequence[Word], first: int, at: int, reflexive: bool, *, inverted: bool) -> Group | None:
    form = ws[at].lower
    verb = speech_forms().get(form)
    if verb is None and not inverted and form not in _locution_verbs():
        return None
    pronoun, last = _clitic_subject(ws, at + 1)
    locution = _locution(ws, last + 1 if pronoun >= 0 else at + 1, form)
    if locution:
        return Group(first, locution[1], at, locution[0].lemma, locution[0].mood, locution[0].uses, pronoun)
    if verb and shares_auxiliary(ws, at):
        return Group(first, at, at, _lemma(verb, reflexive), "finite", uses(verb, reflexive))
    if verb and _may_stand(ws, at, verb, inverted=inverted):
        return Group(first, max(at, last), at, _lemma(verb, reflexive), verb.mood, uses(verb, reflexive), pronoun)
    if inverted and pronoun >= 0 and form.isalpha():
        return Group(first, last, at, "", "finite", frozenset(["incise"]), pronoun)
    return None


def shares_auxiliary(ws: Sequence[Word], at: int) -> bool:
    """« Il a dénoncé un complot et répété que », « ont voté le texte puis promis de » : the auxiliary stands before.

    « un plan attendu et demandé par les communes » has none.
    """
    verb = speech_forms().get(word_at(ws, at).lower)
    before = word_at(ws, at - 1).lower
    if verb is None or verb.mood != "participle" or before not in words("joins_fragment"):
        return False
    said = _next_word(ws, at + 1)
    told = ws[at].pos == "VERB" and ws[at].lower[-1] not in "es" and not verb.uses.isdisjoint(TELLS)
    told = told and before in ("et", "puis", "mais")
    governs = said in words("governs") or (told and said != "par" and said.isalpha())
    return governs and any(w.lower in words("have") for w in ws[:at])


def _compound(ws: Sequence[Word], first: int, at: int, reflexive: bool, *, inverted: bool) -> Group | None:
    """Read auxiliary, clitic subject, adverbs and participle (« vient de » + infinitive)."""
    been = word_at(ws, at + 1).lower == "été"
    if (been or ws[at].lower in words("be")) and not reflexive:
        return None if inverted else _passive(ws, first, at + been)
    pronoun, last = _clitic_subject(ws, at + 1)
    i = j = (last if pronoun >= 0 else at) + 1
    restricts = ws[at].lower in words("modal") and word_at(ws, at - 1).lower == "ne"
    while j < len(ws):
        word = ws[j]
        locution = _locution(ws, j + 1, word.lower)
        if locution:
            return Group(first, locution[1], j, locution[0].lemma, "finite", locution[0].uses, pronoun)
        verb = speech_forms().get(word.lower)
        if verb and verb.mood in ("participle", "infinitive", "finite") and _may_follow(ws[at].lower, verb, word):
            return Group(first, j, j, _lemma(verb, reflexive), "finite", uses(verb, reflexive), pronoun)
        j = j + 1 if restricts and word.lower in words("complementizer") else _after_between(ws, j)
    if inverted and pronoun >= 0 and word_at(ws, i).lower.isalpha():
        return Group(first, i, i, "", "finite", frozenset(["incise"]), pronoun)
    return None


def _passive(ws: Sequence[Word], first: int, at: int) -> Group | None:
    """Read « est décrit », « a été accusée » : nobody says anything but the agent, if there is one."""
    i = at + 1
    while i < len(ws):
        verb = speech_forms().get(ws[i].lower)
        if verb and (verb.mood == "participle" or _may_follow("est", verb, ws[i])):
            return Group(first, i, i, verb.lemma, "passive", frozenset(["passive"]))
        i = _after_between(ws, i)
    return None


def _after_between(ws: Sequence[Word], at: int) -> int:
    """Return the word after what may stand between auxiliary and participle: « a, lui, dénoncé »; far off if none."""
    if ws[at].text == ",":
        close = next((j for j in range(at + 2, min(at + ASIDE, len(ws))) if ws[j].text == ","), NOWHERE)
        return close + 1 if not any(w.mark or w.text in ":;." for w in ws[at:close]) else NOWHERE
    return adverbial_end(ws, at) or (at + 1 if _between(ws[at]) else NOWHERE)


def _between(word: Word) -> bool:
    """Tell an adverb, or what may stand between auxiliary and participle."""
    light = word.lower in words("adverb", "within_group", "concedes", "clitic")
    return light or (word.lower.endswith("ment") and word.lower.isalpha())


def _may_stand(ws: Sequence[Word], at: int, verb: Verb, *, inverted: bool) -> bool:
    """Leave aside the nouns and adjectives that are spelt like a verb: « le juge », « une note », « la demande ».

    After a quote, where only a verb can stand, the spelling is enough: taggers take « soupire » for a noun.
    """
    word = ws[at]
    if word.text == "dit" and word_at(ws, at - 1).lower in words("said_aside"):  # « cela dit, tout va bien »
        return False
    if inverted and verb.mood == "finite" and word.text[0].islower():
        return True
    if verb.mood == "participle" and not word.lower.endswith(("it", "int", "rit")):
        return False
    if word.lower in words("adverb") and word_at(ws, at - 1).lower not in words("heads_gerund"):
        return False  # « Maintenant que tout est prêt »
    if word.pos in ("VERB", "AUX") or (verb.mood == "gerund" and _has_leur(ws, at)):
        return True
    if word.text[0].isupper() and at > 0:
        return False
    owns = verb.mood == "finite" and any(w.head == at and w.dep == "nsubj" for w in ws[:at])
    over = verb.lemma in words("verb_over") and word_at(ws, at + 1).lower == "sur" and not is_det(word_at(ws, at - 1))
    return owns or over or _stands_as_verb(ws, at)  # « L'armée annonce, via… » : a noun with a subject is a verb


def _stands_as_verb(ws: Sequence[Word], at: int) -> bool:
    """Tell by its neighbours what the tagger takes for a noun: « elle note », « la ville note que »."""
    before, after = word_at(ws, at - 1).lower, _next_word(ws, at + 1)
    if before in words("pronoun"):
        return True
    led = before in words("determiner", "preposition", "of")
    if not led and after in words("infinitive_of_auxiliary") and word_at(ws, at + 1).lower == after:
        return True  # « la société dément avoir vendu »
    return ws[at].pos == "" or (not led and (after in words("determiner") or after in ("que", "qu'", ":", "«", "de")))


def _has_leur(ws: Sequence[Word], at: int) -> bool:
    """« …, leur demandant de partir » : the parse takes the gerund for a noun and « leur » for its article."""
    return word_at(ws, at - 1).lower == "leur" and word_at(ws, at - 2).lower in (",", "en")


def _next_word(ws: Sequence[Word], at: int) -> str:
    """Return the word after the adverbs that begin at ``at``, « , par ailleurs, » among them, or nothing."""
    comma = word_at(ws, at).text == ","
    i = _after_adverbs(ws, at + comma)
    if comma:
        i = i + 1 if word_at(ws, i).text == "," else at
    return word_at(ws, i).lower


def _after_adverbs(ws: Sequence[Word], at: int) -> int:
    """Return the word after the adverbs that begin at a word, « par ailleurs » among them."""
    while at < len(ws) and (end := adverbial_end(ws, at) or run_end(ws, at, "adverb")) > at:
        at = end
    return at


def _may_follow(auxiliary: str, verb: Verb, word: Word) -> bool:
    if auxiliary in words("modal"):
        return verb.mood == "infinitive" and verb.lemma not in words("no_modal")
    if verb.mood == "infinitive":
        return auxiliary.startswith(("v", "a"))
    if verb.mood == "finite":
        return verb.lemma.endswith(("dire", "duire", "crire", "indre"))
    return True


def _clitic_subject(ws: Sequence[Word], at: int) -> tuple[int, int]:
    """Return the inverted clitic (« -t-il ») and the last word of it, or (-1, -1)."""
    i = at
    if word_at(ws, i).lower in ("-t", "t", "-", "-t-", "t-"):
        i += 1
    if word_at(ws, i).lower in words("inverted") and (i > at or ws[i].lower[0] in "-t"):
        return i, i
    return -1, -1


def _locution(ws: Sequence[Word], at: int, form: str) -> tuple[Verb, int] | None:
    if form not in _locution_verbs():
        return None
    at = _after_adverbs(ws, at)
    for forms, parts in locutions().get(word_at(ws, at).lower, ()):
        after = at + len(parts)
        if form not in forms or tuple(w.lower for w in ws[at:after]) != parts:
            continue
        # « se dit convaincu que », not « se dit convaincu par le projet que la région finance »
        sure = parts[-1] in words("convinced") and "announce" not in forms[form].uses
        if not sure or word_at(ws, after).lower in words("complementizer"):
            return forms[form], after - 1
    return None


@cache
def _locution_verbs() -> frozenset[str]:
    """Return every form of the verbs that « fait savoir », « met en garde » begin with."""
    return frozenset(form for rows in locutions().values() for forms, _ in rows for form in forms)


def _lemma(verb: Verb, reflexive: bool) -> str:
    """Return the infinitive, « s'exclamer » for a verb that says nothing without « se »."""
    if not reflexive or any(not u.endswith("-se") for u in verb.uses):
        return verb.lemma
    return f"s'{verb.lemma}" if verb.lemma[0] in "aeiouéèêhy" else f"se {verb.lemma}"


def uses(verb: Verb, reflexive: bool) -> frozenset[str]:
    """Return what a verb can do, with or without « se »."""
    if reflexive:
        return verb.uses | {u.removesuffix("-se") for u in verb.uses}
    return frozenset(u for u in verb.uses if not u.endswith("-se"))


def groups(ws: Sequence[Word], start: int, end: int) -> Iterator[Group]:
    """Yield the verb groups of ``words[start:end]``, left to right, without overlap."""
    last, openers = start - 1, group_openers()
    for i in [i for i in range(start, end) if ws[i].lower in openers]:
        found = group_at(ws, max(start, run_start(ws, i, "clitic"))) if i > last else None
        if found and found.uses and found.last < end:
            yield found
            last = found.last


@cache
def group_openers() -> frozenset[str]:
    """Return the words that a verb group begins with, but clitics: verbs, auxiliaries, « fait » of « fait savoir ».

    « après » opens « après avoir dit ».
    """
    verbs = (forms for rows in locutions().values() for forms, _ in rows)
    firsts = {form for forms in verbs for form, verb in forms.items() if verb.mood in ("finite", "gerund")}
    return words("auxiliary", "modal") | frozenset(firsts) | frozenset(speech_forms()) | {"après"}
