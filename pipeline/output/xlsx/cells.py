"""Cells: each value written as what it is, within the limits of the format."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from babel.numbers import get_currency_symbol

from pipeline.output.xlsx.layouts import Layout, Shown
from pipeline.output.xlsx.limits import DAY_ZERO, FIRST_DAY, MOST_ADDRESS, MOST_CHARACTERS, MOST_LINKS, NAME
from pipeline.output.xlsx.page import Page, styled
from pipeline.problems import problem
from pipeline.records import Problem

# Lines of a row at most, and the height of one in points.
MOST_LINES, LINE = 8, 15

# The XML of a cell: of its row, its value, all values of the row.
Cell = Callable[[int, Any, Any], str]


@dataclass(slots=True)
class Sheet:
    """A sheet being written: its page, its rows so far, what the limits of the format have cost it."""

    layout: Layout
    page: Page
    rows: int = 0
    links: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def problems(self) -> list[Problem]:
        """Return one problem a limit that was met."""
        return [problem(code, path=NAME, sheet=self.layout.title, count=n) for code, n in sorted(self.left.items())]

    def text(self, letters: str, row: int, value: str, style: str = "") -> str:
        """Return a text that stays text: no formula, no more than a cell holds."""
        if len(value) > MOST_CHARACTERS // 2:
            value = self._cut(value)
        return self.page.text_cell(letters, row, value, style)

    def _cut(self, value: str) -> str:
        """Return no more of a text than a cell holds; the format counts in units of UTF-16."""
        units = value.encode("utf-16-le", "surrogatepass")
        if len(units) <= 2 * MOST_CHARACTERS:
            return value
        self.left["excel-cell"] += 1
        return units[: 2 * MOST_CHARACTERS - 2].decode("utf-16-le", "ignore") + "…"

    def link(self, letters: str, row: int, value: str, address: str, style: Any, plain: str) -> str:
        """Return a text that leads to an address of the web, the text alone where it cannot."""
        if self.links < MOST_LINKS and is_web(address) and 0 < len(value) <= 255:
            self.links += 1
            return self.page.link_cell(letters, row, address, value, style)
        return self.text(letters, row, value, plain)

    def day(self, letters: str, row: int, value: str, style: str) -> str:
        """Return a real day, or its text where the calendar of the format has no such day."""
        day = _day(value)
        return self.text(letters, row, value) if day is None else self.page.number_cell(letters, row, day, style)


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web that a cell can hold.

    >>> is_web("https://example.org/budget"), is_web("javascript:alert(1)"), is_web("file:///etc/passwd")
    (True, False, False)
    """
    return address.startswith(("https://", "http://")) and len(address) <= MOST_ADDRESS and address.isprintable()


@cache
def _day(value: str) -> int | None:
    """Return the number of a day in the calendar of the format, ``None`` if it has none."""
    day = date.fromisoformat(value)
    return (day - DAY_ZERO).days if day >= FIRST_DAY else None


class Styles:
    """The formats of cells, made once a workbook."""

    def __init__(self, book: Any) -> None:
        """Make those that every sheet needs."""
        self.book = book
        top = {"valign": "top"}
        self.text = book.add_format(top)
        self.wrap = book.add_format({**top, "text_wrap": True})
        self.day = book.add_format({**top, "num_format": "dd/mm/yyyy", "align": "center"})
        self.count = book.add_format({**top, "num_format": "#,##0"})
        self.number = book.add_format({**top, "num_format": "General"})
        self.share = book.add_format({**top, "num_format": "0%"})
        self.link = book.add_format({**top, "text_wrap": True, "font_color": "#0B5CAD", "underline": 1})
        self.bold = book.add_format({"bold": True})
        self.note = book.add_format({"italic": True, "font_color": "#555555"})
        self.title = book.add_format({"bold": True, "font_size": 18, "font_color": "#1F3A5F"})
        self.section = book.add_format({"bold": True, "font_size": 13, "font_color": "#1F3A5F"})
        self.low = book.add_format({"bg_color": "#FBE3D6", "font_color": "#7A2E0E"})
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        self.head = book.add_format({**head, "bg_color": "#DCE6F1"})
        self.folded_head = book.add_format({**head, "bg_color": "#EEEEEE"})
        self._money: dict[tuple[str, bool], Any] = {}

    def money(self, currency: str, *, whole: bool) -> Any:
        """Return the format of sums in a currency (ISO 4217), with cents or without."""
        key = (currency, whole)
        if key not in self._money:
            self._money[key] = self.book.add_format(
                {"valign": "top", "num_format": money_format(currency, whole=whole)}
            )
        return self._money[key]


def money_format(currency: str, *, whole: bool) -> str:
    """Return the format of numbers of a currency, in the notation of the file (shown as ``1 000,50 €`` in French).

    >>> money_format("EUR", whole=False), money_format("USD", whole=True)
    ('#,##0.00 "€"', '#,##0 "$US"')
    """
    figures = "#,##0" if whole else "#,##0.00"
    symbol = get_currency_symbol(currency, "fr").replace('"', "") if currency else ""
    return f'{figures} "{symbol}"' if symbol else figures


def cell_maker(sheet: Sheet, shown: Shown, letters: str, styles: Styles, names: Sequence[str]) -> Cell:
    """Return the function ``(row, value, all values of the row)`` that makes the cells of a column as XML."""
    number, text = sheet.page.number_cell, sheet.text
    plain = styled(styles.wrap if shown.wrap else styles.text)
    if shown.link:
        address = names.index(shown.link)
        return lambda row, value, cells: sheet.link(letters, row, value, cells[address] or "", styles.link, plain)
    if shown.kind in ("money", "euros"):
        currency = names.index("currency")

        def money(row: int, value: Any, cells: Any) -> str:
            code = "EUR" if shown.kind == "euros" else cells[currency] or ""
            return number(letters, row, value, styled(styles.money(code, whole=value == int(value))))

        return money
    if shown.kind == "day":
        day = styled(styles.day)
        return lambda row, value, cells: sheet.day(letters, row, value, day)
    if shown.kind in ("number", "share"):
        style = styled(styles.share if shown.kind == "share" else styles.number)
        return lambda row, value, cells: number(letters, row, value, style)
    words = sheet.layout.words(shown)
    if words:
        return lambda row, value, cells: text(letters, row, words.get(value, value), plain)
    return lambda row, value, cells: text(letters, row, value, plain)
