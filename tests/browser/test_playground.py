"""Programs and exercises run in the page: as published, and as in the notebook."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.browser import playground, readable
from tests.browser.reader import PHONE, Reader
from tests.conftest import every_nth
from tests.exercises.notebooks import TASKS, section
from verify import ROOT
from verify.pages import LANGUAGES
from verify.programs import find_programs

LESSONS = ("softmax", "cross_entropy", "walkthrough", "why_logits", "gradients", "reading_the_log")
PARTS = 8  # of all programs, of which `make test` runs one
FIRST = "softmax/softmax_by_hand"
OF_PROGRAM = """name => document.querySelector(`[data-playground=run][data-name="${name}"]`)
  .closest(".highlight").nextElementSibling"""
PREPARE = f"name => ({OF_PROGRAM})(name)?.removeAttribute('aria-busy')"
OVER = f"""([name, endings]) => {{
  const panel = ({OF_PROGRAM})(name);
  const status = panel?.querySelector(".run-status")?.textContent ?? "";
  const isOver = panel?.getAttribute("aria-busy") === "false";
  return (isOver || endings.some(ending => status.includes(ending))) && panel.innerText;
}}"""
UNFOLD = "button => button.closest('details')?.setAttribute('open', '')"
ENDINGS = ["no WebAssembly", "is running"]  # of what was not begun
# `make test` tries things on one page, one after another; to begin anew takes seconds each time.
ANEW = pytest.mark.sweep


def press(page: Page, kind: str, name: str = FIRST) -> None:
    button = page.locator(f'[data-playground={kind}][data-name="{name}"]')
    button.evaluate(UNFOLD)
    button.click()


def edit(page: Page, name: str = FIRST) -> None:
    """Open the editor of a program, and wait until it has the focus."""
    press(page, "edit", name)
    page.wait_for_function("() => document.activeElement.matches('.run-editor')")


def run(page: Page, name: str = FIRST) -> str:
    """Run a program of the page and return all that is said of it."""
    page.evaluate(PREPARE, name)
    press(page, "run", name)
    return over(page, name)


def over(page: Page, name: str = FIRST) -> str:
    """Wait for the end of a run, and return all that is said of it."""
    return str(page.wait_for_function(OVER, arg=[name, ENDINGS]).json_value())


def write(page: Page, text: str) -> None:
    """Put a text into the editor that is open."""
    page.locator(".cm-content").fill(text)


def run_text(page: Page, text: str) -> str:
    """Run another text in place of the first program."""
    edit(page)
    write(page, text)
    return run(page)


@pytest.fixture(scope="module")
def playing(browser: Browser, url: str) -> Iterator[Page]:
    """A reader who tries one thing after another on one page, with one interpreter."""
    reader = Reader(browser, url)
    yield reader.open("en", "softmax")
    reader.leave()


@pytest.mark.parametrize("part", every_nth(range(PARTS), PARTS))
def test_every_program_with_a_button_prints_what_is_published(
    reader: Reader, built_site: Path, part: int
) -> None:
    page = reader.open("en", "index")
    names = playground.offered(built_site)[part::PARTS]
    jobs = [playground.program_job(built_site, name) for name in names]
    results = page.evaluate(playground.RUN_JOBS, jobs)
    found = [playground.difference(job, told) for job, told in zip(jobs, results, strict=True)]
    assert [text for text in found if text] == []


def test_what_has_no_button_says_what_it_needs(built_site: Path) -> None:
    names = {program.name for program in find_programs(ROOT)[0]}
    needs = yaml.safe_load((ROOT / "playground/not_here.yml").read_text(encoding="utf-8"))
    offered = playground.offered(built_site)
    assert len(offered) >= 110
    assert set(offered) == names - set(needs)
    assert not [name for name in needs if name.startswith(tuple(f"{page}/" for page in LESSONS))]
    page = (built_site / "scaling_out/index.html").read_text(encoding="utf-8")
    assert "download>Notebook (needs several processes)</a>" in page


@pytest.mark.parametrize("part", every_nth(range(PARTS), PARTS))
def test_exercises_are_checked_word_for_word_as_in_the_notebook(
    reader: Reader, built_site: Path, part: int
) -> None:
    tasks = TASKS[part::PARTS]
    cases = [(task, text) for task in tasks for text in playground.solutions(task)]
    jobs = [playground.exercise_job(built_site, *case, language="en") for case in cases]
    results = reader.open("en", "index").evaluate(playground.RUN_JOBS, jobs)
    expected = [playground.in_notebook(*case) for case in cases]
    unchecked = " How many logits existed at once only PyTorch itself can tell; see the notebook."
    printed = [told["printed"].replace(unchecked, "") for told in results]
    assert [told.get("problems", told) for told in results] == [[]] * len(cases)
    assert printed == expected


def test_nothing_of_it_is_loaded_before_it_is_asked_for(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    assert not [address for address in reader.asked if "playground" in address]
    assert page.get_by_role("button", name="Run: softmax_by_hand").count() == 1
    assert page.get_by_role("link", name="Download: softmax_by_hand").count() == 1
    said = run(page)
    assert "It prints what is published here." in said
    assert "softmax tensor([0.0900, 0.2447, 0.6652])" in said
    assert "small re-implementation of PyTorch" in said


@ANEW
def test_a_program_in_parts_is_run_whole_below_its_last_part(reader: Reader) -> None:
    page = reader.open("en", "walkthrough")
    name = "walkthrough/training"
    assert page.locator(".filename", has_text="training.py").count() > 1
    assert page.locator(f'[data-playground][data-name="{name}"]').count() == 2
    assert "It prints what is published here." in run(page, name)
    assert "1000/1000 Cost" in page.locator(".run-panel + .output").inner_text()


@ANEW
def test_a_figure_is_drawn_in_the_colours_of_the_page(reader: Reader) -> None:
    page = reader.open("ko", "softmax")
    run(page, "softmax/temperature_path")
    figure = page.locator(".run-figures svg.figure")
    assert figure.count() == 1
    box = figure.bounding_box()
    assert box and box["width"] > 200 and box["height"] > 150
    published = page.locator("svg.figure:not(.run-figures svg)").first
    ink = "element => getComputedStyle(element.querySelector('text')).fill"
    for scheme in ("dark", "light"):
        reader.look(scheme, (1280, 900))
        assert figure.evaluate(ink) == published.evaluate(ink)
    ids = page.evaluate("[...document.querySelectorAll('article [id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))


@ANEW
def test_an_edited_program_is_kept_and_can_be_reset(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    edit(page)
    page.locator(".cm-content").press("Control+Home")
    page.keyboard.type("# mine\n")
    page.keyboard.press("Control+Enter")
    assert "It prints what is published here." in over(page)
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.run-editor')")
    reader.open("en", "cross_entropy")
    reader.open("en", "softmax")
    assert "•" in page.locator(f'[data-playground=edit][data-name="{FIRST}"]').evaluate(
        "element => getComputedStyle(element, '::after').content"
    )
    edit(page)
    assert page.locator(".cm-line").first.inner_text() == "# mine"
    page.locator(".run-panel").get_by_role("button", name="Reset").click()
    assert page.locator(".cm-line").first.inner_text() == "import torch"
    assert page.evaluate("localStorage.length") == 0


@ANEW
def test_a_version_can_be_linked_to(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    text = "print('</script> \"&amp;\" 한글 🙂 $`\\\\')"
    edit(page)
    write(page, text)
    page.locator(".run-buttons").get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    assert page.locator(".cm-content").inner_text() == text
    assert '</script> "&amp;" 한글 🙂 $`\\' in run(page)


@ANEW
def test_a_link_leaves_the_readers_own_version_alone(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    edit(page)
    write(page, "print('mine')")
    linked = "U1Yozs9NTcpPqVQvVsgvz-MqKMrMK9FQL8lIzSwqVtcEAA"
    page.evaluate(f"location.hash = 'code={FIRST}.{linked}'")
    page.get_by_text("This version comes from a link").wait_for()
    assert "print('mine')" not in page.locator(".cm-content").inner_text()
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type("  # and more")
    assert page.evaluate(f"localStorage.getItem('code:{FIRST}')") == "print('mine')"
    page.locator(".run-panel").get_by_role("button", name="Reset").click()
    assert page.locator(".cm-content").inner_text() == "print('mine')"


@ANEW
def test_a_link_without_its_end_opens_the_original(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    page.goto("about:blank")
    page.goto(f"{reader.address('en', 'softmax')}#code={FIRST}.S8kvKM8vykmxUlA")
    page.get_by_text("The link holds no version of this program").wait_for()
    page.goto("about:blank")
    page.goto(f"{reader.address('en', 'softmax')}#code={FIRST}.%%%")
    page.get_by_text("The link holds no version of this program").wait_for()
    assert page.locator(".cm-line").first.inner_text() == "import torch"


def test_a_long_version_is_refused_a_link(playing: Page) -> None:
    edit(playing)
    write(playing, "# " + "".join(f"{n * n} " for n in range(8000)))
    playing.locator(".run-buttons").get_by_role("button", name="Copy link").click()
    playing.get_by_text("too long for a link").wait_for()


def test_an_endless_program_is_stopped_at_once(playing: Page) -> None:
    edit(playing)
    write(playing, "print('on it', flush=True)\nwhile True:\n    pass")
    press(playing, "run")
    playing.get_by_text("on it", exact=True).last.wait_for()
    press(playing, "run", "softmax/probability_at_a_point")
    playing.get_by_text("Another program is running").wait_for()
    playing.get_by_role("button", name="Stop").click()
    playing.get_by_text("Stopped.").wait_for(timeout=500)
    write(playing, "import time\nwhile True:\n    print(1)\n    time.sleep(0.02)")
    press(playing, "run")
    playing.get_by_text("Running…").wait_for()
    playing.locator(".run-panel").get_by_role("button", name="Reset").first.click()
    assert "It prints what is published here." in run(playing)
    assert "3\n" in run_text(playing, "print(1 + 2)")


@ANEW
def test_a_long_run_asks_whether_to_wait(reader: Reader) -> None:
    reader.page.clock.install()  # before the theme sets a timer
    page = reader.open("en", "softmax")
    edit(page)
    write(page, "while True: pass")
    press(page, "run")
    page.get_by_text("Running…").wait_for()
    for seconds in (10, 20):
        page.clock.fast_forward(10_000)
        page.get_by_text(f"Still running after {seconds} s.").wait_for()
        page.get_by_role("button", name="Wait").click()
        page.get_by_text("Running…").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped.").wait_for()


ATTEMPTS = {
    "while True:\n    print('again')": "prints more than 1,000,000 characters; ended",
    "import torch\n\ninput()": "input() has nobody to ask on this page",
    "import requests": "requests is not on this page",
    "import torch.distributed": "torch.distributed is not in this page's small re-implementation",
    "open('data.csv')": "FileNotFoundError: [Errno 44] No such file or directory: 'data.csv'",
    "import numpy\nx = [numpy.empty(2**26) for _ in range(9)]": "MemoryError",
    "import torch\nz = torch.ones(2)\nz + torch.ones(3)": "Line 3: z + torch.ones(3)",
    "x = (1,": "SyntaxError: '(' was never closed",
    "raise SystemExit(3)": "exits with status 3",
    "": "It printed nothing.",
    "def f(): f()\nf()": "RecursionError",
    "import sys\nsys.stdout = None\nprint('x')\n1 / 0": "ZeroDivisionError",
}


@pytest.mark.parametrize("text", ATTEMPTS, ids=ATTEMPTS.values())
def test_whatever_is_tried_is_answered_and_the_page_lives_on(playing: Page, text: str) -> None:
    assert ATTEMPTS[text] in run_text(playing, text)
    assert "4\n" in run_text(playing, "print(2 + 2)")


def test_each_run_begins_with_a_fresh_start(playing: Page) -> None:
    text = "import os, torch\nprint(os.listdir('.'), 'x' in globals(), torch.initial_seed())\n"
    text += "import math\nprint(math.pi)"
    before = run_text(playing, text)
    run_text(
        playing,
        "import builtins, math, torch\nx = torch.manual_seed(3)\nopen('left', 'w').write('x')\n"
        "math.pi = 3\nbuiltins.print = len",
    )
    assert run_text(playing, text) == before
    assert "[] False" in before


def test_a_figure_that_was_left_undone_is_not_drawn_by_the_next_program(playing: Page) -> None:
    start = "import matplotlib.pyplot as plt\n"
    run_text(playing, f"{start}plt.plot([1, 2])\n1 / 0")
    image = "plt.imshow([[1, 2], [3, 4]])\nplt.show()\nplt.plot([1], 'o')\nplt.show()"
    run_text(playing, start + image)
    figures = playing.locator(".run-figures").first
    assert figures.locator("svg.figure").count() == 2
    assert figures.locator("image[href^='data:image/png']").count() == 1
    ids = figures.evaluate("part => [...part.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))


@ANEW
def test_a_figure_brings_nothing_else_into_the_page(browser: Browser, url: str) -> None:
    reader = Reader(browser, url)
    page = reader.open("en", "softmax")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title = 1"><script>alert()'
        '</script><a href="javascript:alert()"><text>a</text></a><image href="https://a.test/x"/>'
        '<path style="fill: url(https://a.test/)" d="M0 0"/><text id="t">kept</text></svg>'
    )
    run_text(
        page,
        "import js\nfrom pyodide.ffi import to_js\n"
        f"told = {{'type': 'figure', 'svg': {svg!r}}}\n"
        "js.postMessage(to_js(told, dict_converter=js.Object.fromEntries))",
    )
    drawn = page.locator(".run-figures").inner_html().replace("http://www.w3.org", "")
    assert "kept" in drawn
    assert not [
        bad
        for bad in ("script", "onload", "<a", "https:", "javascript")
        if bad in drawn.replace("http://www.w3.org", "")
    ]


@ANEW
def test_a_broken_download_is_told_and_tried_again(browser: Browser, url: str) -> None:
    reader = Reader(browser, url)
    page = reader.open("en", "softmax")
    page.route("**/numpy-*.zip", lambda route: route.fulfill(body=b"cut off"))
    assert "Python could not be loaded completely" in run(page)
    page.unroute("**/numpy-*.zip")
    assert "It prints what is published here." in run(page)
    reader.faults.clear()
    reader.context.close()


@ANEW
def test_without_a_network_the_reader_is_told(browser: Browser, url: str) -> None:
    reader = Reader(browser, url)
    page = reader.open("en", "softmax")
    page.route("**/snippets/**", lambda route: route.abort())
    press(page, "run")
    page.get_by_text("This program could not be loaded").wait_for()
    page.unroute("**/snippets/**")
    assert "It prints what is published here." in run(page)
    reader.context.close()


@ANEW
def test_without_storage_everything_else_works(reader: Reader) -> None:
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    page = reader.open("en", "softmax")
    edit(page)
    write(page, "print(6 * 7)")
    page.get_by_text("This browser keeps nothing here").wait_for()
    assert "42" in run(page)


def test_without_webassembly_the_reader_is_told(reader: Reader) -> None:
    reader.context.add_init_script("delete window.WebAssembly")
    page = reader.open("en", "softmax")
    assert "This browser has no WebAssembly" in run(page)


@ANEW
def test_who_leaves_the_page_leaves_no_program_running(reader: Reader) -> None:
    page = reader.open("en", "softmax")
    edit(page)
    write(page, "while True: pass")
    press(page, "run")
    page.get_by_text("Running…").wait_for()
    page.locator(".md-nav--primary .md-nav__link", has_text="Why logits").first.click()
    page.get_by_role("heading", level=1, name="Why logits").wait_for()
    name = page.locator("[data-playground=run]").first.get_attribute("data-name")
    assert "It prints what is published here." in run(page, str(name))


@ANEW
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_is_solved_in_the_page_and_stays_solved(reader: Reader, language: str) -> None:
    page = reader.open(language, "exercises_losses")
    name = "exercises/softmax"
    edit(page, name)
    write(page, section("softmax", "stub"))
    not_begun = {"en": "not begun", "ko": "아직 작성하지 않았습니다"}[language]
    assert not_begun in run(page, name)
    write(page, section("softmax", "solution"))
    right = {"en": "right, in all 4 cases", "ko": "맞았습니다. 4가지 경우"}[language]
    assert right in run(page, name)
    reader.open(language, "exercises_losses")
    assert page.locator(".md-nav__link.solved").count() >= 1
    assert page.locator(f'.solved[data-name="{name}"]').count() == 1


@ANEW
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_and_reached_by_everyone(reader: Reader, language: str) -> None:
    page = reader.open(language, "softmax")
    run_text(page, "print('long ' * 60)")
    reader.resize(PHONE)
    looks = dict(page.evaluate(readable.WIDE))
    assert any("run-output" in element for element in looks)
    assert all(look.startswith("fade scroll(self inline)") for look in looks.values())
    heights = "all => new Set(all.map(one => getComputedStyle(one).lineHeight)).size"
    assert page.eval_on_selector_all(".run-output, .output code", heights) == 1
    write(page, "print('long ' * 60)\nimport requests")
    run(page)
    for scheme in ("light", "dark"):
        reader.look(scheme, PHONE)
        assert reader.violations("article") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    edit(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.run-output')")
