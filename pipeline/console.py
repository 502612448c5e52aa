"""What the command line says, and how it ends: one line a thing, in French, harmless to the terminal."""

import logging
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.engine.run import Summary
    from pipeline.records import Problem

SHOWN_PROBLEMS = 10
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
    from pipeline.engine.run import BusyError, NothingReadError

    def end(*_: object) -> None:
        raise Terminated

    before = {
        number: signal.signal(number, act)
        for number, act in ((signal.SIGTERM, end), (signal.SIGINT, signal.default_int_handler))
    }
    try:
        yield
    except NothingReadError as error:
        tell(error.problems)
        raise click.ClickException(f"aucun article n'a pu être lu dans {corpus}.") from None
    except (BusyError, ImportError, ConnectionError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or outputs} : {error.strerror or error}") from None
    except KeyboardInterrupt as error:
        # Had it arrived in an ``exec`` of a string (any dataclass), Python would end by the signal: another forgets it.
        exec("")
        again = " Relancez pour reprendre." if cached else ""
        click.echo(f"\nArrêté : les tables de {printable(outputs)} sont entières.{again}", err=True)
        raise click.exceptions.Exit(TERMINATED if isinstance(error, Terminated) else STOPPED) from None
    finally:
        for number, act in before.items():
            signal.signal(number, act)


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
    """Tell which tables had been edited by hand, and what can be done of it."""
    for name, kept in summary.kept:
        click.echo(f"{name} avait été modifié depuis la dernière fois : il est gardé sous le nom {kept}.", err=True)
    if summary.kept:
        click.echo(f"Pour garder ces corrections : glaneur corrections {outputs} {corpus}", err=True)


def closing(summary: "Summary", outputs: str) -> str:
    """Return the last line of a run: rows by table, then the problems."""
    from pipeline.output.tables import TABLES

    rows = dict(summary.rows)
    problems = rows.pop("problems")
    titles = {cls.table.name: cls.table.title.lower() for cls in TABLES if cls.table.sheet}
    told = ", ".join(f"{figures(count)} {titles[name]}" for name, count in rows.items() if name in titles)
    return f"{outputs} : {told} ; {count(problems, 'problème')}" + (" (problems.csv)" if problems else "")


def count(number: int, noun: str) -> str:
    """Return a number and its noun.

    >>> count(1, "correction"), count(3, "correction")
    ('1 correction', '3 corrections')
    """
    return f"{figures(number)} {noun}{'s' * (number > 1)}"


def figures(number: int) -> str:
    """Return a whole number in groups of three figures, as French writes it.

    >>> figures(1234567).replace("\u202f", "_")
    '1_234_567'
    """
    return f"{number:,}".replace(",", "\u202f")
