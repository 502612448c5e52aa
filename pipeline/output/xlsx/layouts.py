"""What each sheet shows, in the order in which people read: who, what, where, when; the rest stands folded behind.

A sheet asks a view of :mod:`pipeline.output.views`. Its reading columns are declared here; the columns of the table
that none of them shows follow by themselves, grouped and folded. A table without a layout shows all its columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow
from pipeline.dates.find import TemporalExpression
from pipeline.entities.records import Entity, Mention
from pipeline.output.tables import TABLES
from pipeline.output.words import code_words
from pipeline.quotes.records import Quote, QuotedTerm
from pipeline.records import Column, Problem, Record, columns

# Names where they are written: half of all cells, and nobody reads so many. Those of some 3,500 short articles; with
# the 171,000 of 11,900 the workbook had 34 MB. « Noms » has each once, and the CSV all.
MOST_MENTIONS = 50_000

Kind = Literal["text", "number", "day", "money", "euros", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A column of a sheet.

    ``name`` is the column of the view; ``edits`` that of the table which a change by hand changes (empty: it is
    shown beside, and belongs to another table), ``else_edits`` where that one is empty. ``link`` names the column of
    the view that holds the address; ``codes`` whose codes it shows (``entities.gender``) where it is no column of the
    table; ``bar`` draws the numbers.
    """

    title: str
    name: str
    description: str
    kind: Kind = "text"
    width: int = 12
    wrap: bool = False
    link: str = ""
    edits: str = ""
    else_edits: str = ""
    codes: str = ""
    bar: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet: the rows of ``view`` that ``where`` keeps, in ``order``; it is left out if there are more than ``most``.

    ``most`` is 0 where there is no such limit.
    """

    title: str
    cls: type[Record]
    view: str
    order: str
    where: str = "1"
    reading: tuple[Shown, ...] = field(default=())
    description: str = ""
    most: int = 0

    def query(self) -> str:
        """Return what the sheet asks of the base."""
        return f"select * from {self.view} where {self.where} order by {self.order}"

    def words(self, column: Shown) -> Mapping[str, str]:
        """Return the French words of the codes of a column."""
        table, _, name = (column.codes or f"{self.cls.table.name}.{column.edits}").partition(".")
        return code_words(table, name)

    def shown(self, described: tuple[Column, ...]) -> tuple[Shown, ...]:
        """Return all columns of the sheet, each under a title of its own: to read, the user's own, the folded ones."""
        taken, known = {s.edits for s in self.reading if not s.else_edits}, {c.name for c in columns(self.cls)}
        rest = [c for c in described if c.name not in taken]
        own = [c for c in rest if c.name not in known]
        found, titles = list(self.reading), {s.title for s in self.reading}
        for column in (*own, *(c for c in rest if c.name in known)):
            title = column.title if column.title not in titles else f"{column.title} ({column.name})"
            titles.add(title)
            found.append(_column(column, title, folded=bool(self.reading) and column not in own))
        return tuple(found)


def _column(found: Column, title: str, *, folded: bool) -> Shown:
    kinds: dict[str, Kind] = {"int": "number", "float": "number", "Decimal": "number", "date": "day"}
    width = max(found.width, 12, min(len(title) + 4, 22))
    return Shown(
        title=title, name=found.name, edits=found.name, description=found.description,
        kind=kinds.get(found.type.__name__, "text"), width=min(width, 40), folded=folded,
    )  # fmt: skip


def _of(cls: type[Record], name: str, title: str, width: int, **more: Any) -> Shown:
    """Return a column of the table itself, under the title that a reader expects."""
    said = next(c.description for c in columns(cls) if c.name == name)
    return Shown(title=title, name=name, edits=name, description=said, width=width, **more)


_ARTICLE = (
    Shown(title="Article", name="title", link="url", width=34, wrap=True,
          description="Titre de l'article, qui mène à son adresse."),
    Shown(title="Journal", name="source", width=16, description="Journal, site ou agence."),
    Shown(title="Publié le", name="published", kind="day", width=12, description="Jour de publication de l'article."),
)  # fmt: skip
_SAID_BY = Shown(
    title="Dit par", name="said_by", width=22, description="Qui le dit, si le passage est dans une citation."
)

QUOTES = Layout(
    title="Citations", cls=Quote, view="citations", order="published is null, published, article_id, start",
    reading=(
        _of(Quote, "speaker_name", "Qui", 22),
        _of(Quote, "speaker_role", "Qualité", 22, wrap=True),
        _of(Quote, "words", "Dit", 58, wrap=True),
        _of(Quote, "kind", "Genre", 12),
        _of(Quote, "verb", "Verbe", 12),
        *_ARTICLE,
        _of(Quote, "sentence", "Phrase", 58, wrap=True),
        _of(Quote, "confidence", "Confiance", 11, kind="share"),
        _of(Quote, "speaker_confidence", "Confiance du nom", 11, kind="share"),
        Shown(title="Sexe", name="gender", width=9, codes="entities.gender",
              description="De la personne citée, si les textes le montrent."),
    ),
)  # fmt: skip
AMOUNTS = Layout(
    title="Montants", cls=Amount, view="sommes",
    order="coalesce(euros_most, euros) desc nulls last, article_id, start",
    reading=(
        _of(Amount, "qualifier", "Précision", 13),
        Shown(title="Somme", name="sum", edits="value", else_edits="value_min", kind="money", width=19,
              description="La somme, dans sa monnaie ; d'une fourchette, le bas."),
        Shown(title="et", name="sum_most", edits="value_max", else_edits="value_max", kind="money", width=17,
              description="Le haut d'une fourchette."),
        Shown(title="En euros", name="euros", edits="value_eur", else_edits="value_eur_min", kind="euros", width=19,
              description="La somme (d'une fourchette, le bas) au cours de référence de la Banque centrale européenne "
                          "du jour de publication."),
        Shown(title="et, en euros", name="euros_most", edits="value_eur_max", else_edits="value_eur_max", kind="euros",
              width=17, description="Le haut d'une fourchette, au même cours."),
        _of(Amount, "per", "Par", 9),
        _SAID_BY,
        _of(Amount, "sentence", "Phrase", 58, wrap=True),
        *_ARTICLE,
        _of(Amount, "text", "Écrit", 24, wrap=True),
        _of(Amount, "currency", "Monnaie", 10),
    ),
)  # fmt: skip
_WHEN = (
    _of(TemporalExpression, "text", "Écrit", 26, wrap=True),
    _of(TemporalExpression, "mod", "Nuance", 10),
    _SAID_BY,
    _of(TemporalExpression, "sentence", "Phrase", 58, wrap=True),
    *_ARTICLE,
)
_IS_DAY = "date_from is not null and type in ('DATE', 'TIME')"
DATES = Layout(
    title="Dates", cls=TemporalExpression, view="temps", where=_IS_DAY,
    order="date_from, date_to, article_id, start",
    description="Les jours du calendrier dont parlent les articles, du plus ancien au plus récent.",
    reading=(
        _of(TemporalExpression, "date_from", "Du", 12, kind="day"),
        _of(TemporalExpression, "date_to", "Au", 12, kind="day"),
        *_WHEN,
    ),
)  # fmt: skip
LENGTHS = Layout(
    title="Durées", cls=TemporalExpression, view="temps", where=f"not ({_IS_DAY})", order="article_id, start",
    description="Les durées, les répétitions, et les dates que rien ne situe dans le calendrier.",
    reading=(
        _of(TemporalExpression, "type", "Type", 12),
        *_WHEN,
        _of(TemporalExpression, "date_from", "Du", 12, kind="day"),
        _of(TemporalExpression, "date_to", "Au", 12, kind="day"),
    ),
)  # fmt: skip
ENTITIES = Layout(
    title=Entity.table.title, cls=Entity, view="entities", order="mentions desc, quotes desc, entity_id",
    reading=(
        _of(Entity, "name", "Nom", 34),
        _of(Entity, "label", "Type", 14),
        _of(Entity, "gender", "Sexe", 10),
        _of(Entity, "roles", "Fonctions", 46, wrap=True),
        _of(Entity, "mentions", "Mentions", 11, kind="number", bar=True),
        _of(Entity, "quotes", "Citations", 11, kind="number", bar=True),
        _of(Entity, "articles", "Articles", 11, kind="number", bar=True),
        _of(Entity, "aliases", "Autres formes", 46, wrap=True),
    ),
)  # fmt: skip
ARTICLES = Layout(
    title="Articles", cls=ArticleRow, view="articles", order="published is null, published, article_id",
    reading=(
        Shown(title="Titre", name="title", edits="title", link="url", width=58, wrap=True,
              description="Titre de l'article, qui mène à son adresse."),
        _of(ArticleRow, "source", "Journal", 18),
        _of(ArticleRow, "published", "Publié le", 12, kind="day"),
        _of(ArticleRow, "author", "Auteur", 22),
        _of(ArticleRow, "words", "Mots", 9, kind="number"),
        _of(ArticleRow, "duplicate_of", "Doublon de", 22),
    ),
)  # fmt: skip
MENTIONS = Layout(
    title="Mentions", cls=Mention, view="noms", order="article_id, start", most=MOST_MENTIONS,
    reading=(
        _of(Mention, "name", "Nom", 28),
        _of(Mention, "label", "Type", 13),
        _of(Mention, "text", "Écrit", 24),
        _of(Mention, "sentence", "Phrase", 70),
        *_ARTICLE,
    ),
)  # fmt: skip
TERMS = Layout(
    title=QuotedTerm.table.title, cls=QuotedTerm, view="termes", order="article_id, start",
    reading=(
        _of(QuotedTerm, "text", "Écrit", 60, wrap=True),
        _of(QuotedTerm, "kind", "Genre", 16),
        *_ARTICLE,
    ),
)  # fmt: skip
PROBLEMS = Layout(
    title=Problem.table.title, cls=Problem, view="problems", order="rowid",
    reading=(
        _of(Problem, "message", "Message", 90, wrap=True),
        _of(Problem, "path", "Fichier", 30),
        _of(Problem, "article_id", "Article", 24),
        _of(Problem, "stage", "Étape", 12),
    ),
)  # fmt: skip

_DECLARED = (QUOTES, AMOUNTS, DATES, ENTITIES, ARTICLES, MENTIONS, TERMS, LENGTHS, PROBLEMS)


def layouts() -> tuple[Layout, ...]:
    """Return the sheets in their order; a table that nothing shows has one of its own before the problems."""
    shown = {layout.cls for layout in _DECLARED}
    plain = [
        Layout(title=cls.table.title, cls=cls, view=cls.table.name, order="rowid")
        for cls in TABLES
        if cls.table.sheet and cls not in shown
    ]
    return (*_DECLARED[:-1], *plain, _DECLARED[-1])
