"""Run the command line: ``python -m pipeline``, ``glaneur``."""

import gc
import os
import signal
import sys
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
    _have_streams()
    gc.set_threshold(OBJECTS)
    try:
        from pipeline.cli import main

        main(prog_name="glaneur")
    except OSError as error:  # what has to do with files is told where it is met: this is of the terminal
        _unheard(error)
    finally:
        for stop in STOPS:
            signal.signal(stop, signal.SIG_IGN)
        gc.freeze()


def _stopped(number: int, _: object) -> NoReturn:
    """End at once, as shells expect it: nothing has been begun that would have to be finished."""
    os.write(2, "\nArrêté.\n".encode())
    os._exit(128 + number)


def _have_streams() -> None:
    """Open what is closed of the three standard streams (``2>&-``): no file of ours may take their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - to the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _unheard(error: OSError) -> NoReturn:
    """End because nothing can be said on stdout any more: its disk is full. What was to be written is."""
    from pipeline.problems import refusal

    os.write(2, f"Erreur : ce qui devait être affiché n'a pas pu l'être ({refusal(error)}).\n".encode())
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python tries again
    sys.exit(1)


if __name__ == "__main__":
    start()
