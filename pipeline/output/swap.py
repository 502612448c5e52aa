"""Outputs whole or not at all: tables are written beside the folder, then take its place."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def swapped(outputs: Path, own: Collection[str]) -> Iterator[Path]:
    """Give a new folder to write into; when the block ends well it becomes ``outputs``, else all is as before.

    ``own`` names the files that glaneur writes: the old ones go, every other file of the folder is kept. The new
    folder stands beside ``outputs``, on the same disk. A run that was killed leaves one behind: the next clears
    it. One run at a time may write to a folder; the caller sees to it. Raises ``OSError`` where nothing may be written.
    """
    outputs = outputs.resolve()
    new, old = (outputs.parent / f".{outputs.name}.glaneur-{age}" for age in ("new", "old"))
    outputs.parent.mkdir(parents=True, exist_ok=True)
    _recover(outputs, old, own)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        yield new
        _exchange(outputs, new, old)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _recover(outputs, old, own)


def _exchange(outputs: Path, new: Path, old: Path) -> None:
    """Put ``new`` in the place of ``outputs``, which becomes ``old``; on failure put it back."""
    if not outputs.exists():
        new.rename(outputs)
        return
    outputs.rename(old)
    try:
        new.rename(outputs)
    except OSError:
        old.rename(outputs)
        raise


def _recover(outputs: Path, old: Path, own: Collection[str]) -> None:
    """Finish an exchange: what glaneur did not write comes back from ``old``, the rest of it goes."""
    if not old.exists():
        return
    if not outputs.exists():
        old.rename(outputs)
        return
    for entry in old.iterdir():
        if entry.name not in own and not (outputs / entry.name).exists():
            entry.rename(outputs / entry.name)
    shutil.rmtree(old, ignore_errors=True)
