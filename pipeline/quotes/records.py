"""Quotes: who said what, direct, mixed and indirect; and what stands in marks without being speech."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pipeline.records import (
    Record,
    article_id_column,
    column,
    end_column,
    record,
    sentence_column,
    start_column,
    text_column,
)

KINDS = ("direct", "mixed", "indirect")
SPEAKER_KINDS = ("name", "role", "pronoun", "organisation", "document", "none")
CUES = ("inversion", "incise", "colon", "that", "according_to", "noun", "none")


@record("quotes", title="Citations", description="Qui a dit quoi.", prefix="q", key="quote_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """Words that somebody said, where they are written.

    ``phrase_start``, ``phrase_end`` hold the speaker with all that is said of him; ``goes_on`` tells a passage
    that belongs to the same utterance as the one before. ``speaker_label``, ``speaker_profile`` are those of the member
    of the cast who speaks, empty where nobody in it does.
    """

    article_id: str = article_id_column()
    quote_id: str = column("Citation", "Identifiant de la citation.")
    group_id: str = column("Propos", "Identifiant commun aux moitiés d'un même propos.")
    start: int = start_column()
    end: int = end_column()
    text: str = text_column()
    words: str = column("Paroles", "Ce qui a été dit : le texte sans l'incise qui le coupe.", width=48)
    kind: str = column("Genre", "direct, mixed (fragment cité) ou indirect.", choices=KINDS)
    speaker: str = column("Locuteur", "Le locuteur tel qu'il est nommé dans le texte.")
    speaker_start: int | None = column("Début du locuteur", "Rang de son premier caractère.", default=None)
    speaker_end: int | None = column("Fin du locuteur", "Rang du caractère qui le suit.", default=None)
    speaker_kind: str = column("Sorte de locuteur", "Ce par quoi il est nommé.", choices=SPEAKER_KINDS)
    speaker_name: str = column("Nom du locuteur", "Son nom complet.")
    entity_id: str = column("Entité", "Identifiant du locuteur dans le corpus.", refers="entities.entity_id")
    speaker_role: str = column("Qualité", "La fonction que le texte lui donne.")
    verb: str = column("Verbe", "Le verbe de parole, à l'infinitif.")
    cue: str = column("Indice", "Ce qui introduit la citation.", choices=CUES)
    medium: str = column("Support", "À qui, ou sur quel support, la parole a été dite.")
    negated: str = column("Niée", "true si la parole est niée ou supposée (« n'a jamais dit »).", choices=("true",))
    confidence: Decimal | None = column("Confiance", "Précision mesurée de la règle, de 0 à 1.", default=None)
    speaker_confidence: Decimal | None = column(
        "Confiance du nom", "Probabilité que le nom du locuteur soit le bon, de 0 à 1.", default=None
    )
    rule: str = column("Règle", "Règle qui a attribué la citation.")
    sentence: str = sentence_column()
    phrase_start: int = -1
    phrase_end: int = -1
    goes_on: bool = False
    speaker_label: str = ""
    speaker_profile: str = ""

    def corrected(self, before: "Quote", column: str, published: date | None) -> "Quote":
        """Return the quote as one that somebody has read; another name is looked up among the entities again."""
        sure = replace(self, rule="corrected", confidence=Decimal(1), speaker_confidence=Decimal(1))
        return replace(sure, entity_id="", speaker_label="", speaker_profile="") if column == "speaker_name" else sure

    def as_example(self) -> str:
        """Return what the examples files say: ``direct Anne Vial``."""
        return f"{self.kind} {self.speaker_name}".strip()

    def as_span(self) -> tuple[str, str]:
        """Return label and speaker for the Doc: ``("direct", "Anne Vial")``."""
        return self.kind, self.speaker_name or self.speaker


@record(
    "quoted_terms",
    title="Mots entre guillemets",
    description="Ce qui est entre guillemets sans être une parole.",
    prefix="t",
    key="term_id",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedTerm(Record):
    """What stands in quotation marks and is not speech."""

    article_id: str = article_id_column()
    term_id: str = column("Terme", "Identifiant du terme.")
    start: int = start_column()
    end: int = end_column()
    text: str = text_column()
    kind: str = column("Genre", "Titre, nom, terme ou ironie.")

    def as_example(self) -> str:
        """Return what the examples files say: ``term title``."""
        return f"term {self.kind}"

    def as_span(self) -> tuple[str, str]:
        """Return label and value for the Doc."""
        return self.kind, ""
