"""The page itself: one file with its data, its style and its script, and a policy that allows nothing else."""

import hashlib
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from pipeline.language.lists import load
from pipeline.output.report.calendar import day_in_words
from pipeline.output.report.charts import grouped
from pipeline.output.report.gather import Gathered
from pipeline.output.report.overview import overview
from pipeline.output.report.pictures import charts
from pipeline.output.versions import versions

ASSETS = files("pipeline").joinpath("resources", "report")
# The parts of the script, in their order: each uses those before it.
SCRIPTS = ("base", "data", "filters", "quotes", "article", "sums", "dates", "names", "review", "start")


def page(gathered: Gathered) -> str:
    """Return the report as HTML: the same tables make the same bytes."""
    script = "".join(_asset(f"{name}.js") for name in SCRIPTS)
    style = _asset("style.css")
    figures = overview(gathered)
    return _template().render(
        policy=f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'",
        script=Markup(script),
        style=Markup(style),
        data=Markup(as_json({**gathered.packed(), "words": code_words()})),
        figures=figures,
        charts=charts(gathered, figures),
        versions=versions(),
    )


def as_json(value: Any) -> str:
    r"""Return JSON that no HTML can end: ``<`` is escaped.

    >>> as_json({"titre": "</script>"})
    '{"titre":"\\u003c/script>"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def code_words() -> dict[str, dict[str, str]]:
    """Return the French words of the codes of the tables, by column."""
    found: dict[str, dict[str, str]] = {}
    for row in load("report/code_words"):
        found.setdefault(row["column"], {})[row["code"]] = row["words"]
    return found


@cache
def _template() -> Template:
    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters |= {"grouped": grouped, "day": day_in_words}
    return env.from_string(_asset("page.html"))


def _asset(name: str) -> str:
    return ASSETS.joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
