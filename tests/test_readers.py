"""Readers: one article a file, a page, a row, an object."""

import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from tests.conftest import Corpus
from tests.reading import FRENCH, codes, read

ROW = {"titre": "École", "date": "12/03/2024", "contenu": FRENCH, "journal": "La Voix", "rubrique": "Région"}
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>École rénovée - La Voix</title>
<meta property="og:title" content="École rénovée"><meta property="og:site_name" content="La Voix">
<meta name="author" content="Rémi Castel"><meta property="article:published_time" content="2024-03-12T08:00:00+01:00">
</head><body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav><article><h1>École rénovée</h1>
<p>{FRENCH}</p><p>{FRENCH.replace("lundi", "mardi")}</p><p>{FRENCH.replace("lundi", "jeudi")}</p></article>
<footer>Mentions légales – Nous contacter</footer></body></html>"""


def test_plain_text_is_kept_whole(corpus: Corpus) -> None:
    text = f"  Titre\n\n\n{FRENCH}  \n\n"
    articles, problems = read(corpus({"a.txt": text, "2024/b.md": f"# Titre\n\n{FRENCH}"}))
    assert articles["a"].text == text
    assert articles["2024/b"].text.startswith("Titre\n")
    assert articles["2024/b"].path == "2024/b.md"
    assert problems == []


def test_the_encoding_taken_is_logged(corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        read(corpus({"a.txt": FRENCH.encode("cp1252"), "b.csv": f"texte\n{FRENCH}\n".encode("mac_roman")}))
    assert caplog.messages == ["a.txt : lu en cp1252", "b.csv : lu en mac_roman"]


def test_a_page_gives_its_article(corpus: Corpus) -> None:
    articles, problems = read(corpus({"page.html": PAGE}))
    page = articles["page"]
    assert (page.title, page.author, page.source) == ("École rénovée", "Rémi Castel", "La Voix")
    assert page.published == date(2024, 3, 12)
    assert FRENCH in page.text
    assert "Accueil" not in page.text
    assert problems == []


def test_a_page_in_an_old_encoding_says_so(corpus: Corpus) -> None:
    old = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    articles, _ = read(corpus({"page.htm": old}))
    assert FRENCH in articles["page"].text


def test_a_page_without_an_article_is_told(corpus: Corpus) -> None:
    _, problems = read(corpus({"page.html": "<html><body><nav></nav></body></html>"}))
    assert codes(problems) == [("page.html", "no-text")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_gives_an_article_a_row(corpus: Corpus, delimiter: str, encoding: str) -> None:
    lines = [ROW, {**ROW, "date": "2024-03-13"}]
    cells = [delimiter.join(f'"{value}"' for value in line.values()) for line in lines]
    table = "\r\n".join([delimiter.join(ROW), *cells, ""])
    articles, problems = read(corpus({"presse.csv": table.encode(encoding)}))
    assert list(articles) == ["presse#1", "presse#2"]
    assert articles["presse#1"].published == date(2024, 3, 12)
    assert articles["presse#2"].published == date(2024, 3, 13)
    assert (articles["presse#1"].text, articles["presse#1"].title) == (FRENCH, "École")
    assert articles["presse#1"].extra == {"rubrique": "Région"}
    assert problems == []


def test_a_table_keeps_its_own_ids_and_its_dates_in_three_columns(corpus: Corpus) -> None:
    table = f"id,année,mois,jour,texte\nx7,2024,3,12,{json.dumps(FRENCH, ensure_ascii=False)}\n"
    articles, _ = read(corpus({"a.tsv": table}))
    assert articles["a#x7"].published == date(2024, 3, 12)


def test_a_wrong_guess_is_set_right(corpus: Corpus) -> None:
    folder = corpus({"a.csv": f'texte;corps\nRésumé.;"{FRENCH}"\n'})
    assert read(folder)[0]["a#1"].text == "Résumé."
    assert read(folder, columns={"text": "corps"})[0]["a#1"].text == FRENCH


def test_a_malformed_row_costs_itself_alone(corpus: Corpus) -> None:
    table = f'id,texte\n1,"{FRENCH}"\n2,un,de trop\n3,"a"b"\n\n4,"{FRENCH}"\n5,"jamais fermé\n'
    articles, problems = read(corpus({"a.csv": table}))
    assert list(articles) == ["a#1", "a#4"]
    assert codes(problems) == [("a.csv", "bad-row")] * 3
    assert "Ligne 3" in problems[0].message


def test_a_table_without_text_is_told(corpus: Corpus) -> None:
    _, problems = read(corpus({"a.csv": "nom,prix\nx,3\n", "b.csv": "\n", "c.csv": "texte\n\n  \n"}))
    assert codes(problems) == [("a.csv", "no-text-column"), ("b.csv", "empty-file"), ("c.csv", "empty-text")]
    assert "nom, prix" in problems[0].message


OBJECTS = [{"id": 7, "title": "A", "body": FRENCH, "authors": ["Anne Vial", "Jean Roux"]}, {"body": FRENCH}]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(json.dumps(o) for o in OBJECTS),
        json.dumps(OBJECTS),
        json.dumps(OBJECTS, indent=2, ensure_ascii=False),
        json.dumps({"total": 2, "articles": OBJECTS}),
        json.dumps({"total": 2, "articles": OBJECTS}, indent=2),
    ],
    ids=["lines", "array", "pretty array", "wrapper", "pretty wrapper"],
)
@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_json_in_every_layout(corpus: Corpus, content: str, suffix: str) -> None:
    articles, problems = read(corpus({f"a.{suffix}": content}))
    assert list(articles) == ["a#7", "a#2"]
    assert articles["a#7"].text == FRENCH
    assert articles["a#7"].author == "Anne Vial | Jean Roux"
    assert problems == []


@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_alone_is_the_article_of_its_file(corpus: Corpus, indent: int | None) -> None:
    articles, _ = read(corpus({"a.json": json.dumps(OBJECTS[0], indent=indent)}))
    assert list(articles) == ["a"]


def test_bad_json_costs_itself_alone(corpus: Corpus) -> None:
    good = json.dumps({"texte": FRENCH})
    files: dict[str, str | bytes] = {
        "a.jsonl": f'{good}\n{{"texte": \n{good}\n[1]\n{{"prix": 3}}\n',
        "b.json": f"[{good}, {{",
        "c.json": "{",
        "d.json": " \n",
        "e.json": "[" * 100_000,
    }
    articles, problems = read(corpus(files))
    assert list(articles) == ["a#1", "a#3", "b#1"]
    expected = ["a.jsonl"] * 3 + ["b.json", "c.json", "d.json", "e.json"]
    assert [p.path for p in problems] == expected
    assert [p.code for p in problems[:3]] == ["bad-json", "bad-json", "no-text-column"]
    assert problems[5].code == "empty-file"


def test_json_with_half_a_character_can_be_written(corpus: Corpus) -> None:
    articles, _ = read(corpus({"a.jsonl": json.dumps({"text": FRENCH + "\ud83d"})}))
    assert articles["a#1"].text.encode("utf-8").endswith("\ufffd".encode())


def test_a_date_that_is_not_understood_is_told(corpus: Corpus) -> None:
    articles, problems = read(corpus({"a.csv": f'date,texte\nhier,"{FRENCH}"\n31/02/2024,"{FRENCH}"\n'}))
    assert [a.published for a in articles.values()] == [None, None]
    assert codes(problems) == [("a.csv", "bad-date")] * 2
    assert "« hier »" in problems[0].message


def test_a_table_in_a_table_of_a_word_document_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Le conseil a voté le budget.")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _ in range(20):
        cell.text = "Tableau"
        cell = cell.add_table(rows=1, cols=2).cell(0, 1)
    cell.text = "« Il tiendra », dit Anne Vial."
    document.save(str(tmp_path / "mise-en-page.docx"))
    articles, problems = read(tmp_path)
    assert not problems
    assert "« Il tiendra », dit Anne Vial." in articles["mise-en-page"].text
