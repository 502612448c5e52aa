"""A folder: which files are read, under which id, and what is told of the others."""

import os
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.engine.extract import extract_batch
from pipeline.reading.corpus import count_articles, read_corpus
from pipeline.reading.language import language_of
from pipeline.records import Problem
from tests.conftest import Corpus
from tests.reading import FRENCH, codes, read

ENGLISH = (
    "The city council voted on Monday evening to renovate the school, and the mayor told a hundred people who had "
    "come to the town hall that the work could not wait any longer than the end of this summer."
)


def test_files_that_are_not_articles_are_told(corpus: Corpus) -> None:
    folder = corpus(
        {
            "bon.txt": FRENCH,
            "vide.txt": "",
            "blanc.txt": " \n\t",
            "binaire.txt": bytes(range(256)) * 20,
            ".cache": "x",
            ".git/config": "x",
            "image.jpg": b"\xff\xd8",
            "sans_suffixe": "x",
        }
    )
    (folder / "rompu.txt").symlink_to(folder / "absent.txt")
    articles, problems = read(folder)
    assert list(articles) == ["bon"]
    assert dict(codes(problems)) == {
        ".cache": "hidden-file",
        ".git": "hidden-file",
        "binaire.txt": "binary-file",
        "blanc.txt": "empty-file",
        "image.jpg": "unknown-suffix",
        "rompu.txt": "not-a-file",
        "sans_suffixe": "unknown-suffix",
        "vide.txt": "empty-file",
    }
    assert all(p.message.endswith(".") and p.stage == "read" for p in problems)


def test_a_file_that_may_not_be_opened_is_told(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus({"a.txt": FRENCH, "secret.txt": FRENCH})
    plain_open = open

    def refuse(file: str, *args: object, **kwargs: object) -> object:
        if str(file).endswith("secret.txt"):
            raise PermissionError(13, "Permission denied", file)
        return plain_open(file, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", refuse)
    articles, problems = read(folder)
    assert list(articles) == ["a"]
    assert codes(problems) == [("secret.txt", "unreadable-file")]


def test_a_folder_that_may_not_be_opened_is_told(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus({"a.txt": FRENCH, "secret/b.txt": FRENCH})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    articles, problems = read(folder)
    assert list(articles) == ["a"]
    assert codes(problems) == [("secret", "unreadable-file")]


def test_files_of_one_name_keep_their_suffix(corpus: Corpus) -> None:
    articles, problems = read(corpus({"a.txt": FRENCH, "a.md": FRENCH, "b.txt": FRENCH}))
    assert list(articles) == ["a.md", "a.txt", "b"]
    assert codes(problems) == [("a.md", "ambiguous-id")]


def test_an_id_that_serves_twice_is_made_unique(corpus: Corpus) -> None:
    articles, problems = read(corpus({"a.csv": f'id,texte\n7,"{FRENCH}"\n7,"{FRENCH}"\n'}))
    assert list(articles) == ["a#7", "a#7~2"]
    assert [(p.article_id, p.code) for p in problems] == [("a#7~2", "duplicate-key")]


def test_the_name_of_a_file_may_hold_anything(corpus: Corpus) -> None:
    folder = corpus({"e\u0301te\u0301.txt": FRENCH})
    with open(os.fsencode(folder) + b"/d\xe9j\xe0.txt", "w") as handle:  # noqa: PTH123 - a name that is no UTF-8
        handle.write(FRENCH)
    articles, _ = read(folder)
    assert sorted(articles) == ["d\ufffdj\ufffd", "été"]


def test_metadata_are_stronger_than_the_file(corpus: Corpus) -> None:
    metadata = (
        "id;date;titre;journal;rubrique\n"
        "a;12 mars 2024;Titre A;La Voix;Sport\n"
        "b.txt;2024-03-13;;;\n"
        "2024/c.txt;;Titre C;;\n"
        "d#2;14/03/2024;Titre D;;\n"
    )
    table = f'titre,texte\nSien,"{FRENCH}"\nSien,"{FRENCH}"\n'
    files: dict[str, str | bytes] = {
        "metadata.csv": metadata,
        "a.txt": FRENCH,
        "x/b.txt": FRENCH,
        "2024/c.txt": FRENCH,
        "d.csv": table,
    }
    articles, problems = read(corpus(files))
    a = articles["a"]
    assert (a.published, a.title, a.source, a.extra) == (date(2024, 3, 12), "Titre A", "La Voix", {"rubrique": "Sport"})
    assert articles["x/b"].published == date(2024, 3, 13)
    assert articles["2024/c"].title == "Titre C"
    assert (articles["d#1"].title, articles["d#2"].title) == ("Sien", "Titre D")
    assert problems == []


def test_bad_metadata_are_told_and_the_good_rows_used(corpus: Corpus) -> None:
    metadata = "id,published\na,2024-03-12\na,2024-03-13\nb,avant-hier\nc,2024-01-01,trop\nz,2024-01-01\n"
    articles, problems = read(corpus({"metadata.csv": metadata, "a.txt": FRENCH, "b.txt": FRENCH}))
    assert articles["a"].published == date(2024, 3, 12)
    assert articles["b"].published is None
    assert [p.code for p in problems] == ["bad-row", "duplicate-metadata", "bad-date", "unknown-metadata"]
    assert problems[3].message.endswith(": z.")


@pytest.mark.parametrize("content", ["", "\0\1\2" * 50, '"jamais fermé'])
def test_metadata_that_cannot_be_read_lose_nothing_else(corpus: Corpus, content: str) -> None:
    articles, problems = read(corpus({"metadata.csv": content, "a.txt": FRENCH}))
    assert list(articles) == ["a"]
    assert [p.path for p in problems] == ["metadata.csv"]


def test_the_language_is_told(corpus: Corpus, nlp: Language) -> None:
    articles, _ = read(corpus({"a.txt": FRENCH, "b.txt": ENGLISH, "c.txt": "Bref."}))
    done = extract_batch(list(articles.values()), nlp)
    assert [e.row.language for e in done] == ["fr", "en", ""]
    assert [(p.article_id, p.code) for e in done for p in e.problems] == [("b", "not-french")]
    assert not any(p.code == "article-failed" for e in done for p in e.problems)


NEIGHBOURS = {
    "ca": "L'Ajuntament ha aprovat aquest dimarts els pressupostos, amb els vots del govern. Les entitats demanen més "
    "inversions en habitatge, sobretot als barris des d'on els autobusos passen poc sovint, i els sindicats en dubten.",
    "oc": "Lo Conselh de la vila a votat dimars lo budgèt de l'an que ven. Las associacions demandan mai de mejans per "
    "las escòlas, subretot dins los quartièrs ont los autobusses passan pas sovent, e lo sindicat es pas d'acòrdi.",
    "it": "Il Consiglio ha approvato martedì il bilancio con i voti della maggioranza. Le associazioni chiedono più "
    "risorse per le scuole e per i trasporti, e i sindacati pensano che le cifre siano, per ora, ingannevoli.",
    "en": "The premier said on Tuesday that the budget would rise, plus a tax on second homes. Le Devoir reported that "
    "the minister had met des Rosiers in Paris; critics called the carte blanche given to him a faux pas.",
}


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_a_neighbour_of_french_is_not_taken_for_it(corpus: Corpus, code: str) -> None:
    articles, _ = read(corpus({"a.txt": NEIGHBOURS[code]}))
    assert language_of(articles["a"]) == code


def test_outputs_inside_the_corpus_are_not_read(corpus: Corpus) -> None:
    folder = corpus({"a.txt": FRENCH, "outputs/articles.csv": "article_id\n"})
    articles, problems = read(folder, skip=folder / "outputs")
    assert (list(articles), problems) == (["a"], [])


def test_the_order_of_the_disk_changes_nothing(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus({f"{n}/{m}.txt": FRENCH for n in "bca" for m in "zxy"})
    before = list(read_corpus(folder))
    walk = os.walk
    monkeypatch.setattr(os, "walk", lambda *a, **k: list(walk(*a, **k))[::-1])
    assert list(read_corpus(folder)) == before


def test_articles_are_counted_without_being_read(corpus: Corpus) -> None:
    folder = corpus({"a.txt": FRENCH, "b.csv": f'texte\n"{FRENCH}"\n"{FRENCH}"\n', "c.jpg": "x"})
    assert count_articles(folder) == 3


def test_the_samples_have_no_problem() -> None:
    items = list(read_corpus(Path("corpus")))
    assert len(items) == 12
    assert not [item for item in items if isinstance(item, Problem)]
