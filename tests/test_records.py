"""Records are changed as ``dataclasses.replace`` does it."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from pipeline.records import Problem, Record, changed


@dataclass(frozen=True, kw_only=True)
class Loose(Record):
    """A record whose author has not thought of slots."""

    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide(Problem):
    """A record that adds to another one."""

    line: int = 0


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (Problem(path="a.txt", code="empty-file"), {"path": "b.txt"}),
        (Loose(name="a"), {"name": "b"}),
        (Wide(path="a.txt", line=1), {"path": "b.txt", "line": 2}),
        (Wide(path="a.txt", line=1), {}),
    ],
)
def test_a_changed_record_is_another_one_of_its_class(record: Record, values: dict[str, object]) -> None:
    found, before = changed(record, **values), replace(record)  # type: ignore[type-var]
    assert found == replace(record, **values)  # type: ignore[type-var]
    assert type(found) is type(record)
    assert found is not record
    assert record == before
    with pytest.raises(FrozenInstanceError):
        found.path = "c.txt"  # type: ignore[attr-defined]
