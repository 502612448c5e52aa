"""Charts as shapes: columns on an axis, laid out here, drawn as SVG by the template. Colours are those of the style."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor, log10

WIDTH, HEIGHT = 1100, 180
LEFT, RIGHT, TOP, BOTTOM = 46, 6, 10, 24
# Room that a label asks on the axis beside its letters, and that one letter takes, in the same units.
MARGIN, LETTER = 18, 7


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a series, with the sentence that a pointer shows."""

    x: float
    y: float
    width: float
    height: float
    series: int
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at a place of an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bin:
    """A step of the axis: its label, and the count of each series; ``tick`` stands under it where that is shorter."""

    label: str
    counts: tuple[int, ...]
    tick: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns, one a bin, stacked by series: everything that the template draws, and the numbers for the table."""

    name: str
    title: str
    description: str
    axis: str
    series: tuple[str, ...]
    bins: tuple[Bin, ...]
    bars: tuple[Bar, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT


def columns_chart(
    name: str, title: str, description: str, axis: str, series: Sequence[str], bins: Sequence[Bin]
) -> Chart:
    """Lay out a chart of columns; ``axis`` names what the bins are, ``series`` what is counted.

    >>> chart = columns_chart("c", "Articles", "Par an.", "Année", ["Articles"], [Bin("2023", (2,)), Bin("2024", (4,))])
    >>> [(bar.height, bar.told) for bar in chart.bars]
    [(73.0, '2023 : 2'), (146.0, '2024 : 4')]
    """
    tops = ticks(max((sum(b.counts) for b in bins), default=0))
    scale, step = (HEIGHT - TOP - BOTTOM) / tops[-1], (WIDTH - LEFT - RIGHT) / max(1, len(bins))
    gap = min(8.0, step * 0.18)
    bars = []
    for place, found in enumerate(bins):
        for rank, (count, below) in enumerate(zip(found.counts, accumulate(found.counts), strict=True)):
            if count:
                told = f"{found.label}, {series[rank]} : {count}" if len(series) > 1 else f"{found.label} : {count}"
                x, y = LEFT + place * step + gap / 2, HEIGHT - BOTTOM - below * scale
                bars.append(Bar(round(x, 1), round(y, 1), round(step - gap, 1), round(count * scale, 1), rank, told))
    room = max((len(b.tick or b.label) for b in bins), default=0) * LETTER + MARGIN
    every = max(1, ceil(room / step))
    across = [
        Mark(round(LEFT + (place + 0.5) * step, 1), found.tick or found.label)
        for place, found in enumerate(bins)
        if place % every == 0 and (place + 0.5) * step + room / 2 < WIDTH - LEFT + MARGIN
    ]
    up = [Mark(round(HEIGHT - BOTTOM - top * scale, 1), grouped(top)) for top in tops]
    return Chart(name, title, description, axis, tuple(series), tuple(bins), tuple(bars), tuple(across), tuple(up))


def ticks(most: int) -> list[int]:
    """Return round numbers from 0 to above ``most``: at most five.

    >>> ticks(7), ticks(0), ticks(1190)
    ([0, 2, 4, 6, 8], [0, 1], [0, 500, 1000, 1500])
    """
    power = 10 ** max(0, floor(log10(max(1, most) / 4)))
    step = next(n * power for n in (1, 2, 5, 10) if n * power * 4 >= most)
    return list(range(0, max(1, ceil(most / step)) * step + 1, step))


def grouped(number: int) -> str:
    """Return a whole number as French writes it, with narrow spaces.

    >>> grouped(12000).split()
    ['12', '000']
    """
    return f"{number:,}".replace(",", "\u202f")
