"""Outputs whole or not at all."""

from pathlib import Path

import pytest

from pipeline.output.swap import swapped

OWN = {"articles.csv", "glaneur.xlsx"}


def content(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Return an outputs folder of an earlier run, with files of the user."""
    folder = tmp_path / "outputs"
    (folder / "notes").mkdir(parents=True)
    for name in ("articles.csv", "glaneur.xlsx", "mine.txt", "notes/a.txt"):
        (folder / name).write_text("old")
    return folder


def fill(outputs: Path, error: type[BaseException] | BaseException | None = None) -> None:
    with swapped(outputs, OWN) as folder:
        (folder / "articles.csv").write_text("new")
        if error:
            raise error


KEPT = {"mine.txt": "old", "notes/a.txt": "old"}


def test_a_first_run_makes_the_folder(tmp_path: Path) -> None:
    with swapped(tmp_path / "a" / "b", OWN) as folder:
        (folder / "articles.csv").write_text("new")
    assert content(tmp_path) == {"a/b/articles.csv": "new"}


def test_the_old_tables_go_and_the_files_of_the_user_stay(outputs: Path) -> None:
    with swapped(outputs, OWN) as folder:
        (folder / "articles.csv").write_text("new")
    assert content(outputs.parent) == {f"outputs/{k}": v for k, v in {"articles.csv": "new", **KEPT}.items()}


def test_the_folder_itself_stays_what_it_was(outputs: Path) -> None:
    """A mount point (a volume of Docker) can be neither moved nor replaced."""
    before = outputs.stat().st_ino
    fill(outputs)
    assert outputs.stat().st_ino == before


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt])
def test_a_failure_changes_nothing(outputs: Path, error: type[BaseException]) -> None:
    before = content(outputs.parent)
    with pytest.raises(error):
        fill(outputs, error)
    assert content(outputs.parent) == before


@pytest.mark.parametrize("at", range(4))
def test_a_failed_exchange_changes_nothing(outputs: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename, count = content(outputs.parent), Path.rename, 0

    def fail(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count > at:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(OSError, match="No space"):
            fill(outputs)
    assert content(outputs.parent) == before


@pytest.mark.parametrize("at", range(1, 4))
def test_a_killed_exchange_is_finished_by_the_next_run(outputs: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledError(BaseException):
        """Nothing can be done after it."""

    rename, count = Path.rename, 0

    def die(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count > at:
            raise KilledError
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", die)
        with pytest.raises(KilledError):
            fill(outputs)
    with pytest.raises(ValueError, match="later"):
        fill(outputs, ValueError("later"))
    assert content(outputs) == {"articles.csv": "new", **KEPT}


def test_an_exchange_that_is_interrupted_is_finished_first(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, count = Path.rename, 0

    def interrupt(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fill(outputs)
    assert content(outputs) == {"articles.csv": "new", **KEPT}
