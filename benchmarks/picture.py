"""Takes the moving picture of README.md: the training that readers can play with, as it runs.

`python -m benchmarks.picture` builds the English pages, presses *Run*, and writes the file
.github/training.webp.
"""

import tempfile
import time
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.site import find_browser, served
from builder import build
from tests.browser.conftest import QUIET
from verify import ROOT

PICTURE = ROOT / ".github/training.webp"
PAUSE = 2000  # milliseconds, at the end
LONGEST = 20  # seconds
SIZE = (1280, 1000)


def take(url: str) -> tuple[list[Image.Image], list[int]]:
    """Return pictures of the training, and how many milliseconds each was to be seen."""
    pictures, times = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.goto(f"{url}site/reading_the_log/")
        training = page.locator("explore-training")
        training.scroll_into_view_if_needed()
        run = training.get_by_role("button", name="Run", exact=True)
        run.click()
        end = time.monotonic() + LONGEST
        is_running = True
        while is_running:
            is_running = not run.count() and time.monotonic() < end
            times.append(time.monotonic())
            pictures.append(Image.open(BytesIO(training.screenshot())).convert("RGB"))
        browser.close()
    durations = [round(1000 * (after - at)) for at, after in pairwise(times)]
    return pictures, [*durations, PAUSE]


def main() -> None:
    """Build the pages, take the pictures, and write them as one."""
    with tempfile.TemporaryDirectory() as temporary, served(Path(temporary)) as url:
        build.build(ROOT, Path(temporary, "site"), f"{url}site/", ["en"], is_finished=False)
        pictures, durations = take(url)
    first, *rest = pictures
    how = {"quality": 60, "method": 6, "minimize_size": True}
    first.save(PICTURE, None, save_all=True, append_images=rest, duration=durations, loop=0, **how)
    seconds = sum(durations) / 1000
    print(f"{PICTURE}: {len(pictures)} frames, {seconds:.0f} s, {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
