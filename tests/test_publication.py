"""What is said of an article: its day in every form of the exports, its paper, who signs, under which names."""

from datetime import date

import pytest
from babel.dates import get_month_names

from pipeline.reading.columns import guess_columns, overlooked
from pipeline.reading.credits import author_name, paper_and_edition, title_of
from pipeline.reading.publication import dispatch_day, parse_day
from tests.conftest import Corpus
from tests.reading import FRENCH, codes, read

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "value",
    [
        *("2024-03-05", "2024-3-5", "2024/03/05", "20240305", "2024 03 05T00:00:00", "2024-03-05T08:00:00.000Z"),
        *("20240305T081500Z", "2024-03-05 08:15:00+01:00", "20240305081500"),
        *("05/03/2024", "5.3.2024", "05-03-2024", "05/03/24", "Publié le 05/03/2024 à 10:05"),
        *("mardi 5 mars 2024", "Mardi 5 Mars 2024, p. 12", "le 5 mars 2024", "5 MARS 2024"),
        *("Régions, mardi 5 mars 2024 512 mots", "5 March 2024", "March 5, 2024 Tuesday", "Mar 5, 2024"),
        *("Tuesday, March 5, 2024 13887 mots, p. 819(40)", "5th March 2024", "Tue, 05 Mar 2024 08:15:00 +0100"),
        *("5. März 2024", "5 de marzo de 2024", "5 marzo 2024", "1709596800", "1709596800000"),
        *("Mis à jour le 6 mars 2024, publié le 5 mars 2024", "Publié le 5 mars 2024 - mis à jour le 7 mars 2024"),
    ],
)  # fmt: skip
def test_a_day_is_read(value: str) -> None:
    assert parse_day(value) == DAY


@pytest.mark.parametrize("language", ["fr", "en", "de", "es", "it", "nl", "pt"])
def test_the_months_of_a_language_are_those_of_the_cldr(language: str) -> None:
    for number, name in get_month_names("wide", locale=language).items():
        assert parse_day(f"5 {name} 2024") == date(2024, number, 5)


@pytest.mark.parametrize(
    "value", ["hier", "31/02/2024", "mars 2024", "2024", "page 12", "12 000 euros", "5 mots 2024", ""]
)
def test_what_is_no_day_is_none(value: str) -> None:
    assert parse_day(value) is None


@pytest.mark.parametrize(
    "head",
    [
        "Paris, 5 mars 2024 (AFP) - Le gouvernement a tranché.",
        "PARIS, 5 mars 2024 (Agence) – Le gouvernement a tranché.",
        "Une digue pour le port\n\nKervalan (AFP), 5 mars 2024 - La maire a tranché.",
        "La Voix de l'Estuaire - mardi 5 mars 2024\n\nLa maire a tranché.",
        "5 mars 2024. – La maire a tranché.",
        "La maire a tranché.\nPublié le 05/03/2024 à 10:05\nElle part.",
        "La maire a tranché.\n\nlf/or\n\n051223 mar 24",
    ],
)
def test_the_head_of_a_dispatch_gives_its_day(head: str) -> None:
    assert dispatch_day(head) == DAY


@pytest.mark.parametrize(
    "head",
    [
        "Le 5 mars 2024, la maire a tranché.",
        "La maire a tranché mardi 5 mars 2024.",
        "Mardi 5 mars 2024, à Kervalan, la maire a tranché, avant de partir en mer avec les pêcheurs",
        "Le score du match 051223 est connu.",
    ],
)
def test_a_day_in_a_sentence_is_not_that_of_the_article(head: str) -> None:
    assert dispatch_day(head) is None


def test_an_undated_article_takes_the_day_of_its_dateline(corpus: Corpus) -> None:
    articles, _ = read(corpus({"a.txt": f"Orléans, 5 mars 2024 (Agence) - {FRENCH}"}))
    assert articles["a"].published == DAY


@pytest.mark.parametrize(
    ("names", "field", "column"),
    [
        (["title", "publishedAt", "source.name", "content"], "published", "publishedAt"),
        (["id", "media_name", "publish_date", "story_text"], "source", "media_name"),
        (["authors", "date_publish", "source_domain", "maintext"], "source", "source_domain"),
        (["headline", "datePublished", "publisher.name", "articleBody"], "text", "articleBody"),
        (["o:id", "dcterms:title", "dcterms:date", "bibo:content"], "text", "bibo:content"),
        (["title", "date", "source", "source-hostname", "text"], "source", "source-hostname"),
        (["uri", "headline", "versioncreated", "body_text"], "published", "versioncreated"),
        (["Titre", "Date de parution", "Texte intégral"], "published", "Date de parution"),
        (["Titre", "Date de parution", "Texte intégral"], "text", "Texte intégral"),
        (["titre", "texte_"], "text", "texte_"),
    ],
)
def test_the_columns_of_others_are_known(names: list[str], field: str, column: str) -> None:
    assert guess_columns(names, {})[field] == column


def test_a_column_that_looks_useful_and_is_not_taken_is_told(corpus: Corpus) -> None:
    table = f'texte,date_du_papier,nom_du_site\n"{FRENCH}",2024-03-05,La Voix\n'
    _, problems = read(corpus({"a.csv": table}))
    assert codes(problems) == [("a.csv", "overlooked-column")] * 2
    assert "--column published=date_du_papier" in problems[0].message
    assert overlooked(["texte", "date", "media", "date_maj"], {"published": "date", "source": "media"}) == []


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Par AFP Publié le | 5 mars 2024", "AFP"),
        ("By Odile Vasseur", "Odile Vasseur"),
        ("Odile Vasseur; Luc Ferrand", "Odile Vasseur | Luc Ferrand"),
        ("Odile Vasseur (o.vasseur@lavoix.example)", "Odile Vasseur"),
        ("Unknown", ""),
        ("Parfait Bela", "Parfait Bela"),
    ],
)
def test_an_author_is_undressed(value: str, name: str) -> None:
    assert author_name(value) == name


@pytest.mark.parametrize(
    ("value", "source", "title"),
    [
        ("L'école rénovée - La Voix", "La Voix", "L'école rénovée"),
        ("L'école rénovée | lavoix.fr", "La Voix", "L'école rénovée"),
        ("Course : Brest - Nantes", "La Voix", "Course : Brest - Nantes"),
        ("L'école rénovée - La Voix", "", "L'école rénovée - La Voix"),
    ],
)
def test_a_title_is_undressed(value: str, source: str, title: str) -> None:
    assert title_of(value, source) == title


@pytest.mark.parametrize(
    ("value", "name", "edition"),
    [
        ("Les Échos, no. 20621", "Les Échos", "no. 20621"),
        ("Libération, no. 7990 1e EDITION", "Libération", "no. 7990 1e EDITION"),
        ("Ouest-France\n                Rennes", "Ouest-France", "Rennes"),
        ("La Voix (site web)", "La Voix (site web)", ""),
        ("20 Minutes", "20 Minutes", ""),
    ],
)
def test_a_paper_is_parted_from_its_edition(value: str, name: str, edition: str) -> None:
    assert paper_and_edition(value) == (name, edition)


def test_articles_without_a_day_are_told_once(corpus: Corpus) -> None:
    from pipeline.reading.corpus import read_corpus
    from pipeline.records import Problem

    folder = corpus({"a.txt": FRENCH, "b.txt": FRENCH + " Oui.", "c.csv": f'date,texte\n2024-03-05,"{FRENCH}"\n'})
    [told] = [item for item in read_corpus(folder) if isinstance(item, Problem)]
    assert (told.code, "(2)" in told.message) == ("no-date", True)


def test_the_language_that_a_page_claims_is_not_believed(corpus: Corpus) -> None:
    page = f'<html lang="en"><body><article>{f"<p>{FRENCH}</p>" * 3}</article></body></html>'
    articles, _ = read(corpus({"a.html": page}))
    assert articles["a"].language == ""
