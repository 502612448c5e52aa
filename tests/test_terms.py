"""Speech or term: each rule of grammar answers on its side of its limits, and keeps silent on the other."""

from typing import Any

import pytest

from pipeline.quotes.grammar.clause import Cue, Speaker
from pipeline.quotes.grammar.passages import has_finite_verb, word_count
from pipeline.quotes.rules.passage import Passage
from pipeline.quotes.rules.terms import decide
from pipeline.quotes.text.sentences import Word

SOMEBODY = Speaker(0, 4, "name", 0, 4)


def passage(before: str, text: str, after: str = "", cue: Cue | None = None, **more: Any) -> Passage:
    """Return ``before « text » after`` as the rules see it."""
    known = tuple(Word(0, 0, word, lower=word.lower()) for word in before.replace("'", "' ").split()[-4:])
    shape: dict[str, Any] = {"count": word_count(text), "finite": has_finite_verb(text), "follows_term": False}
    shape |= {"joined": False, "repeated": False, "written": False, "sign": False}
    return Passage(text=text, before=known, after=after, cue=cue, **(shape | more))


def cue(rule: str, verb: str = "", speaker: Speaker | None = SOMEBODY, **more: Any) -> Cue:
    return Cue(rule, "none", verb, speaker, **more)


FRAGMENT, NEAR = cue("fragment", "dénoncer"), cue("fragment", "dénoncer", near=True)
FAR, CLAUSE, SELON = cue("fragment", "accuser", weak=True), cue("clause", weak=True), cue("selon", near=True)
HE = Speaker(0, 2, "pronoun", 0, 2)


@pytest.mark.parametrize(
    ("given", "rule", "kind"),
    [
        (passage("il tape", "…"), "no_words", "term"),
        # what one may read
        (passage("on pouvait lire", "Non à la fermeture", cue=cue("fragment", "lire", HE)), "on_a_sign", "slogan"),
        (passage("elle a lu", "Non à la fermeture", cue=cue("fragment", "lire")), "titled_fragment", "title"),
        (passage("sur les banderoles :", "Non"), "below_a_sign", "slogan"),
        (passage("sur deux grandes banderoles vertes :", "Non"), "unattributed", "term"),
        (passage("", "Non", ",", cue("inversion", "lire", HE), written=True, sign=True), "below_a_sign", "slogan"),
        (passage("", "Non !", ",", cue("inversion", "lire", HE), written=True), "surely_said", ""),
        # what is asked, what is denied
        (passage("à la question", "Viendrez-vous ?", ","), "asked", "term"),
        (passage("à la question", "Viendrez-vous ?", ",", cue("colon-verb", "poser")), "surely_said", ""),
        (passage("à la question", "Viendrez-vous ?", ",", cue("inversion", "poser")), "surely_said", ""),
        (passage("n'a jamais dit", "oui", cue=cue("fragment", "dire", negated=True)), "denied", "term"),
        (passage("n'a jamais dit", "oui mais", cue=cue("fragment", "dire", negated=True)), "denied", "term"),
        (
            passage("n'a jamais crié", "oui mais plus", cue=cue("fragment", "dire", near=True, negated=True)),
            "governed",
            "",
        ),
        (passage("n'a jamais crié", "oui", cue=cue("fragment", "dire", near=True)), "governed", ""),
        # a heading
        (passage("sur le thème :", "Vivre ensemble"), "themed", "title"),
        (passage("sur le thème", "Vivre ensemble"), "work", "title"),
        # only speech stands there
        (passage("", "Balivernes !", ",", cue("inversion", "lancer")), "surely_said", ""),
        (passage("", "hors sujet", ",", cue("inversion", "lancer")), "surely_said", ""),
        (passage("", "sujet", ",", cue("inversion", "lancer")), "other", ""),
        # a group, a name
        (passage("la colère des", "gilets verts", repeated=True), "collective", "name"),
        (passage("la colère des", "gilets vert clair", repeated=True), "collective", "name"),
        (passage("la colère des", "gilets"), "unattributed", "irony"),
        (passage("la colère des", "petits gilets vert clair", cue=NEAR, repeated=True), "governed", ""),
        (passage("la colère des", "gilets verts", cue=NEAR), "governed", ""),
        (passage("la loi dite", "anti-casseurs"), "called", "name"),
        (passage("elle a dit", "oui", cue=NEAR), "called", ""),
        (passage("il s'est dit", "prêt", cue=NEAR), "governed", ""),
        (passage("elle a dit", "je pars", cue=NEAR), "governed", ""),
        (passage("l'association baptisée", "Un toit pour tous"), "named_by_participle", "name"),
        (passage("le rapport intitulé", "Vieillir"), "named_by_participle", "title"),
        (passage("la note titrée", "Vieillir"), "named_by_participle", "title"),
        (passage("l'élan baptisé", "rien ne va plus ici, mais"), "named_by_participle", "name"),
        (passage("l'élan baptisé", "rien ne va plus ici, mais on tient"), "unattributed", ""),
        (passage("le concept", "zéro déchet"), "labelled", "term"),
        (passage("la mention", "à ne pas ouvrir avant mai", cue=NEAR), "labelled", "term"),
        (passage("la mention", "à ne pas ouvrir avant mai prochain", cue=NEAR), "governed", ""),
        # a work
        (passage("dans le film", "Les Vagues"), "work", "title"),
        (passage("dans le film", "24 heures"), "work", "title"),
        (passage("dans le film", "les vagues", cue=NEAR), "governed", ""),
        (passage("dans le film", "On ira voir la mer un de ces jours"), "unattributed", ""),
        (passage("dans le film", "On ira voir la mer un jour"), "work", "title"),
        (passage("la chanson américaine", "Blue Rain"), "work", "title"),
        (passage("la chanson de", "Blue Rain", cue=FRAGMENT), "titled_fragment", "title"),
        (passage("la chanson américaine", "Elle rit", cue=NEAR), "titled_fragment", "title"),
        (passage("un", "docteur", "Morel"), "before_name", "name"),
        (passage("un", "bon docteur", "Morel"), "before_name", "name"),
        (passage("un", "très bon docteur", "Morel", NEAR), "governed", ""),
        (passage("un", "docteur", "morose", NEAR), "governed", ""),
    ],
    ids=lambda value: value.text if isinstance(value, Passage) else str(value),
)
def test_the_grammar_tells_terms_from_speech(given: Passage, rule: str, kind: str) -> None:
    assert decide(given) == (rule, kind)


WORDS = "des prix de l'énergie en hausse et des salaires en baisse depuis tant de mois"  # 16 words


@pytest.mark.parametrize(
    ("given", "rule", "kind"),
    [
        # nobody says it: so many words are somebody's
        (passage("avec", "des prix en hausse et des salaires en forte baisse"), "unattributed", ""),
        (passage("avec", "des prix en hausse et des salaires en baisse"), "unattributed", "term"),
        (passage("avec", "rien ne va"), "unattributed", "term"),
        (passage("avec", "rien ne va plus"), "unattributed", ""),
        (passage("avec", "rien ne va !"), "unattributed", ""),
        (passage("un", "coup de pouce"), "unattributed", "term"),
        (passage("avec", WORDS, cue=FAR), "at_length", ""),
        (passage("avec", WORDS.removesuffix(" mois"), cue=FAR), "other", ""),
        # a capital after a colon, a source, a clause
        (passage("Morlac :", "Un pont pour mai", cue=cue("colon")), "introduced", ""),
        (passage("Morlac :", "Un pont neuf", cue=cue("colon")), "introduced", ""),
        (passage("Morlac :", "un pont neuf", cue=cue("colon")), "other", ""),
        (passage("Morlac", "Un pont neuf", cue=cue("colon")), "titled", "title"),
        (passage("Morlac :", "Un pont", cue=cue("colon")), "other", ""),
        (passage("la loi est", "mort-née", ",", cue("selon")), "sourced", ""),
        (passage("la loi est", "mort-née", ".", cue("selon")), "other", ""),
        (passage("il juge que", "rien n'est décidé", cue=FAR), "whole_clause", ""),
        (passage("il juge que", "rien n'est", cue=FAR), "whole_clause", ""),
        (passage("il juge que", "c'est", cue=FAR), "few_far", "term"),
        # who says it
        (passage("est qualifié de", "pharaonique", cue=cue("passive", "qualifier", None)), "passive", "term"),
        (passage("il présente", "Les Vagues", cue=FRAGMENT), "titled_fragment", "title"),
        (passage("il est décrit", "Le Roi", cue=cue("agent", "décrire")), "titled_fragment", "title"),
        (passage("des mots tels que", "chaos", cue=NEAR), "exemplified", "term"),
        (passage("des mots tels que", "chaos et fin", cue=NEAR), "governed", ""),
        (passage("des mots comme", "chaos", cue=NEAR), "governed", ""),
        (passage("et des", "nantis", cue=cue("conjoined"), follows_term=True), "beside_term", "irony"),
        (passage("et des", "nantis de tout poil", cue=cue("conjoined"), follows_term=True), "beside_speech", ""),
        (passage("et des", "nantis de tout", cue=cue("conjoined"), follows_term=True), "beside_term", "term"),
        (passage("ou", "nantis", cue=FRAGMENT, joined=True, follows_term=True), "beside_term", "term"),
        (passage("ou", "nantis", cue=NEAR, follows_term=True), "governed", ""),
        (passage("puisque c'est", "le barème", cue=FRAGMENT), "equated", "term"),
        (passage("puisque c'est", "le barème", cue=NEAR), "governed", ""),
        (passage("puisque c'est", "le barème de mai", cue=FRAGMENT), "other", ""),
        (passage("parlent de", "race", cue=FAR), "few_far", "term"),
        (passage("parlent de", "race humaine", cue=FAR), "few_far", "term"),
        (passage("parlent de", "la race humaine", cue=FAR), "other", ""),
        (passage("on parle de", "race", cue=FRAGMENT, written=True), "anybody", "term"),
        (passage("on parle de", "race", cue=NEAR), "governed", ""),
        (passage("selon le syndicat, les", "faux départs", cue=SELON), "within_source", ""),
        (passage("selon le syndicat, les", "faux départs du jour", cue=SELON), "governed", ""),
        (passage("pour le syndicat, les", "faux départs", cue=cue("pour", near=True)), "within_source", ""),
        (passage("il dénonce un projet", "bâclé", cue=NEAR), "governed", ""),
        (passage("et", "hors de prix", cue=cue("conjoined")), "beside_speech", ""),
        (passage("et", "hors de prix", cue=cue("fragment", near=True, weak=True)), "beside_speech", ""),
        (passage("après", "Les Vagues", cue=CLAUSE), "unattributed", "title"),
        (passage("il croit au", "progrès", cue=FRAGMENT), "irony", "irony"),
        (passage("il croit à une", "dérive", cue=FRAGMENT), "other", ""),
        (passage("il croit au", "progrès social", cue=FRAGMENT), "other", ""),
    ],
    ids=lambda value: value.text if isinstance(value, Passage) else str(value),
)
def test_what_nobody_says_needs_its_length(given: Passage, rule: str, kind: str) -> None:
    assert decide(given) == (rule, kind)
