"""Quotes: layout whatever the marks, one reading whatever the typography, records that hang together."""

import re
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.articles import Article
from pipeline.engine.extract import extract, extract_batch
from pipeline.model.parser import SentenceParser
from pipeline.quotes.find import find_quotes
from pipeline.quotes.grammar.lexicon import conjugate, speech_forms
from pipeline.quotes.records import Quote
from pipeline.quotes.text.marks import read_layout
from pipeline.quotes.text.parse import parse_skeletons
from pipeline.quotes.text.sentences import view_of

ARTICLE = """Morlac : « Le pont rouvrira en mai »

La maire de Morlac, Hélène Garnier, a reçu les riverains mardi. « Le pont rouvrira en mai », a-t-elle promis, avant de
préciser : « Les travaux ont coûté 3 millions d'euros. » L'élue dénonce toutefois un chantier « bâclé ».

« Nous avons perdu la moitié de nos clients », soupire Karim Haddad, gérant du café « Le Phare ». « Et personne ne nous
rembourse. »

Selon la préfecture, l'expertise durera deux mois. Le commerçant assure qu'il portera plainte.
""".replace("de\npréciser", "de préciser").replace("nous\nrembourse", "nous rembourse")

MARKS = [
    ("“", "”"),
    ('"', '"'),
    ("‹ ", " ›"),
    ("«\u00a0", "\u00a0»"),
    ("«\u202f", "\u202f»"),
    ("«", "»"),
    ("<< ", " >>"),
]


def read(text: str, nlp: Language) -> list[Quote]:
    return list(extract(Article(article_id="x", text=text), nlp(text))["quotes"])


def said(quotes: list[Quote]) -> list[tuple[str, str, str]]:
    return [(q.text.replace("’", "'"), q.kind, q.speaker_name) for q in quotes]


def test_article_names_its_speakers(nlp: Language) -> None:
    assert said(read(ARTICLE, nlp)) == [
        ("Le pont rouvrira en mai", "direct", "Hélène Garnier"),
        ("Le pont rouvrira en mai", "direct", "Hélène Garnier"),
        ("Les travaux ont coûté 3 millions d'euros.", "direct", "Hélène Garnier"),
        ("bâclé", "mixed", "Hélène Garnier"),
        ("Nous avons perdu la moitié de nos clients", "direct", "Karim Haddad"),
        ("Et personne ne nous rembourse.", "direct", "Karim Haddad"),
        ("l'expertise durera deux mois", "indirect", "la préfecture"),
        ("il portera plainte", "indirect", "Karim Haddad"),
    ]


@pytest.mark.parametrize("marks", MARKS, ids=lambda m: m[0].strip())
def test_typography_changes_nothing(nlp: Language, marks: tuple[str, str]) -> None:
    text = re.sub(r"« | »", lambda m: marks["»" in m[0]], ARTICLE)
    assert said(read(text, nlp)) == said(read(ARTICLE, nlp))


def test_apostrophe_changes_nothing(nlp: Language) -> None:
    assert said(read(ARTICLE.replace("'", "’"), nlp)) == said(read(ARTICLE, nlp))


def test_records_hang_together(nlp: Language) -> None:
    quotes = read(ARTICLE, nlp)
    ids = {q.quote_id for q in quotes}
    for q in quotes:
        assert ARTICLE[q.start : q.end] == q.text
        assert q.group_id in ids
        assert q.confidence is not None
        assert 0 < q.confidence <= 1
        if q.speaker:
            assert ARTICLE[q.speaker_start : q.speaker_end] == q.speaker


def test_halves_share_a_group(nlp: Language) -> None:
    first, second = read("« Oui », répond Léa Morin, « mais pas avant juin ».", nlp)
    assert first.group_id == second.group_id == first.quote_id


def test_without_a_parse_no_exception_and_the_marks_are_found(blank: Language) -> None:
    found = [q.text for q in find_quotes(blank(ARTICLE)) if isinstance(q, Quote) and q.kind != "indirect"]
    assert "Nous avons perdu la moitié de nos clients" in found


def test_a_document_parsed_the_ordinary_way_is_read(nlp: Language) -> None:
    doc = nlp.make_doc("« Rien ne presse », glisse Marc Petit.")
    for name in ("tok2vec", "morphologizer", "parser", "ner"):
        doc = nlp.get_pipe(name)(doc)
    quote, *_ = find_quotes(doc)
    assert isinstance(quote, Quote)
    assert quote.speaker == "Marc Petit"


def test_parse_does_not_depend_on_the_batch(nlp: Language) -> None:
    alone, among = nlp.make_doc(ARTICLE), nlp.make_doc(ARTICLE)
    parser = SentenceParser(nlp)
    parse_skeletons([alone], parser)
    parse_skeletons([nlp.make_doc("« Non », dit-il."), among, nlp.make_doc("Selon lui, tout va bien.")], parser)
    assert view_of(alone).sentences == view_of(among).sentences
    assert any(word.dep for sentence in view_of(alone).sentences for word in sentence.words)


def test_component_writes_spans() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("french_quotes")
    doc = nlp("« Rien ne presse », glisse Marc Petit.")
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["quotes"]] == [("Rien ne presse", "direct", "Marc Petit")]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.spans["quotes"][0].label_ == "direct"


@given(st.text(alphabet="«»“”„‹›<>\"'’ \n.,:!?aA—-éE", max_size=80))
@settings(max_examples=150)
def test_no_marks_raise(text: str) -> None:
    blank = spacy.blank("fr")
    quotes = list(find_quotes(blank(text)))
    for q in quotes:
        assert text[q.start : q.end] == q.text
        assert q.start < q.end


@pytest.mark.parametrize("pattern", ["«", "»", '"', "« a » ", '"a" ', "« a « b » ", "“", "« a, dit X. ", "<<", "‹›"])
def test_ten_thousand_marks_take_work_in_proportion(blank: Language, pattern: str) -> None:
    def work(count: int) -> int:
        doc = Doc(blank.vocab, words=(pattern.split() or [pattern]) * count)
        calls = 0

        def tally(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(tally)
        try:
            list(find_quotes(doc))
        finally:
            sys.setprofile(None)
        return calls

    assert work(10_000) < 8 * work(2_500)  # in proportion: 4; to the square: 16


def test_pairs_never_cross() -> None:
    (paragraph,) = read_layout("« a “ b » c ” d « e")
    spans = [(m.open, m.close) for m in (*paragraph.outer, *paragraph.inner)]
    assert not [1 for a, b in spans for c, d in spans if a < c < b < d]


@pytest.mark.parametrize(
    ("lemma", "model", "form"),
    [
        ("reconnaître", "connaître", "reconnait"),
        ("conclure", "conclure", "conclue"),
        ("avertir", "", "averti"),
        ("lancer", "", "lança"),
        ("marteler", "", "martèle"),
        ("rappeler", "", "rappelle"),
        ("répéter", "", "répètera"),
        ("soutenir", "tenir", "soutint"),
    ],
)
def test_irregular_forms(lemma: str, model: str, form: str) -> None:
    assert form in conjugate(lemma, model)
    assert form in speech_forms()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("« Le train, précise le conducteur, roulait à 80 km/h. »", "Le train roulait à 80 km/h."),
        ("« Le port ferme, explique Rico Morel, docker. On part [demain]. »", "Le port ferme. On part [demain]."),
        ("« Pourquoi partir ? demande Léa Morin. Rien ne presse. »", "Pourquoi partir ? Rien ne presse."),
        ("Au Québec, a-t-il dit, c'est l'hiver qui commande.", "Au Québec, c'est l'hiver qui commande"),
        ("À Brest, 40 dockers, selon la police, ont défilé.", "À Brest, 40 dockers ont défilé"),
        ("« Le train roulait à 80 km/h », précise le conducteur.", "Le train roulait à 80 km/h"),
        ("« On partira ! promet le conducteur. Il le faut. »", "On partira ! Il le faut."),
        ("« Demain, si tout va bien, promet le conducteur, on partira. »", "Demain, si tout va bien on partira."),
    ],
)
def test_words_leave_out_the_incise(text: str, words: str, nlp: Language) -> None:
    (quote,) = read(text, nlp)
    assert quote.words == words
    assert quote.text == text[quote.start : quote.end]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Le maire n'a jamais dit que le pont fermerait.", "true"),
        ("Le maire n'a jamais dit « nous fermerons le pont en juin ».", "true"),
        ("Nul ne dit que la loi passera.", "true"),
        ("Le maire dirait que tout va bien si on le lui demandait.", "true"),
        ("Le maire a dit que le pont fermerait.", ""),
        ("Le maire ne nie pas que le pont fermera.", ""),
        ("Même si le maire dit que tout va bien.", ""),
        ("Si le maire dit que le pont fermera, nous partirons.", "true"),
        ("S'il dit que le pont fermera, nous partirons.", "true"),
        ("Comme si le maire disait que le pont fermerait.", ""),
        ("Les élus diraient que tout va bien si on le leur demandait.", "true"),
        ("Les élus diraient que tout va bien.", ""),
        ("Les élus ont dit que tout irait bien si on les aidait.", ""),
        ("On verra, si le maire dit que le pont fermera.", "true"),
        ("On verra si, un jour ou l'autre, au conseil, le maire dit que le pont fermera.", ""),
    ],
)
def test_denied_and_supposed_words_say_so(text: str, negated: str, nlp: Language) -> None:
    (quote,) = read(text, nlp)
    assert quote.negated == negated


def test_who_said_which_sum(nlp: Language) -> None:
    (done,) = extract_batch([Article(article_id="x", text=ARTICLE)], nlp)
    inside = [m for m in done.found["mentions"] if m.quote_id]
    assert all(any(q.quote_id == m.quote_id and q.start <= m.start for q in done.found["quotes"]) for m in inside)


def test_what_the_parser_left_reads_like_the_doc(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    doc.to_bytes()
    once, again = list(find_quotes(doc)), list(find_quotes(doc))
    assert once == again
    assert [q.text for q in once][:2] == ["Le pont rouvrira en mai", "Le pont rouvrira en mai"]


def test_a_name_in_brackets_signs_the_words(nlp: Language) -> None:
    (quote,) = read("« C'est grave, personne ne répond » (Lise Caron, FO).", nlp)
    assert (quote.rule, quote.speaker) == ("signature", "Lise Caron")


def test_a_year_in_brackets_makes_a_work(nlp: Language) -> None:
    assert not read("Elle relit « Les Vagues » (Paul Arno, 2019).", nlp)


def test_who_is_interviewed_may_be_named_in_the_title_alone(nlp: Language) -> None:
    text = (
        "La comédienne publie un livre de souvenirs.\n\nPourquoi ce livre maintenant ?\n"
        "« Parce que j'ai arrêté de jouer en mars. »\n\nRegrettez-vous la scène ?\n"
        "« Chaque soir, à l'heure du rideau. »\n\nVotre fils Paul Roux a pris la suite. Joue-t-il bien ?\n"
        "« Il joue mieux que moi. »"
    )
    titles = {"Léa Morin : « Le théâtre m'a sauvée »": "Léa Morin", "Entretien avec Inès Caradec": "Inès Caradec"}
    for title, name in titles.items():
        found = extract(Article(article_id="a", title=title, text=text), nlp(text))
        assert [quote.speaker_name for quote in found["quotes"]] == [name] * 3


def test_the_words_of_a_sentence_have_the_parse_of_a_doc_that_has_one(blank: Language) -> None:
    pos, deps = ["PROPN", "VERB", "ADV"], ["nsubj", "ROOT", "advmod"]
    doc = Doc(blank.vocab, words=["Paul", "dort", "bien"], pos=pos, deps=deps, heads=[1, 1, 1])
    view = view_of(doc)
    view.fill(view.sentences[0], doc)
    words = [(word.pos, word.dep, word.head) for word in view.sentences[0].words]
    assert words == [("PROPN", "nsubj", 1), ("VERB", "ROOT", 1), ("ADV", "advmod", 1)]
