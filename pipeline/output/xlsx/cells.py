"""Cells: each value written as what it is, within the limits of the format."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from babel.numbers import get_currency_symbol

from pipeline.output.xlsx.layouts import Layout, Shown
from pipeline.output.xlsx.pages import number_xml, style_xml, text_xml
from pipeline.problems import problem
from pipeline.records import Problem

NAME = "glaneur.xlsx"
# Limits of the format: rows of a sheet, header included; columns; characters of a cell; characters of an address; the
# first day of its calendar, and the day before it.
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS, MOST_ADDRESS = 1_048_576, 16_384, 32_767, 2_000
FIRST_DAY, DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
# Addresses that a sheet may hold as links; XlsxWriter keeps them in memory, and Excel takes 65,530.
MOST_LINKS = 20_000
# Lines of a row at most, and the height of one in points.
MOST_LINES, LINE = 8, 15

# The XML of a cell after the number of its row: of the row, the value, all values of the row.
Write = Callable[[int, Any, Any], str]
# Texts of a column whose XML is remembered: titles and sentences come again from row to row.
REMEMBERED = 512


@dataclass(slots=True)
class Sheet:
    """A sheet being written: its page, its rows so far, what the limits of the format have cost it."""

    layout: Layout
    page: Any
    rows: int = 0
    links: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def problems(self) -> list[Problem]:
        """Return one problem a limit that was met."""
        return [problem(code, path=NAME, sheet=self.layout.title, count=n) for code, n in sorted(self.left.items())]

    def clipped(self, value: str) -> str:
        """Return no more of a text than a cell holds: the format counts in units of UTF-16."""
        if len(value) > MOST_CHARACTERS // 2:
            units = value.encode("utf-16-le", "surrogatepass")
            if len(units) > 2 * MOST_CHARACTERS:
                self.left["excel-cell"] += 1
                return units[: 2 * MOST_CHARACTERS - 2].decode("utf-16-le", "ignore") + "…"
        return value

    def leads(self, row: int, place: int, value: str, address: str) -> bool:
        """Have a text lead to an address of the web, if it can; tell whether it does."""
        if self.links >= MOST_LINKS or not is_web(address) or not 0 < len(value) <= 255:
            return False
        self.links += 1
        self.page.lead(row, place, address, value)
        return True


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web that a cell can hold.

    >>> is_web("https://example.org/budget"), is_web("javascript:alert(1)"), is_web("file:///etc/passwd")
    (True, False, False)
    """
    return address.startswith(("https://", "http://")) and len(address) <= MOST_ADDRESS and address.isprintable()


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


def cell_writer(sheet: Sheet, place: int, shown: Shown, styles: Styles, names: Sequence[str]) -> Write:
    """Return the function that makes the XML of the cells of a column, the one at ``place``."""
    if shown.link:
        return _link_writer(sheet, place, names.index(shown.link), styles)
    if shown.kind in ("money", "euros"):
        return _money_writer(shown, styles, names.index("currency"))
    if shown.kind == "day":
        return _day_writer(styles)
    if shown.kind in ("number", "share"):
        begun = style_xml(styles.share if shown.kind == "share" else styles.number)
        return lambda row, value, cells: begun + number_xml(value)
    return _text_writer(sheet, shown, styles.wrap if shown.wrap else styles.text)


def _link_writer(sheet: Sheet, place: int, address: int, styles: Styles) -> Write:
    leads, plain = (_texts(sheet, style) for style in (styles.link, styles.wrap))

    def link(row: int, value: Any, cells: Any) -> str:
        return (leads if sheet.leads(row, place, value, cells[address] or "") else plain)(value)

    return link


def _money_writer(shown: Shown, styles: Styles, currency: int) -> Write:
    """Return what writes sums, each in its currency."""

    @cache
    def begun(code: str, whole: bool) -> str:
        return style_xml(styles.money(code, whole=whole))

    def money(row: int, value: Any, cells: Any) -> str:
        code = "EUR" if shown.kind == "euros" else cells[currency] or ""
        return begun(code, value == int(value)) + number_xml(value)

    return money


def _day_writer(styles: Styles) -> Write:
    """Return what writes real days, or their texts where the calendar of the format has no such day."""
    begun = style_xml(styles.day)

    @cache
    def day(value: str) -> str:
        found = _day(value)
        return begun + number_xml(found) if found is not None else '"' + text_xml(value)

    return lambda row, value, cells: day(value)


def _text_writer(sheet: Sheet, shown: Shown, style: Any) -> Write:
    """Return the function that writes texts, codes as French words."""
    words, text = sheet.layout.words(shown), _texts(sheet, style)
    if words:
        return lambda row, value, cells: text(words.get(value, value))
    return lambda row, value, cells: text(value)


def _texts(sheet: Sheet, style: Any) -> Callable[[str], str]:
    """Return what makes the XML of texts of a style: no formula, no markup, no more than a cell holds."""
    begun = style_xml(style)
    known = lru_cache(maxsize=REMEMBERED)(lambda value: begun + text_xml(value))

    def text(value: str) -> str:
        return known(value) if len(value) <= MOST_CHARACTERS // 2 else begun + text_xml(sheet.clipped(value))

    return text


def _day(value: str) -> int | None:
    """Return the number of a day in the calendar of the format, ``None`` if it has none."""
    day = date.fromisoformat(value)
    return (day - DAY_ZERO).days if day >= FIRST_DAY else None
