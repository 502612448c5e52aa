"""Steps over the whole corpus: they read every article once, in a compact form, then complete the records.

A step is told of the articles in the order of their ids, so that nothing depends on the order of the run.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Protocol

from pipeline.engine.aliases import read_aliases
from pipeline.entities.corpus import Entities, EntityIndex, Shown
from pipeline.entities.corpus_joins import Key, countries_of, key_of
from pipeline.entities.spelling import fold


class CorpusStep(Protocol):
    """What a step offers: it reads the tables ``reads``, one after the other, then knows more than any article."""

    reads: ClassVar[tuple[str, ...]]

    def add(self, table: str, records: list[Any], *, counted: bool) -> None:
        """Take in the records of one article and table; keep aggregates only. Those of a copy are not ``counted``."""
        ...

    def finish(self) -> Mapping[str, Iterable[Any]]:
        """Return the tables that the step fills by itself."""
        ...

    def complete(self, table: str, records: list[Any]) -> list[Any]:
        """Return the records of one article and table, completed with what the corpus says."""
        ...

    def said(self, table: str, article_id: str) -> Any:
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
        self.shown: dict[Shown, Shown] = {}

    def add(self, table: str, records: list[Any], *, counted: bool) -> None:
        """Take in the mentions of one article, or count its quotes."""
        if table == "mentions":
            self._name(table, records, self.index.add(records, counted=counted))
            return
        speakers = (self._speaker(quote) for quote in map(self._labelled, records) if quote.speaker_label)
        self._name(table, records, {shown for found in speakers for shown in found})
        for quote in map(self._labelled, records):
            if counted and quote.speaker_label:
                self.index.add_quote(quote.speaker_label, quote.speaker_name, quote.speaker_profile, quote.speaker_role)

    def _name(self, table: str, records: list[Any], named: set[Shown]) -> None:
        once = self.shown.setdefault
        self.named[table, records[0].article_id] = tuple(once(shown, shown) for shown in sorted(named))

    def _speaker(self, quote: Any) -> tuple[Shown, Shown]:
        """Return under which names the entity of a speaker is looked for."""
        label, name, aliases = quote.speaker_label, quote.speaker_name, self.index.aliases
        key, _ = key_of(label, name, name, aliases, frozenset())
        return (key, quote.speaker_profile), (Key(label, fold(name)), "")

    def said(self, table: str, article_id: str) -> Any:
        """Return the entities that an article names, with their names."""
        names = self.entities.names
        return [names.get(shown) or names.get((shown[0], "")) for shown in self.named.get((table, article_id), ())]

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
            return [replace(m, entity_id=i, name=n) for m, (i, n) in zip(records, known, strict=True)]
        if table == "quotes":
            return [self._with_speaker(q) for q in records]
        return records

    def _labelled(self, quote: Any) -> Any:
        """Give the label of an entity to a quote whose speaker somebody has named by hand."""
        if self.known is None or quote.speaker_label or not quote.speaker_name or quote.rule != "corrected":
            return quote
        labels = (label for label in ("PER", "ORG") if self.known.find_speaker(quote.speaker_name, label))
        return replace(quote, speaker_label=next(labels, ""))

    def _with_speaker(self, quote: Any) -> Any:
        """Give a quote the entity of the member who speaks, and its name."""
        quote = self._labelled(quote)
        if not quote.speaker_label:
            return quote
        entity, name = self.entities.find(
            quote.speaker_label, quote.speaker_name, where=frozenset(), profile=quote.speaker_profile
        )
        return replace(quote, entity_id=entity, speaker_name=name)


STEPS: tuple[Callable[[Path], CorpusStep], ...] = (EntityStep,)
