"""Archives: a .zip or a .gz is read as the folder or the file that it holds; nothing is unpacked onto the disk."""

import gzip
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from pipeline.reading.decode import clean
from pipeline.reading.formats import DAMAGED, Source, UnreadableError
from pipeline.records import Problem

# What an archive may hold: files, bytes in one, bytes in all; and archives in archives.
MOST_FILES, LARGEST_FILE, LARGEST_ALL, DEEPEST = 100_000, 1 << 30, 4 << 30, 2
# Files that programs put beside those of people.
ASIDE = ("__MACOSX/", ".DS_Store", "Thumbs.db")
# A .zip that has one of these is a document of an office, or a book.
OFFICE = frozenset(("[Content_Types].xml", "mimetype", "META-INF/container.xml", "META-INF/manifest.xml"))
_CHUNK = 1 << 20


def is_zip(source: Source) -> bool:
    """Tell whether a file is a .zip that is no document of an office, which is one too."""
    return bool(source.members) and not source.members & OFFICE


def is_gzip(source: Source) -> bool:
    """Tell whether a file is compressed by gzip; a WARC is, record by record, and has its own reader."""
    return source.head.startswith(b"\x1f\x8b") and not source.path.lower().endswith(".warc.gz")


def inside(source: Source, depth: int = 0) -> Iterator[Source | Problem]:
    """Yield the files of an archive as sources, in the order of their names; a source that is none as it is."""
    zipped = is_zip(source)
    if not zipped and not is_gzip(source):
        yield source
        return
    if depth == DEEPEST:
        raise UnreadableError("nested-archive", most=DEEPEST)
    for item in _zipped(source) if zipped else _unzipped(source):
        if isinstance(item, Problem):
            yield item
        else:
            yield from inside(item, depth + 1)


def _zipped(source: Source) -> Iterator[Source | Problem]:
    with source.open() as handle, zipfile.ZipFile(handle) as archive:
        infos = sorted((i for i in archive.infolist() if _is_read(i)), key=lambda i: i.filename)
        if not infos:
            raise UnreadableError("no-article")
        if len(infos) > MOST_FILES or sum(i.file_size for i in infos) > LARGEST_ALL:
            raise UnreadableError("large-archive", count=len(infos), most=LARGEST_ALL >> 30)
        times = Counter(_stem(i.filename) for i in infos)
        for info in infos:
            name, stem = clean(info.filename), clean(_stem(info.filename))
            article_id = f"{source.article_id}/{name if times[_stem(info.filename)] > 1 else stem}"
            found = replace(source, path=f"{source.path}/{name}", article_id=article_id)
            if info.flag_bits & 1:
                yield found.problem("locked-archive")
            elif info.file_size > LARGEST_FILE:
                yield found.problem("too-large", most=LARGEST_FILE >> 20)
            else:
                beside = partial(_beside, archive, info.filename)
                yield replace(found, open=partial(_open_zipped, archive, info.filename), beside=beside)


def _is_read(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename).name
    return not (info.is_dir() or name.startswith(".") or info.filename.startswith(ASIDE) or name in ASIDE)


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if path.suffix else name


def _open_zipped(archive: zipfile.ZipFile, name: str) -> BinaryIO:
    """Open a file of a .zip, so that it can be read again from its start; never more bytes than it declares."""
    try:
        with archive.open(name) as packed:
            return _poured(packed, LARGEST_FILE)
    except DAMAGED as error:
        raise UnreadableError("damaged-file") from error


def _beside(archive: zipfile.ZipFile, name: str, suffix: str) -> BinaryIO | None:
    names = archive.NameToInfo
    other = next((n for n in (_stem(name) + suffix, _stem(name) + suffix.upper()) if n in names), None)
    return _open_zipped(archive, other) if other else None


def _unzipped(source: Source) -> Iterator[Source]:
    path, article_id = source.path, source.article_id
    if path.lower().endswith(".gz"):
        path = path[: -len(".gz")]
        article_id = _stem(path) if article_id != source.path else article_id
    yield replace(source, path=path, article_id=article_id, open=partial(_open_unzipped, source))


def _open_unzipped(source: Source) -> BinaryIO:
    try:
        with source.open() as handle, gzip.open(handle) as packed:
            return _poured(cast("IO[bytes]", packed), LARGEST_FILE)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError("damaged-file") from error


def _poured(packed: IO[bytes], most: int) -> BinaryIO:
    """Return what an archive holds as a file of its own: in memory if it is small, else on the disk, unnamed."""
    whole = tempfile.SpooledTemporaryFile(max_size=16 << 20)  # noqa: SIM115 - the reader closes it
    size = 0
    while chunk := packed.read(_CHUNK):
        size += len(chunk)
        if size > most:
            whole.close()
            raise UnreadableError("too-large", most=most >> 20)
        whole.write(chunk)
    whole.seek(0)
    return cast(BinaryIO, whole)
