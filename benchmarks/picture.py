"""The picture of the report for the README: the sample corpus extracted, its report opened in Chromium.

python -m benchmarks.picture docs/rapport.png
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from pipeline.engine.run import RunOptions, run
from pipeline.output.options import WriteOptions
from tests.browsing import QUIET

CORPUS = Path(__file__).parents[1] / "corpus"
ROUTE = "#/article/politique-budget"
WIDTH, HEIGHT = 1200, 760


def picture(target: Path) -> None:
    """Write the picture of an article of the sample corpus, one of its quotes chosen, as a PNG."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        outputs = Path(folder) / "outputs"
        run(CORPUS, outputs, RunOptions(write=WriteOptions(formats=("html",)), cache=False))
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
        page.goto((outputs / "rapport.html").as_uri() + ROUTE)
        page.hover(".passage.quotes >> nth=1")
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    picture(Path(sys.argv[1]))
