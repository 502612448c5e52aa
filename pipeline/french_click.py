"""The command line's library made to speak French, whatever the language of the machine, errors in one line."""

from functools import cache
from typing import IO, Any

import click
from click import core, decorators, exceptions, formatting, parser, types

from pipeline.console import printable
from pipeline.language.lists import load

_SPEAKING = (core, decorators, exceptions, formatting, parser, types)


@cache
def _french() -> dict[str, str]:
    def real(text: str) -> str:
        return text.replace("\\n", "\n").replace("\\t", "\t")

    return {real(row["message"]): real(row["french"]) for row in load("cli/click_messages")}


def translated(message: str) -> str:
    """Return a message of click in French, as it is where it is not known.

    >>> translated("No such command {name!r}."), translated("Bonjour")
    ('commande inconnue : {name}', 'Bonjour')
    """
    return _french().get(message, message)


def _translated_number(one: str, many: str, number: int) -> str:
    return translated(one if number == 1 else many)


def speak_french() -> None:
    """Have click say its messages in French; an error is one line, and wrong usage says where the help is."""
    for module in _SPEAKING:
        for name, said in (("_", translated), ("ngettext", _translated_number)):
            if hasattr(module, name):
                setattr(module, name, said)
    for error, show in ((click.ClickException, _show), (click.UsageError, _show_usage)):
        setattr(error, "show", show)  # noqa: B010 - a method of another library


def _show(error: click.ClickException, file: IO[Any] | None = None) -> None:
    click.echo(f"Erreur : {printable(error.format_message())}", file=file, err=file is None)


def _show_usage(error: click.UsageError, file: IO[Any] | None = None) -> None:
    command = error.ctx.command_path if error.ctx else "glaneur"
    message = printable(error.format_message()).rstrip(".")
    click.echo(f"Erreur : {message} (voir {command} --help).", file=file, err=file is None)
