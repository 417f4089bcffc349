"""How long a reader waits for a program that is run in the page, and what it costs.

`python -m benchmarks.playground` serves the built site on loopback and starts the interpreter in a
page several times, each after Pyodide alone, so that both meet the same machine: their ratio counts
more than the seconds. Then it runs a small program, the training program, and one with a figure. It
also tells the memory that Python has taken, and how much is sent for it. It says what it finds and
never fails.
"""

import gzip
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.site import find_browser, served
from builder import build
from builder.finish.playground import FOLDER
from tests.browser.playground import program_job
from verify import ROOT

STARTS = 5
PROGRAMS = {
    "a small program": "softmax/softmax_by_hand",
    "training, 1,001 epochs": "reading_the_log/every_epoch",
    "a figure": "softmax/temperature_path",
}
# Starts Pyodide with nothing else in a worker, and tells the milliseconds.
ALONE = """async folder => {
  const source = `onmessage = async ({ data }) => {
    const { loadPyodide } = await import(data);
    await loadPyodide({ indexURL: new URL(".", data).href, packages: [] });
    postMessage(0);
  }`;
  const worker = new Worker(URL.createObjectURL(new Blob([source])), { type: "module" });
  const began = performance.now();
  worker.postMessage(new URL(folder, location).href);
  await new Promise(done => { worker.onmessage = done; });
  worker.terminate();
  return performance.now() - began;
}"""
# Starts the interpreter of the page and runs programs; tells how long each took, and what the last
# one printed.
OURS = """async jobs => {
  const worker = new Worker(new URL("assets/playground/worker.js", location), { type: "module" });
  const times = [];
  let printed = "";
  for (const job of jobs) {
    const began = performance.now();
    worker.postMessage(job);
    await new Promise(over => {
      worker.onmessage = ({ data }) => {
        if (data.type === "output") printed = data.text;
        if (data.type === "done") over();
        if (data.type === "failed") throw new Error(data.message);
      };
    });
    times.push(performance.now() - began);
  }
  worker.terminate();
  return [times, Number(printed)];
}"""
# What its memory holds, as Python tells it of the machine that it runs in.
HEAP = "import pyodide_js\nprint(pyodide_js._module.HEAP8.length)"


def megabytes(files: list[Path]) -> float:
    """Return what a host sends for files, compressed once."""
    return sum(len(gzip.compress(file.read_bytes())) for file in files) / 1e6


def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        build.build(ROOT, site, "http://127.0.0.1/")
        folder = site / FOLDER
        (version,) = (path for path in folder.iterdir() if path.is_dir())
        figures = list(folder.glob("figures-*"))
        first = [file for file in folder.rglob("*") if file.is_file() and file not in figures]
        sent = megabytes(first), megabytes(figures)
        print(f"sent for the first run {sent[0]:.2f} MB, for a figure {sent[1]:.2f} MB more")
        with served(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser())
            page = browser.new_page(bypass_csp=True)  # for the worker made of a text
            page.goto(address)
            jobs = [program_job(site, name) for name in PROGRAMS.values()]
            heap = jobs[0] | {"source": HEAP}
            jobs = [jobs[0], *jobs, heap]
            rows = []
            for _ in range(STARTS + 1):
                alone = page.evaluate(ALONE, f"{FOLDER}/{version.name}/pyodide.mjs")
                times, memory = page.evaluate(OURS, jobs)
                rows.append([alone, *times])
            browser.close()
    _, *warm = rows
    alone, start, *runs, _ = (median(column) / 1000 for column in zip(*warm, strict=True))
    ratio = f"{start / alone:.2f} times"
    print(f"Pyodide alone {alone:.2f} s; ready, and a program run, {start:.2f} s: {ratio} that")
    for name, seconds in zip(PROGRAMS, runs, strict=True):
        print(f"{name} {seconds:.2f} s")
    print(f"memory of Python {memory / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
