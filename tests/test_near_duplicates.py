"""Near-duplicates: what repeats another article is told, whatever the order of the run; nothing else is."""

import random
import zlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.engine import near_duplicates
from pipeline.engine.near_duplicates import (
    SAMPLE,
    Sampled,
    Sequences,
    find_copies,
    is_retouched,
    pair_of,
    sample,
    sequences,
)
from tests.conftest import Corpus
from tests.running import rows

SUBJECTS = ("le maire", "la préfète", "un riverain", "le syndicat", "une élue", "la régie", "le juge", "un expert")
VERBS = ("annonce", "refuse", "finance", "prépare", "défend", "critique", "reporte", "étudie", "salue", "dénonce")
OBJECTS = (
    "la digue",
    "un budget",
    "le tramway",
    "des travaux",
    "une enquête",
    "le festival",
    "la réforme",
    "un accord",
)
PLACES = ("Kervalan", "Orval", "Sorel", "Brémont", "Valdoie", "Marsan", "Tréguen", "Lunel", "Cassagne", "Vernou")


def invented(seed: int, sentences: int = 30) -> str:
    """Return an article of some 200 words that no other seed gives."""
    r = random.Random(seed)
    return " ".join(
        f"{r.choice(SUBJECTS)} {r.choice(VERBS)} {r.choice(OBJECTS)} à {r.choice(PLACES)} en {r.randrange(1950, 2025)}."
        for _ in range(sentences)
    )


def found(texts: dict[str, str], days: dict[str, date] | None = None) -> dict[str, str]:
    """Return of which article each copy is one."""
    known = [
        (Sampled(article_id=name, published=(days or {}).get(name)), sample(sequences(text)))
        for name, text in texts.items()
    ]
    return {name: copy.of for name, copy in find_copies(known, texts.__getitem__).items()}


ORIGINAL = invented(1)
COPIES = {
    "agency": "PARIS (AFP) - " + ORIGINAL.replace("'", "’") + "\n(AFP)\n",
    "cut": ORIGINAL[: len(ORIGINAL) * 2 // 3],
    "capitals": ORIGINAL.upper(),
    "retouched": " ".join("donc" if i % 17 == 3 else word for i, word in enumerate(ORIGINAL.split())),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=list(COPIES))
def test_a_copy_is_told(text: str) -> None:
    assert found({"a": ORIGINAL, "b": text, "c": invented(2)}) == {"b": "a"}


@pytest.mark.parametrize("every", range(2, 12))
def test_what_spares_a_comparison_changes_no_share(every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ORIGINAL.split()
    texts = [*COPIES.values(), invented(2), " ".join("donc" if i % every == 1 else w for i, w in enumerate(words))]
    texts.append(" ".join("donc" if i % 50 < every * 4 else w for i, w in enumerate(words)))
    spared = [Sequences(text).share(Sequences(ORIGINAL)) for text in texts]
    monkeypatch.setattr(Sequences, "most_loosely", lambda *_: 1.0)
    assert spared == [Sequences(text).share(Sequences(ORIGINAL)) for text in texts]


def test_a_report_of_the_same_frame_is_no_copy() -> None:
    frame = (
        "Dimanche, {} a remporté à {} la {} étape du tour, longue de {} kilomètres, devant {} et une foule nombreuse. "
    )
    first = frame.format("Paul Vial", "Orval", "première", 112, "Luc Roux") * 4
    other = frame.format("Anton Berg", "Sorel", "seconde", 203, "Ivo Lind") * 4
    assert found({"a": first, "b": other}) == {}


def test_other_names_are_another_story() -> None:
    text = "Kervalan bat Orval devant Sorel. Lunel bat Lille devant Redon. Tous joueront dimanche à la maison."
    assert is_retouched(text, text.replace("dimanche", "lundi"))
    other = text.replace("Kervalan", "Brest").replace("Sorel", "Dinan").replace("Lille", "Lens")
    assert not is_retouched(text, other)


def test_other_passages_are_another_story() -> None:
    text = "Kervalan bat Orval. Le match fut âpre et long sous la pluie. Tous joueront dimanche à la maison."
    assert is_retouched(text, text.replace("âpre", "rude").replace("pluie", "neige"))
    assert not is_retouched(text, text.replace("fut âpre et long sous la pluie", "a tourné court dès la mi-temps"))


def test_a_review_that_holds_a_brief_is_no_copy_of_it() -> None:
    brief = invented(3, sentences=8)
    review = f"{brief} {invented(4)} {invented(5)}"
    assert found({"a": brief, "b": review}) == {}
    assert found({"a": review, "b": brief}) == {"b": "a"}


def test_the_earliest_is_the_original() -> None:
    days = {"a": date(2024, 3, 13), "b": date(2024, 3, 12)}
    assert found({"a": ORIGINAL, "b": COPIES["agency"]}, days) == {"a": "b"}


def test_half_of_the_sequences_is_not_enough() -> None:
    words = ORIGINAL.split()
    half = " ".join(words[: len(words) // 2]) + " " + invented(6, sentences=15)
    assert found({"a": ORIGINAL, "b": half}) == {}
    share = Sequences(half).share(Sequences(ORIGINAL))
    assert 0.4 < share < near_duplicates.ENOUGH


def test_one_sentence_that_differs_in_one_word_is_no_copy() -> None:
    texts = {f"a{i}": f"Le maire de Lyon a inauguré hier matin la nouvelle école numéro {i}." for i in range(3)}
    assert found(texts) == {}
    assert found({**texts, "b": f"(AFP) {texts['a1']}"}) == {"b": "a1"}


def test_articles_without_words_are_no_copies() -> None:
    assert found({"a": "", "b": "…", "c": "Oui.", "d": "Oui."}) == {"d": "c"}


def test_planted_copies_are_found_among_many() -> None:
    texts = {f"a{i:04d}": invented(i) for i in range(400)}
    kinds = list(COPIES)
    for i in range(60):
        source = texts[f"a{i:04d}"]
        texts[f"b{i:04d}"] = f"(AFP) {source}" if kinds[i % 4] == "agency" else source[: len(source) * 2 // 3]
    assert found(texts) == {f"b{i:04d}": f"a{i:04d}" for i in range(60)}


def test_samples_do_not_grow_with_the_article() -> None:
    sizes = [len(sample(sequences(invented(9, sentences=n)))) for n in (4, 40, 400, 4000)]
    assert all(SAMPLE * 0.5 <= size <= SAMPLE * 3 for size in sizes)


def test_the_order_of_the_articles_changes_nothing() -> None:
    texts = {"a": ORIGINAL, **COPIES, "z": invented(2)}
    days = {name: date(2024, 1, 1) for name in texts}
    assert found(texts, days) == found(dict(reversed(texts.items())), days)


@pytest.mark.parametrize(("mode", "mentions", "articles"), [("keep", 2, 2), ("mark", 1, 2), ("drop", 1, 1)])
def test_copies_are_counted_as_asked(corpus: Corpus, tmp_path: Path, mode: str, mentions: int, articles: int) -> None:
    text = "Le maire de Kervalan, Antoine Lassalle, a inauguré lundi la nouvelle digue du port devant les pêcheurs."
    folder = corpus({"a.txt": text, "b.txt": f"(AFP) {text}"})
    out = tmp_path / "out"
    options = ["--duplicates", mode, "--format", "csv", "--no-cache", "--engine", "serial", "-q"]
    assert CliRunner().invoke(main, ["extract", str(folder), str(out), *options]).exit_code == 0
    told = {row["article_id"]: (row["duplicate_of"], row["similarity"]) for row in rows(out, "articles")}
    assert len(told) == articles
    assert told["a"] == ("", "")
    if articles == 2:
        assert told["b"][0] == "a"
        assert Decimal(told["b"][1]) >= Decimal("0.8")
    assert len(rows(out, "texts")) == articles
    person = next(row for row in rows(out, "entities") if row["name"] == "Antoine Lassalle")
    assert (int(person["mentions"]), int(person["articles"])) == (mentions, mentions)
    assert {row["entity_id"] for row in rows(out, "mentions") if row["text"] == "Antoine Lassalle"} == {
        person["entity_id"]
    }


def test_pairs_that_were_compared_are_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": ORIGINAL, "b": COPIES["agency"], "c": COPIES["retouched"], "d": invented(2)}
    rows = [(Sampled(article_id=n, sha256=n), sample(sequences(text))) for n, text in texts.items()]
    shares: dict[bytes, float] = {b"of a text that is gone": 0.9}
    first = find_copies(rows, texts.__getitem__, shares)
    assert set(shares) == {pair_of("b", "a"), pair_of("c", "a")}
    monkeypatch.setattr(Sequences, "share", None)
    assert find_copies(rows, texts.__getitem__, shares) == first == find_copies(rows, texts.__getitem__, dict(shares))
    monkeypatch.undo()
    assert find_copies(rows, texts.__getitem__) == first


def test_the_words_of_a_text_are_compared_without_capitals_and_accents() -> None:
    digests = near_duplicates._words("L’ÉTÉ à İzmir – n°\u00a03")
    assert digests.tolist() == [zlib.crc32(word.encode()) for word in ("l", "ete", "a", "izmir", "n", "3")]
