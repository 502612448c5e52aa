"""What is told of a file that is damaged or odd: in French, harmless to a terminal, of every part of it."""

import csv
import errno
import logging
import os
import re
import unicodedata
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline import console
from pipeline.engine import engines
from pipeline.engine.codec import encode
from pipeline.engine.run import run
from pipeline.problems import REFUSALS, refusal
from pipeline.reading.mail import DEEPEST
from tests.conftest import Corpus, without_finds
from tests.reading import FRENCH, codes, read
from tests.running import OPTIONS
from tests.test_hostile_files import BROKEN, packed

# Words of the messages of Python and of libraries.
ENGLISH = ("expect", "found", "invalid", "error", "not ", "unexpected", "denied", "zip", "failed", "missing", "Error")


def _damaged() -> dict[str, str | bytes]:
    """Return a file of each kind that is damaged, so that a library says so in its own words."""
    files: dict[str, str | bytes] = {name: content for name, (content, _) in BROKEN.items()}
    files |= {
        "a.json": '{"text": }',
        "b.jsonl": f'{{"text": "{FRENCH}"}}\n{{"text": oui}}\n{{"text": "' + "[" * 500 + "\n" + "[" * 100_000,
        "c.json": '[{"text": "a"}, {"text" "b"}]',
        "d.csv": f'titre,texte\n"a"b,"{FRENCH}"\nc,"{FRENCH}\n',
        "e.pdf": b"%PDF-1.4\n1 0 obj << /Type /Catalog >>\nstartxref\n9\n%%EOF",
        "f.rtf": r"{\rtf1\ansi\ansicpg1252 Nous irons.\u99999999999 }",
        "g.ods": packed({"content.xml": "<a", "mimetype": "x"}),
        "h.txt.gz": b"\x1f\x8b\x08\x00" + bytes(30),
        "i.warc": b"WARC/1.0\r\nContent-Length: x\r\n\r\n\r\n",
        "j.odt": packed({"content.xml": "<a", "mimetype": "x"})[:-30],
        "k.zip": packed({"a.txt": FRENCH}).replace(b"Le conseil", b"Xe consyil"),
    }
    return files


def test_what_is_damaged_is_told_in_french(corpus: Corpus) -> None:
    _, problems = read(corpus(_damaged()))
    told = {p.path: p.message for p in problems}
    assert len(told) >= 20
    for path, message in told.items():
        said = message.partition(" À signaler : ")[0]
        assert not [word for word in ENGLISH if word in said], (path, message)
    assert "au caractère 10" in told["a.json"]
    assert "guillemet" in told["d.csv"]


@pytest.mark.parametrize("number", REFUSALS)
def test_why_a_file_is_refused_is_told_in_french(number: int) -> None:
    said = refusal(OSError(number, os.strerror(number)))
    assert said != os.strerror(number)
    assert "système" not in said


def test_a_refusal_that_is_rare_is_told_by_its_number() -> None:
    assert refusal(OSError(errno.ECHRNG, os.strerror(errno.ECHRNG))) == f"erreur {errno.ECHRNG} du système"


def test_damage_outside_of_the_text_is_told(corpus: Corpus) -> None:
    good = FRENCH.encode()
    files: dict[str, str | bytes] = {
        "a.csv": b"titre,rubrique,texte\nL'\xfft\xc3\xa9 du pont,Pont,\"" + good + b'"\n',
        "b.jsonl": b'{"title":"L\xfft","author":"\xff","text":"' + good + b'"}\n{"title":"x","text":"' + good + b'"}\n',
        "bon.txt": FRENCH,
        "metadata.csv": b"id,title,rubrique\nbon,Le d\xffbat de l'\xc3\xa9t\xc3\xa9 \xc3\xa0 l'\xc3\xa9cole "
        b"\xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9,sport\n",
    }
    articles, problems = read(corpus(files))
    assert len(articles) == 4
    assert set(codes(problems)) == {(name, "damaged-characters") for name in ("a.csv", "b.jsonl", "metadata.csv")}
    assert "(2)" in next(p.message for p in problems if p.path == "b.jsonl")


def test_a_damaged_title_that_the_text_holds_is_counted_once(corpus: Corpus) -> None:
    _, problems = read(corpus({"a.md": "# L'\ufffdté du pont\n\n" + FRENCH}))
    assert [p.message.count("(1)") for p in problems] == [1]


def _forwarded(times: int) -> bytes:
    """Return a message that is attached to one that is attached to another, so many times."""
    message = EmailMessage()
    message.set_content(FRENCH)
    for time in range(times):
        outer = EmailMessage()
        outer["Subject"], outer["From"], outer["Message-ID"] = f"TR {time}", "Odile Roux <a@b.fr>", "<a@b>"
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


@pytest.mark.parametrize("times", [1, DEEPEST - 1])
def test_a_message_that_is_forwarded_as_an_attachment_is_read(corpus: Corpus, times: int) -> None:
    articles, problems = read(corpus({"a.eml": _forwarded(times)}))
    assert [(a.text, a.title) for a in articles.values()] == [(FRENCH, f"TR {times - 1}")]
    assert problems == []


def test_messages_forwarded_without_end_cost_themselves_alone(corpus: Corpus) -> None:
    box = b"".join(b"From a@b.fr Mon Mar 11 08:00:00 2024\n" + _forwarded(n) + b"\n" for n in (0, 40, 1))
    articles, problems = read(corpus({"a.eml": _forwarded(40), "b.mbox": box}))
    assert sorted(articles) == ["b#1", "b#3"]
    assert [(p.article_id, p.code) for p in problems] == [("a", "too-deep"), ("b#2", "too-deep")]


NAMES = ("a\x1b[31m.txt", "b\rc.txt", "d\ne.txt", "f\x9bg.xyz", "h\x07.txt", "k\x1b[5m/l.txt", "m\u2028.txt")


def test_controls_of_names_reach_no_cell(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({name: "" if "l.txt" in name else FRENCH for name in NAMES})
    run(folder, tmp_path / "out", OPTIONS)
    seen = set()
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as handle:
            cells = [cell for row in csv.reader(handle) for cell in row]
        assert not [c for cell in cells for c in cell if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c != "\n"]
        seen |= {cell for cell in cells if "\ufffd" in cell}
    assert {"a\ufffd[31m", "b\ufffdc.txt", "f\ufffdg.xyz", "k\ufffd[5m/l.txt", "m\ufffd"} <= seen


def test_controls_of_names_reach_no_line_of_the_progress(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines, "work", lambda batch, ner: [encode(without_finds(article)) for article in batch])
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root, "level", logging.root.level)
    console.log(verbose=True)
    folder = corpus({name: FRENCH.encode("cp1252") for name in NAMES})
    run(folder, tmp_path / "out", replace(OPTIONS, progress=True))
    shown = capfd.readouterr().err
    assert all(said in shown for said in ("Lecture et analyse", "Écriture", "a\ufffd[31m.txt : lu en cp1252"))
    assert not re.search("\x1b\\[\\d|[\x07\x9b\u2028]", shown)
