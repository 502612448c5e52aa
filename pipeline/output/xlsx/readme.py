"""The sheet « Lisez-moi »: what each sheet and each column says."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.output.versions import versions
from pipeline.output.xlsx.cells import Sheet, Styles
from pipeline.output.xlsx.layouts import Shown

SHEET = "Lisez-moi"
WIDTHS = (24, 22, 28, 80, 90)
HEADER = ("Feuille", "Colonne", "Nom dans le CSV", "Ce qu'elle dit", "Valeurs possibles (code du CSV)")
OPENING = (
    "Ce que disent les articles : qui et quoi, combien, quand, et qui l'a dit.",
    "Les premières colonnes de chaque feuille se lisent ; les suivantes, repliées (bouton « + » au-dessus des "
    "colonnes), servent à retrouver le passage et à joindre les tables.",
    "Une cellule corrigée à la main n'est pas perdue : enregistrez le classeur, puis lancez "
    "« glaneur corrections DOSSIER_DES_TABLES DOSSIER_DES_ARTICLES ».",
)

Described = tuple[Sheet, Sequence[Shown]]
Line = tuple[Sequence[Any], bool]


def write_readme(page: Any, styles: Styles, described: Sequence[Described], notes: Sequence[str]) -> None:
    """Fill the sheet: what wrote the workbook, the sheets and their rows, ``notes``, then every column."""
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width)
    for row, (cells, strong) in enumerate(_lines(described, notes)):
        for place, value in enumerate(cells):
            write = page.write_number if isinstance(value, int) else page.write_string
            write(row, place, value, styles.bold if strong else None)


def _lines(described: Sequence[Described], notes: Sequence[str]) -> Iterator[Line]:
    yield ["glaneur"], True
    yield from (([line], False) for line in OPENING)
    yield [", ".join(f"{name} {number}" for name, number in versions().items())], False
    yield [], False
    yield from (([note], True) for note in notes)
    yield ["Feuille", "Lignes", "Table", "Ce qu'elle contient"], True
    for sheet, _ in described:
        layout = sheet.layout
        table = layout.cls.table
        yield [layout.title, sheet.rows, table.name, layout.description or table.description], False
    yield [], False
    yield HEADER, True
    for sheet, columns in described:
        for column in columns:
            pairs = " · ".join(f"{word} ({code})" for code, word in sheet.layout.words(column).items())
            place = column.edits or f"({column.name})"
            yield [sheet.layout.title, column.title, place, column.description, pairs], False
