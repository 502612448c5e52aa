"""Somebody who reads the report in a browser, for the tests."""

from pathlib import Path
from typing import Any

QUIET = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WAIT = 5_000  # milliseconds after which what should be on the page is missing


class Reader:
    """Somebody who opens the report: what she sees, and what the browser complains of or asks the network for."""

    def __init__(self, browser: Any, report: Path) -> None:
        self.page = browser.new_context(locale="fr-FR", accept_downloads=True).new_page()
        self.page.set_default_timeout(WAIT)
        self.address = report.as_uri()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.stopped: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.stopped.append(request.failure))

    def open(self) -> "Reader":
        """Open the report as if for the first time."""
        self.page.goto(self.address + "?again")
        self.page.evaluate("localStorage.clear()")
        self.page.emulate_media(color_scheme="light")
        for told in (self.complaints, self.requests, self.stopped):
            told.clear()
        self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready]", state="attached")
        return self

    def go(self, route: str) -> None:
        """Open a page of the report, as a link does."""
        self.page.evaluate("route => { location.hash = '#/' + route }", route)
        name = route.split("/")[0].split("?")[0]
        self.page.wait_for_selector(f"nav [aria-current][href='#/{name}']")
        self.page.evaluate("() => new Promise(requestAnimationFrame)")  # the same page may be drawn anew

    def rows(self, page: str) -> list[str]:
        """Return the text of the rows of a list."""
        return [" ".join(row.split()) for row in self.page.locator(f"#{page} .list > *").all_inner_texts()]

    def wait_for_rows(self, page: str, count: int) -> list[str]:
        """Wait until a list has so many rows."""
        rows = self.page.locator(f"#{page} .list > *")
        if count:
            rows.nth(count - 1).wait_for()
        rows.nth(count).wait_for(state="detached")
        return self.rows(page)

    def focused(self) -> str:
        """Return the text of the element that has the focus."""
        return str(self.page.evaluate("document.activeElement.textContent"))
