"""How smoothly the explorables follow a hand that drags, on a processor four times slower.

`python -m benchmarks.explorables` drags each slider of each explorable back and forth, by mouse,
and the pointer over each drawing that can be dragged. From Chromium's own trace it tells how many
frames a second the page made meanwhile, and what its main thread needed for one. A screen shows 60
a second, which leaves 16.7 milliseconds to each. A slider moves in every frame; how often the rest
follows, where a machine is too slow for more, is told too. Before each drag the same is dragged
while nothing follows: what is lost then is lost to the browser, or to what else the machine does.
Last, the same is dragged while each frame shows the newest state as a whole: what it would be
without the parts into which web/explorables/explorable.js divides an update.
It says what it finds and never fails.
"""

import asyncio
import json
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, CDPSession, FloatRect, Locator, async_playwright

from benchmarks.site import find_browser, served
from builder import build
from tests.browser.conftest import QUIET
from verify import ROOT
from verify.pages import read_pages

SLOWDOWN = 4
SECONDS = 2.0  # of a drag, which goes to the other end and back twice
DRAGS = 3  # of each handle; the middle one counts, for a machine has other things to do at times
RATE = 60  # movements of the mouse a second: as many as a browser tells a page
THUMB = 8.0  # pixels of a slider's ends that its thumb does not reach with its middle
ALONE = "data:text/html,<nothing-else><input type=range name=slider></nothing-else>"
# Nothing follows the hand; frames are asked for all the same, for the browser would leave out those
# between two movements of the mouse that come a little late.
STILL = """element => {
  element.follow = () => {};
  const ask = () => { if (Object.hasOwn(element, "follow")) requestAnimationFrame(ask); };
  ask();
}"""
# Counts how often an explorable shows its state, from now on; `isWhole` says that each frame shows
# the newest state as a whole.
COUNT = """(element, isWhole) => {
  delete element.follow;
  if (isWhole) {
    let newest, frame = 0;
    element.follow = change => {
      newest = { ...newest, ...change };
      frame ||= requestAnimationFrame(() => {
        element.change(newest);
        newest = undefined;
        frame = 0;
      });
    };
  }
  const { update } = Object.getPrototypeOf(element);
  element.updates = 0;
  if (update) element.update = function (state) {
    element.updates += 1;
    return update.call(element, state);
  };
}"""
TIMELINE = "disabled-by-default-devtools.timeline"


class Mouse:
    """A hand that has taken a slider, or a drawing, in its middle."""

    def __init__(self, session: CDPSession, box: FloatRect) -> None:
        self.session = session
        self.box = box

    async def do(self, event: str, share: float = 0.5) -> None:
        """Press, move or release, at a share of the way from the upper left to the lower right."""
        # Playwright's own mouse runs scripts in the page at each movement, which would be measured.
        press = {"button": "left", "buttons": int(event != "mouseReleased"), "clickCount": 1}
        x = self.box["x"] + THUMB + share * (self.box["width"] - 2 * THUMB)
        y = self.box["y"] + share * self.box["height"]
        what = {"type": event, "x": x, "y": y, **press}
        await self.session.send("Input.dispatchMouseEvent", what)

    async def drag(self, seconds: float) -> None:
        """Move for some seconds; as a hand does, without waiting for what the page makes of it."""
        start = time.perf_counter()
        movements = []
        while (passed := time.perf_counter() - start) < seconds:
            share = abs(2 * (2 * passed / SECONDS % 1) - 1)
            movements.append(asyncio.create_task(self.do("mouseMoved", share)))
            await asyncio.sleep((int(passed * RATE) + 1) / RATE - passed)
        await asyncio.gather(*movements)


def told(trace: list[dict[str, Any]]) -> tuple[float, float]:
    """Return frames a second, and milliseconds of the main thread for one, of a trace of a drag."""
    made = [event for event in trace if event["name"] == "BeginMainThreadFrame"]
    threads = {(event["pid"], event["tid"]) for event in made}
    times = [event["ts"] for event in made]
    microseconds = sum(
        event.get("tdur", 0)
        for event in trace
        if event["name"] == "RunTask" and (event["pid"], event["tid"]) in threads
    )
    rate = (len(made) - 1) / (max(times) - min(times)) * 1_000_000
    return rate, microseconds / 1000 / len(made)


async def measure(browser: Browser, address: str, element: str) -> None:
    """Print a line for each handle of an explorable that can be moved as its page is opened."""
    page = await browser.new_page(viewport={"width": 1280, "height": 900})
    session = await page.context.new_cdp_session(page)
    explorable = page.locator(element)
    handles = explorable.locator("input[type=range]:enabled, .drag")

    async def come() -> None:
        await page.goto(address, wait_until="networkidle")
        await explorable.scroll_into_view_if_needed()  # which loads it
        await handles.first.wait_for()

    async def measured(handle: Locator) -> str:
        await handle.scroll_into_view_if_needed()
        box = await handle.bounding_box()
        assert box
        mouse = Mouse(session, box)
        await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        await mouse.do("mousePressed")
        await mouse.drag(SECONDS / 4)  # for what the browser does only at first
        drags = []
        for _ in range(DRAGS):
            await explorable.evaluate(STILL)
            numbers = list(await traced(mouse))[:1]
            for is_whole in (False, True):
                await explorable.evaluate(COUNT, is_whole)
                rate, milliseconds = await traced(mouse)
                updates = await explorable.evaluate("({ updates }) => updates") / SECONDS
                numbers += [rate, updates, milliseconds]
            drags.append(numbers)
        await mouse.do("mouseReleased")
        still, *followed = map(median, zip(*drags, strict=True))
        return f"{still:7.1f}" + "".join(f"{number:11.1f}" for number in followed)

    async def traced(mouse: Mouse) -> tuple[float, float]:
        await browser.start_tracing(page=page, categories=[TIMELINE, f"{TIMELINE}.frame"])
        await mouse.drag(SECONDS)
        return told(json.loads(await browser.stop_tracing())["traceEvents"])

    await come()
    for index in range(await handles.count()):
        await come()
        handle = handles.nth(index)
        name = await handle.get_attribute("name") or "the drawing"
        print(f"{element:24} {name:12} {await measured(handle)}", flush=True)
    await page.close()


async def table(path: str, url: str) -> None:
    """Print a line for each handle of each explorable of the site at an address, in a browser."""
    columns = "   frames/s  updates/s ms a frame"
    print(f"{SLOWDOWN} times slower          handle         still{columns}{columns}, as a whole")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        await measure(browser, ALONE, "nothing-else")  # what is the best that the machine can do
        for name, page in sorted(read_pages(ROOT, "en")[0].items()):
            for found in page.explorables:
                await measure(browser, f"{url}{Path(name).stem}/", found.text)
        await browser.close()


def main() -> None:
    """Build the site, and print a table."""
    path = find_browser()
    with tempfile.TemporaryDirectory() as temporary, served(Path(temporary)) as url:
        build.build(ROOT, Path(temporary, "site"), url + "site/")
        asyncio.run(table(path, url + "site/"))


if __name__ == "__main__":
    main()
