"""Every explorable in a real browser: its numbers are PyTorch's, and everybody can use it.

What PyTorch says of one of them stands in explorables/test_<name>.py: the page it is on, and for a
state the number, or the text in its place, that each `data-value` must show.
"""

import math
import re
from decimal import Decimal
from importlib import import_module
from itertools import pairwise
from random import Random
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.reader import DESKTOP, FRAMES, PHONE, SETTLED, Reader, place_of
from tests.conftest import every_nth, one_each
from verify import ROOT
from verify.pages import LANGUAGES

SCRIPTS = {path.stem for path in (ROOT / "web/explorables").glob("*.js")}
NAMES = sorted(name for name in SCRIPTS if not name.startswith("explorable"))
STATES = 200
LOOKS = [
    (language, scheme, size)
    for language, scheme in (("en", "light"), ("ko", "dark"))
    for size in (DESKTOP, PHONE)
]
IMPOSSIBLE = 1e9
State = dict[str, Any]

# Sets each state, and tells what is shown then, and any other number in the explorable.
SHOWN = r"""(element, states) => {
  const own = "[data-value], .said, .mission, button";
  const walk = () => document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const others = [];
  const shown = states.map(state => {
    element.state = state;
    const numbers = [...element.querySelectorAll("[data-value]")];
    for (let walker = walk(), node; (node = walker.nextNode());) {
      if (/\d\.\d|NaN|Infinity|undefined/.test(node.data) && !node.parentElement.closest(own))
        others.push(node.data);
    }
    return [element.state, Object.fromEntries(
      numbers.map(({ dataset, textContent }) => [dataset.value, textContent]))];
  });
  return { shown, others };
}"""
COUNT_TOLD = """element => {
  window.told = 0;
  new MutationObserver(() => { told += 1; }).observe(
    element.querySelector(".said"), { childList: true });
}"""
# Measures the explorable just before its script makes it one.
MEASURE_EMPTY = """
  const define = customElements.define;
  customElements.define = function (name, ...rest) {
    const element = document.querySelector(name);
    if (element) window.emptyHeight = element.offsetHeight;
    define.call(this, name, ...rest);
  };"""
# The height of all that is in it, and its own, when a new size of the window has been seen.
# Puts the element into the page anew, with another query in the address.
VISIT = """(element, query) => {
  history.replaceState(null, "", location.pathname + query);
  const place = element.nextSibling;
  const parent = element.parentNode;
  element.remove();
  parent.insertBefore(element, place);
  return [element.state, element.querySelector("[role=status]").textContent, element.innerText];
}"""

LEAVE = """(element, state) => {
  element.state = state;
  history.pushState(null, "", `${location.pathname}elsewhere/`);
}"""
# Follows a link to a place on the page; a frame later, the focus goes where it leads.
FOLLOW = """() => new Promise(done => {
  document.querySelector("article h2 .headerlink").click();
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
# Makes each part of an explorable slow, and tells what it does and shows in the frames of changes.
HURRY = """async element => {
  const { update } = element;
  let updates = 0;
  let parts = 0;
  element.update = function* (state) {
    updates += 1;
    for (const _ of update.call(element, state)) {
      for (const end = performance.now() + 5; performance.now() < end;);
      parts += 1;
      yield;
    }
    return element.texts.said;
  };
  const shown = () => [
    element.querySelector("[data-value=temperature]").textContent,
    element.querySelector(".points").getAttribute("d"),
  ];
  const most = { updates: 0, parts: 0 };
  const begin = async () => {
    for (updates = 0; !updates;) await new Promise(requestAnimationFrame);
  };
  const wait = async () => {
    for (let i = 0; i < 20; i += 1) {
      [updates, parts] = [0, 0];
      await new Promise(requestAnimationFrame);
      most.updates = Math.max(most.updates, updates);
      most.parts = Math.max(most.parts, parts);
    }
  };
  for (let i = 1; i < 20; i += 1) element.follow({ temperature: i / 10 });
  await begin();
  element.follow({ temperature: 0.5 }); // while that before it is being shown
  await wait();
  const seen = { most, followed: shown() };
  element.state = { temperature: 0.5 };
  seen.whole = shown();
  element.follow({ temperature: 0.3 });
  await begin();
  element.state = { temperature: 0.6 };
  seen.changed = shown();
  await wait();
  seen.later = shown();
  return seen;
}"""
# Moves a slider in frames that all begin late, and tells in which of them more of it is shown.
LATE = """async element => {
  const wait = (milliseconds) => {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
  };
  let parts = 0;
  element.update = function* () {
    for (let part = 0; part < 20; part += 1) {
      wait(4);
      parts += 1;
      yield;
    }
    return element.texts.said;
  };
  const frames = [];
  let next = new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 30; frame += 1) {
    await next;
    if (parts) frames.push(frame); // since the frame before
    parts = 0;
    next = new Promise(requestAnimationFrame); // before the explorable asks for it
    wait(10);
    element.follow({ temperature: 1 + frame / 100 });
  }
  return frames;
}"""
# Where nothing may be kept, as where cookies are blocked.
NOTHING_KEPT = """
  for (const name of ["getItem", "setItem"]) {
    const method = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...rest) {
      if (key.startsWith("reached:")) throw new DOMException("no", "SecurityError");
      return method.call(this, key, ...rest);
    };
  }"""
# Where everything in and below an explorable is.
BOXES = """element => {
  const { top } = element.getBoundingClientRect();
  return [...element.querySelectorAll("*"), element.nextElementSibling]
    .filter(part => part.getClientRects().length)
    .filter(part => !part.parentElement.closest(".mission > .room, .number"))
    .map(part => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [part.localName, x, y - top, width, height].join(" ");
    });
}"""
# Shows all of a change at once, and tells where everything is then, and what has been reached.
SHOW_NOW = f"""element => {{
  element.state = {{}};
  return [({BOXES})(element), element.querySelector("[role=status]").textContent];
}}"""
# How long the shortest line below a chart is, as a share of the longest.
SHORTEST = """legend => {
  const range = document.createRange();
  range.selectNodeContents(legend);
  const lengths = [...range.getClientRects()].map(({ width }) => width);
  return Math.min(...lengths) / Math.max(...lengths);
}"""
IS_THERE = "name => document.querySelector(`explore-${name}`)?.childElementCount"


def piece(name: str) -> ModuleType:
    """Return what PyTorch says of an explorable."""
    return import_module(f"tests.browser.explorables.test_{name.replace('-', '_')}")


def meet(reader: Reader, language: str, name: str) -> Locator:
    """Open the page of an explorable, and return it."""
    page = reader.open(language, piece(name).PAGE)
    return page.locator(f"explore-{name}")


def random_state(fields: dict[str, State], random: Random) -> State:
    """Return a state of the fields; now and then the end of a range."""

    def value(field: State) -> Any:
        if "among" in field:
            return random.choice(field["among"])
        ends: tuple[float, float] = (field["min"], field["max"])
        if random.random() < 0.1:
            return random.choice(ends)
        if "figures" in field:
            return math.exp(random.uniform(*map(math.log, ends)))
        return random.uniform(*ends)

    return {name: value(field) for name, field in fields.items()}


def random_states(name: str, fields: dict[str, State], count: int) -> list[State]:
    """Return the same states on every run."""
    random = Random(name)
    return [random_state(fields, random) for _ in range(count)]


def shows(text: str, expected: float | str) -> bool:
    """Tell whether a text is `expected`, rounded to the digits that are shown."""
    if isinstance(expected, str):
        return text == expected
    shown = Decimal(text.replace("−", "-"))
    exponent = shown.as_tuple().exponent
    assert isinstance(exponent, int), f"{text} is no number"
    return abs(float(shown) - expected) <= 0.5 * 10.0**exponent + 1e-9 * max(1, abs(expected))


def test_a_number_may_differ_by_half_a_unit_of_its_last_digit() -> None:
    assert shows("0.67", 0.6652)
    assert shows("−1.0", -0.96)
    assert not shows("0.66", 0.6652)
    assert not shows("0.67", 0.6649)
    assert not shows("3", 3.6)
    assert shows("?", "?")
    assert not shows("0.67", "?")
    with pytest.raises(AssertionError, match="no number"):
        shows("NaN", 0.0)


@pytest.mark.parametrize("name", every_nth(NAMES, 2))
def test_every_number_is_that_of_pytorch(reader: Reader, name: str) -> None:
    element = meet(reader, "en", name)
    fields: dict[str, State] = element.evaluate("element => element.fields")
    element.evaluate(COUNT_TOLD)
    found = element.evaluate(SHOWN, random_states(name, fields, STATES))
    assert found["others"] == [], "numbers without data-value"
    assert len(found["shown"]) == STATES
    for state, shown in found["shown"]:
        own = {key: value for key, value in state.items() if "among" not in fields[key]}
        expected = own | piece(name).expected(state)
        assert shown.keys() == expected.keys()
        wrong = {key for key, text in shown.items() if not shows(text, expected[key])}
        assert not wrong, f"{wrong} of {shown}, not {expected}, in {state}"
    reader.page.wait_for_function("() => told > 0")
    assert reader.page.evaluate("told") == 1, "many changes are told at once"


def test_it_is_loaded_when_the_reader_comes_near(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.address("en", piece("softmax").PAGE), wait_until="networkidle")
    assert not [there for there in reader.asked if "/explorables/" in there]
    element = page.locator("explore-softmax")
    element.scroll_into_view_if_needed()
    expect(element.get_by_role("button", name="Reset")).to_be_visible()


@pytest.mark.parametrize("name", every_nth(NAMES, 4))
def test_one_that_comes_above_what_is_read_leaves_that_about_where_it_is(
    reader: Reader, name: str
) -> None:
    page = reader.page
    moved = []
    for distance in (300, 500, 650, 700):
        page.goto("about:blank")
        page.goto(reader.address("en", piece(name).PAGE), wait_until="networkidle")
        moved.append(
            page.evaluate(
                """async ([name, distance]) => {
                  const element = document.querySelector(`explore-${name}`);
                  const { bottom } = element.getBoundingClientRect();
                  scrollBy({ top: bottom + distance, behavior: "instant" });
                  const read = document.elementFromPoint(innerWidth / 3, innerHeight / 2);
                  const { top } = read.getBoundingClientRect();
                  await customElements.whenDefined(`explore-${name}`);
                  for (let frame = 0; frame < 9; frame++) await new Promise(requestAnimationFrame);
                  return read.getBoundingClientRect().top - top;
                }""",
                [name, distance],
            )
        )
    assert max(map(abs, moved)) < 60, moved  # its room is about its height


@pytest.mark.parametrize(
    ("language", "scheme", "size", "name"),
    every_nth([(*look, name) for name in NAMES for look in LOOKS], 23),
)
def test_it_is_as_high_as_its_content_and_is_accessible(
    browser: Browser, url: str, language: str, scheme: str, size: tuple[int, int], name: str
) -> None:
    reader = Reader(browser, url, size, color_scheme=scheme, reduced_motion="reduce")
    reader.page.add_init_script(MEASURE_EMPTY)
    element = meet(reader, language, name)
    fields: dict[str, State] = element.evaluate("element => element.fields")
    content, height = heights(element)
    assert height == content
    empty = element.evaluate("""element => {
      const parts = [element.firstChild, [...element.querySelectorAll("button")].at(-1)];
      const [end, last] = parts.map(part => part.getBoundingClientRect().bottom);
      return end - last;
    }""")
    assert empty < 32, "below the buttons nothing stands"
    kept = reader.page.evaluate("emptyHeight")
    assert kept == pytest.approx(height, rel=0.1), "no font makes much of a difference"
    for state in random_states(name, fields, 5):
        element.evaluate("(element, state) => { element.state = state; }", state)
        element.get_by_role("status").evaluate("message => { message.textContent = ''; }")
        assert heights(element) == [height, height], f"{state} at {size[0]} px"
    element.evaluate(
        "(element, state) => { element.state = state; }", dict.fromkeys(fields, IMPOSSIBLE)
    )
    content, height = heights(element)
    assert height == content, "the message has no room"
    assert reader.violations(f"explore-{name}") == []
    if size == DESKTOP:
        found = element.evaluate(SHOWN, random_states(name, fields, 50))  # with texts for all
        assert found["others"] == []
    reader.leave()


def test_no_word_stands_alone_below_a_chart(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, PHONE)
    for language in ("en", "ko"):
        for name in ("calibration", "cross-entropy", "decisions"):
            legend = meet(reader, language, name).locator(".legend")
            assert legend.evaluate(SHORTEST) > 0.5, f"{language} {name}"
    reader.leave()


@pytest.mark.parametrize("name", every_nth(NAMES, 6))
def test_keys_change_the_state_and_the_address_keeps_it(reader: Reader, name: str) -> None:
    element = meet(reader, "en", name)
    page = reader.page
    initial = state_of(element)
    page.evaluate("window.sameDocument = true")
    for control in element.locator("input[type=range]:enabled").all():
        before = state_of(element)
        is_least = control.input_value() == control.get_attribute("min")
        control.press("ArrowRight" if is_least else "ArrowLeft")
        assert state_of(element) != before, control.get_attribute("name")
    for group in element.get_by_role("radiogroup").all():
        before = state_of(element)
        group.locator(":checked").press("ArrowDown")
        assert state_of(element) != before, group.get_attribute("aria-label")
    changed = state_of(element)
    page.evaluate(SETTLED)
    query = page.evaluate("location.search")
    assert query.startswith(f"?{name}=")
    page.evaluate(FOLLOW)  # the link is that of the page as it was opened
    assert page.evaluate("[location.search, !!location.hash]") == [query, True]

    page.locator(".md-sidebar--primary a[href$='glossary/']").click()  # which has none of them
    page.wait_for_function("name => !document.querySelector(`explore-${name}`)", arg=name)
    page.go_back()
    page.wait_for_function(IS_THERE, arg=name)
    assert page.evaluate("sameDocument")
    assert state_of(element) == changed, "after instant navigation and back"

    reader.open("en", piece(name).PAGE, query)
    assert state_of(element) == changed, "after loading"

    page.evaluate(FOLLOW)
    # No key: where a link leads may take the focus some frames later, when the machine is busy.
    element.get_by_role("button", name="Reset").click()
    assert state_of(element) == initial
    page.wait_for_function("() => !location.search")
    page.go_back()
    page.wait_for_function("() => location.search && !location.hash")
    assert state_of(element) == changed, "an entry of the history that was seen before has its own"


def heights(element: Locator) -> list[int]:
    """Return how high the content of an explorable is, and how high it is itself."""
    element.page.evaluate(FRAMES)
    both: list[int] = element.evaluate("it => [it.firstChild.offsetHeight, it.offsetHeight]")
    return both


def state_of(element: Locator) -> State:
    """Return the state of an explorable."""
    state: State = element.evaluate("element => element.state")
    return state


def test_a_slow_machine_shows_a_part_a_frame_and_in_the_end_the_last_change(
    reader: Reader,
) -> None:
    element = meet(reader, "en", "calibration")
    seen = element.evaluate(HURRY)
    assert seen["most"] == {"updates": 1, "parts": 1}, "a frame has time for one part"
    assert seen["followed"][0] == "0.5"
    assert seen["followed"] == seen["whole"], "what is shown is not the last change"
    assert seen["changed"][0] == "0.6", "what is no drag waits, too"
    assert seen["later"] == seen["changed"], "an older change came after a newer one"


def test_late_frames_are_left_to_the_hand_but_not_all(reader: Reader) -> None:
    frames = meet(reader, "en", "calibration").evaluate(LATE)
    assert {later - frame for frame, later in pairwise(frames)} == {7}


@pytest.mark.parametrize("name", every_nth(NAMES, 6, 1))
def test_a_broken_address_is_mended_and_told(reader: Reader, name: str) -> None:
    element = meet(reader, "en", name)
    fields: dict[str, State] = element.evaluate("element => element.fields")
    count = len(fields)
    for given in (
        "",
        "nonsense",
        ",".join([str(IMPOSSIBLE)] * count),
        ",".join([str(-IMPOSSIBLE)] * count),
        ",".join(["NaN"] * count),
        "<b>,%00,%",
        "," * count,
    ):
        state, message, text = element.evaluate(VISIT, f"?other=1&{name}={given}")
        assert message, f"{given!r} passes for a state"
        assert "NaN" not in text
        for key, field in fields.items():
            if "among" in field:
                assert state[key] in field["among"]
            else:
                assert field["min"] <= state[key] <= field["max"], f"{key} of {given!r}"
    state, message, _ = element.evaluate(VISIT, "?other=1")
    assert (message, state) == ("", {key: field["initial"] for key, field in fields.items()})

    leaving = random_states(name, fields, 1)[0]
    element.evaluate(LEAVE, leaving)
    reader.page.wait_for_function("() => document.querySelector('.said').textContent")
    assert reader.page.evaluate("location.search") == "", "the next page has another address"


def test_a_link_to_a_state_leads_to_it_and_the_other_language_keeps_it(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.address("en", "reading_the_log") + "?training=0.237,31")
    element = page.locator("explore-training")
    expect(element.get_by_role("button", name="Reset")).to_be_in_viewport()
    state = state_of(element)
    assert (state["rate"], state["every"]) == (0.237, 31)
    page.locator(".md-select").hover()
    page.locator('a[hreflang="ko"].md-select__link').click()
    page.wait_for_url(reader.address("ko", "reading_the_log") + "?training=0.237,31")
    expect(element).to_be_in_viewport()
    page.wait_for_function("() => document.querySelector('explore-training').state")
    assert state_of(element) == state


def test_a_window_that_changes_while_a_slider_is_dragged_loses_nothing(reader: Reader) -> None:
    element = meet(reader, "en", "softmax")
    slider = element.get_by_label("Score of class 0")
    box = place_of(slider)
    reader.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.page.mouse.down()
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.page.mouse.move(5, box["y"])
    reader.page.mouse.up()
    content, height = heights(element)
    assert height == content
    least = element.evaluate("element => element.fields.z0.min")
    assert state_of(element)["z0"] == least
    expect(element.locator("[data-value=z0]")).to_have_text(f"−{-least:.1f}")


def rest(element: Locator) -> None:
    """Wait until a change has been told."""
    element.page.evaluate(SETTLED)
    element.page.evaluate(FRAMES)


def do_what_is_asked(element: Locator, name: str) -> None:
    """Reach what the mission of an explorable asks for, by keys alone."""
    for control, key, times in piece(name).MISSION:
        if control in ("type", "hidden", "d"):
            element.get_by_role("radio", name=key, exact=True).press("Space")
            continue
        slider = element.locator(f"input[name={control}]")
        for _ in range(times):
            slider.press(key)


def test_a_slider_that_is_taken_stands_where_another_has_moved_it(reader: Reader) -> None:
    element = meet(reader, "en", "cross-entropy")
    shown, meant = element.evaluate("""element => {
      const [moved, taken] = ["q0", "q1"].map(name => element.querySelector(`[name=${name}]`));
      moved.value = "0.1";
      moved.dispatchEvent(new Event("input"));
      taken.focus();
      return [Number(taken.value), element.state.q1];
    }""")
    assert shown == pytest.approx(meant, abs=0.006)


@pytest.mark.parametrize(("language", "name"), one_each(LANGUAGES, NAMES, 3))
def test_a_mission_is_reached_by_keys_told_and_remembered_and_moves_nothing(
    browser: Browser, url: str, language: str, name: str
) -> None:
    reader = Reader(browser, url, PHONE, reduced_motion="reduce")
    element = meet(reader, language, name)
    page = reader.page
    texts = element.evaluate("element => element.texts")
    praise = f"{texts['reached']} {texts['takeaway']}"
    outcome = element.get_by_role("status")
    sign = element.locator(".done")
    mission = element.get_by_text(texts["mission"], exact=True)
    expect(mission).to_be_visible()
    expect(outcome).to_be_empty()
    expect(sign).to_have_text("○")
    element.locator("input[type=range]:enabled").first.press("ArrowRight")
    rest(element)
    expect(outcome).to_be_empty()
    element.get_by_role("button", name=texts["reset"]).press("Enter")

    do_what_is_asked(element, name)
    boxes, told = element.evaluate(SHOW_NOW)
    assert told == "", "it is told before the reader's hand rests"
    rest(element)
    expect(outcome).to_have_text(praise)
    expect(mission).to_be_hidden()  # the takeaway stands in its place
    expect(sign).to_have_text("✓")
    assert element.evaluate(BOXES) == boxes, "something has moved"
    inside = outcome.evaluate("""it => {
      const [own, room] = [it, it.parentElement].map(part => part.getBoundingClientRect());
      return own.top >= room.top && own.bottom <= room.bottom;
    }""")
    assert inside, "the takeaway has no room"
    assert page.evaluate(f"localStorage.getItem('reached:{name}')") == "1"
    assert reader.violations(f"explore-{name}") == []

    element.get_by_role("button", name=texts["reset"]).press("Enter")
    expect(outcome).to_have_text(praise)
    element = meet(reader, language, name)
    expect(outcome).to_have_text(praise)
    reader.leave()


def test_where_nothing_is_kept_a_mission_is_new_on_each_visit(reader: Reader) -> None:
    reader.page.add_init_script(NOTHING_KEPT)
    for _ in range(2):
        element = meet(reader, "en", "pipeline")
        expect(element.locator(".done")).to_have_text("○")
        do_what_is_asked(element, "pipeline")
        rest(element)
        expect(element.locator(".done")).to_have_text("✓")


def test_what_is_wrong_with_an_address_is_said_even_where_the_mission_is_done(
    reader: Reader,
) -> None:
    element = meet(reader, "en", "pipeline")
    reader.page.evaluate("localStorage.setItem('reached:pipeline', '1')")
    reader.open("en", piece("pipeline").PAGE, "?pipeline=99")
    status = element.get_by_role("status")
    expect(status).to_contain_text("nearest possible")
    takeaway: str = element.evaluate("element => element.texts.takeaway")
    element.get_by_label("Target's logit").press("ArrowLeft")
    expect(status).to_contain_text(takeaway)


def test_a_link_is_copied_that_leads_to_the_state(reader: Reader) -> None:
    element = meet(reader, "en", "softmax")
    page = reader.page
    copy = element.get_by_role("button", name="Copy link")
    copy.press("Enter")
    expect(element.get_by_role("button", name="Copied")).to_be_visible()
    there = page.evaluate("navigator.clipboard.readText()")
    assert there == reader.address("en", "softmax") + "#explore-softmax"
    width = element.get_by_role("button", name="Copied").evaluate("button => button.offsetWidth")
    expect(copy).to_be_visible()  # as before, after a while
    assert copy.evaluate("button => button.offsetWidth") == width, "what is beside it moves"

    page.evaluate("history.replaceState(null, '', '?other=1')")
    element.get_by_role("slider", name="Temperature").press("End")
    copy.press("Enter")  # before the address has it
    expect(element.get_by_role("button", name="Copied")).to_be_visible()
    state = state_of(element)
    there = page.evaluate("navigator.clipboard.readText()")
    assert there == reader.address("en", "softmax") + "?softmax=1,2,3,10"
    page.goto(there)
    expect(element.get_by_role("button", name="Reset")).to_be_in_viewport()
    assert state_of(element) == state


def test_without_a_clipboard_the_link_is_shown_selected(reader: Reader) -> None:
    reader.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard', { get() {} })"
    )
    element = meet(reader, "en", "pipeline")
    boxes = element.evaluate(BOXES)
    element.get_by_role("button", name="Copy link").press("Enter")
    link = element.get_by_role("textbox", name="Copy link")
    expect(link).to_be_focused()
    expect(link).to_have_value(reader.address("en", "why_logits") + "#explore-pipeline")
    assert reader.page.evaluate("getSelection().toString()") == link.input_value()
    assert element.evaluate(BOXES) == boxes, "something has moved"
    element.get_by_label("Target's logit").press("ArrowLeft")
    expect(link).to_be_hidden()


@pytest.mark.parametrize("name", every_nth(NAMES, 6, 2))
def test_it_fills_the_screen_with_larger_text_and_leaves_it(reader: Reader, name: str) -> None:
    element = meet(reader, "en", name)
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    before = element.evaluate(size)
    element.get_by_role("button", name="Full screen").press("Enter")
    close = element.get_by_role("button", name="Close")
    expect(close).to_be_visible()
    assert element.evaluate("element => document.fullscreenElement === element")
    assert element.evaluate(size) > before
    colour, width, over = element.evaluate("""element => [
      getComputedStyle(element).backgroundColor, element.offsetWidth,
      element.scrollWidth - element.clientWidth]""")
    assert colour == reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert width == reader.page.evaluate("innerWidth")
    assert over == 0
    close.scroll_into_view_if_needed()
    expect(close).to_be_in_viewport()
    close.press("Enter")
    expect(element.get_by_role("button", name="Full screen")).to_be_visible()
    content, height = heights(element)
    assert height == content


def test_where_the_browser_cannot_fill_the_screen_no_button_offers_it(reader: Reader) -> None:
    reader.page.add_init_script(
        "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { value: undefined })"
    )
    element = meet(reader, "en", "softmax")
    expect(element.get_by_role("button", name="Copy link")).to_be_visible()
    expect(element.get_by_role("button", name="Full screen")).to_have_count(0)


def test_all_stand_on_one_page_where_each_keeps_its_own_state(reader: Reader) -> None:
    page = reader.open("en", "explorables", "?softmax=0,0,1&pipeline=5")
    for name in NAMES:
        element = page.locator(f"explore-{name}")
        element.scroll_into_view_if_needed()
        expect(element.get_by_role("button", name="Copy link")).to_be_visible()
        link = element.locator("xpath=following-sibling::p[1]").get_by_role("link")
        expect(link).to_have_attribute("href", re.compile(f"/{piece(name).PAGE}/#"))
    softmax, pipeline = page.locator("explore-softmax"), page.locator("explore-pipeline")
    assert state_of(softmax)["z2"] == 1
    softmax.get_by_label("Score of class 0").press("End")
    rest(softmax)
    assert page.evaluate("location.search") == "?pipeline=5&softmax=5,0,1"
    page.evaluate(FOLLOW)
    # No key: where a link leads may take the focus some frames later.
    pipeline.get_by_role("button", name="Reset").click()
    rest(pipeline)
    assert page.evaluate("location.search") == "?softmax=5,0,1"
    page.go_back()
    page.wait_for_function("() => !location.hash")
    rest(pipeline)
    assert state_of(pipeline)["target"] == 5
    assert state_of(softmax)["z0"] == 5
