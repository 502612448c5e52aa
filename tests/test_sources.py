"""Files that were read before: their articles come from the store, and never when anything about them has changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.articles import Article
from pipeline.engine.run import RunOptions, run
from pipeline.engine.sources import MOST, File, Sources
from pipeline.engine.store import Store
from pipeline.reading.corpus import ReadOptions, read_source
from pipeline.reading.folders import list_sources
from pipeline.reading.formats import Source
from pipeline.records import Problem
from tests.running import OPTIONS, tables

TEXT = "Le port de Kervalan rouvrira le 5 mai 2024, a dit le maire."


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files that the readers take apart."""
    paths: list[str] = []

    def note(source: Source) -> Iterator[Article | Problem]:
        paths.append(source.path)
        return read_source(source)

    monkeypatch.setattr("pipeline.engine.sources.read_source", note)
    return paths


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{TEXT} ({name})", "utf-8")
    (folder / "c.jsonl").write_text('{"id": "1", "text": "Rien à Orval.", "corps": "Tout à Orval."}\n' * 2, "utf-8")
    return folder


def go(folder: Path, options: RunOptions = OPTIONS) -> dict[str, bytes]:
    """Run into the folder beside, and see that a run from scratch says the same."""
    run(folder, folder.parent / "out", options)
    fresh = folder.parent / f"fresh{len(list(folder.parent.iterdir()))}"
    run(folder, fresh, replace(options, cache=False))
    assert tables(folder.parent / "out") == tables(fresh)
    return tables(fresh)


def test_only_a_changed_file_is_taken_apart_again(corpus: Path, read: list[str]) -> None:
    run(corpus, corpus.parent / "out", OPTIONS)
    assert sorted(read) == ["a.txt", "b.txt", "c.jsonl"]
    read.clear()
    (corpus / "b.txt").write_text("Plus rien à Brest.", "utf-8")
    run(corpus, corpus.parent / "out", OPTIONS)
    assert read == ["b.txt"]


def test_articles_of_an_unchanged_file_are_not_even_recalled(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / "metadata.csv").write_text("id,published,rubrique\na,2024-05-01,Port\nb,2024-05-02,Ville\n", "utf-8")
    (corpus / "d.jsonl").write_text('{"id": "1", "text": "Un."}\n{"id": "2", "text": "Deux."}\n', "utf-8")
    before = go(corpus)
    recalled: list[str] = []
    usual = File.items

    def items(file: File) -> Iterator[Article | Problem]:
        recalled.append(file.source.path)
        return usual(file)

    monkeypatch.setattr(File, "items", items)
    out = corpus.parent / "out"
    (out / "articles.csv").unlink()
    run(corpus, out, OPTIONS)
    assert tables(out) == before
    assert recalled == ["c.jsonl"]  # two articles of one key: a problem to tell each time
    recalled.clear()
    (corpus / "metadata.csv").write_text("id,published,rubrique\na,2024-05-01,Port\nb,2024-05-03,Ville\n", "utf-8")
    run(corpus, out, OPTIONS)
    assert recalled == ["b.txt", "c.jsonl"]


def test_what_is_noted_holds_for_one_model(corpus: Path) -> None:
    """The same file gives other results under other weights."""
    go(corpus)
    go(corpus, replace(OPTIONS, ner="base"))


def change_metadata(corpus: Path) -> RunOptions:
    (corpus / "metadata.csv").write_text("id,published,title\na,2024-05-01,Le port\n", "utf-8")
    return OPTIONS


def add_context(corpus: Path) -> RunOptions:
    """What Prospero says of a text stands in a file beside it."""
    (corpus / "a.ctx").write_text("fileCtx0005\nLe plan\nLuc Ferrand\n\n12/03/2024\nLa Voix\nPresse\n", "utf-8")
    return OPTIONS


def add_namesake(corpus: Path) -> RunOptions:
    """Two files of one name keep their suffix in their ids."""
    (corpus / "a.html").write_text(f"<html><body><article><p>{TEXT * 5}</p></article></body></html>", "utf-8")
    return OPTIONS


def move(corpus: Path) -> RunOptions:
    (corpus / "b.txt").rename(corpus / "d.txt")
    return OPTIONS


def name_a_column(_: Path) -> RunOptions:
    return replace(OPTIONS, read=ReadOptions(columns={"text": "corps"}))


@pytest.mark.parametrize("changed", [change_metadata, add_context, add_namesake, move, name_a_column])
def test_whatever_changes_about_a_file_is_seen(corpus: Path, changed: object) -> None:
    before = go(corpus)
    assert callable(changed)
    assert go(corpus, changed(corpus)) != before


def test_a_context_that_goes_is_seen(corpus: Path) -> None:
    before = go(corpus)
    add_context(corpus)
    go(corpus)
    (corpus / "a.ctx").unlink()
    assert go(corpus) == before


def test_what_gave_a_problem_or_is_large_is_read_each_time(corpus: Path, read: list[str]) -> None:
    (corpus / "c.jsonl").write_text('{"text": "Rien à Orval."}\n{', "utf-8")
    (corpus / "b.txt").write_text("Rien.\n" * (MOST // 6 + 1), "utf-8")
    run(corpus, corpus.parent / "out", OPTIONS)
    read.clear()
    run(corpus, corpus.parent / "out", OPTIONS)
    assert sorted(read) == ["b.txt", "c.jsonl"]


def test_a_file_that_is_gone_is_forgotten(corpus: Path, read: list[str]) -> None:
    text = (corpus / "a.txt").read_text("utf-8")
    for step in (lambda: None, (corpus / "a.txt").unlink, lambda: (corpus / "a.txt").write_text(text, "utf-8")):
        read.clear()
        step()
        run(corpus, corpus.parent / "out", OPTIONS)
    assert read == ["a.txt"]


def test_a_file_that_changes_while_it_is_read_is_no_other_afterwards(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus / "a.txt"
    first = path.read_text("utf-8")

    def change(source: Source) -> Iterator[Article | Problem]:
        if source.path == "a.txt":
            path.write_text("Autre chose à Marsan.", "utf-8")
        return read_source(source)

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.engine.sources.read_source", change)
        run(corpus, corpus.parent / "out", OPTIONS)
    path.write_text(first, "utf-8")
    go(corpus)


def test_every_format_is_read_from_the_bytes_held_as_from_the_file(tmp_path: Path) -> None:
    """Nothing but its bytes, its place and what lies beside it says what a file holds."""
    folder = Path(__file__).parent / "formats" / "files"
    held = Sources(Store(tmp_path / "store"))
    for _ in range(2):  # the second time from the store
        for item in list_sources(folder, ReadOptions()):
            if isinstance(item, Source):
                assert list(held.file(item).items()) == list(read_source(item)), item.path
