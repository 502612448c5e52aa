"""Articles: what is read, before anything is found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.records import Record, column, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its text and what its source says of it.

    ``text`` is NFC, line ends ``\\n``; every offset of every table counts its code points.
    ``published`` is the day of publication, ``None`` when nothing says it: it is never guessed from the clock.
    ``extra`` carries the user's own columns of ``metadata.csv``.
    """

    article_id: str
    text: str
    path: str = ""
    source: str = ""
    edition: str = ""
    title: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    language: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@record(
    "articles",
    title="Articles",
    description="Les articles lus.",
    key="article_id",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow(Record):
    """A row of the table of articles."""

    article_id: str = column(
        "Article",
        "Identifiant : chemin dans le dossier, sans suffixe ; chemin#clé dans un fichier d'articles.",
    )
    path: str = column("Fichier", "Chemin du fichier dans le dossier lu.")
    source: str = column("Source", "Journal, site ou agence.")
    edition: str = column("Édition", "Numéro, édition ou pages, à part du nom du journal.")
    title: str = column("Titre", "Titre de l'article.", width=50)
    author: str = column("Auteur", "Signature.")
    published: date | None = column("Publié le", "Jour de publication.", default=None)
    url: str = column("Adresse", "Adresse de la page.")
    language: str = column("Langue", "Langue du texte (code ISO 639-1).")
    words: int = column("Mots", "Nombre de mots du texte.", default=0)
    characters: int = column("Caractères", "Nombre de caractères du texte.", default=0)
    sha256: str = column("Empreinte", "Empreinte SHA-256 du texte.")
    duplicate_of: str = column(
        "Doublon de", "Premier article qui dit la même chose (dépêche reprise).", refers="articles.article_id"
    )
    similarity: Decimal | None = column(
        "Ressemblance", "Part des suites de cinq mots communes avec cet article, de 0 à 1.", default=None
    )
    extra: tuple[tuple[str, str], ...] = ()


@record("texts", title="Textes", description="Le texte de chaque article, tel qu'il a été lu.", sheet=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow(Record):
    """The text of an article: what every offset counts in."""

    article_id: str = column("Article", "Identifiant de l'article.", refers="articles.article_id")
    text: str = column("Texte", "Le texte entier ; les rangs de toutes les tables y comptent.")
