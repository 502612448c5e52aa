"""What the command line says, and how it ends: one line a thing, in French, harmless to the terminal."""

import errno
import logging
import math
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pipeline.problems import REFUSALS, figures

if TYPE_CHECKING:
    from pipeline.engine.run import Summary
    from pipeline.records import Problem

SHOWN_PROBLEMS = 10
LATER = 0.05  # seconds
STOPPED, TERMINATED = 130, 143  # what shells expect of a command that was stopped by Ctrl-C, or by SIGTERM


class Terminated(KeyboardInterrupt):
    """The system asks the command to end."""


def colours(context: click.Context) -> None:
    """Follow NO_COLOR and FORCE_COLOR (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        context.color = False
    elif os.environ.get("FORCE_COLOR"):
        context.color = True


def printable(text: str) -> str:
    r"""Return a text of one line that a terminal shows and does not obey.

    >>> printable("a\x1b[31m\nb")
    'a\ufffd[31m\ufffdb'
    """
    return "".join(mark if mark.isprintable() or mark in "\u00a0\u202f" else "\ufffd" for mark in text)


class Told(logging.StreamHandler[Any]):
    """Messages of the run, each one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message, harmless."""
        return printable(record.getMessage())


@contextmanager
def told(corpus: str, outputs: str, *, cached: bool) -> Iterator[None]:
    """Tell in one line why a run ended before its outputs were written."""
    with _stops():
        try:
            yield
        except (Exception, KeyboardInterrupt) as error:
            if _stop_in(error):
                # Had it arrived in an ``exec`` of a string (any dataclass), Python would end by the signal: another
                # forgets it.
                exec("")
                again = " Relancez pour reprendre." if cached else ""
                click.echo(f"\nArrêté : les tables de {printable(outputs)} sont entières.{again}", err=True)
                code = TERMINATED if isinstance(_stop_in(error), Terminated) else STOPPED
                raise click.exceptions.Exit(code) from None
            reason = _reason(error, corpus, outputs)
            if not reason:
                raise
            raise click.ClickException(reason) from None


@contextmanager
def _stops() -> Iterator[None]:
    """Have SIGTERM and Ctrl-C stop the run wherever it is."""

    def end(*_: object) -> None:
        raise Terminated

    def dropped(unraisable: "sys.UnraisableHookArgs") -> None:
        """Send again, a little later, a stop that arrived where Python drops it: in a callback, in a destructor."""
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            hook(unraisable)
            return
        number = signal.SIGTERM if isinstance(unraisable.exc_value, Terminated) else signal.SIGINT
        later = threading.Timer(LATER, os.kill, (os.getpid(), number))
        later.daemon = True
        later.start()

    acts = ((signal.SIGTERM, end), (signal.SIGINT, signal.default_int_handler))
    before = {number: signal.signal(number, act) for number, act in acts}
    hook, sys.unraisablehook = sys.unraisablehook, dropped
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, act in before.items():
            signal.signal(number, act)


def _stop_in(error: BaseException) -> KeyboardInterrupt | None:
    """Return the stop from which an error came: Python and libraries make others of it (``__set_name__``, imports)."""
    found, seen = [error], set()
    while found:
        one = found.pop()
        if isinstance(one, KeyboardInterrupt):
            return one
        if id(one) not in seen:
            seen.add(id(one))
            found += [other for other in (one.__cause__, one.__context__) if other]
    return None


# Why the system refuses the outputs, besides what it says of any file; the rest as the system says it.
_NO = REFUSALS | {
    errno.EDQUOT: "l'espace accordé sur ce disque est épuisé",
    errno.EFBIG: "fichier trop gros pour ce disque",
    errno.EROFS: "ce disque est en lecture seule",
    errno.ENOENT: "ce dossier n'existe pas ou ne peut être créé",
}


def _reason(error: BaseException, corpus: str, outputs: str) -> str:
    """Return why a run ended, in one line; nothing where it is a fault of the program."""
    from pipeline.engine.run import BusyError, NothingReadError

    if isinstance(error, NothingReadError):
        tell(error.problems)
        return f"aucun article n'a pu être lu dans {corpus}."
    if isinstance(error, BusyError | ImportError | ConnectionError | ValueError):
        return str(error)
    if isinstance(error, MemoryError):
        return "la mémoire ne suffit pas : fermez d'autres programmes, ou relancez avec --engine serial."
    if isinstance(error, OSError):
        place = error.filename or (_fullest(outputs) if error.errno == errno.ENOSPC else outputs)
        return f"{place} : {_NO.get(error.errno or 0) or error.strerror or error}"
    return ""


def _fullest(outputs: str) -> str:
    """Return which disk is full: that of the outputs, or that of the temporary files, of which libraries make use."""

    def free(folder: str) -> float:
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return math.inf

    return min((outputs, tempfile.gettempdir()), key=free)


def log(*, verbose: bool = False, quiet: bool = False) -> None:
    """Have the messages of the run told: all of them, the warnings, or the errors alone."""
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=logging.ERROR if quiet else level, handlers=[Told()], force=True)


def tell(problems: Sequence["Problem"]) -> None:
    """Tell the first problems, a line each."""
    for problem in problems[:SHOWN_PROBLEMS]:
        place = problem.path or problem.article_id
        click.echo(printable(f"{place} : {problem.message}" if place else problem.message), err=True)
    if len(problems) > SHOWN_PROBLEMS:
        click.echo(f"... et {count(len(problems) - SHOWN_PROBLEMS, 'autre')}", err=True)


def tell_kept(summary: "Summary", outputs: str, corpus: str) -> None:
    """Tell which tables had been edited by hand, and what can be done of it; which files were no tables of ours."""
    for name, kept in summary.spared:
        click.echo(printable(f"{name} n'a pas été écrit par glaneur : il est gardé sous le nom {kept}."), err=True)
    for name, kept in summary.kept:
        click.echo(
            printable(f"{name} avait été modifié depuis la dernière fois : il est gardé sous le nom {kept}."), err=True
        )
    if summary.kept:
        click.echo(printable(f"Pour garder ces corrections : glaneur corrections {outputs} {corpus}"), err=True)


def closing(summary: "Summary", outputs: str) -> str:
    """Return the last line of a run: rows by table, then the problems."""
    from pipeline.output.tables import TABLES

    rows = dict(summary.rows)
    problems = rows.pop("problems")
    titles = {cls.table.name: cls.table.title.lower() for cls in TABLES if cls.table.sheet}
    told = ", ".join(_counted(count, titles[name]) for name, count in rows.items() if name in titles)
    return f"{printable(outputs)} : {told} ; {count(problems, 'problème')}" + (" (problems.csv)" if problems else "")


def _counted(number: int, title: str) -> str:
    """Return a number of rows of a table.

    >>> _counted(2, "mots entre guillemets"), _counted(1, "mots entre guillemets")
    ('2 mots entre guillemets', '1 mot entre guillemets')
    """
    first, space, rest = title.partition(" ")
    return f"{figures(number)} {first if number > 1 else first.removesuffix('s')}{space}{rest}"


def count(number: int, noun: str) -> str:
    """Return a number and its noun.

    >>> count(1, "correction"), count(3, "correction")
    ('1 correction', '3 corrections')
    """
    return f"{figures(number)} {noun}{'s' * (number > 1)}"
