"""The charts of the page: articles by paper, sums by size, the days that the articles speak of."""

from collections import Counter
from collections.abc import Sequence
from math import floor, log10

from pipeline.output.report.calendar import counted, unit_for
from pipeline.output.report.charts import Bin, Chart, columns_chart, grouped
from pipeline.output.report.gather import Gathered
from pipeline.output.report.overview import Overview

# Papers that have their own colour; the rest is counted together.
MOST_PAPERS = 5
# The time line shows the years of publication and as many on either side, at least one: one date of 1453 would
# flatten it. What lies outside is counted beside it.
LEAST_YEARS = 1


def charts(gathered: Gathered, figures: Overview) -> dict[str, Chart]:
    """Return the charts by name; one that would show nothing is left out."""
    found = [_papers(figures), _sums(gathered), *_time_line(gathered, figures)]
    return {chart.name: chart for chart in found if chart is not None}


def _papers(figures: Overview) -> Chart | None:
    dated = [(a["published"], a["source"] or "Journal non dit") for a in figures.articles if a["published"]]
    if not dated:
        return None
    shown = [name for name, _ in figures.papers[:MOST_PAPERS]]
    series = [*shown, "Autres journaux"] if len(figures.papers) > MOST_PAPERS else shown
    unit = unit_for([day for day, _ in dated])
    counts = Counter((unit.step(day), min(_place(shown, name), len(series) - 1)) for day, name in dated)
    steps = range(min(step for step, _ in counts), max(step for step, _ in counts) + 1)
    bins = [Bin(unit.label(step), tuple(counts[step, rank] for rank in range(len(series)))) for step in steps]
    told = f"{grouped(len(dated))} articles datés, de {bins[0].label} à {bins[-1].label}."
    return columns_chart("papers", "Les articles, par journal et par date", told, "Période", series, bins)


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _sums(gathered: Gathered) -> Chart | None:
    euros = [value for (value,) in gathered.tables["amounts"].cells("value_eur") if value]
    if not euros:
        return None
    sizes = Counter(max(-1, floor(log10(abs(value)))) for value in euros)
    steps = range(min(sizes), max(sizes) + 1)
    bins = [Bin(_size(step), (sizes[step],), _euros(step) if step >= 0 else "< 1 €") for step in steps]
    told = f"{grouped(len(euros))} sommes ; chaque colonne commence à la valeur écrite dessous, dix fois la précédente."
    return columns_chart("sums", "Les sommes, par ordre de grandeur", told, "Somme", ["Sommes"], bins)


def _size(power: int) -> str:
    return f"de {_euros(power)} à {_euros(power + 1)}" if power >= 0 else "moins de 1 €"


def _euros(power: int) -> str:
    """Return a power of ten in short French.

    >>> [_euros(power) for power in (0, 4, 7, 9)]
    ['1 €', '10\u202f000 €', '10 M€', '1 Md€']
    """
    if power < 6:
        return f"{10**power:,} €".replace(",", "\u202f")
    return f"{10 ** (power - 6)} M€" if power < 9 else f"{10 ** (power - 9):,} Md€".replace(",", "\u202f")


def _time_line(gathered: Gathered, figures: Overview) -> list[Chart]:
    """Return two charts on one axis: the days that are spoken of, the days of publication."""
    cells = gathered.tables["dates"].cells("type", "date_from")
    spoken = [day for kind, day in cells if day and kind in ("DATE", "TIME")]
    published = [a["published"] for a in figures.articles if a["published"]]
    least, most = _window(published)
    inner = [day for day in spoken if least <= int(day[:4]) <= most] + published
    if not spoken or not inner:
        return []
    unit = unit_for(inner)
    steps = range(unit.step(min(inner)), unit.step(max(inner)) + 1)
    before, after = (sum(map(test, spoken)) for test in (min(inner).__gt__, max(inner).__lt__))
    told = f"{grouped(len(spoken))} dates, dont {grouped(before)} plus anciennes et {grouped(after)} plus lointaines."
    parts = (
        ("spoken", "Les dates dont parlent les articles", told, "Dates", counted(spoken, unit)),
        ("published", "Les jours où ils ont paru", _dated(len(published)), "Articles", counted(published, unit)),
    )
    return [
        columns_chart(name, title, told, "Période", [series], [Bin(unit.label(s), (counts[s],)) for s in steps])
        for name, title, told, series, counts in parts
    ]


def _window(published: Sequence[str]) -> tuple[int, int]:
    """Return the first and last year of the time line; without a day of publication it has no bounds."""
    if not published:
        return 0, 9999
    first, last = int(min(published)[:4]), int(max(published)[:4])
    side = max(LEAST_YEARS, last - first)
    return first - side, last + side


def _dated(count: int) -> str:
    return f"{grouped(count)} articles datés."
