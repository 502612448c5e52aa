"""Small files that grow, or take forever: bounded, told, and no harm to the others."""

import io
import json
import signal
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.reading import in_time, pdf, sheets, text
from pipeline.reading import json as json_reader
from pipeline.reading.apart import FILE, Apart
from pipeline.reading.decode import Decoded
from tests.conftest import Corpus
from tests.pages import fields
from tests.reading import FRENCH, codes, read
from tests.test_hostile_files import packed


def workbook(row: int, column: int) -> bytes:
    """Return a workbook with an article, and one more cell."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_column(0, 0, ["texte", FRENCH])
        page.write(row, column, "x")
    return held.getvalue()


def test_two_cells_far_apart_are_told(corpus: Corpus) -> None:
    """The library makes room for all that lies between them, and ends the process where there is none."""
    files: dict[str, str | bytes] = {"a.xlsx": workbook(1_048_575, 16_383), "b.xlsx": workbook(1, 1), "bon.txt": FRENCH}
    articles, problems = read(corpus(files))
    assert [a.text for a in articles.values()] == [FRENCH, FRENCH]
    assert codes(problems) == [("a.xlsx", "file-killed")]


@pytest.mark.parametrize(("room", "name"), [(sheets, "a.xlsx"), (pdf, "a.pdf")])
@pytest.mark.parametrize(("what", "code"), [("sans fin", "slow-file"), ("fatal", "file-killed")])
def test_workbooks_and_pdf_are_read_apart(
    room: object, name: str, what: str, code: str, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Apart(fields, seconds=1, told=FILE)
    monkeypatch.setattr(made, "of_bytes", lambda _: made(what))
    monkeypatch.setattr(room, "read_apart", made)
    content = workbook(1, 1) if name == "a.xlsx" else b"%PDF-1.4\n"
    articles, problems = read(corpus({name: content, "bon.txt": FRENCH}))
    made.close()
    assert list(articles) == ["bon"]
    assert codes(problems) == [(name, code)]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_long_line_of_json_is_read_in_one_piece(corpus: Corpus, encoding: str) -> None:
    long = {"text": "\u2028".join([FRENCH] * 3) if encoding != "cp1252" else FRENCH * 3}
    lines = "".join(json.dumps(o, ensure_ascii=False) + "\r\n" for o in (long, {"text": FRENCH}))
    articles, problems = read(corpus({"a.jsonl": lines.encode(encoding)}))
    assert len(articles) == 2
    assert problems == []


def test_a_line_of_json_beyond_the_limit_costs_itself(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "LARGEST", 5_000)
    lines = [json.dumps({"text": text}) for text in (FRENCH, FRENCH * 500, FRENCH)]
    articles, problems = read(corpus({"a.jsonl": "\n".join(lines)}))
    assert len(articles) == 2
    assert codes(problems) == [("a.jsonl", "bad-json")]
    assert problems[0].message.startswith("Ligne 2 :")


@pytest.mark.parametrize("members", [{}, {".cache": FRENCH}, {"__MACOSX/a.txt": FRENCH}])
def test_an_archive_without_articles_is_told(corpus: Corpus, members: dict[str, str | bytes]) -> None:
    articles, problems = read(corpus({"a.zip": packed(members), "bon.txt": FRENCH}))
    assert list(articles) == ["bon"]
    assert [path for path, _ in codes(problems)] == ["a.zip"]


def test_a_number_of_a_character_that_is_none_is_a_damaged_document(corpus: Corpus) -> None:
    _, problems = read(corpus({"a.rtf": r"{\rtf1 \u-9999999999999? " + FRENCH + "}", "bon.txt": FRENCH}))
    assert codes(problems) == [("a.rtf", "damaged-file")]


def test_a_reader_that_never_ends_is_stopped(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where a library takes the alarm for a fault of the file, once."""
    bounded = in_time.in_time

    def decode(data: bytes, **_: str) -> Decoded:
        if b"sans fin" not in data:
            return Decoded(data.decode(), "utf-8")
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001 - as libraries do
            while True:
                pass

    monkeypatch.setattr(in_time, "in_time", lambda items: bounded(items, 0.1))
    monkeypatch.setattr(text, "decode", decode)
    articles, problems = read(corpus({"a.txt": "sans fin", "bon.txt": FRENCH}))
    assert list(articles) == ["bon"]
    assert codes(problems) == [("a.txt", "slow-file")]
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


HEADERS = "Message-ID: <a@b>\nFrom: Odile Roux <a@b.fr>\nMIME-Version: 1.0\nSubject: {}\n\n"


def test_a_header_without_end_is_left_out(corpus: Corpus) -> None:
    articles, problems = read(corpus({"a.eml": HEADERS.format("=?utf-8?q?a?= " * 50_000) + FRENCH}))
    assert [a.title for a in articles.values()] == [""]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_message_that_does_not_say_its_encoding_is_read(corpus: Corpus, encoding: str) -> None:
    articles, problems = read(corpus({"a.eml": (HEADERS.format("Le pont") + FRENCH).encode(encoding)}))
    assert [a.text for a in articles.values()] == [FRENCH]
    assert problems == []


def test_outputs_that_are_a_link_to_itself_are_told(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("out")
    told = CliRunner().invoke(main, ["extract", str(corpus({"bon.txt": FRENCH})), str(tmp_path / "out")])
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1
