"""The charts of the page: articles by paper, sums by size, the days that the articles speak of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import floor, log10

from pipeline.output.joined import Joined
from pipeline.output.overview import UNKNOWN, largest_papers
from pipeline.output.report.calendar import counted, unit_for
from pipeline.output.report.charts import Bin, Chart, columns_chart, grouped

# Papers that have their own colour; the rest is counted together.
MOST_PAPERS = 5
# The time line shows the years of publication and as many on either side, at least one: one date of 1453 would
# flatten it. What lies outside is counted beside it.
LEAST_YEARS = 1


def charts(base: Joined) -> dict[str, Chart]:
    """Return the charts by name; one that would show nothing is left out."""
    published = list(base.rows("select published, source from articles where published is not null"))
    found = [
        *_papers([(row[0], row[1] or UNKNOWN) for row in published], largest_papers(base)),
        *_sums([row[0] for row in base.rows("select value_eur from amounts where value_eur > 0")]),
        *_time_line(
            [
                row[0]
                for row in base.rows(
                    "select date_from from dates where type in ('DATE', 'TIME') and date_from is not null"
                )
            ],
            [row[0] for row in published],
        ),
    ]
    return {chart.name: chart for chart in found}


def _papers(dated: Sequence[tuple[str, str]], papers: Sequence[str]) -> Iterable[Chart]:
    if not dated:
        return
    shown = list(papers[:MOST_PAPERS])
    others = any(paper not in shown for _, paper in dated)
    series = [*shown, "Autres journaux"] if others else shown
    unit = unit_for([day for day, _ in dated])
    counts = Counter((unit.step(day), _place(shown, paper)) for day, paper in dated)
    steps = range(min(counts)[0], max(counts)[0] + 1)
    bins = [Bin(unit.label(step), tuple(counts[step, rank] for rank in range(len(series)))) for step in steps]
    told = f"{_dated(len(dated))}, de {bins[0].label} à {bins[-1].label}."
    yield columns_chart("papers", "Les articles, par journal et par date", told, "Période", series, bins)


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _sums(euros: Sequence[float]) -> Iterable[Chart]:
    if not euros:
        return
    sizes = Counter(max(-1, floor(log10(value))) for value in euros)
    steps = range(min(sizes), max(sizes) + 1)
    bins = [Bin(_size(step), (sizes[step],), _euros(step) if step >= 0 else "< 1 €") for step in steps]
    told = f"{grouped(len(euros))} sommes ; chaque colonne commence à la valeur écrite dessous, dix fois la précédente."
    yield columns_chart("sums", "Les sommes, par ordre de grandeur", told, "Somme", ["Sommes"], bins)


def _size(power: int) -> str:
    return f"de {_euros(power)} à {_euros(power + 1)}" if power >= 0 else "moins de 1 €"


def _euros(power: int) -> str:
    r"""Return a power of ten in short French.

    >>> [_euros(power).replace("\u202f", "_") for power in (0, 4, 7, 9)]
    ['1 €', '10_000 €', '10 M€', '1 Md€']
    """
    unit, less = next((u, p) for u, p in (("Md€", 9), ("M€", 6), ("€", 0)) if power >= p)
    return f"{grouped(10 ** (power - less))} {unit}"


def _time_line(spoken: Sequence[str], published: Sequence[str]) -> Iterable[Chart]:
    """Yield two charts on one axis: the days that are spoken of, the days of publication."""
    least, most = _window(published)
    inner = [*(day for day in spoken if least <= int(day[:4]) <= most), *published]
    if not spoken or not inner:
        return
    unit = unit_for(inner)
    steps = range(unit.step(min(inner)), unit.step(max(inner)) + 1)
    before, after = (sum(map(outside, spoken)) for outside in (min(inner).__gt__, max(inner).__lt__))
    told = f"{grouped(len(spoken))} dates, dont {grouped(before)} plus anciennes et {grouped(after)} plus lointaines."
    for name, title, text, series, days in (
        ("spoken", "Les dates dont parlent les articles", told, "Dates", spoken),
        ("published", "Les jours où ils ont paru", f"{_dated(len(published))}.", "Articles", published),
    ):
        counts = counted(days, unit)
        bins = [Bin(unit.label(step), (counts[step],)) for step in steps]
        yield columns_chart(name, title, text, "Période", [series], bins)


def _window(published: Sequence[str]) -> tuple[int, int]:
    """Return the first and last year of the time line; without a day of publication it has no bounds."""
    if not published:
        return 0, 9999
    first, last = int(min(published)[:4]), int(max(published)[:4])
    side = max(LEAST_YEARS, last - first)
    return first - side, last + side


def _dated(count: int) -> str:
    return f"{grouped(count)} article{'s' * (count > 1)} daté{'s' * (count > 1)}"
