"""From bytes to text: strict UTF-8, else what a detector says among the encodings of French newsrooms."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes, is_binary

from pipeline.reading.formats import UnreadableError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WITHOUT_NUL = ["cp1252", "latin_1", "mac_roman"]
# That of DOS is taken only where it alone makes French of many letters, and these within words: in it the dashes and
# quotes of windows-1252 are letters.
DOS, ENOUGH = "cp850", 8
WITH_NUL = ["utf_16_le", "utf_16_be"]
SAMPLE = 1 << 20
# A NUL in so many bytes, or fewer, is damage; in UTF-16 every second byte of French is one.
FEW_NULS = 1000
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_HALVES, _ENDS = "\ud800-\udfff", "\r\f\v\u2028\u2029"
_UNWRITABLE = re.compile(f"[{_HALVES}]")
_LINE_ENDS = re.compile(f"\r\n|[{_ENDS}]")
# Controls, soft hyphen, zero-width marks, marks of direction, byte order mark, Mongolian vowel separator.
_UNSEEN = "\0-\x08\x0e-\x1f\x7f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
# Bytes 80 to 9F are letters and marks of windows-1252 that were read as ISO 8859-1, where they are controls.
_READ = {chr(n): bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)} | {"\u2011": "-"}
_WITHIN = re.compile(r"(?<=[a-zA-Z])(?![a-zA-Z])[^\W\d_](?=[a-zA-Z])")
_SMALL = frozenset("àâæçéèêëîïôœùûüÿ")
_MISREAD = re.compile(f"[{''.join(_READ)}]")
# Bytes 80 to BF as windows-1252 shows them; after Ã, Â or â they are what is left of letters that were UTF-8.
_SHOWN = "".join(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xC0))
_MANGLED = re.compile(f"[ÂÃ][{_SHOWN}]|â[{_SHOWN}]{{2}}")
# All these at once: most texts hold none of them.
_TO_CLEAN = re.compile(f"[{_HALVES}{_ENDS}{_UNSEEN}{''.join(_READ)}ÂÃ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text and the encoding taken; a character that was damaged is U+FFFD."""

    text: str
    encoding: str


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """Decode the bytes of a file; ``declared`` is the encoding that the file itself claims, tried after UTF-8.

    Raises ``UnreadableError`` on what is no text.

    >>> decode("L’été à Orléans".encode("cp1252"))
    Decoded(text='L’été à Orléans', encoding='cp1252')
    """
    encoding = encoding_of(data, declared=declared)
    return Decoded(clean(data.decode(encoding, "replace")), encoding)


def encoding_of(data: bytes, *, declared: str = "") -> str:
    """Return the encoding of the bytes of a text; raise ``UnreadableError`` on what is no text."""
    marked = next((name for bom, name in BOMS if data.startswith(bom)), "")
    if marked:
        return marked
    if data.count(b"\0", 0, SAMPLE) * FEW_NULS > len(data[:SAMPLE]):
        return _detected(data[:SAMPLE], WITH_NUL)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, declared)
    return "utf-8"


def encoding_of_stream(handle: BinaryIO, *, declared: str = "") -> str:
    """Return the encoding of a file too large to be held: tried as UTF-8 whole, detected on a sample."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = handle.read(SAMPLE)
    whole = sample if b"\0" in sample else sample[: sample.rfind(b"\n") + 1]
    encoding = encoding_of(whole or sample, declared=declared)
    if encoding != "utf-8":
        return encoding
    chunk = sample
    while chunk:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return _not_utf8(chunk, error.start, declared)
        chunk = handle.read(SAMPLE)
    return "utf-8"


def clean(text: str) -> str:
    """Return ``text`` as the tables want it: NFC, line ends ``\\n``, no mark that nobody sees, no half character.

    >>> clean("e\\u0301te\\u0301\\r\\n\\ufeffpro\\u00adjet")
    'été\\nprojet'
    """
    if text.isascii() and text.isprintable():  # most cells of a table
        return text
    if unicodedata.is_normalized("NFC", text) and not _TO_CLEAN.search(text) and "â€" not in text:
        return text
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", _read_again(text)))
    text = _MISREAD.sub(lambda found: _READ[found[0]], text)
    return _UNWRITABLE.sub("\ufffd", unicodedata.normalize("NFC", text))


def _read_again(text: str) -> str:
    """Return a text with the letters that a program took for windows-1252 though they were UTF-8.

    No French word has « Ã » or « â€ »; « Â » before a mark, which one may have, is believed the second time.

    >>> _read_again("« Lâ€™Ã©tÃ© Ã\u00a0 la plage Â»")
    '« L’été à la plage »'
    """
    found = _MANGLED.findall(text)
    if not any(marks[0] != "Â" for marks in found) and len(found) < 2:
        return text
    return _MANGLED.sub(lambda one: _unmangled(one[0]), text)


def _unmangled(marks: str) -> str:
    try:
        return b"".join(_byte(mark) for mark in marks).decode("utf-8")
    except UnicodeDecodeError:
        return marks


def _byte(mark: str) -> bytes:
    return mark.encode("cp1252" if ord(mark) > 0xFF else "latin-1")


def _not_utf8(data: bytes, first: int, declared: str) -> str:
    """Choose for bytes that are no strict UTF-8; a few damaged characters do not make a UTF-8 text another encoding."""
    loose = data.decode("utf-8", "replace")
    damaged = loose.count("\ufffd")
    if sum(not c.isascii() for c in loose) > 10 * damaged:
        return "utf-8"
    if declared and _decodes(data, declared):
        return declared
    return _detected(_telling(data, first), WITHOUT_NUL)


def _telling(data: bytes, first: int) -> bytes:
    """Return what tells the encoding: the surroundings of the bytes that are no ASCII, which may be far apart."""
    pieces, end = [], 0
    for found in _NOT_ASCII.finditer(data, first):
        if found.start() >= end:
            end = found.start() + 200
            pieces.append(data[max(0, found.start() - 50) : end])
        if len(pieces) == 400:
            break
    return b" ".join(pieces)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeError):  # « undefined » is an encoding of Python's that decodes nothing
        return False
    return True


def _detected(sample: bytes, candidates: list[str]) -> str:
    if is_binary(sample):
        raise UnreadableError("binary-file")
    found = list(from_bytes(sample, cp_isolation=candidates))
    if candidates is WITHOUT_NUL and _is_dos(sample, max((_frenchness(str(match)) for match in found), default=0)):
        return DOS
    if not found:
        raise UnreadableError("binary-file")
    least = min(match.chaos for match in found)
    # In a few accented words nothing tells the encodings apart but that one of them makes French of them.
    return max((match for match in found if match.chaos == least), key=lambda match: _frenchness(str(match))).encoding


def _is_dos(sample: bytes, otherwise: int) -> bool:
    """Tell whether the letters within words are those of French if DOS wrote them, and less so ``otherwise``."""
    letters = _WITHIN.findall(sample.decode(DOS))
    return sum(2 if mark in _SMALL else -2 for mark in letters) > max(ENOUGH, otherwise)


def _frenchness(text: str) -> int:
    """Return how much the letters of a text that are not ASCII are those of French, small ones above all.

    >>> _frenchness("Élodie a parlé"), _frenchness("…lodie a parlÈ"), _frenchness("ƒlodie a parlŽ")
    (3, 1, -4)
    """
    letters = [mark for mark in text if not mark.isascii() and mark.isalpha()]
    return sum(2 if mark in _SMALL else 1 if mark.lower() in _SMALL else -2 for mark in letters)
