"""The command « corrections »: what was edited in outputs becomes ``corrections.csv`` of the corpus."""

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.engine.corrections import read_corrections
from pipeline.output.corrections import NAME, Correction, joined, write_corrections
from pipeline.output.edited import Edited, all_edited
from pipeline.output.edits import edits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What was collected: corrections by file, all that ``corrections.csv`` holds now, what could not be taken."""

    found: dict[str, int] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def collect(outputs: Path, corpus: Path) -> Collected:
    """Add to ``corrections.csv`` of a corpus what was changed by hand in its outputs.

    ``outputs`` is their folder, or one edited file of it, or a ``corrections.csv`` that the report gave. Raises
    ``OSError`` where a file cannot be read or written, ``ValueError`` where a workbook is none.
    """
    given, told = read_corrections(corpus / NAME)
    all_of, said = list(given), [problem.message for problem in told]
    found: dict[str, int] = {}
    for path in _downloads(outputs):
        read, bad = read_corrections(path)
        said += [problem.message for problem in bad]
        found[path.name] = len(read)
        all_of = joined(all_of, read)
    for one in _edited(outputs):
        edits = edits_of(one)
        said += edits.told
        found[one.path.name] = len(edits.corrections)
        all_of = joined(all_of, edits.corrections)
    if any(found.values()):
        write_corrections(corpus, all_of)
    return Collected(found=found, corrections=all_of, told=said)


def _downloads(outputs: Path) -> list[Path]:
    """Return the files of corrections that the report has given."""
    if outputs.is_file():
        return [outputs] if outputs.name.startswith("corrections") else []
    return sorted(outputs.glob("corrections*.csv"))


def _edited(outputs: Path) -> list[Edited]:
    """Return the edited outputs; a file of any other name stands for the output whose name it begins with."""
    if not outputs.is_file():
        return all_edited(outputs)
    if outputs.name.startswith("corrections"):
        return []
    known = [one for one in all_edited(outputs.parent) if one.path == outputs]
    return known or [Edited(outputs, outputs.name, outputs.parent)]
