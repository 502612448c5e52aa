"""Addresses instead of folders."""

from pathlib import Path

import pytest

from pipeline.reading.remote import local_folders

fsspec = pytest.importorskip("fsspec")


def test_articles_come_and_tables_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    system = fsspec.filesystem("memory")
    system.pipe({"/presse/2024/a.txt": "Été.".encode(), "/presse/metadata.csv": b"id\n"})
    with local_folders("memory://presse", "memory://tables/2024") as (corpus, outputs):
        assert sorted(p.relative_to(corpus).as_posix() for p in corpus.rglob("*.*")) == ["2024/a.txt", "metadata.csv"]
        outputs.mkdir(parents=True)
        (outputs / "articles.csv").write_text("article_id\n", "utf-8")
    assert system.cat("/tables/2024/articles.csv") == b"article_id\n"


def test_folders_are_themselves(tmp_path: Path) -> None:
    with local_folders(str(tmp_path / "in"), str(tmp_path / "out")) as folders:
        assert folders == (tmp_path / "in", tmp_path / "out")


def test_nothing_is_sent_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    def fail() -> None:
        with local_folders(str(tmp_path), "memory://never") as (_, outputs):
            outputs.mkdir(parents=True)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not fsspec.filesystem("memory").exists("/never")
