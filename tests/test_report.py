"""The report as it is written: its data read back, its policy, its bytes."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.output.report import gather
from pipeline.output.report.gather import SHOWN, as_json
from pipeline.output.tables import TABLES
from pipeline.records import columns
from tests.report_records import NASTY, QUOTES, RECORDS, TEXTS, write_report


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_report(tmp_path_factory.mktemp("report")).read_text("utf-8")


def between(html: str, before: str, after: str) -> str:
    return html.split(before, 1)[1].split(after, 1)[0]


def data(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/json" id="data-(\w+)">(.*?)</script>', html, re.DOTALL)
    return {name: json.loads(text) for name, text in found}


def cells(column: Any) -> list[Any]:
    """Read a column back, as the script of the page does."""
    if isinstance(column, list):
        return column
    if "at" in column:
        return [column["pool"][rank] for rank in column["at"]]
    total, values = 0, []
    for step in column["steps"]:
        values.append(total := total + step)
    return values


def test_the_policy_allows_the_one_script_and_the_one_style(html: str) -> None:
    policy = between(html, 'Content-Security-Policy" content="', '"').replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        contents = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(contents[0].encode("utf-8")).digest()).decode("ascii")
        assert len(contents) == 1
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_fetched_and_nothing_runs_from_an_attribute(html: str) -> None:
    page = re.sub(r"(<script type=.application/json.[^>]*>).*?</script>", r"\1</script>", html, flags=re.DOTALL)
    assert not re.findall(r"<[^>]+\s(?:src|style|on\w+)=", page)
    assert not re.findall(r"<link|@import|url\(", page)
    assert "innerHTML" not in page


def test_a_text_cannot_end_the_data(html: str) -> None:
    assert all("<" not in between(html, f'id="data-{name}">', "</script>") for name in data(html))
    assert NASTY not in html
    assert cells(data(html)["articles"]["columns"]["title"])[0] == NASTY


@pytest.mark.parametrize("text", ["</script>", "<!-- <script>", "\u2028", 'a"b\\', "\x00"])
def test_json_comes_back_as_it_was(text: str) -> None:
    assert json.loads(as_json([text])) == [text]
    assert "<" not in as_json([text])


def test_every_passage_and_its_sentence_can_be_read_back_from_the_texts(html: str) -> None:
    held = data(html)
    for name in ("quotes", "amounts", "dates", "mentions"):
        read = {column: cells(packed) for column, packed in held[name]["columns"].items()}
        for rank, record in enumerate(RECORDS[name]):
            article, start, length = (read[column][rank] for column in ("article", "start", "length"))
            text = held["texts"][article]
            assert text == TEXTS[record.article_id]
            assert (read["text"][rank], text[start : start + length]) == ("", record.text)
            before, after = read["before"][rank], read["after"][rank]
            assert text[start - before : start + length + after] == record.sentence


def test_a_passage_whose_text_is_not_there_keeps_its_words(tmp_path: Path) -> None:
    held = data(write_report(tmp_path, texts=[]).read_text("utf-8"))["quotes"]["columns"]
    assert cells(held["text"]) == [quote.text for quote in QUOTES]
    assert cells(held["sentence"]) == [quote.sentence for quote in QUOTES]


def test_words_said_are_held_where_they_are_not_the_passage(tmp_path: Path) -> None:
    quotes = [replace(QUOTES[0], words="La sécurité coûtera"), *QUOTES[1:]]
    held = data(write_report(tmp_path, quotes=quotes).read_text("utf-8"))["quotes"]["columns"]
    assert cells(held["said"]) == ["La sécurité coûtera", "", "", ""]


def test_a_sum_knows_its_quote_and_a_quote_its_speaker(html: str) -> None:
    held = data(html)
    assert held["amounts"]["columns"]["quote_id"] == [0, 2]
    assert held["quotes"]["columns"]["entity_id"] == [1, 2, -1, -1]


def test_the_first_page_counts(html: str) -> None:
    page = re.sub(r"<[^>]+>", " ", between(html, 'id="bref"', 'id="qui"'))
    words = " ".join(page.split())
    assert "3 articles 2 journaux" in words
    assert "4 citations" in words
    assert "Femmes 6 1 1" in words
    assert "Hommes 5 1 1" in words
    assert "3 millions d&#39;euros dite par Anne Vial" in words
    assert "1 citations peu sûres" in words
    assert "1 citations sans locuteur" in words
    assert "Ce fichier est vide." in words


def test_the_same_records_make_the_same_bytes(html: str, tmp_path: Path) -> None:
    assert write_report(tmp_path).read_text("utf-8") == html


def test_an_empty_run_makes_a_page(tmp_path: Path) -> None:
    empty: dict[str, list[Any]] = {cls.table.name: [] for cls in TABLES}
    assert "Personne n'est cité" in write_report(tmp_path, **empty).read_text("utf-8")


@pytest.mark.parametrize("title", ["a\ud800b", "a\0b", "{{ 7 * 7 }}", "é" * 100_000])
def test_no_title_costs_the_page(tmp_path: Path, title: str) -> None:
    articles = [replace(RECORDS["articles"][0], title=title), *RECORDS["articles"][1:]]
    html = write_report(tmp_path, articles=articles).read_text("utf-8")
    assert cells(data(html)["articles"]["columns"]["title"])[0] == title.replace("\ud800", "?")
    assert html.rstrip().endswith("</html>")


def test_the_columns_held_are_columns_of_the_tables() -> None:
    tables = {cls.table.name: cls for cls in TABLES}
    for name, shown in SHOWN.items():
        assert {c.name for c in columns(tables[name])} >= {*shown.words, *shown.numbers, *shown.refers}, name
        assert shown.prefix == tables[name].table.prefix


def test_what_the_page_has_no_room_for_is_counted_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "MOST_CHARACTERS", 200)
    articles = [replace(row, characters=len(TEXTS.get(row.article_id, ""))) for row in RECORDS["articles"]]
    html = write_report(tmp_path, articles=articles).read_text("utf-8")
    held = data(html)
    assert held["articles"]["rows"] == len(held["texts"]) == 1
    assert held["quotes"]["rows"] == held["amounts"]["rows"] == 1
    assert held["amounts"]["columns"]["quote_id"] == [0]
    assert "les 2 derniers articles" in html
    assert "3</b> articles" in html
