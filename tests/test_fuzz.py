"""Any bytes are read or told: mutated samples of every format cost at most their own file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.articles import Article
from pipeline.reading.corpus import ReadOptions, read_corpus
from pipeline.records import Problem
from tests.reading import FRENCH
from tests.running import EVERY

SAMPLES = sorted((Path(__file__).parent / "formats" / "files").iterdir())
GOOD = "bon.txt"
# Of each sample; ``make faults`` mutates 2,000 files.
MUTATED = 2_000 // len(SAMPLES) + 1 if EVERY else 25
Mutation = Callable[[bytes], bytes]


def flip(at: float, bit: int) -> Mutation:
    def mutate(data: bytes) -> bytes:
        place = int(at * (len(data) - 1)) if data else 0
        return data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :] if data else data

    return mutate


def cut(first: float, last: float) -> Mutation:
    return lambda data: data[: int(min(first, last) * len(data))] + data[int(max(first, last) * len(data)) :]


def insert(at: float, what: bytes) -> Mutation:
    return lambda data: data[: int(at * len(data))] + what + data[int(at * len(data)) :]


def double(at: float, length: int) -> Mutation:
    def mutate(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[: place + length] + data[place:]

    return mutate


PLACE = st.floats(0, 1)
NASTY = st.sampled_from(
    [b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"{" * 200, b"\r", b'"', b"]]>"]
)
MUTATIONS = st.lists(
    st.one_of(
        st.builds(flip, PLACE, st.integers(0, 7)),
        st.builds(cut, PLACE, PLACE),
        st.builds(insert, PLACE, st.one_of(NASTY, st.binary(max_size=20))),
        st.builds(double, PLACE, st.integers(1, 400)),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@given(mutations=MUTATIONS)
@settings(max_examples=MUTATED, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_file_is_read_or_told(
    sample: Path, mutations: list[Mutation], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    data = sample.read_bytes()
    for mutate in mutations:
        data = mutate(data)
    (folder / sample.name).write_bytes(data)
    (folder / GOOD).write_text(FRENCH, "utf-8")
    items = list(read_corpus(folder, ReadOptions()))
    articles = [item for item in items if isinstance(item, Article)]
    told = {item.path for item in items if isinstance(item, Problem)}
    assert [a.text for a in articles if a.path == GOOD] == [FRENCH]
    name = sample.name.removesuffix(".gz")
    assert any(path.startswith(name) for path in {*told, *(a.path for a in articles)})
    assert len({a.article_id for a in articles}) == len(articles)
