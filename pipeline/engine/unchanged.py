"""Whether the outputs already say what this run would write: then they stay as they are.

They do if the same results, under the same keys, go to the same tables by the same code, and if no file has been
changed since: a table that was opened and saved by hand is written anew.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import astuple
from pathlib import Path
from typing import Any

from pipeline.engine.store import Store


def state_of(store: Store, *known: Any) -> str:
    """Return a digest of the results of this run and of everything else that the tables depend on."""
    digest = hashlib.sha256(stamp_of(*known).encode())
    for article_id, key in store.articles():
        digest.update(article_id + b"\0" + key)
    return digest.hexdigest()


def stamp_of(*known: Any) -> str:
    """Return a digest of what tables depend on."""
    return hashlib.sha256(json.dumps(known, default=_plain).encode()).hexdigest()


def digests(folder: Path, own: Collection[str]) -> dict[str, str]:
    """Return the digest of each file of ``folder`` whose name is among ``own``."""
    files = (folder / name for name in sorted(own))
    return {path.name: _digest(path) for path in files if path.is_file()}


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else astuple(value)
