"""Steps over the whole corpus: they read every article once, in a compact form, then complete the records.

A step is told of the articles in the order of their ids, so that nothing depends on the order of the run.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Protocol

from pipeline.entities.aliases import read_aliases
from pipeline.entities.corpus import Entities, EntityIndex, countries_of


class CorpusStep(Protocol):
    """What a step offers: it reads the table ``reads``, article by article, then knows more than any article."""

    reads: ClassVar[str]

    def add(self, records: list[Any]) -> None:
        """Take in the records of one article; keep aggregates only."""
        ...

    def finish(self) -> Mapping[str, Iterable[Any]]:
        """Return the tables that the step fills by itself."""
        ...

    def complete(self, table: str, records: list[Any]) -> list[Any]:
        """Return the records of one article and table, completed with what the corpus says."""
        ...


class EntityStep:
    """One id for each person, organisation, place of the corpus."""

    reads: ClassVar[str] = "mentions"

    def __init__(self, corpus: Path) -> None:
        """Read the user's aliases of the corpus."""
        self.index = EntityIndex(read_aliases(corpus))
        self.entities: Entities

    def add(self, records: list[Any]) -> None:
        """Take in the mentions of one article."""
        self.index.add(records)

    def finish(self) -> Mapping[str, Iterable[Any]]:
        """Return the entities."""
        self.entities = self.index.finish()
        return {"entities": self.entities.rows}

    def complete(self, table: str, records: list[Any]) -> list[Any]:
        """Give mentions their entity and its name, and quotes the entity of their speaker."""
        if table == "mentions":
            where = countries_of(records)
            known = [self.entities.find(m.label, m.name, m.text, where) for m in records]
            return [replace(m, entity_id=i, name=n) for m, (i, n) in zip(records, known, strict=True)]
        if table == "quotes":
            find = self.entities.find_speaker
            return [replace(q, entity_id=find(q.speaker_name)) if q.speaker_name else q for q in records]
        return records


STEPS: tuple[Callable[[Path], CorpusStep], ...] = (EntityStep,)
