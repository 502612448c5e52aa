"""Corpus and outputs elsewhere: any address that fsspec knows (``s3://``, ``https://``, ``memory://``...).

The articles are brought to a folder of this machine, the tables are written here and then sent: first all of them
beside the old ones, then each into its place, then the manifest. Whoever finds the files and the digests of the
manifest in accord has the tables of one run. The cache of an address is kept in the user's own folder of caches, under
the digest of the address.
"""

import errno
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

# Where the files of a run wait until all of them are sent, and what lists those of the last run.
NEW = "glaneur-new"
MANIFEST = "glaneur-manifest.json"
# What is wrong with this machine's disk, not with the address.
_HERE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def is_address(place: str) -> bool:
    """Tell whether a corpus or outputs folder is an address rather than a path.

    >>> is_address("s3://presse/2024"), is_address("corpus")
    (True, False)
    """
    return "://" in place


@contextmanager
def local_folders(corpus: str, outputs: str) -> Iterator[tuple[Path, Path]]:
    """Give the folders of this machine that stand for a corpus and for outputs.

    When the block ends well, the tables are sent to the address of the outputs. Raises ``OSError`` where an address
    cannot be reached, ``ValueError`` where its kind is unknown, ``ImportError`` where its library is missing.
    """
    with ExitStack() as stack:
        source, target = Path(corpus), Path(outputs)
        if is_address(corpus):
            source = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="glaneur-corpus-")))
            _copy(corpus, lambda system, path: system.get(f"{path.rstrip('/')}/", f"{source}/", recursive=True))
        if is_address(outputs):
            target = _home(outputs)
            # Whatever is wrong with the address is told before all work, not after it.
            _copy(outputs, lambda system, path: system.exists(f"{path.rstrip('/')}/{MANIFEST}"))
        yield source, target
        if is_address(outputs):
            _copy(outputs, lambda system, path: send(system, target, path.rstrip("/")))


def send(system: Any, folder: Path, path: str) -> None:
    """Send the files of a folder to a place of a file system of fsspec: all of them, or none.

    What an earlier run sent and this one has not made is taken away; other files of the place are left alone.
    """
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if _is_sent(file, folder)}
    new = f"{path}/{NEW}"
    _remove(system, new)
    try:
        for name, file in files.items():
            system.put_file(str(file), f"{new}/{name}")
    except BaseException:
        _remove(system, new)
        raise
    old = _told(system, f"{path}/{MANIFEST}")
    for name in files:
        system.cp_file(f"{new}/{name}", f"{path}/{name}")
    for name in old - set(files):
        if system.exists(f"{path}/{name}"):
            system.rm_file(f"{path}/{name}")
    digests = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}
    system.pipe_file(f"{path}/{MANIFEST}", json.dumps(digests, indent=1).encode())
    _remove(system, new)


def _is_sent(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return file.is_file() and not hidden


def _told(system: Any, path: str) -> set[str]:
    """Return the names of the files that an earlier run sent; none where there is no manifest of ours."""
    if not system.exists(path):
        return set()
    try:
        known = json.loads(system.cat_file(path))
    except ValueError:
        return set()
    return {name for name in known if isinstance(name, str) and ".." not in name} if isinstance(known, dict) else set()


def _remove(system: Any, path: str) -> None:
    if system.exists(path):
        system.rm(path, recursive=True)


def _copy(address: str, copy: Callable[[Any, str], Any]) -> None:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(address)
    except ValueError:
        raise ValueError(f"{address} : ce genre d'adresse n'est pas connu") from None
    try:
        copy(system, path)
    except FileNotFoundError:
        raise ConnectionError(f"{address} : il n'y a rien à cette adresse") from None
    except Exception as error:  # each kind of address has a library, and each library errors of its own
        if isinstance(error, OSError) and error.errno in _HERE:
            raise
        said = str(error).strip().partition("\n")[0]
        raise ConnectionError(f"{address} : l'adresse n'a pu être jointe ({said})") from error


def _home(address: str) -> Path:
    """Return the folder in which the tables of an address are made."""
    return Path.home() / ".cache" / "glaneur" / hashlib.sha256(address.encode()).hexdigest()[:16] / "outputs"
