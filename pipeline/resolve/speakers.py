"""Who the speaker is: from the mention in the sentence to the full name."""

from typing import Any

from pipeline.registry import Context


def resolve_speakers(records: list[Any], context: Context) -> list[Any]:
    """Give every quote the full name of its speaker."""
    return records
