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
from pipeline.output.edited import PACKAGE, digest, written


def state_of(store: Store, *known: Any) -> str:
    """Return a digest of the results of this run and of everything else that the tables depend on."""
    state = hashlib.sha256(stamp_of(*known).encode())
    for article_id, key in store.articles():
        state.update(article_id + b"\0" + key)
    return state.hexdigest()


def stamp_of(*known: Any) -> str:
    """Return a digest of what tables depend on."""
    return hashlib.sha256(json.dumps(known, default=_plain).encode()).hexdigest()


def digests(folder: Path, files: Collection[str]) -> dict[str, str]:
    """Return the digest of each of the ``files`` that is in a folder."""
    return {name: digest(folder / name) for name in files if (folder / name).is_file()}


def digests_written(folder: Path) -> dict[str, str]:
    """Return the digests of the files that were just written into a folder, as its package tells them."""
    return written(folder) | digests(folder, [PACKAGE])


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else astuple(value)
