"""Score the quotes of an annotated corpus again with other quotation marks, spaces and apostrophes.

    python benchmarks/quote_typography.py GOLD.jsonl SCORE.py

Prints, for each typography, the F1 of spans and of spans with speaker, and the share of full names right.
``SCORE.py`` is the scorer of the annotated corpus; ``GOLD.jsonl`` its texts.
"""

import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.model.load import load_model

GUILLEMETS = re.compile(r"«[ \u00a0\u202f]?|[ \u00a0\u202f]?»")
STYLES: dict[str, tuple[str, str] | None] = {
    "as written": None,
    "“ ”": ("“", "”"),
    '"': ('"', '"'),
    "‹ ›": ("‹ ", " ›"),
    "NBSP": ("«\u00a0", "\u00a0»"),
    "NNBSP": ("«\u202f", "\u202f»"),
    "no space": ("«", "»"),
    "’": None,
}


def restyled(row: dict[str, Any], style: str) -> dict[str, Any]:
    """Return a row with its text in another typography and its offsets moved with it."""
    text, moves = row["text"], []
    parts, last, shift = [], 0, 0
    marks = STYLES[style]
    for found in GUILLEMETS.finditer(text) if marks else ():
        assert marks is not None
        new = marks[0] if "«" in found[0] else marks[1]
        parts += [text[last : found.start()], new]
        last = found.end()
        shift += len(new) - len(found[0])
        moves.append((found.end(), shift))
    changed = "".join([*parts, text[last:]])
    if style == "’":
        changed = changed.replace("'", "’")
    return _moved(row, changed, moves)


def _moved(row: dict[str, Any], text: str, moves: list[tuple[int, int]]) -> dict[str, Any]:
    def move(at: int | None) -> int | None:
        if at is None:
            return None
        return at + next((shift for end, shift in reversed(moves) if end <= at), 0)

    new = {**row, "text": text}
    for layer in ("quotes", "not_speech", "unscored"):
        new[layer] = [
            {
                **span,
                **{key: move(span[key]) for key in ("start", "end", "speaker_start", "speaker_end") if key in span},
            }
            for span in row.get(layer, [])
        ]
    return new


def main(gold_path: str, score_path: str) -> None:
    """Print the figures of every typography."""
    spec = importlib.util.spec_from_file_location("score", score_path)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = [json.loads(line) for line in Path(gold_path).read_text("utf-8").splitlines() if line.strip()]
    nlp = load_model()
    for style in STYLES:
        counts = score.Score()
        for row in (restyled(r, style) for r in gold):
            found = extract(Article(article_id=row["id"], text=row["text"]), nlp(row["text"]))["quotes"]
            names = ("start", "end", "text", "kind", "speaker", "speaker_start", "speaker_end", "speaker_name")
            score.score_quotes(counts, row, [{n: getattr(q, n) for n in names} for q in found])
        figures = score.figures_quotes(counts.n)
        strict, pair = figures["strict (IoU 0.8)"]["F1"], figures["strict and speaker"]["F1"]
        print(f"{style:12} strict {strict:5} speaker {pair:5} name {figures['full speaker name right']:5} "
              f"not speech {figures['not-speech marks emitted']}")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:3])
