"""The sheet « Lisez-moi »: what each sheet and each column says."""

from collections.abc import Sequence
from typing import Any

from pipeline.output.versions import versions
from pipeline.records import Column, Record

SHEET = "Lisez-moi"
WIDTHS = (24, 22, 18, 90, 50)
HEADER = ("Feuille", "Colonne", "Nom dans le CSV", "Ce qu'elle dit", "Valeurs possibles")

Described = tuple[type[Record], Sequence[Column], int]


def write_readme(book: Any, page: Any, described: Sequence[Described], notes: Sequence[str]) -> None:
    """Fill the sheet: what wrote the workbook, the sheets and their rows, ``notes``, then every column."""
    bold = book.add_format({"bold": True})
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width)
    lines: list[tuple[Sequence[Any], bool]] = [
        (["glaneur"], True),
        (["Ce que disent les articles : qui et quoi, combien, quand, et qui l'a dit."], False),
        ([", ".join(f"{name} {number}" for name, number in versions().items())], False),
        ([], False),
        *(([note], True) for note in notes),
        (["Feuille", "Lignes", "Table", "Ce qu'elle contient"], True),
        *(([c.table.title, rows, c.table.name, c.table.description], False) for c, _, rows in described),
        ([], False),
        (HEADER, True),
    ]
    for cls, columns, _ in described:
        lines += [([cls.table.title, c.title, c.name, c.description, ", ".join(c.choices)], False) for c in columns]
    for row, (cells, strong) in enumerate(lines):
        for place, value in enumerate(cells):
            write = page.write_number if isinstance(value, int) else page.write_string
            write(row, place, value, bold if strong else None)
