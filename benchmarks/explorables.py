"""How smoothly the explorables follow a slider that is dragged, on a processor four times slower.

`python -m benchmarks.explorables` drags each slider of each explorable back and forth, by mouse,
and tells from Chromium's own trace how many frames a second the page made, and what its main thread
needed for one. A screen shows 60 a second, which leaves 16.7 milliseconds to each. The slider moves
in every frame; how often the rest follows, where a machine is too slow for more, is told too. It
says what it finds and never fails: the numbers are those of a machine, and of what else it does.
"""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, sync_playwright

import build
from benchmarks.site import find_browser, served
from tests.browser.conftest import QUIET
from verify import ROOT
from verify.pages import read_pages

SLOWDOWN = 4
SECONDS = 2.0  # of a drag, in which the slider goes to its other end and back twice
RATE = 60  # movements of the mouse a second: as many as a browser tells a page
THUMB = 8.0  # pixels of a slider's ends that its thumb does not reach with its middle
ALONE = "data:text/html,<nothing-else><input type=range name=slider></nothing-else>"
# Counts how often an explorable shows its state, from now on.
COUNT = """element => {
  const { update } = Object.getPrototypeOf(element);
  element.updates = 0;
  if (update) element.update = function (state) {
    element.updates += 1;
    return update.call(element, state);
  };
}"""
TIMELINE = "disabled-by-default-devtools.timeline"


def drag(session: CDPSession, slider: Locator, seconds: float) -> None:
    """Take a slider in its middle, and move it for some seconds."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    reach = box["width"] / 2 - THUMB

    def mouse(event: str, x: float) -> None:
        # Playwright's own mouse runs scripts in the page at each movement, which would be measured.
        press = {"button": "left", "buttons": int(event != "mouseReleased"), "clickCount": 1}
        session.send("Input.dispatchMouseEvent", {"type": event, "x": x, "y": y, **press})

    mouse("mousePressed", box["x"] + box["width"] / 2)
    start = time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        turns = 2 * passed / SECONDS % 1
        mouse("mouseMoved", box["x"] + THUMB + reach * 2 * abs(2 * turns - 1))
        time.sleep(max(0.0, (int(passed * RATE) + 1) / RATE - (time.perf_counter() - start)))
    mouse("mouseReleased", box["x"] + box["width"] / 2)


def told(trace: list[dict[str, Any]]) -> tuple[float, float]:
    """Return frames a second, and milliseconds of the main thread for one, of a trace of a drag."""
    made = [
        (event["pid"], event["tid"]) for event in trace if event["name"] == "BeginMainThreadFrame"
    ]
    threads = set(made)
    microseconds = sum(
        event.get("tdur", 0)
        for event in trace
        if event["name"] == "RunTask" and (event["pid"], event["tid"]) in threads
    )
    return len(made) / SECONDS, microseconds / 1000 / max(1, len(made))


def measure(browser: Browser, address: str, element: str) -> None:
    """Print a line for each slider of an explorable that can be moved as its page is opened."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    sliders = page.locator(f"{element} input[type=range]:enabled")

    def come() -> None:
        page.goto(address, wait_until="networkidle")
        page.locator(element).scroll_into_view_if_needed()  # which loads it
        sliders.first.wait_for()

    come()
    for index in range(sliders.count()):
        come()
        slider = sliders.nth(index)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        drag(session, slider, SECONDS / 4)  # for what the browser does only at first
        page.locator(element).evaluate(COUNT)
        browser.start_tracing(page=page, categories=[TIMELINE, f"{TIMELINE}.frame"])
        drag(session, slider, SECONDS)
        rate, milliseconds = told(json.loads(browser.stop_tracing())["traceEvents"])
        updates = page.locator(element).evaluate("({ updates }) => updates") / SECONDS
        name = slider.get_attribute("name")
        numbers = f"{rate:8.1f} {updates:10.1f} {milliseconds:13.1f}"
        print(f"{element:24} {name:12} {numbers}", flush=True)
    page.close()


def main() -> None:
    """Build the site, and print a table."""
    path = find_browser()
    with tempfile.TemporaryDirectory() as temporary, served(Path(temporary)) as url:
        build.build(ROOT, Path(temporary, "site"), url + "site/")
        pages, _ = read_pages(ROOT, "en")
        print(f"{SLOWDOWN} times slower          slider       frames/s  updates/s  ms of a frame")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
            measure(browser, ALONE, "nothing-else")  # what is the best that the machine can do
            for name, page in sorted(pages.items()):
                for found in page.explorables:
                    measure(browser, f"{url}site/{Path(name).stem}/", found.text)
            browser.close()


if __name__ == "__main__":
    main()
