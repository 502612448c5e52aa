"""Verbs of speech and their forms, and the other words that carry a quote."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.entities.person_nouns import person_nouns
from pipeline.language.lists import load

_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[\w-]+'?")
_REGULAR = {
    "er": ("e", "ent", "", "a", "èrent", "er", "é"),
    "ir": ("it", "issent", "iss", "it", "irent", "ir", "i"),
}
_TENSES = ("present_s", "present_p", "imperfect", "past_s", "past_p", "future", "participle")
# -eler and -eter double their consonant in these; the others take « è ».
_DOUBLING = re.compile(r"(?:app|rapp|épel)el$|(?:jet)$")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of speech.

    ``mood`` is finite, participle, gerund or infinitive; ``uses`` what the verb can do: ``incise`` (stand in an
    incise), ``que`` (govern a clause), ``inf`` (govern an infinitive), ``fragment``.
    """

    lemma: str
    mood: str
    uses: frozenset[str]


def conjugate(lemma: str, model: str = "") -> dict[str, str]:
    """Return the third-person forms, participles and infinitive of a verb, by form, with their mood.

    ``model`` names a row of ``verb_models.csv``; without it the verb is of the first or second group.

    >>> forms = conjugate("répéter")
    >>> forms["répète"], forms["répétaient"], forms["répétées"], forms["répétant"]
    ('finite', 'finite', 'participle', 'gerund')
    """
    parts, stem = _parts(lemma, model)
    soft = _softened(stem)
    imperfect = parts["imperfect"]
    forms = {lemma: "infinitive", (soft if not model else stem) + imperfect + "ant": "gerund"}
    for end in ("", "e", "s", "es"):
        forms.setdefault(stem + parts["participle"] + end, "participle")
    grave = _grave(stem) if not model and lemma.endswith("er") else [stem]
    for shape in grave:
        for key in ("present_s", "present_p"):
            forms[shape + parts[key]] = "finite"
        for end in ("a", "ont", "ait", "aient"):
            forms[shape + parts["future"] + end] = "finite"
    for end in ("a", "ont", "ait", "aient"):
        forms[stem + parts["future"] + end] = "finite"
    for end in ("ait", "aient", "ais", "ions"):
        forms[(soft if not model else stem) + imperfect + end] = "finite"
    past = soft if not model and lemma.endswith("er") else stem
    if parts["past_s"]:
        forms |= {past + parts["past_s"]: "finite", stem + parts["past_p"]: "finite"}
    if lemma.endswith("aître"):
        forms |= {f.replace("aît", "ait"): mood for f, mood in forms.items()}
    return forms


def _parts(lemma: str, model: str) -> tuple[dict[str, str], str]:
    """Return the endings of a verb and its stem."""
    for row in load("language/verb_models"):
        if row["model"] == model:
            return row, lemma.removesuffix(row["tail"])
    return dict(zip(_TENSES, _REGULAR[lemma[-2:]], strict=True)), lemma[:-2]


def _softened(stem: str) -> str:
    """Return the stem before « a »: lançait, changeait."""
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem


def _grave(stem: str) -> list[str]:
    """Return the stems before a mute « e »: répète, martèle, appelle, appuie and essaye."""
    if _DOUBLING.search(stem):
        return [stem + stem[-1]]
    if stem.endswith(("ay", "oy", "uy")):
        return [stem[:-1] + "i", stem]
    changed = re.sub(r"[eé]([bcdfglmnprstvz]|gn|vr|gr|tr|br|ch|gu|qu)$", r"è\1", stem)
    return [changed]


@cache
def speech_forms() -> dict[str, Verb]:
    """Return every form of the verbs of speech."""
    forms: dict[str, Verb] = {}
    for row in load("quotes/speech_verbs"):
        uses = frozenset(row["constructions"].split())
        for form, mood in conjugate(row["lemma"], row["model"]).items():
            known = forms.get(form)
            if known is None or (mood == "finite" and known.mood != "finite" and known.lemma == row["lemma"]):
                forms[form] = Verb(row["lemma"], mood, uses)
    # The present and the participle of « dire », « traduire » are one word: as a participle only after « avoir ».
    return forms


@cache
def reporting() -> frozenset[str]:
    """Return the verbs whose « que » clause is indirect speech by itself."""
    rows = load("quotes/speech_locutions")
    return verbs_that("report") | {f"{r['verb']} {r['complement']}" for r in rows if "report" in r["constructions"]}


@cache
def verbs_that(use: str) -> frozenset[str]:
    """Return the verbs of speech that have a use: ``report``, ``reply`` to somebody, ``add`` to what one has said.

    >>> "rétorquer" in verbs_that("reply"), "rétorquer" in verbs_that("add"), "poursuivre" in verbs_that("add")
    (True, False, True)
    """
    return frozenset(row["lemma"] for row in load("quotes/speech_verbs") if use in row["constructions"].split())


@cache
def locutions() -> dict[str, tuple[tuple[dict[str, Verb], tuple[str, ...]], ...]]:
    """Return « faire savoir » and its like by the word after the verb: the forms of the verb, the words after it."""
    found: dict[tuple[str, ...], dict[str, Verb]] = {}
    for row in load("quotes/speech_locutions"):
        uses = frozenset(row["constructions"].split())
        lemma = f"{row['verb']} {row['complement']}"
        forms = {f: Verb(lemma, mood, uses) for f, mood in conjugate(row["verb"], row["model"]).items()}
        found.setdefault(tuple(row["complement"].split()), {}).update(forms)
    return {first: tuple((forms, words) for words, forms in found.items() if words[0] == first) for first, *_ in found}


# The lists of words by grammatical class: a word stands in one, with all its uses (``word_uses.csv`` explains them).
CLASSES = (
    "adjectives", "adverbs", "auxiliaries", "conjunctions", "determiners", "document_nouns", "group_nouns", "media",
    "organisation_nouns", "participles", "particles", "person_nouns", "prepositions", "pronouns", "source_phrases",
    "time_words", "titles", "verbs",
)  # fmt: skip


@cache
def words(*uses: str) -> frozenset[str]:
    """Return the words of the lists by class, and of ``report_words.csv``, that have one of the uses.

    >>> sorted(words("stressed"))
    ['elle', 'elles', 'eux', 'lui']
    """
    return frozenset[str]().union(*(_words_by_use().get(use, ()) for use in uses))


@cache
def _words_by_use() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in CLASSES:
        for row in load(f"quotes/{name}"):
            for use in row["uses"].split():
                found.setdefault(use, set()).add(row["form"])
    for row in load("quotes/report_words"):
        found.setdefault(row["use"], set()).add(row["word"])
    return {use: frozenset(forms) for use, forms in found.items()}


@cache
def persons() -> frozenset[str]:
    """Return the nouns that a person is called by, singular, but for those that mean something else more often."""
    return frozenset(form for form, noun in person_nouns().items() if not noun.singular) - words("no_person")


@cache
def sayers() -> frozenset[str]:
    """Return the nouns of those who speak: a person, persons, a group."""
    return persons() | {f"{noun}s" for noun in persons()} | words("group_noun", "speaks")


@cache
def phrases(use: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases that have a use, as tuples of words by their first, the longest first.

    >>> phrases("source")["aux"][0]
    ('aux', 'dires', "d'")
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(words(use)):
        parts = tuple(_PART.findall(phrase))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in found.items()}


@cache
def phrases_by_two(use: str) -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Return the phrases that have a use by their first word, then their second (nothing: of one word), longest first.

    >>> phrases_by_two("source")["aux"]["dires"]
    (('aux', 'dires', "d'"), ('aux', 'dires', 'de'), ('aux', 'dires', 'des'), ('aux', 'dires', 'du'))
    """
    return {
        first: {second: tuple(row for row in rows if (*row, "")[1] == second) for second in {(*r, "")[1] for r in rows}}
        for first, rows in phrases(use).items()
    }


@cache
def locution_words() -> frozenset[str]:
    """Return the word that shows a verb of several words: « savoir », « garde » (mettre en garde)."""
    rows = [
        row
        for row in load("quotes/speech_locutions")
        if {"incise", "report", "announce", "inf-de"} & set(row["constructions"].split())
    ]
    return frozenset(max(row["complement"].split(), key=len) for row in rows)


@cache
def source_words() -> frozenset[str]:
    """Return the word that shows a source: the longest of « d'après », « de l'avis de »."""
    return frozenset(max(_WORD.findall(phrase), key=len) for phrase in words("source"))
