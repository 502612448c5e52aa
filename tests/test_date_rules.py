"""Each rule of dates answers by itself as expected: what it finds, where it places it."""

from tests.date_readings import READINGS, readings


def test_each_rule_answers_as_expected() -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    expected = READINGS.read_text("utf-8").rstrip("\n").split("\n## ")
    parts = zip("\n".join(readings()).split("\n## "), expected, strict=True)
    assert [(found, known) for found, known in parts if found != known] == []
