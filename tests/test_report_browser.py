"""The report as it is read: opened in a real Chromium, without a network."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine.corrections import read_corrections
from tests.browsing import QUIET, Reader
from tests.report_records import NASTY, QUOTES, RECORDS, TEXTS, write_report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright n'est pas installé : rapport non essayé")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe n'est pas installé : rapport non essayé")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="Chromium n'est pas là (apt install chromium) : le rapport n'est pas essayé dans un navigateur"
)
PAGES = "bref qui article article/2024%2Fbudget sommes frise noms noms/per-luc-morel verifier"
ROUTES = tuple(PAGES.split())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def opened(browser: Any, report: Path) -> Reader:
    return Reader(browser, report)


@pytest.fixture
def reader(opened: Reader) -> Reader:
    return opened.open()


def test_every_page_opens_without_a_complaint_or_a_request(reader: Reader) -> None:
    for route in ROUTES:
        reader.go(route)
        assert reader.page.locator("section.page:visible").count() == 1
        assert reader.page.locator("main h1:visible").count() == 1
    assert reader.complaints == []
    assert reader.requests == [reader.address]


def test_a_script_in_a_title_stays_text(reader: Reader) -> None:
    for route in ROUTES:
        reader.go(route)
        assert reader.page.title().endswith("glaneur")
    reader.go("article/2024%2Fbudget")
    assert reader.page.locator(".reader h1").inner_text() == NASTY
    assert reader.page.locator(".reader a[href^='javascript']").count() == 0
    reader.go("article/2024%2Fstade")
    assert reader.page.locator(".reader a[href='https://example.org/stade']").count() == 1


def test_the_policy_stops_what_is_injected(reader: Reader) -> None:
    reader.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.taken = true";
            document.body.append(script);
            const image = document.createElement("img");
            image.setAttribute("onerror", "window.taken = true");
            image.src = "https://example.org/x.png";
            document.body.append(image);
        }"""
    )
    reader.page.wait_for_timeout(200)
    assert reader.page.evaluate("window.taken === undefined")
    assert any("Content Security Policy" in told for told in reader.complaints)
    assert reader.stopped == ["csp"] * (len(reader.requests) - 1)


def test_a_search_finds_without_accents(reader: Reader) -> None:
    reader.go("qui")
    assert len(reader.wait_for_rows("qui", 4)) == 4
    reader.page.fill("#q-texte", "securite")
    (row,) = reader.wait_for_rows("qui", 1)
    assert "« La sécurité coûtera 3 millions d'euros »" in row
    assert "Le Phare, 13 mars 2024" in row
    assert reader.page.locator("#qui mark").all_inner_texts() == ["sécurité"]
    assert reader.page.url.endswith("#/qui?texte=securite")
    assert reader.page.inner_text("#qui .count") == "1 citation, 1 locuteur nommé"
    reader.page.fill("#q-texte", "rien de tel")
    assert reader.wait_for_rows("qui", 0) == []
    assert "Aucune citation" in reader.page.inner_text("#qui .count")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nom=luc morel", ["Luc Morel"]),
        ("nom=vial", ["Anne Vial"]),
        ("journal=La Vigie", ["Luc Morel", "région"]),
        ("du=2024-05-01", ["Luc Morel", "région"]),
        ("au=2024-05-01", ["Anne Vial"]),
        ("genre=indirect", ["région"]),
        ("sexe=f", ["Anne Vial"]),
        ("sexe=sans", ["Locuteur non dit"]),
        ("sexe=autre", ["région"]),
        ("sur=0.8", ["région", "Anne Vial"]),
        ("tri=ancien", ["Anne Vial", "Luc Morel", "région", "Locuteur non dit"]),
        ("tri=sur", ["Anne Vial", "région", "Luc Morel", "Locuteur non dit"]),
    ],
)
def test_filters_keep_what_they_say(reader: Reader, query: str, expected: list[str]) -> None:
    reader.go("qui?" + query.replace(" ", "+"))
    reader.wait_for_rows("qui", len(expected))
    assert reader.page.locator("#qui .who").all_inner_texts() == expected


def test_a_quote_leads_to_its_place_in_the_article(reader: Reader) -> None:
    reader.go("qui?nom=anne")
    reader.page.click("#qui .source a")
    chosen = reader.page.locator(".reader .passage.chosen")
    assert chosen.inner_text() == "La sécurité coûtera 3 millions d'euros"
    assert reader.focused() == chosen.inner_text()
    assert "Anne Vial" in reader.page.inner_text(".reader .value")
    assert "maire de Tréval" in reader.page.inner_text(".reader .value")


def test_an_id_may_hold_what_an_address_does_not(reader: Reader) -> None:
    reader.go("qui?sexe=sans")
    reader.page.click("#qui .source a")
    playwright.expect(reader.page.locator(".reader h1")).to_have_text("dépêche#1")
    assert reader.page.inner_text(".reader .text") == TEXTS["dépêche#1"]


def test_a_quote_is_copied_with_its_reference(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.go("qui?nom=anne")
    reader.page.click("text=Copier")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied == "« La sécurité coûtera 3 millions d'euros » — Anne Vial, Le Phare, 13 mars 2024"
    reader.go("qui?nom=region")
    reader.wait_for_rows("qui", 1)
    reader.page.click("text=Copier")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied == "le chantier a coûté 40 000 euros (parole rapportée) — région, La Vigie, 2 mai 2024"


def test_a_search_shows_where_the_words_stand_in_an_article(reader: Reader) -> None:
    reader.go("article?texte=siege+SECURITE")
    reader.wait_for_rows("article", 1)
    assert reader.page.locator("#article mark").all_inner_texts() == ["siégé", "sécurité"]


def test_an_article_is_read_passage_by_passage(reader: Reader) -> None:
    reader.go("article/2024%2Fbudget")
    chosen = reader.page.locator(".reader .passage.chosen")
    read = []
    for _ in range(6):
        reader.page.keyboard.press("n")
        read.append(chosen.inner_text())
    assert read == [
        *("mardi 12 mars", "La sécurité coûtera 3 millions d'euros", "3 millions d'euros"),
        *("Anne Vial", "Tréval", "Luc Morel"),
    ]
    reader.page.keyboard.press("p")
    assert chosen.inner_text() == "Tréval"
    reader.page.uncheck(".layers [name=mentions]")
    reader.page.keyboard.press("p")
    assert chosen.inner_text() == "3 millions d'euros"
    assert "3 millions €" in reader.page.inner_text(".reader .value").replace("\xa0", " ")
    reader.page.hover(".passage.dates")
    assert "12 mars 2024" in reader.page.inner_text(".reader .value")


def test_passages_that_cross_leave_the_text_as_it_is(browser: Any, tmp_path: Path) -> None:
    text = TEXTS["2024/stade"]
    crossing = replace(
        RECORDS["mentions"][-1], start=20, end=40, text=text[20:40], mention_id="2024/stade:m20-40", label="MISC"
    )
    reader = Reader(browser, write_report(tmp_path, mentions=[*RECORDS["mentions"], crossing])).open()
    reader.go("article/2024%2Fstade")
    assert reader.page.locator(".reader .text").evaluate("element => element.textContent") == text
    assert reader.page.locator(".passage.MISC").all_inner_texts() == [text[20:26]]
    reader.page.context.close()


def test_sums_are_sorted_and_say_who_said_them(reader: Reader) -> None:
    reader.go("sommes")
    rows = [row.replace("\u202f", " ") for row in reader.wait_for_rows("sommes", 2)]
    assert rows[0].startswith("3 millions € Anne Vial")
    assert rows[1].startswith("40 000 € région")
    reader.go("sommes?tri=petit&min=1000")
    assert reader.wait_for_rows("sommes", 2)[0].startswith("40")
    reader.go("sommes?min=50000")
    reader.wait_for_rows("sommes", 1)


def test_the_line_of_time_parts_what_is_past_and_what_is_to_come(reader: Reader) -> None:
    reader.go("frise")
    assert [row.split(" ")[0] for row in reader.wait_for_rows("frise", 2)] == ["12", "2026"]
    reader.go("frise?quand=apres")
    (row,) = reader.wait_for_rows("frise", 1)
    assert row.startswith("2026")


def test_a_name_shows_its_contexts_and_its_company(reader: Reader) -> None:
    reader.go("noms/per-luc-morel")
    contexts = reader.page.locator(".kwic tr").all_inner_texts()
    assert len(contexts) == 2
    assert "maire de Tréval." in contexts[0]
    assert "n'y croit pas" in contexts[0]
    assert reader.page.locator(".company li").all_inner_texts() == ["Anne Vial 1", "Tréval 1"]
    reader.page.click(".company a")
    playwright.expect(reader.page.locator(".entity h2")).to_have_text("Anne Vial")


def test_corrections_are_downloaded_as_the_contract_says(reader: Reader) -> None:
    reader.go("verifier?quoi=sans")
    (row,) = reader.wait_for_rows("verifier", 1)
    assert "aucun locuteur trouvé" in row
    reader.page.fill("#verifier .list input", "Jean Néri")
    reader.page.press("#verifier .list input", "Enter")
    reader.go("verifier?quoi=incertain")
    reader.wait_for_rows("verifier", 1)
    reader.page.click("#verifier .list >> text=Faux")
    reader.go("verifier")
    reader.wait_for_rows("verifier", 4)
    reader.page.locator("#verifier .list > li", has_text="La sécurité").get_by_text("Juste").click()
    with reader.page.expect_download() as download:
        reader.page.click("#download")
    assert download.value.suggested_filename == "corrections.csv"
    found, told = read_corrections(Path(download.value.path()))
    assert told == []
    assert [(one.table, one.id, one.column, one.value, one.text, one.note) for one in found] == [
        ("quotes", QUOTES[0].quote_id, "speaker_name", "Anne Vial", QUOTES[0].text, "vérifié"),
        ("quotes", QUOTES[1].quote_id, "delete", "", QUOTES[1].text, ""),
        ("quotes", QUOTES[3].quote_id, "speaker_name", "Jean Néri", QUOTES[3].text, "corrigé"),
    ]
    assert reader.complaints == []


def test_decisions_are_kept_and_can_be_taken_back(reader: Reader) -> None:
    reader.go("verifier?quoi=incertain")
    reader.page.click("#verifier .list >> text=Faux")
    reader.page.reload()
    reader.page.wait_for_selector("#verifier [data-state=wrong]")
    assert "(1)" in reader.page.inner_text("#download")
    reader.page.click("#verifier .list >> text=Faux")
    assert reader.page.locator("#verifier [data-state=wrong]").count() == 0
    assert reader.page.is_disabled("#download")


def test_the_keyboard_alone_suffices(reader: Reader) -> None:
    press = reader.page.keyboard.press
    press("Tab")
    assert reader.focused() == "Aller au contenu"
    press("Tab")
    press("Tab")
    assert reader.focused() == "Qui a dit quoi"
    press("Enter")
    reader.page.wait_for_selector("#qui h1:focus")
    press("Tab")
    reader.page.keyboard.type("stade")
    reader.wait_for_rows("qui", 2)
    for _ in range(40):
        press("Tab")
        if reader.page.evaluate("document.activeElement.matches('.quotes .source a')"):
            break
    press("Enter")
    playwright.expect(reader.page.locator(".reader .passage.chosen")).to_have_text("Le stade ouvrira en 2026")
    press("n")
    playwright.expect(reader.page.locator(".reader .passage.chosen")).to_have_text("2026")


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_axe_finds_nothing_serious(reader: Reader, scheme: str, rules: list[str] | None) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    reader.page.evaluate(axe.Axe().axe_script)
    for route in ROUTES:
        reader.go(route)
        options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
        found = reader.page.evaluate("options => axe.run(document, options)", options)["violations"]
        serious = [
            (violation["id"], [node["html"][:200] for node in violation["nodes"][:3]])
            for violation in found
            if violation["impact"] in ("serious", "critical")
        ]
        assert serious == [], route
