"""Outputs whole or not at all: tables are written in a hidden folder of the outputs, then take their places.

Everything stays inside the folder, which may be a mount point and is never moved. Once the new files are ready, their
exchange is always finished: by this run, even when it is interrupted, or by the next one if it was killed.
"""

import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# The folder of glaneur's own in an outputs folder: cache, lock, what is being written, what was edited by hand.
HIDDEN = ".glaneur"
MANIFEST = "files.json"


@contextmanager
def swapped(outputs: Path, own: Collection[str]) -> Iterator[Path]:
    """Give a new folder to write into; when the block ends well its files are in ``outputs``, else all is as before.

    ``own`` names the files that glaneur writes: the old ones go, every other file of the folder is kept. One run at a
    time may write to a folder; the caller sees to it. Raises ``OSError`` where nothing may be written.
    """
    new, ready = (outputs / HIDDEN / name for name in ("new", "ready"))
    new.parent.mkdir(parents=True, exist_ok=True)
    _finish(outputs, own)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        yield new
        names = sorted(entry.name for entry in new.iterdir())
        (new / MANIFEST).write_text(json.dumps(names), "utf-8")
        new.rename(ready)
        _exchange(outputs, own)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        with suppress(OSError):
            new.parent.rmdir()
            outputs.rmdir()
        raise
    with suppress(OSError):
        new.parent.rmdir()


def _exchange(outputs: Path, own: Collection[str]) -> None:
    """Put the files that are ready in their places; on failure all is as before."""
    try:
        _finish(outputs, own)
    except KeyboardInterrupt:
        _finish(outputs, own)
        raise
    except OSError:
        _undo(outputs)
        raise


def _undo(outputs: Path) -> None:
    """Take the new files that have their places out of them, and put the old ones back."""
    ready, old = outputs / HIDDEN / "ready", outputs / HIDDEN / "old"
    with suppress(OSError):
        names = json.loads((ready / MANIFEST).read_text("utf-8"))
        for name in names:
            if not (ready / name).exists():
                (outputs / name).unlink(missing_ok=True)
    for entry in old.iterdir() if old.exists() else ():
        entry.replace(outputs / entry.name)
    shutil.rmtree(ready, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _finish(outputs: Path, own: Collection[str]) -> None:
    """Finish the exchange of files that are ready, if there are any: the old ones first make room."""
    ready, old = outputs / HIDDEN / "ready", outputs / HIDDEN / "old"
    if not ready.exists():
        return
    names = json.loads((ready / MANIFEST).read_text("utf-8"))
    old.mkdir(exist_ok=True)
    for name in sorted({*own, *names}):
        if (ready / name).exists() or name not in names:
            with suppress(FileNotFoundError):
                (outputs / name).rename(old / name)
    for name in names:
        with suppress(FileNotFoundError):
            (ready / name).rename(outputs / name)
    shutil.rmtree(old)
    shutil.rmtree(ready)
