"""Addresses instead of folders."""

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.reading.remote import MANIFEST, local_folders, send

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


def sent(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def test_an_address_has_the_tables_of_one_run(tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    system.pipe("/one/mine.txt", b"mine")
    send(system, sent(tmp_path / "1", articles="old", quotes="old"), "/one")
    (tmp_path / "1" / ".glaneur").mkdir()
    (tmp_path / "1" / ".glaneur" / "cache").write_text("no table")
    send(system, sent(tmp_path / "2", articles="new"), "/one")
    found = {path.removeprefix("/one/"): system.cat(path) for path in system.find("/one")}
    assert set(found) == {"articles.csv", "mine.txt", MANIFEST}
    assert (found["articles.csv"], found["mine.txt"]) == (b"new", b"mine")
    assert json.loads(found[MANIFEST]) == {"articles.csv": hashlib.sha256(b"new").hexdigest()}


@pytest.mark.parametrize("at", range(2))
def test_an_address_keeps_its_tables_where_a_file_cannot_be_sent(
    at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = fsspec.filesystem("memory")
    send(system, sent(tmp_path / "1", articles="old", quotes="old"), "/two")
    put, count = system.put_file, 0

    def fail(source: str, target: str) -> None:
        nonlocal count
        count += 1
        if count > at:
            raise OSError("the network is down")
        put(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(system, "put_file", fail)
        with pytest.raises(OSError, match="network"):
            send(system, sent(tmp_path / "2", articles="new", quotes="new"), "/two")
    assert {system.cat(path) for path in system.find("/two") if path.endswith(".csv")} == {b"old"}
