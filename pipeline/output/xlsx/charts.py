"""The charts of « En bref »: they read the cells of the sheet."""

from typing import Any

COLOURS = ("#1F4E79", "#C55A11", "#548235", "#7F6000", "#7030A0", "#2E75B6", "#A5A5A5", "#BF9000", "#806000", "#404040")
SIZE = {"width": 620, "height": 320}


def month_chart(book: Any, sheet: str, first: int, rows: int, papers: int) -> Any:
    """Return the articles by period, one colour a paper; the header stands in the row before ``first``."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    last = first + rows - 1
    for place in range(1, papers + 1):
        chart.add_series(
            {
                "name": [sheet, first - 1, place],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, place, last, place],
                "fill": {"color": COLOURS[(place - 1) % len(COLOURS)]},
                "gap": 40,
            }
        )
    chart.set_title({"name": "Articles par période et par journal", "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_legend({"position": "bottom"} if papers > 1 else {"none": True})
    chart.set_size(SIZE)
    return chart


def quoted_chart(book: Any, sheet: str, first: int, rows: int, most: int = 10) -> Any:
    """Return the words said by the most quoted, the first on top."""
    last = first + min(rows, most) - 1
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 3, last, 3],
            "fill": {"color": COLOURS[0]},
            "gap": 40,
        }
    )
    chart.set_title({"name": "Les plus cités (mots dits)", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_size(SIZE)
    return chart


def gender_chart(book: Any, sheet: str, first: int, rows: int) -> Any:
    """Return the words said by women, men and those whose gender no text shows."""
    last = first + rows - 1
    chart = book.add_chart({"type": "doughnut"})
    chart.add_series(
        {
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 3, last, 3],
            "points": [{"fill": {"color": colour}} for colour in ("#C55A11", "#1F4E79", "#BFBFBF")],
            "data_labels": {"percentage": True},
        }
    )
    chart.set_title({"name": "Qui parle (mots dits)", "name_font": {"size": 12}})
    chart.set_size(SIZE)
    return chart
