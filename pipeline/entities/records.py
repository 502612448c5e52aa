"""The tables of names: mentions, and the entities that they name."""

from dataclasses import dataclass

from pipeline.records import (
    Record,
    article_id_column,
    column,
    end_column,
    quote_id_column,
    record,
    sentence_column,
    start_column,
    text_column,
)

LABELS = ("PER", "ORG", "LOC", "MISC")
GENDERS = ("f", "m")


@record(
    "mentions",
    title="Mentions",
    description="Chaque nom propre, là où il est écrit.",
    prefix="m",
    key="mention_id",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """A named entity where it is written.

    ``profile`` is what the article shows of a person: gender and field (see ``namesakes``).
    """

    article_id: str = article_id_column()
    mention_id: str = column("Mention", "Identifiant de la mention.")
    start: int = start_column()
    end: int = end_column()
    text: str = text_column()
    label: str = column("Type", "PER personne, ORG organisation, LOC lieu, MISC autre nom.", choices=LABELS)
    name: str = column("Nom complet", "Le nom complet de la personne, de l'organisation ou du lieu.")
    entity_id: str = column("Entité", "Identifiant de l'entité dans le corpus.", refers="entities.entity_id")
    quote_id: str = quote_id_column()
    sentence: str = sentence_column()
    role: str = ""
    profile: str = ""

    def as_example(self) -> str:
        """Return what the examples files say of a mention: ``PER Emmanuel Macron``."""
        return f"{self.label} {self.name}"


@record(
    "entities",
    title="Noms",
    description="Une ligne par personne, organisation ou lieu du corpus.",
    key="entity_id",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Record):
    """A person, organisation, place or other named thing of the corpus."""

    entity_id: str = column("Entité", "Identifiant lisible et stable.")
    label: str = column("Type", "PER personne, ORG organisation, LOC lieu, MISC autre nom.", choices=LABELS)
    name: str = column("Nom complet", "La forme la plus fréquente du nom complet.")
    gender: str = column("Sexe", "f, m, ou vide quand les textes ne le montrent pas.", choices=GENDERS)
    aliases: str = column("Autres formes", "Les autres formes rencontrées, séparées par « | ».")
    mentions: int = column("Mentions", "Nombre de mentions.", default=0)
    articles: int = column("Articles", "Nombre d'articles.", default=0)
    quotes: int = column("Citations", "Nombre de citations dont elle est l'auteur.", default=0)
    roles: str = column("Fonctions", "Fonctions et qualités données par les textes, séparées par « | ».")
