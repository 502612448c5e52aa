"""A whole run: the same bytes however it is done, nothing done twice, the old outputs whole whatever happens."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.articles import Article
from pipeline.cli import DUPLICATES, ENGINES
from pipeline.engine import assemble, engines, keys, reading, run
from pipeline.engine.codec import Result
from pipeline.engine.engines import EngineOptions
from pipeline.engine.run import RunOptions
from pipeline.output.options import WriteOptions
from pipeline.reading.corpus import Corpus
from tests.running import OPTIONS, SAMPLES, rows, tables


def test_same_bytes_whatever_the_engine_the_batch_and_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outputs(name: str, options: EngineOptions) -> dict[str, bytes]:
        run.run(SAMPLES, tmp_path / name, RunOptions(write=OPTIONS.write, engine=options, cache=False))
        return tables(tmp_path / name)

    serial = outputs("serial", EngineOptions(engine="serial"))
    in_order = Corpus.sources
    monkeypatch.setattr(Corpus, "sources", lambda corpus: reversed(list(in_order(corpus))))
    monkeypatch.setattr(reading, "BATCH", 5)
    assert outputs("fork", EngineOptions(engine="processes", workers=2)) == serial
    monkeypatch.setattr(reading, "BATCH", 1)
    assert outputs("alone", EngineOptions(engine="serial")) == serial


@pytest.mark.parametrize(
    "options",
    [EngineOptions(engine="processes", workers=1, start="spawn"), EngineOptions(engine="dask", workers=1)],
    ids=["spawn", "dask"],
)
def test_workers_that_load_the_model_themselves_find_the_same(options: EngineOptions, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(SAMPLES.glob("*.txt"))[:3]:
        (few / path.name).write_bytes(path.read_bytes())
    run.run(few, tmp_path / "here", OPTIONS)
    run.run(few, tmp_path / "there", RunOptions(write=OPTIONS.write, engine=options))
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_a_second_run_works_on_what_changed_alone(seven: Path, tmp_path: Path, worked: list[str]) -> None:
    first = run.run(seven, tmp_path / "out", OPTIONS)
    before = tables(tmp_path / "out")
    assert (len(worked), first.reused) == (7, 0)
    assert run.run(seven, tmp_path / "out", OPTIONS).reused == 7
    assert tables(tmp_path / "out") == before
    (seven / "a3.txt").write_text("Un autre texte.", "utf-8")
    known = (seven / "metadata.csv").read_text("utf-8").splitlines()
    titled = [f"{line},{'title' if line.startswith('id') else 'Un titre' * line.startswith('a5')}" for line in known]
    (seven / "metadata.csv").write_text("\n".join(titled), "utf-8")
    worked.clear()
    assert run.run(seven, tmp_path / "out", OPTIONS).reused == 5
    assert worked == ["a3", "a5"]


def test_outputs_that_say_it_all_are_left_alone(seven: Path, tmp_path: Path, worked: list[str]) -> None:
    out = tmp_path / "out"

    def written(options: RunOptions = OPTIONS) -> bool:
        before = {path: path.stat().st_ino for path in out.glob("*.*")}
        run.run(seven, out, options)
        return before != {path: path.stat().st_ino for path in out.glob("*.*")}

    first = run.run(seven, out, OPTIONS)
    before = tables(out)
    assert not written()
    assert run.run(seven, out, OPTIONS).rows == first.rows
    (out / "quotes.csv").write_text("changé", "utf-8")
    assert written()
    assert (out / "quotes.modifié.csv").read_text("utf-8") == "changé"
    (out / "quotes.modifié.csv").unlink()
    assert tables(out) == before
    (out / "problems.csv").unlink()
    assert written()
    assert not written()
    assert written(RunOptions(write=WriteOptions(formats=("csv",), csv_dialect="excel-fr"), engine=OPTIONS.engine))
    assert written()
    (seven / "aliases.csv").write_text("surface,label,name,id\nA0,LOC,Alpha,loc-alpha\n", "utf-8")
    assert written()
    assert len(worked) == 7


def test_a_failed_article_is_tried_again_only_when_the_code_changes(
    seven: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, usual = tmp_path / "out", engines.work

    def failing(batch: Sequence[Article], ner: str = "news") -> list[Result]:
        done = zip(batch, usual(batch, ner), strict=True)
        return [run.killed(article) if article.article_id == "a2" else result for article, result in done]

    with monkeypatch.context() as patch:
        patch.setattr(engines, "work", failing)
        run.run(seven, out, OPTIONS)
    before = tables(out)
    assert [row["article_id"] for row in rows(out, "problems")] == ["a2"]
    worked.clear()
    assert run.run(seven, out, OPTIONS).problems == {"worker-killed": 1}
    assert (worked, tables(out)) == ([], before)
    monkeypatch.setattr(keys, "_code", lambda: "another one")
    run.run(seven, out, OPTIONS)
    assert "a2" in worked
    assert rows(out, "problems") == []


@pytest.mark.parametrize("engine", ["serial", "processes", "auto"])
def test_the_model_is_not_loaded_where_every_result_is_there(
    engine: str, seven: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(*_: object, **__: object) -> list[Result]:
        raise AssertionError("nothing needs the model")

    out, options = tmp_path / "out", replace(OPTIONS, engine=EngineOptions(engine=engine, workers=2))
    run.run(seven, out, OPTIONS)
    monkeypatch.setattr(engines, "work", loaded)
    monkeypatch.setattr(engines, "prepare", loaded)
    run.run(seven, out, options)  # nothing changed
    (out / "articles.csv").unlink()
    run.run(seven, out, options)  # a table is gone
    (seven / "a3.txt").unlink()
    (seven / "aliases.csv").write_text("surface,label,name\nLyon,LOC,Lugdunum\n", "utf-8")
    run.run(seven, out, options)
    assert len(rows(out, "articles")) == 6


def test_no_cache_keeps_nothing(seven: Path, tmp_path: Path, worked: list[str]) -> None:
    for _ in range(2):
        run.run(seven, tmp_path / "out", RunOptions(write=OPTIONS.write, engine=OPTIONS.engine, cache=False))
    assert len(worked) == 14
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv", ".json"}


def test_first_of_equal_texts_is_told(seven: Path, tmp_path: Path, worked: list[str]) -> None:
    run.run(seven, tmp_path / "out", OPTIONS)
    assert {r["article_id"]: r["duplicate_of"] for r in rows(tmp_path / "out", "articles") if r["duplicate_of"]} == {
        "a6": "a0"
    }


def test_the_command_line_knows_the_engines() -> None:
    assert ENGINES == engines.ENGINES
    assert DUPLICATES == assemble.DUPLICATES
