"""glaneur: French news into linked tables.

The command line does the work; from Python, ``read_tables`` opens what it wrote.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.output.frames import read_tables

__all__ = ["read_tables"]


def __getattr__(name: str) -> Any:
    """Import the public names when they are asked for: ``glaneur --help`` must not wait for pandas."""
    if name == "read_tables":
        from pipeline.output.frames import read_tables

        return read_tables
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
