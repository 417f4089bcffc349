"""How soon a program runs in the page, as ratios to Pyodide alone, and how much memory it takes.

`python -m benchmarks.playground` builds the site and opens a page in Chromium. Everything has come
once, so nothing waits for a network. In turn it starts Pyodide alone, from the same files, and what
a press on *Run* starts: Pyodide in a worker, its files held to their digests, NumPy and the
stand-in for PyTorch imported. Then it runs a small program and one that trains, twice each. The
memory is what the page's process has more than before, after these programs. It never fails.
"""

import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.site import find_browser, served
from builder import build
from tests.browser.conftest import QUIET
from tests.browser.playground import Job, program_job
from verify import ROOT

TURNS = 5  # the median counts, for a machine has other things to do at times
SMALL = "softmax/softmax_by_hand"
TRAINING = "walkthrough/training"

ALONE = """async names => {
  const began = performance.now();
  const at = new URL(`assets/playground/${names.version}/`, location).href;
  const { loadPyodide } = await import(`${at}pyodide.mjs`);
  await loadPyodide({
    indexURL: at,
    stdLibURL: new URL(`assets/playground/${names.standard}`, location).href,
    lockFileContents: JSON.stringify({ info: names.info, packages: {} }),
  });
  return performance.now() - began;
}"""
# Runs jobs one after another, and tells when the first was ready and how long each took.
IN_PAGE = """async jobs => {
  const began = performance.now();
  const worker = new Worker(new URL("assets/playground/worker.js", location), { type: "module" });
  const told = { ready: 0, runs: [] };
  for (const job of jobs) {
    worker.postMessage(job);
    const { ms } = await new Promise((over, failed) => {
      worker.onmessage = ({ data }) => {
        if (data.type === "ready") told.ready ||= performance.now() - began;
        if (data.type === "done") over(data);
        if (data.type === "failed") failed(new Error(data.message));
      };
      worker.onerror = ({ message }) => failed(new Error(message));
    });
    told.runs.push(ms);
  }
  globalThis.kept = worker; // with all its memory
  return told;
}"""


def files_of(site: Path) -> dict[str, Any]:
    """Return the names under which a site has what Pyodide needs, and what Pyodide is."""
    folder = site / "assets/playground"
    (script,) = folder.glob("*/pyodide.mjs")
    (standard,) = folder.glob("standard-*.zip")
    lock = (ROOT / "web/node_modules/pyodide/pyodide-lock.json").read_text("utf-8")
    info = json.loads(lock)["info"]
    return {"version": script.parent.name, "standard": standard.name, "info": info}


def memory(session: CDPSession) -> float:
    """Return how many MB the processes that show pages take, what they share by its part."""
    total = 0
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            rollup = Path(f"/proc/{process['id']}/smaps_rollup").read_text("utf-8")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line)
    return total / 1e3


def measure(browser: Browser, url: str, site: Path) -> None:
    """Take turns, and print a table."""
    jobs: list[Job] = [program_job(site, name) for name in (SMALL, SMALL, TRAINING, TRAINING)]
    files, session = files_of(site), browser.new_browser_cdp_session()
    context = browser.new_context(bypass_csp=True)  # the page itself may run no WebAssembly
    alone, ready, runs, taken = [], [], [], []
    for turn in range(TURNS + 1):
        page = context.new_page()
        page.goto(url)
        alone_now = page.evaluate(ALONE, files)
        page.close()
        page = context.new_page()
        page.goto(url)
        before = memory(session)
        told = page.evaluate(IN_PAGE, jobs)
        if turn:  # the first fills the cache
            alone.append(alone_now)
            ready.append(told["ready"])
            runs.append(told["runs"])
            taken.append(memory(session) - before)
        page.close()
    context.close()
    print(f"medians of {TURNS} turns, all files in the browser's cache")
    print(f"Pyodide alone is ready after {median(alone) / 1e3:.2f} s,")
    ratios = [a / b for a, b in zip(ready, alone, strict=True)]
    print(f"a program of a page after {median(ready) / 1e3:.2f} s: {median(ratios):.2f} times")
    for name, i in ((SMALL, 0), (TRAINING, 2)):
        first, second = (median(times[i + j] for times in runs) / 1e3 for j in (0, 1))
        print(f"{name}: {first:.3f} s at first, {second:.3f} s again")
    print(f"memory: {median(taken):.0f} MB more than the page had before")


def main() -> None:
    """Build the site, and measure."""
    path = find_browser()
    with tempfile.TemporaryDirectory() as temporary, served(Path(temporary)) as url:
        site = Path(temporary, "site")
        build.build(ROOT, site, url + "site/")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
            measure(browser, url + "site/", site)
            browser.close()


if __name__ == "__main__":
    main()
