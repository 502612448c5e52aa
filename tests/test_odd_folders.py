"""What lies in the folders of newsrooms besides good articles: read if it can be, else told."""

import gzip
from pathlib import Path

import pytest

from pipeline.reading.rows import LONGEST_SHOWN
from tests.conftest import Corpus
from tests.reading import FRENCH, codes, read
from tests.test_hostile_files import packed

BODY = f"<article>{f'<p>{FRENCH}</p>' * 3}</article>"
PAGE = f"<!DOCTYPE html>\n<html><head><title>Le pont</title></head><body>{BODY}</body></html>"
TABLE = "titre{0}texte\r\nLe pont{0}{1}\r\n"
ITEM = f"<item><title>Le pont</title><description>{FRENCH}</description></item>"
FEED = f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{ITEM * 9}</channel></rss>'


def test_folders_of_the_system_are_not_read(corpus: Corpus) -> None:
    names = ["$RECYCLE.BIN", "@eaDir", "System Volume Information", "__MACOSX", "lost+found"]
    articles, problems = read(corpus({"bon.txt": FRENCH, **{f"mai/{name}/a.txt": FRENCH for name in names}}))
    assert list(articles) == ["bon"]
    assert codes(problems) == [(f"mai/{name}", "system-folder") for name in sorted(names)]


def test_a_picture_beside_an_article_leaves_it_its_id(corpus: Corpus) -> None:
    """Else ``metadata.csv`` would not find it."""
    files: dict[str, str | bytes] = {"pont.txt": FRENCH, "pont.jpg": b"\xff\xd8\xff" + bytes(99)}
    articles, problems = read(corpus({**files, "metadata.csv": "id,title\npont,Le pont\n"}))
    assert [(article_id, article.title) for article_id, article in articles.items()] == [("pont", "Le pont")]
    assert codes(problems) == [("pont.jpg", "unknown-suffix")]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.php", "a.doc", "a.html?id=3", "a.php?p=4&q=1", "a.aspx"])
def test_a_page_under_another_name_is_read_as_a_page(corpus: Corpus, name: str) -> None:
    articles, problems = read(corpus({name: PAGE}))
    assert [(article.title, article.text) for article in articles.values()] == [("Le pont", FRENCH)]
    assert problems == []


@pytest.mark.parametrize("text", [f"Voici <html> : {FRENCH}", f"<p>{FRENCH}</p>"])
def test_a_text_with_a_mark_in_it_is_a_text(corpus: Corpus, text: str) -> None:
    articles, _ = read(corpus({"a.txt": text}))
    assert [article.text for article in articles.values()] == [text]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_a_table_under_the_name_of_a_workbook_is_read(corpus: Corpus, mark: str, encoding: str) -> None:
    text = f'"{FRENCH}"'
    articles, problems = read(corpus({"a.xls": TABLE.format(mark, text).encode(encoding)}))
    assert [(article.title, article.text) for article in articles.values()] == [("Le pont", FRENCH)]
    assert problems == []


@pytest.mark.parametrize(
    "content", ["<html><table><tr><td>a</td></tr></table></html>", '<?xml version="1.0"?><Workbook/>']
)
def test_a_page_under_the_name_of_a_workbook_is_told(corpus: Corpus, content: str) -> None:
    _, problems = read(corpus({"a.xls": content}))
    assert codes(problems) == [("a.xls", "not-a-workbook")]


@pytest.mark.parametrize("name", ["metadata.xlsx.csv", "Métadonnées.csv", "METADATA (2).tsv", "b.zip/metadata.csv"])
def test_what_describes_the_articles_is_told_where_it_is_not_heeded(corpus: Corpus, name: str) -> None:
    outer, _, inner = name.partition("/")
    table = "id\tdate\na\t2024-03-12\n"
    articles, problems = read(
        corpus({outer: packed({inner: table, "c.txt": FRENCH}) if inner else table, "a.txt": FRENCH})
    )
    assert "a" in articles
    assert codes(problems) == [(name, "lost-metadata")]
    assert "metadata.csv" in problems[0].message


def test_a_table_of_articles_is_one_whatever_its_name(corpus: Corpus) -> None:
    articles, problems = read(corpus({"metadata 2.csv": f"titre;texte\nLe pont;{FRENCH}\n"}))
    assert (len(articles), problems) == (1, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("end", "told"), [(None, []), (-700, ["cut-file"]), (-3, ["cut-file"])])
def test_a_feed_that_ends_too_soon_is_told(corpus: Corpus, end: int | None, told: list[str], encoding: str) -> None:
    name, feed = ("a.xml", FEED[:end].encode(encoding))
    articles, problems = read(corpus({name: feed, "b.xml.gz": gzip.compress(feed)}))
    assert len([a for a in articles.values() if FRENCH in a.text]) >= 12
    assert [p.code for p in problems] == told * 2


@pytest.mark.parametrize(("rest", "told"), [("\n<!-- 0,3 s -->\n", []), ("\n<text><p>Le pont", ["cut-file"])])
def test_the_last_root_of_a_file_may_be_cut(corpus: Corpus, rest: str, told: list[str]) -> None:
    _, problems = read(corpus({"a.xml": f'<?xml version="1.0"?>\n<text><p>{FRENCH}</p></text>{rest}'}))
    assert [p.code for p in problems] == told


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.zip", packed({}), "no-article"),
        ("a.zip", FRENCH, "damaged-file"),
        ("a.gz", FRENCH, "damaged-file"),
        ("a.json", "{}", "empty-text"),
    ],
)
def test_what_holds_nothing_is_told_as_such(corpus: Corpus, name: str, content: str | bytes, code: str) -> None:
    _, problems = read(corpus({name: content}))
    assert codes(problems) == [(name, code)]


def test_a_quote_that_stays_open_tells_how_far_it_goes(corpus: Corpus) -> None:
    rows = f'titre;texte\nUn;"{FRENCH}\nDeux;"{FRENCH}"\nTrois;"{FRENCH}"\n'
    articles, problems = read(corpus({"a.csv": rows}))
    assert [article.title for article in articles.values()] == ["Trois"]
    assert [p.message.partition(")")[0] for p in problems] == [
        "Ligne 2 : la ligne est mal formée (un guillemet est mal fermé, ce qui emporte tout jusqu'à la ligne 3"
    ]


@pytest.mark.parametrize(("row", "text"), [(FRENCH, FRENCH), (f'"{FRENCH}"', FRENCH), (f'"1","{FRENCH}"', FRENCH)])
def test_a_table_of_one_column_needs_no_quotes(corpus: Corpus, row: str, text: str) -> None:
    """With them it is one of any program; a column more than the header names is that of R."""
    other = row.replace("Le conseil", "Un conseil").replace('"1"', '"2"')
    articles, problems = read(corpus({"a.csv": f"texte\n{row}\n{other}\n"}))
    assert [article.text for article in articles.values()] == [text, text.replace("Le conseil", "Un conseil")]
    assert problems == []


def test_a_text_that_is_no_table_is_not_told_whole(corpus: Corpus) -> None:
    _, problems = read(
        corpus({"a.csv": "mot " * 500 + "\nb\n", "b.csv": ",".join(f"col{n}" for n in range(400)) + "\n1\n"})
    )
    long, wide = (p.message for p in problems if p.code == "no-text-column")
    assert "mot " * (LONGEST_SHOWN // 4) + "…" in long
    assert wide.count(",") < 40
    assert "col0, col1" in wide


def test_letters_that_a_program_has_mangled_are_read_again(corpus: Corpus) -> None:
    """As a spreadsheet does that opens UTF-8 as windows-1252, and saves it."""
    text = f"{FRENCH} « Ça coûte 3 € ! », s’est écriée l’élue d’À-côté — « où ? »…"
    mangled = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    rows = f'titre,texte\nL’été,"{mangled}"\nLâ€™Ã©tÃ©,"{text}"\n'
    articles, problems = read(corpus({"a.txt": mangled, "b.csv": rows}))
    assert [article.text for article in articles.values()] == [text] * 3
    assert [article.title for article in articles.values()] == ["", "L’été", "L’été"]
    assert problems == []


@pytest.mark.parametrize(
    "said", ["GRÂCE À LUI", "SÃO PAULO", "l’accent Â\u00a0: voilà", "Pâques, « âge »", "un Â «", "Ã"]
)
def test_letters_that_are_right_stay(corpus: Corpus, said: str) -> None:
    articles, _ = read(corpus({"a.txt": f"{said} {FRENCH}"}))
    assert [article.text for article in articles.values()] == [f"{said} {FRENCH}"]


def test_an_article_of_dos_is_read(corpus: Corpus) -> None:
    text = f"{FRENCH} Après l'été, la maire espérait une inauguration à l'école : « C'est décidé »."
    articles, problems = read(corpus({"a.txt": text.replace("’", "'").encode("cp850")}))
    assert [article.text for article in articles.values()] == [text.replace("’", "'")]
    assert problems == []


def test_a_folder_in_the_place_of_a_table_is_told(corpus: Corpus) -> None:
    folder = corpus({"a.txt": FRENCH})
    for name in ("metadata.csv", "corrections.csv"):
        Path(folder / name).mkdir()
    articles, problems = read(folder)
    assert list(articles) == ["a"]
    assert [p.message for p in problems if p.path == "metadata.csv"] == [
        "Ce n'est pas un fichier ordinaire (dossier, lien rompu, tube ou périphérique)."
    ]
