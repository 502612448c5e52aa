"""Corpus and outputs elsewhere: any address that fsspec knows (``s3://``, ``https://``, ``memory://``...).

The articles are brought to a folder of this machine, the tables are written here and then sent. The cache of an
address is kept in the user's own folder of caches, under the digest of the address.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any


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
        yield source, target
        if is_address(outputs):
            _copy(outputs, lambda system, path: _send(system, target, path.rstrip("/")))


def _send(system: Any, folder: Path, path: str) -> None:
    """Send the files of a folder, its hidden ones left out."""
    system.makedirs(path, exist_ok=True)
    for file in sorted(folder.iterdir()):
        if file.is_file() and not file.name.startswith("."):
            system.put_file(str(file), f"{path}/{file.name}")


def _copy(address: str, copy: Callable[[Any, str], Any]) -> None:
    import fsspec

    system, path = fsspec.core.url_to_fs(address)
    copy(system, path)


def _home(address: str) -> Path:
    """Return the folder in which the tables of an address are made."""
    return Path.home() / ".cache" / "glaneur" / hashlib.sha256(address.encode()).hexdigest()[:16] / "outputs"
