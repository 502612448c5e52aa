"""Measure the precision of each rule of the quotes, and write it where ``confidence`` is read.

    python benchmarks/quote_confidence.py GOLD.jsonl [GOLD.jsonl ...]

For each rule: of the quotes that it found, the share whose span (four fifths of the characters) and speaker are
those of the annotation. The share is drawn towards that of all rules by ``PRIOR`` quotes: a rule seen twice
is not certain. Writes ``pipeline/resources/quotes/quote_confidence.csv``.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.model.load import load_model

PRIOR = 4
LIKE = 0.8
TARGET = Path(__file__).parents[1] / "pipeline" / "resources" / "quotes" / "quote_confidence.csv"


def same_span(a: dict[str, Any], quote: Any) -> bool:
    """Tell whether a quote has the span of an annotation."""
    both = max(0, min(a["end"], quote.end) - max(a["start"], quote.start))
    union = (a["end"] - a["start"]) + (quote.end - quote.start) - both
    return bool(union > 0 and both / union >= LIKE)


def same_speaker(a: dict[str, Any], quote: Any) -> bool:
    """Tell whether a quote has the speaker of an annotation: the mention, or the last word of the name."""
    if a.get("speaker_start") is None:
        wanted = (a.get("speaker_name") or "").split()
        return bool(wanted) and wanted[-1].lower() in quote.speaker_name.lower()
    if quote.speaker_start is None:
        return False
    return bool(a["speaker_start"] < quote.speaker_end and quote.speaker_start < a["speaker_end"])


def main(paths: list[str]) -> None:
    """Measure and write."""
    right, seen = Counter[str](), Counter[str]()
    nlp = load_model()
    for row in (json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()):
        found = extract(Article(article_id=row["id"], text=row["text"]), nlp(row["text"]))["quotes"]
        for quote in found:
            if any(u["start"] < quote.end and quote.start < u["end"] for u in row.get("unscored", [])):
                continue
            seen[quote.rule] += 1
            right[quote.rule] += any(same_span(a, quote) and same_speaker(a, quote) for a in row["quotes"])
    share = sum(right.values()) / max(1, sum(seen.values()))
    with TARGET.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["rule", "precision", "seen"])
        for rule in sorted(seen):
            precision = (right[rule] + PRIOR * share) / (seen[rule] + PRIOR)
            writer.writerow([rule, f"{precision:.2f}", seen[rule]])
        writer.writerow(["~other", f"{share * 0.5:.2f}", 0])


if __name__ == "__main__":
    main(sys.argv[1:])
