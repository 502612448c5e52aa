"""Web archives that are broken: what is left of a page is read, and nothing is said but by the table of problems."""

import gzip
import hashlib

import pytest

from tests.conftest import Corpus
from tests.reading import FRENCH, read

PARAGRAPH = f"<p>{FRENCH}</p>"


def test_a_web_archive_of_wrong_lengths_is_read_without_a_word(
    corpus: Corpus, capfd: pytest.CaptureFixture[str]
) -> None:
    page = f"<html><body><article>{PARAGRAPH * 3}</article></body></html>".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n".encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lavoix.example/a\r\n"
        b"WARC-Date: 2024-03-12T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n" % (len(head + page) - 9)
    )
    articles, _ = read(corpus({"a.warc": (record + head + page + b"\r\n\r\n") * 2}))
    assert len(articles) >= 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("spoil", "name"), [("checksum", "a.warc.gz"), ("cut", "a.warc.gz"), ("cut", "a.warc")])
def test_a_damaged_web_archive_is_told_without_a_word(
    spoil: str, name: str, corpus: Corpus, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is left of a page is read; a library would say so on stderr alone, in English, or not at all."""
    body = "".join(f"<p>Le pont n° {hash_of(n)} rouvrira, a annoncé la maire, Odile Roux.</p>" for n in range(3000))
    page = f"<html><body><article>{PARAGRAPH}{body}</article></body></html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page)
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lavoix.example/a\r\n"
    record += b"WARC-Date: 2024-03-12T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    record += b"Content-Length: %d\r\n\r\n" % len(head + page) + head + page + b"\r\n\r\n"
    packed = bytearray(gzip.compress(record) if name.endswith(".gz") else record)
    if spoil == "checksum":
        packed[-6] ^= 1
    else:
        del packed[len(packed) // 2 :]
    articles, problems = read(corpus({name: bytes(packed), "bon.txt": FRENCH}))
    assert [(p.article_id, p.code) for p in problems] == [("a#1", "damaged-file")]
    assert list(articles) == ["a#1", "bon"]
    assert capfd.readouterr() == ("", "")


def hash_of(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()
