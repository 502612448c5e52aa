"""Run the command line: ``python -m pipeline``, ``glaneur``."""

import gc
import os
import signal
from typing import NoReturn

STOPS = (signal.SIGINT, signal.SIGTERM)
# Objects made and not freed before the garbage collector looks for those that hold one another: what is imported and
# read stays, and Python's own figure (700) would have it walked through all the time.
OBJECTS = 50_000


def start() -> None:
    """Run the command line; whoever stops it before it has begun, while it is imported, is told so in one line.

    Once it has ended, a stop changes nothing more: all is written, or told. Then the memory goes with the process:
    Python need not look once more, for a third of a second, for what in it could be freed.
    """
    for stop in STOPS:
        signal.signal(stop, _stopped)
    gc.set_threshold(OBJECTS)
    try:
        from pipeline.cli import main

        main(prog_name="glaneur")
    finally:
        for stop in STOPS:
            signal.signal(stop, signal.SIG_IGN)
        gc.freeze()


def _stopped(number: int, _: object) -> NoReturn:
    """End at once, as shells expect it: nothing has been begun that would have to be finished."""
    os.write(2, "\nArrêté.\n".encode())
    os._exit(128 + number)


if __name__ == "__main__":
    start()
