"""A worksheet whose rows are written whole: the same XML as XlsxWriter's, in a third of the time.

XlsxWriter takes each cell through a dozen calls: is its place a name, is it inside the sheet, which class is it of,
which of its attributes must be escaped. A sheet of ours has the same columns in every row and all that is known of
them; its rows come once and in order. So each cell is made as XML at once, and a row is one string.

``tests/test_workbook.py`` compares the file with that of the library's own methods, byte by byte.
"""

import re
from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

# What a text cannot hold as it is, and how an escape of the format begins (``_x000D_``).
_ODD, _ESCAPE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]"), "_x"


class Page(Worksheet):  # type: ignore[misc]
    """A worksheet of a workbook in constant memory, to which whole rows are added, the header first.

    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> page = Workbook(BytesIO(), {"constant_memory": True}).add_worksheet(worksheet_class=Page)
    >>> page.text_cell("B", 4, "Été & hiver")
    '<c r="B5" t="inlineStr"><is><t>Été &amp; hiver</t></is></c>'
    """

    def put(self, row: int, cells: Sequence[str], height: int = 0) -> None:
        """Add a row, below all others; ``height`` in points, 0 for the usual one."""
        for place in (0, len(cells) - 1):  # the header has them all
            self._check_dimensions(row, place)
        tall = f' ht="{height}" customHeight="1"' if height else ""
        self.fh.write(f'<row r="{row + 1}"{tall}>{"".join(cells)}</row>')

    def text_cell(self, letters: str, row: int, text: str, style: str = "") -> str:
        """Return a cell of text, in the column of these ``letters``; ``style`` as :func:`styled` has it."""
        if _ODD.search(text) or _ESCAPE in text:
            text = self._escape_data(self._escape_control_characters(text))
        space = "" if text.strip() == text else ' xml:space="preserve"'
        return f'<c r="{letters}{row + 1}"{style} t="inlineStr"><is><t{space}>{text}</t></is></c>'

    def number_cell(self, letters: str, row: int, number: float, style: str = "") -> str:
        """Return a cell of a number, in the column of these ``letters``."""
        return f'<c r="{letters}{row + 1}"{style}><v>{number:.16G}</v></c>'

    def link_cell(self, letters: str, row: int, address: str, text: str, style: Any) -> str:
        """Return a cell of text that leads to an address of the web, in the column of these ``letters``."""
        self.write_url(f"{letters}{row + 1}", address, style, text)
        self.table.clear()  # the text goes with its row
        return self.text_cell(letters, row, text, styled(style))


def styled(style: Any) -> str:
    """Return a format of the workbook as the attribute of a cell."""
    return f' s="{style._get_xf_index()}"'
