"""A page of the workbook whose rows are written as the XML of the format, a whole row at once.

XlsxWriter takes some 15 us for a cell, most of them for what is the same in every cell of a column. Here each column
makes the XML of its values (see :mod:`pipeline.output.xlsx.cells`), and the page puts the rows where XlsxWriter would
(``constant_memory``). All the rest of a page is XlsxWriter's: header, widths, addresses, filter, colours.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from xlsxwriter.worksheet import Worksheet

# What a text of a cell does not hold as it is: marks of XML, characters of control, spaces at its ends.
_ODD = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$")
# A character that the format writes by its number, or the mark of one, which would be read as such.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")


class Page(Worksheet):  # type: ignore[misc]
    """A page that takes rows of XML below its header."""

    def begin_rows(self) -> None:
        """End the header: what was written to the first row is laid down."""
        self._write_single_row(1)

    def add_row(self, row: int, height: float, cells: Iterable[str]) -> None:
        """Add a row (the header is row 0) of cells that are XML; ``height`` in points, 0 for that of one line."""
        high = f' ht="{height:.16g}" customHeight="1"' if height else ""
        self.fh.write(f'<row r="{row + 1}"{high}>{"".join(cells)}</row>')
        self.dim_rowmax, self.previous_row = row, row + 1

    def lead(self, row: int, place: int, address: str, text: str) -> None:
        """Have a cell, whose text is in its row, lead to an address of the web."""
        self.ignore_write_string = True
        self.write_url(row, place, address, None, text)


def text_xml(value: str) -> str:
    r"""Return the end of the XML of a cell that holds a text.

    >>> text_xml("Été")
    ' t="inlineStr"><is><t>Été</t></is></c>'
    >>> text_xml("a < b\x07 ")
    ' t="inlineStr"><is><t xml:space="preserve">a &lt; b_x0007_ </t></is></c>'
    """
    if not _ODD.search(value):
        return f' t="inlineStr"><is><t>{value}</t></is></c>'
    keep = ' xml:space="preserve"' if value != value.strip() else ""
    value = escape(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", value), quote=False)
    return f' t="inlineStr"><is><t{keep}>{value}</t></is></c>'


def number_xml(value: float) -> str:
    """Return the end of the XML of a cell that holds a number.

    >>> number_xml(1200000), number_xml(0.25)
    ('><v>1200000</v></c>', '><v>0.25</v></c>')
    """
    return f"><v>{value:.16G}</v></c>"


def style_xml(known: Any) -> str:
    """Return what stands after the place of a cell: the attribute that names its format."""
    return f'" s="{known._get_xf_index()}"'
