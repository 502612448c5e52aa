"""What holds of any text: offsets slice it, nothing raises."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract_batch
from pipeline.model.load import load_model
from pipeline.reading.decode import clean

PIECES = st.sampled_from(
    [
        "« ", " »", "“", "”", '"', "— ", "’", "'", "\n", "\n\n", "\u00a0", "\u202f", ". ", " : ", ", ", "(", ")",
        "«", "»", "…", "...", "!", "-", "–", "%", "0", "\u00ad", "\u200b", "\ufeff", "e\u0301", "😀",
        "a-t-il dit", "selon ", "Mme Vial", "M. Roux", "le ministre", "elle", "OpenAI", "Saint-Étienne",
        "3,5", "10", "1 000", "milliards", "d'euros", "€", "$", "entre ", " et ",
        "le 3 mars", "2024", "lundi dernier", "il y a deux ans",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


@given(TEXTS)
@example("")
@example('Il a vu Rome". Elle veut rester". C\'est un cas". Le pire, dit-elle. "Le reste viendra.')
@settings(max_examples=60)
def test_offsets_slice_the_text_and_nothing_raises(text: str) -> None:
    article = Article(article_id="a", text=clean(text))
    (extraction,) = extract_batch([article], load_model())
    assert extraction.problems == []
    assert extraction.found.pop("texts")[0].text == article.text
    for records in extraction.found.values():
        for record in records:
            assert record.start < record.end
            assert article.text[record.start : record.end] == record.text


def test_an_empty_text_gives_an_empty_row(nlp: Language) -> None:
    (extraction,) = extract_batch([Article(article_id="a", text="")], nlp)
    assert extraction.row.words == 0
    assert not any(records for name, records in extraction.found.items() if name != "texts")
