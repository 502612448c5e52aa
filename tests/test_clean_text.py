"""The text, clean once: lines cut hard joined, residue of exports out, paragraphs of a line each untouched."""

import textwrap

import pytest

from pipeline.reading.clean_text import cell_text, clean_text
from pipeline.reading.lines import width_of
from tests.conftest import ROOT

ARTICLE = (
    "Le port de Kervalan investira 2,5 milliards d'euros dans une digue longue de six kilomètres, a annoncé lundi la "
    "maire, Odile Vasseur, devant une centaine de pêcheurs réunis à la criée. « Nous ouvrirons en juin », a-t-elle "
    "promis, avant de rappeler que le vice-président du conseil départemental, Jean-Luc Ferrand, avait dit oui.\n"
    "Les travaux commenceront le 12 mars 2025 à Saint-Nazaire et dureront au moins deux ans, selon la préfecture, qui "
    "prendra un arrêté dans les prochains jours. Un après-midi d'information est prévu à la salle des fêtes."
)


TOWNS = ("Orval", "Sorel", "Lunel", "Lille", "Redon")


def cut(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_lines_cut_hard_are_joined(width: int) -> None:
    assert clean_text(cut(ARTICLE, width)) == ARTICLE
    assert clean_text(cut(ARTICLE, width).replace("\n", "\r\n")) == ARTICLE


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_title_and_paragraphs_stay_apart(width: int) -> None:
    text = f"Une digue pour Kervalan\n\n{ARTICLE}\n\nUn chantier discuté\n{ARTICLE}"
    assert clean_text(cut(text, width)) == text


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_paragraphs_of_a_line_each_keep_their_bytes(path: str) -> None:
    text = (ROOT / "corpus" / path).read_text("utf-8")
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le vent se lève encore\nsur la mer sans mémoire\net la nuit qui s'endort\nrêve de notre histoire",
        "Ingrédients :\n- deux œufs\n- un litre de lait\n- du sel",
        "Résultats\nKervalan\t3\nOrval\t2\nSorel\t1",
        "Kervalan        3        oui\nOrval           2        non",
        "Le port ferme\nLe maire s'explique.",
        "Il a dit oui.\nelle a dit non.",
        "",
        "\n\n",
        "Un seul paragraphe.",
    ],
    ids=["verse", "list", "tabs", "columns", "title", "full stop", "nothing", "empty lines", "one line"],
)
def test_what_was_not_cut_stays(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Le plan coûtera 2,5 milliards\nd'euros.", "Le plan coûtera 2,5 milliards d'euros."),
        ("Le 12\nmars 2023, il pleuvait.", "Le 12 mars 2023, il pleuvait."),
        ("« Nous ouvrirons\nen juin », a promis Odile Vasseur.", "« Nous ouvrirons en juin », a promis Odile Vasseur."),
        ("Le maire de Saint-\nNazaire part.", "Le maire de Saint-Nazaire part."),
        ("Il parle de la réno-\nvation du pont.", "Il parle de la rénovation du pont."),
        ("Le porte-\nparole du parti.", "Le porte-parole du parti."),
        ("A-t-\nelle dit oui ?", "A-t-elle dit oui ?"),
        ("Le porte-\navions est à quai.", "Le porte-avions est à quai."),
        ("Le bras-\ndroit du maire, son bras-droit.", "Le bras-droit du maire, son bras-droit."),
        ("La saison 2023-\n2024 commence.", "La saison 2023-2024 commence."),
    ],
)
def test_a_line_that_breaks_off_goes_on(text: str, joined: str) -> None:
    assert clean_text(text) == joined


def test_sentences_of_one_length_are_not_one_paragraph() -> None:
    pairs = zip(TOWNS, reversed(TOWNS), strict=True)
    sentences = [f"Le club de {place} a gagné son match contre {other}." for place, other in pairs]
    text = "\n".join(sentence.ljust(52, "!") for sentence in sentences)
    assert clean_text(text) == text


def test_a_few_lines_that_are_full_by_chance_join_nothing() -> None:
    long = "Réunion publique au sujet de la future digue du port de pêche"
    names = "Anciennes\nPermanences\nProgrammation\nRenseignements"
    text = "\n".join(f"{long}\n{name} du comité\nSalle des fêtes\nEntrée libre" for name in names.split("\n"))
    assert clean_text(text) == text


def test_a_short_line_in_a_text_that_was_cut_ends_there() -> None:
    text = cut(ARTICLE, 72)
    assert clean_text(f"{text}\nKervalan\nle 12 mars") == f"{ARTICLE}\nKervalan\nle 12 mars"


def test_the_width_is_told_from_short_lines() -> None:
    assert width_of(cut(ARTICLE, 72).split("\n")) in range(68, 73)
    assert width_of(["Une phrase courte.", "Une autre phrase courte.", "Une troisième, plus longue que les deux."]) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi : Le pont ferme",
        "À lire aussi Le pont ferme",
        "Publicité",
        "Il vous reste 57 % de cet article à lire. La suite est réservée aux abonnés.",
        "© 2023 La Voix de l'Estuaire. Tous droits réservés.",
        "Certificat émis le 26 octobre 2023 à UNIVERSITÉ DE KERVALAN à des fins de visualisation.",
        "Cet article est paru dans La Voix (site web)",
        "news·20231018·VE·0a1b2c3d",
    ],
)
def test_residue_of_exports_is_out(line: str) -> None:
    text = f"Le maire a dit oui.\n\n{line}\n\nIl part lundi."
    assert clean_text(text, "paragraphs") == cell_text(text) == "Le maire a dit oui.\n\nIl part lundi."
    assert cell_text(f"Le maire a dit oui.\n{line}") == "Le maire a dit oui."
    assert clean_text(text) == text, "a user's own text keeps every line"


@pytest.mark.parametrize(
    "text",
    [
        "La publicité coûte cher.",
        "Il reste 57 % des voix à compter, selon le maire, qui attend.",
        "Son copyright a été déposé.",
        "Il faut lire aussi les petits poètes, dit-elle.",
        "L'article est paru dans La Voix.",
    ],
)
def test_what_only_looks_like_residue_stays(text: str) -> None:
    assert cell_text(f"Le maire a dit oui.\n{text}\nIl part.") == f"Le maire a dit oui.\n{text}\nIl part."


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Un&nbsp;plan</p><p>d'<b>eau</b></p>", "Un\u00a0plan\n\nd'eau"),
        ("L&#39;&eacute;t&eacute; vient.", "L'été vient."),
        ("C'est la fin.Le maire part.", "C'est la fin.\nLe maire part."),
        ("Il aime Amazon.Com et la S.A.R.L Dupont.", "Il aime Amazon.Com et la S.A.R.L Dupont."),
        ("2 < 3 et R&D", "2 < 3 et R&D"),
    ],
)
def test_a_cell_is_read_as_text(cell: str, text: str) -> None:
    assert cell_text(cell) == text
