"""The command line: the only module that prints or exits."""

from pathlib import Path

import click


@click.group()
@click.version_option(package_name="glaneur")
def main() -> None:
    """Turn a folder of French news articles into linked tables."""


@main.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("outputs", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--ner", type=click.Choice(["news", "base"]), default="news", help="Names: trained on news, or as shipped."
)
def extract(corpus: Path, outputs: Path, ner: str) -> None:
    """Read the articles of CORPUS and write the tables into OUTPUTS."""
    from pipeline.corpus import read_corpus
    from pipeline.extract import extract_batch
    from pipeline.model import load_model
    from pipeline.readers.aliases import read_aliases
    from pipeline.records import Problem
    from pipeline.tables import TABLES, tabulate
    from pipeline.writers.csv import write_csv

    nlp = load_model(ner)
    articles, problems = [], []
    for item in read_corpus(corpus):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            articles.append(item)
    found = tabulate(extract_batch(articles, nlp), problems, read_aliases(corpus))
    outputs.mkdir(parents=True, exist_ok=True)
    for cls in TABLES:
        write_csv(outputs / f"{cls.table.name}.csv", cls, found[cls.table.name])
