"""Run the command line: ``python -m pipeline``, ``glaneur``."""

import os
import signal
from typing import NoReturn


def start() -> None:
    """Run the command line; whoever stops it before it has begun, while it is imported, is told so in one line."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _stopped)
    from pipeline.cli import main

    main(prog_name="glaneur")


def _stopped(number: int, _: object) -> NoReturn:
    """End at once, as shells expect it: nothing has been begun that would have to be finished."""
    os.write(2, "\nArrêté.\n".encode())
    os._exit(128 + number)


if __name__ == "__main__":
    start()
