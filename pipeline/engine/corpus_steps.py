"""Steps over the whole corpus: they are told of every article once, in short, then complete the records.

What a step must know of an article (its *brief*) is worked out with the article and kept beside its results, so that
a run need not read the results for it. A step is told of the articles in the order of their ids, so that nothing
depends on the order of the run.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol

from pipeline.engine.aliases import read_aliases
from pipeline.entities.corpus import Entities, EntityIndex, Shown
from pipeline.entities.corpus_joins import countries_of
from pipeline.entities.corpus_names import Said, named, said
from pipeline.records import changed


class CorpusStep(Protocol):
    """What a step offers: it reads the tables ``reads`` of every article, then knows more than any of them."""

    reads: ClassVar[tuple[str, ...]]

    def __init__(self, corpus: Path) -> None:
        """Begin, in the folder of the corpus."""

    @staticmethod
    def brief(found: Mapping[str, list[Any]]) -> Any:
        """Return what the step must know of the records of an article, as JSON can say it."""
        ...

    def add(self, article_id: str, brief: Any, *, counted: bool) -> None:
        """Take in the brief of an article; keep aggregates only. That of a copy is not ``counted``."""
        ...

    def corrected(self, table: str, records: list[Any]) -> list[Any]:
        """Return records of an article that may be corrected by hand, with what follows from it for the step."""
        ...

    def finish(self) -> Mapping[str, Iterable[Any]]:
        """Return the tables that the step fills by itself."""
        ...

    def complete(self, table: str, records: list[Any]) -> list[Any]:
        """Return the records of one article and table, completed with what the corpus says."""
        ...

    def said(self, table: str, article_id: str) -> str:
        """Return what the records of an article and table are completed with, to be compared with another run's."""
        ...

    def rename(self, before: Any, names: Mapping[str, str]) -> None:
        """Give the entities of these ids new names, before anything is added; ``before`` knows them without."""
        ...


class EntityStep:
    """One id for each person, organisation, place of the corpus."""

    reads: ClassVar[tuple[str, ...]] = ("mentions", "quotes")

    def __init__(self, corpus: Path) -> None:
        """Read the user's aliases of the corpus."""
        self.index = EntityIndex(read_aliases(corpus)[0])
        self.entities: Entities
        self.known: Entities | None = None
        # Whom the mentions and the quotes of each article name.
        self.named: dict[tuple[str, str], tuple[Shown, ...]] = {}
        self.told: dict[Shown, str] = {}

    @staticmethod
    def brief(found: Mapping[str, list[Any]]) -> list[Any]:
        """Return whom an article names and whom it quotes."""
        return [named(found.get("mentions", ())), said(found.get("quotes", ()))]

    def add(self, article_id: str, brief: Any, *, counted: bool) -> None:
        """Take in whom one article names, and count its quotes."""
        names, speakers = brief[0], list(map(Said._make, brief[1]))
        self.named["mentions", article_id] = self.index.add(names, counted=counted)
        if speakers:
            found = (shown for one in speakers for shown in self.index.speaker(one))
            self.named["quotes", article_id] = tuple(dict.fromkeys(found))
            if counted:
                self.index.add_quotes(speakers)

    def corrected(self, table: str, records: list[Any]) -> list[Any]:
        """Give the label of an entity to the quotes whose speaker somebody has named by hand."""
        return [self._labelled(quote) for quote in records] if table == "quotes" else records

    def said(self, table: str, article_id: str) -> str:
        """Return the entities that an article names, with their names, in the order of its names."""
        return "\n".join(map(self._entity, self.named.get((table, article_id), ())))

    def _entity(self, shown: Shown) -> str:
        """Return the entity of a name and its name, as text."""
        told = self.told.get(shown)
        if told is None:
            names = self.entities.names
            told = self.told[shown] = repr(names.get(shown) or names.get((shown[0], "")))
        return told

    def finish(self) -> Mapping[str, Iterable[Any]]:
        """Return the entities."""
        self.entities = self.index.finish()
        return {"entities": self.entities.rows}

    def rename(self, before: "EntityStep", names: Mapping[str, str]) -> None:
        """Have all that was one of these entities, or already has its new name, be one entity of that name."""
        self.known = before.entities
        self.index.aliases |= self.known.renaming(names)

    def complete(self, table: str, records: list[Any]) -> list[Any]:
        """Give mentions their entity and its name, and quotes the entity of their speaker."""
        if table == "mentions":
            where = countries_of(records)
            known = [self.entities.find(m.label, m.name, m.text, where, m.profile) for m in records]
            return [changed(m, entity_id=i, name=n) for m, (i, n) in zip(records, known, strict=True)]
        if table == "quotes":
            return [self._with_speaker(q) for q in records]
        return records

    def _labelled(self, quote: Any) -> Any:
        """Give the label of an entity to a quote whose speaker somebody has named by hand."""
        if self.known is None or quote.speaker_label or not quote.speaker_name or quote.rule != "corrected":
            return quote
        labels = (label for label in ("PER", "ORG") if self.known.find_speaker(quote.speaker_name, label))
        return changed(quote, speaker_label=next(labels, ""))

    def _with_speaker(self, quote: Any) -> Any:
        """Give a quote the entity of the member who speaks, and its name."""
        quote = self._labelled(quote)
        if not quote.speaker_label:
            return quote
        entity, name = self.entities.find(
            quote.speaker_label, quote.speaker_name, where=frozenset(), profile=quote.speaker_profile
        )
        return changed(quote, entity_id=entity, speaker_name=name)


STEPS: tuple[type[CorpusStep], ...] = (EntityStep,)


def briefs(found: Mapping[str, list[Any]]) -> bytes:
    """Return what every step must know of an article, as bytes: JSON."""
    told = json.dumps([step.brief(found) for step in STEPS], ensure_ascii=False, separators=(",", ":"))
    return told.encode("utf-8", "surrogatepass")  # as JSON reads it


def read_briefs(data: bytes) -> list[Any]:
    """Return the briefs of an article, step by step; raises ``ValueError`` if the bytes are not whole.

    >>> read_briefs(briefs({}))
    [[{}, []]]
    """
    found: list[Any] = json.loads(data)
    return found
