"""Pages are read in a process apart: one that takes too long, or fells it, costs itself alone, and is told."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.articles import Article
from pipeline.engine import engines, reading
from pipeline.engine import run as runs
from pipeline.engine.codec import Result, encode
from pipeline.engine.engines import EngineOptions
from pipeline.reading import web
from pipeline.reading.apart import Apart
from pipeline.reading.formats import UnreadableError
from tests.conftest import Corpus, without_finds
from tests.pages import fields
from tests.reading import FRENCH, codes, read
from tests.running import OPTIONS, rows, tables

PAGE = "<html><body><article>{}</article></body></html>"


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    """Put the stand-in into the place of the reading of pages, with one second for each."""
    made = Apart(fields, seconds=1)
    monkeypatch.setattr(web, "read_apart", made)
    yield made
    made.close()


WRONG = {
    "sans fin": "slow-page",
    "fatal": "page-killed",
    "imbriqué": "too-deep",
    "fautif": "reader-failed",
    "vide": "no-text",
}


@pytest.mark.usefixtures("apart")
def test_a_page_that_cannot_be_read_costs_itself_alone(corpus: Corpus) -> None:
    bad: dict[str, str | bytes] = {f"b{i}.html": PAGE.format(what) for i, what in enumerate(WRONG)}
    good: dict[str, str | bytes] = {f"{name}.html": PAGE.format(FRENCH) for name in ("a", "b2x", "c")}
    articles, problems = read(corpus({**bad, **good, "d.txt": FRENCH}))
    assert list(articles) == ["a", "b2x", "c", "d"]
    assert codes(problems) == [(f"b{i}.html", code) for i, code in enumerate(WRONG.values())]


def test_the_process_stays_as_long_as_it_can(apart: Apart) -> None:
    seen = []
    for page in ("un", "imbriqué", "deux", "bavard", "fatal", "trois", "quatre"):
        with suppress(UnreadableError):
            apart(page)
            assert apart.process
            seen.append(apart.process.pid)
    first, second, third, fourth, fifth = seen
    assert os.getpid() != first == second == third != fourth == fifth


def test_a_process_that_is_gone_is_started_again(apart: Apart) -> None:
    assert apart("un")["text"] == "un"
    assert apart.process
    apart.process.kill()
    apart.process.wait()
    assert apart("deux")["text"] == "deux"
    apart.close()
    assert apart("\ud800 trois")["text"] == "\ud800 trois"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Have Ctrl-C stop the tests where a shell has them run in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_page_whose_reading_is_interrupted_is_no_answer_to_the_next(apart: Apart) -> None:
    assert apart("un")["text"] == "un"
    process = apart.process
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        apart("sans fin")
    assert process is not None
    assert process.poll() is not None
    assert apart("deux")["text"] == "deux"


def test_a_page_that_waits_for_ever_is_given_up(apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    assert apart("un")["text"] == "un"
    monkeypatch.setattr("pipeline.reading.apart.PATIENCE", 0.5)
    assert apart.process
    os.kill(apart.process.pid, signal.SIGSTOP)
    with pytest.raises(UnreadableError, match="slow-page"):
        apart("deux")


def _work(batch: Sequence[Article], ner: str = "news") -> list[Result]:
    return [encode(without_finds(article)) for article in batch]


@pytest.mark.usefixtures("apart")
def test_every_engine_leaves_out_the_same_pages(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "work", _work)
    monkeypatch.setattr(engines, "prepare", lambda ner: None)
    monkeypatch.setattr(reading, "BATCH", 2)
    files: dict[str, str | bytes] = {f"a{i}.html": PAGE.format(f"{FRENCH} {i}") for i in range(9)}
    folder = corpus({**files, "a3.html": PAGE.format("sans fin"), "a5.html": PAGE.format("fatal")})
    found = []
    for engine in (EngineOptions(engine="serial"), EngineOptions(engine="processes", workers=2)):
        runs.run(folder, tmp_path / engine.engine, replace(OPTIONS, engine=engine))
        found.append(tables(tmp_path / engine.engine))
    assert found[0] == found[1]
    told = {row["path"]: row["code"] for row in rows(tmp_path / "serial", "problems") if row["path"]}
    assert told == {"a3.html": "slow-page", "a5.html": "page-killed"}


def test_nothing_is_imported_from_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    apart = Apart(fields)
    assert apart("un")["text"] == "un"
    apart.close()


def test_the_process_ends_with_the_one_that_asks_it(apart: Apart) -> None:
    apart("un")
    assert apart.process
    assert apart.process.stdin
    apart.process.stdin.close()
    assert apart.process.wait(timeout=20) == 0
