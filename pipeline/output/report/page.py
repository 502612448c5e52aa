"""The page itself: one file with its data, its style and its script, and a policy that allows nothing else."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.language.lists import load
from pipeline.output import overview
from pipeline.output.joined import Joined
from pipeline.output.report.calendar import day_in_words
from pipeline.output.report.charts import grouped
from pipeline.output.report.gather import SHOWN, Gathered, as_json
from pipeline.output.report.pictures import charts
from pipeline.output.versions import versions
from pipeline.output.words import code_words

ASSETS = files("pipeline").joinpath("resources", "report")
# The parts of the script, in their order: each uses those before it.
SCRIPTS = ("base", "data", "filters", "quotes", "article", "sums", "dates", "names", "review", "start")
LARGEST = 10
# Below this confidence a quote or its speaker is worth a look.
SURE = 0.8


def page(base: Joined, corpus: str) -> Iterator[str]:
    """Yield the report as HTML, part by part: the same tables make the same bytes."""
    script, style = "".join(_asset(f"{name}.js") for name in SCRIPTS), _asset("style.css")
    yield from _template().generate(
        policy=f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'",
        script=Markup(script),
        style=Markup(style),
        data=map(Markup, _data(base)),
        sure=SURE,
        corpus=corpus,
        digest=_corpus_digest(base),
        totals=overview.totals(base),
        speakers=base.one("select count(distinct coalesce(entity_id, speaker_name)) from quotes"),
        quoted=overview.most_quoted(base),
        genders=overview.genders(base),
        sums=overview.largest_sums(base, LARGEST),
        checks=_checks(base),
        problems=list(base.rows("select message, count(*) as times from problems group by 1 order by 2 desc, 1")),
        errors=sorted(load("output/expected_errors"), key=lambda row: int(row["order"])),
        charts=charts(base),
        versions=versions(),
    )


def _data(base: Joined) -> Iterator[str]:
    """Yield the JSON of the page, one element a table, so that each is read when it is needed."""
    words = {c: dict(code_words(name, c)) for name, shown in SHOWN.items() for c in shown.words if code_words(name, c)}
    for name, parts in chain([("words", [as_json(words)])], Gathered(base).tables()):
        yield f'<script type="application/json" id="data-{name}">'
        yield from parts
        yield "</script>\n"


def _checks(base: Joined) -> dict[str, int]:
    """Count what is worth a look before anything is published, by the name of its filter in « À vérifier »."""
    sure = f"min(coalesce(confidence, 1), coalesce(speaker_confidence, 1)) < {SURE}"
    return {
        "incertain": base.one(f"select count(*) from quotes where speaker_name is not null and {sure}"),
        "sans": base.one("select count(*) from quotes where speaker_name is null"),
        "sommes": base.one("select count(*) from amounts where currency is null or currency_from = 'context'"),
    }


def _place(passage_id: str) -> str:
    """Return the address of a passage inside the page.

    >>> _place("2024/budget:a12-31")
    '#/article/2024%2Fbudget/a12-31'
    """
    article_id, _, key = passage_id.rpartition(":")
    return f"#/article/{quote(article_id, safe='')}/{key}"


def _corpus_digest(base: Joined) -> str:
    """Return what tells these articles from others, so that the browser keeps the decisions of each corpus apart."""
    digest = hashlib.sha256()
    for row in base.rows("select sha256 from articles order by rowid"):
        digest.update((row[0] or "").encode())
    return digest.hexdigest()[:16]


def _asset(name: str) -> str:
    return ASSETS.joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    loader = FunctionLoader(_asset)
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters |= {"grouped": grouped, "day": day_in_words, "place": _place}
    return env.get_template("page.html")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
