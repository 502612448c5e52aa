"""Files made to do harm, and files that are broken: each costs itself alone, in little time and memory."""

import gzip
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.engine.run import run
from pipeline.reading import archives
from tests.conftest import Corpus
from tests.reading import FRENCH, codes, read
from tests.running import OPTIONS, rows

PARAGRAPH = f"<p>{FRENCH}</p>"


def packed(files: dict[str, str | bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


ENTITIES = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
# A document of an office whose part is said to be nowhere.
TYPES = "http://schemas.openxmlformats.org/package/2006"
OFFICE: dict[str, str | bytes] = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}/content-types"><Default Extension="rels" ContentType="x"/></Types>',
    "word/document.xml": "<w/>",
}
RELATED = f'<Relationships xmlns="{TYPES}/relationships"><Relationship Id="a" Type="b"/></Relationships>'
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "deep.json": ("[" * 100_000, "too-deep"),
    "deep.jsonl": ('{"text":' + "[" * 450 + '"x"' + "]" * 450 + "}\n{}", "too-deep"),
    "archive.zip": (packed({"a.txt": FRENCH * 50})[:-60], "damaged-file"),
    "boxes.zip": (packed({"a.zip": packed({"b.zip": packed({"c.txt": FRENCH})})}), "nested-archive"),
    "pdf.txt": (b"%PDF-1.4\nrien", "damaged-file"),
    "word.docx": (packed({"[Content_Types].xml": "x", "word/document.xml": "<"}), "damaged-file"),
    "nowhere.docx": (packed({**OFFICE, "_rels/.rels": RELATED}), "damaged-file"),
    "book.epub": (packed({"META-INF/container.xml": "<a>"}), "bad-markup"),
    "sheet.xlsx": (packed({"[Content_Types].xml": "x", "xl/workbook.xml": "<"}), "damaged-file"),
    "nested.html": ("<div>" * 100_000 + PARAGRAPH, "too-many-elements"),
    "header.csv": ("a" * (2 << 20) + f",texte\nx,{FRENCH}", "long-header"),
    "image.jpg": (b"\xff\xd8\xff" + bytes(range(256)), "unknown-suffix"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(300), "unknown-suffix"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_costs_itself_alone(corpus: Corpus, name: str) -> None:
    content, code = BROKEN[name]
    articles, problems = read(corpus({name: content, "bon.txt": FRENCH}))
    assert list(articles) == ["bon"]
    assert code in [p.code for p in problems]


@pytest.mark.parametrize("open_tag", ["<text titre='x'>", "<nitf><body><body.content>"])
def test_entities_and_external_files_are_not_read(corpus: Corpus, open_tag: str) -> None:
    articles, _ = read(corpus({"a.xml": f"<?xml version='1.0'?>{ENTITIES}{open_tag}<p>&b;&x;{FRENCH}</p>"}))
    assert [a.text for a in articles.values()] == [FRENCH]


@pytest.mark.parametrize("suffix", ["zip", "gz"])
def test_an_archive_that_grows_is_refused(corpus: Corpus, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_FILE", 1000)
    big = "a" * 5000
    files: dict[str, str | bytes] = {
        "a.zip": packed({"a.txt": big, "b.txt": FRENCH}),
        "a.txt.gz": gzip.compress(big.encode()),
    }
    articles, problems = read(corpus({name: data for name, data in files.items() if name.endswith(suffix)}))
    assert [p.code for p in problems] == ["too-large"]
    assert len(articles) == (suffix == "zip")


def test_a_path_of_an_archive_is_only_a_name(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a.zip": packed({"../../dehors.txt": FRENCH, "/etc/x.txt": FRENCH})})
    articles, problems = read(folder)
    assert sorted(articles) == ["a/../../dehors", "a//etc/x"]
    assert problems == []
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "corpus"]


def test_ids_are_unique_over_the_corpus(corpus: Corpus) -> None:
    rows = "".join(f'{key},"{FRENCH}"\n' for key in ("1", "1", "1~2"))
    files: dict[str, str | bytes] = {
        "a.csv": f"id,texte\n{rows}",
        "a#1.txt": FRENCH,
        "é.txt": FRENCH,
        "e\u0301.txt": FRENCH,
    }
    articles, problems = read(corpus(files))
    assert len(articles) == 6
    assert "duplicate-key" in [p.code for p in problems]


def test_names_of_files_that_become_one_keep_articles_apart(corpus: Corpus) -> None:
    folder = corpus({})
    for name in (b"d\xe9j\xe0.txt", b"d\xe8j\xe0.txt"):
        with open(os.fsencode(folder) + b"/" + name, "w", encoding="utf-8") as handle:  # noqa: PTH123
            handle.write(FRENCH)
    articles, problems = read(folder)
    assert len(articles) == 2
    assert {p.code for p in problems} <= {"duplicate-key", "ambiguous-id"}


def test_ids_that_are_equal_are_no_broken_store(corpus: Corpus, tmp_path: Path, worked: list[str]) -> None:
    rows_ = "".join(f'{key},"{FRENCH}"\n' for key in ("1", "1", "1~2"))
    folder = corpus({"a.csv": f"id,texte\n{rows_}", "a#1.txt": FRENCH, "é.txt": FRENCH, "e\u0301.txt": FRENCH})
    summary = run(folder, tmp_path / "out", OPTIONS)
    assert (summary.rows["articles"], len(worked)) == (6, 6)
    assert run(folder, tmp_path / "out", OPTIONS).reused == 6


def test_the_good_articles_of_a_corpus_are_as_without_the_broken_files(
    corpus: Corpus, tmp_path: Path, worked: list[str]
) -> None:
    good: dict[str, str | bytes] = {f"bon{i}.txt": f"{FRENCH} Et de {i}." for i in range(20)}
    run(corpus(good), tmp_path / "good", OPTIONS)
    run(corpus({f"mal-{name}": content for name, (content, _) in BROKEN.items()}), tmp_path / "all", OPTIONS)
    for name in ("texts.csv", "articles.csv"):
        assert (tmp_path / "all" / name).read_bytes() == (tmp_path / "good" / name).read_bytes()
    told = {row["path"].split("/")[0] for row in rows(tmp_path / "all", "problems") if row["path"]}
    assert told == {f"mal-{name}" for name in BROKEN}
    assert worked


@pytest.mark.parametrize("row", ["<tr><td>Lyon</td></tr>", "<h2>Lyon</h2>", "<p>Lyon</p>", "<li><a href='x'>Lyon</a>"])
def test_a_page_of_little_but_rows_is_read_or_told_without_a_word(
    row: str, corpus: Corpus, capfd: pytest.CaptureFixture[str]
) -> None:
    page = f"<html><body><article>{PARAGRAPH * 3}<div>{row * 6_000}</div></article></body></html>"
    items = read(corpus({"a.html": page, "b.html": "<html><head><title>\xff</title><<<<body>", "bon.txt": FRENCH}))
    assert "bon" in items[0]
    assert {"a.html", "b.html"} <= {a.path for a in items[0].values()} | {p.path for p in items[1]}
    assert capfd.readouterr() == ("", "")


def test_damaged_bytes_are_told_in_every_format(corpus: Corpus) -> None:
    bad = FRENCH.encode() * 3 + b"\xff\x81" + FRENCH.encode()
    good = FRENCH.encode()
    files: dict[str, str | bytes] = {
        "a.txt": bad,
        "b.csv": b'id,texte\n1,"' + bad + b'"\n2,"' + good + b'"\n',
        "c.jsonl": b'{"text":"' + bad + b'"}\n{"text":"' + good + b'"}\n',
        "d.json": b'[{"text":"' + bad + b'"},{"text":"' + good + b'"}]',
        "e.html": b"<html><body><article><p>" + bad + b"</p></article></body></html>",
        "f.md": b"# Titre\n\n" + bad,
    }
    articles, problems = read(corpus(files))
    assert [article_id for article_id, a in articles.items() if "\ufffd" in a.text] == [p.article_id for p in problems]
    assert codes(problems) == [(name, "damaged-characters") for name in files]
    assert len(articles) == 9


def test_only_ordinary_files_are_opened(corpus: Corpus) -> None:
    folder = corpus({"bon.txt": FRENCH})
    os.mkfifo(folder / "metadata.csv")
    os.mkfifo(folder / "tube.txt")
    (folder / "lien").symlink_to("/")
    articles, problems = read(folder)
    assert list(articles) == ["bon"]
    assert codes(problems) == [("metadata.csv", "not-a-file"), ("lien", "linked-folder"), ("tube.txt", "not-a-file")]


def test_a_huge_file_is_refused_before_it_is_held(corpus: Corpus) -> None:
    folder = corpus({"bon.txt": FRENCH})
    with (folder / "creux.txt").open("wb") as handle:
        handle.truncate(10 << 30)
    articles, problems = read(folder)
    assert list(articles) == ["bon"]
    assert codes(problems) == [("creux.txt", "too-large")]


def test_old_outputs_and_files_of_pages_are_no_articles(corpus: Corpus) -> None:
    folder = corpus(
        {
            "page.html": f"<html><body><article>{PARAGRAPH * 3}</article></body></html>",
            "page_files/pub.html": f"<p>{FRENCH}</p>",
            "tables/datapackage.json": '{\n  "name": "glaneur",\n  "resources": []}',
            "tables/texts.csv": f'article_id,text\na,"{FRENCH}"\n',
        }
    )
    articles, problems = read(folder)
    assert list(articles) == ["page"]
    assert codes(problems) == [("tables", "old-outputs")]


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Return a folder that any user of the machine may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """Have no right that is not given to all."""
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(("mode", "told"), [(0o444, {"clos/a.txt", "clos/sous"}), (0o000, {"clos"})])
def test_a_folder_that_may_not_be_entered_is_told(reachable: Path, mode: int, told: set[str]) -> None:
    read(reachable)  # what is imported on the way may not be entered either
    (reachable / "bon.txt").write_text(FRENCH, "utf-8")
    (reachable / "clos" / "sous").mkdir(parents=True)
    (reachable / "clos" / "a.txt").write_text(FRENCH, "utf-8")
    (reachable / "clos").chmod(mode)
    with nobody():
        articles, problems = read(reachable)
    (reachable / "clos").chmod(0o755)
    assert list(articles) == ["bon"]
    assert {(p.path, p.code) for p in problems} == {(path, "unreadable-file") for path in told}


def test_files_of_the_program_itself_are_not_told(corpus: Corpus) -> None:
    """Else a run with a cache would tell more than one without."""
    files: dict[str, str | bytes] = {
        ".glaneur/cache": "x",
        "sous/.glaneur/lock": "x",
        ".tables.glaneur-new": "x",
        "bon.txt": FRENCH,
    }
    articles, problems = read(corpus(files))
    assert (list(articles), problems) == (["bon"], [])


def test_half_characters_and_wrong_encodings_can_be_written(corpus: Corpus) -> None:
    text = FRENCH.encode()
    files: dict[str, str | bytes] = {
        "a.jsonl": json.dumps({"id": "a\ud83d", "text": FRENCH, "k\ud800": "v\ud800"}),
        "b.json": b'[{"text":"' + text + b'\xed\xa0\x80"},{"text":"' + text + b'"}]',
        "c.json": f'[{{"n":NaN,"text":"{FRENCH}"}},{{"text":"{FRENCH}"}}]',
        "e.jsonl": json.dumps({"date": "2024-\ud800-12", "text": FRENCH}),
        "f.json": f'[{{"text":"{FRENCH}"}},{{"text":"{FRENCH}"}}]'.encode("utf-16"),
        "g.json": f'[{{"text":"{FRENCH}"}},{{"text":"{FRENCH}"}}]'.encode("utf-32"),
        "d.html": f'<html><head><meta charset="base64"></head><body><article>{PARAGRAPH * 3}</article></body></html>',
    }
    articles, problems = read(corpus(files))
    assert len(articles) == 11
    damaged = [("a.jsonl", "damaged-characters"), ("b.json", "damaged-characters")]
    assert codes(problems) == [*damaged, ("e.jsonl", "bad-date")]
    for article in articles.values():
        repr(article).encode("utf-8")


@pytest.mark.parametrize("number", ["#xD800", "#xdfff", "#55296", "#57343"])
def test_half_a_character_by_its_number_costs_nothing_else(corpus: Corpus, number: str) -> None:
    files: dict[str, str | bytes] = {
        "a.xml": f"<text><p>&{number}; {FRENCH}</p></text>",
        "b.html": f"<html><body><article>{PARAGRAPH}<p>&{number};</p>{PARAGRAPH}</article></body></html>",
        "c.csv": f'texte\n"<p>&{number};</p>{PARAGRAPH}"\n',
    }
    articles, problems = read(corpus(files))
    assert [FRENCH in a.text for a in articles.values()] == [True] * 3
    assert {p.code for p in problems} <= {"damaged-characters"}


@pytest.mark.parametrize("charset", ["undefined", "idna", "base64", "x-unknown"])
def test_a_page_that_claims_no_encoding_of_text_is_read(corpus: Corpus, charset: str) -> None:
    page = f"<html><head><meta charset={charset}></head><body><article>{PARAGRAPH * 3}</article></body></html>"
    articles, problems = read(corpus({"a.html": page.encode("cp1252"), "b.html": page}))
    assert [FRENCH in a.text for a in articles.values()] == [True, True]
    assert problems == []


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "- " * 50_000, "*" * 50_000, "a-\n" * 20_000, ("mot " * 15 + "\n") * 20_000], ids=len
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_what_repeats_a_mark_is_read(corpus: Corpus, text: str, name: str) -> None:
    articles, _ = read(corpus({name: text + FRENCH}))
    assert articles["a"].text.endswith(FRENCH[-20:])
