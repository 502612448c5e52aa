"""Encodings: every one in which French newsrooms have left files."""

import io
import random

import pytest

from pipeline.reading.decode import Decoded, clean, decode, encoding_of_stream
from pipeline.reading.formats import UnreadableError
from tests.reading import FRENCH

PLAIN = FRENCH.replace("’", "'")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize("text", ["Élodie", "été", "Éric et Élodie à l’école", "cœur", "nom,rôle\nÉlodie,Député\n"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_a_few_words_tell_their_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_latin_1_gives_the_same_text() -> None:
    assert decode(PLAIN.encode("latin-1")).text == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16-le"])
def test_three_megabytes_on_one_line(encoding: str) -> None:
    text = FRENCH * 15_000
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16-le"])
def test_a_stream_is_told_like_a_file(encoding: str) -> None:
    data = ("x,y\n" * 300_000 + FRENCH).encode(encoding)
    assert data.decode(encoding_of_stream(io.BytesIO(data))).endswith(FRENCH)


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = (FRENCH * 5).encode("utf-8").replace("é".encode(), b"\xe9", 1)
    decoded = decode(data)
    assert (decoded.encoding, decoded.text.count("\ufffd")) == ("utf-8", 1)
    assert "élodie" in decoded.text.lower()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + random.Random(1).randbytes(4000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(2).randbytes(4000),
        b"PK\x03\x04" + random.Random(3).randbytes(4000),
        b"\x7fELF" + bytes(4000),
        bytes(100),
    ],
    ids=["pdf", "png", "zip", "elf", "nul"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary-file"):
        decode(data)


def test_a_lone_nul_costs_no_text() -> None:
    text = "L'été à Orléans a été chaud. " * 40
    assert decode((text + "\0").encode()) == Decoded(text, "utf-8")


def test_text_is_composed_and_writable() -> None:
    assert clean("e\u0301\r\nà\rb\ud83d") == "é\nà\nb\ufffd"


def test_marks_that_nobody_sees_are_out() -> None:
    assert clean("\ufeffpro\u00adjet\u200b\0 \u200eoui\x07") == "projet oui"
    assert clean("Seine\u2011Maritime") == "Seine-Maritime"
    assert clean("l\x92\xe9t\xe9 \x96 \x9cuvre\x85") == "l’été – œuvre…", "windows-1252 read as ISO 8859-1"


def test_the_declared_encoding_comes_after_utf8() -> None:
    assert decode("Déjà".encode("iso-8859-15"), declared="iso-8859-15").encoding == "iso-8859-15"
    assert decode("Déjà".encode(), declared="iso-8859-15").encoding == "utf-8"
