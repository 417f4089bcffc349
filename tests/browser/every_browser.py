"""What the site does in every browser: the tests that Firefox and WebKit share.

The other tests, in Chromium, say it in detail; these say that the engine makes no difference.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from builder.words import WORDS
from tests.browser import playground
from tests.browser.reader import DESKTOP, PHONE, SETTLED, Reader, address
from tests.browser.tabs import Tab
from tests.browser.test_explorables import NAMES, SHOWN, piece, random_states
from verify import ROOT
from verify.pages import Page as Source
from verify.pages import read_page

STATES = 20
WIDTH = "() => document.documentElement.scrollWidth"
SCHEME = "() => document.body.dataset.mdColorScheme"
SWITCH = ".scheme-switch"
# All that is on a page, unfolded.
CONTENT = """() => {
  const all = (selector, tell) => [...document.querySelectorAll(selector)].map(tell);
  const texts = element => JSON.parse(element.getAttribute("texts"));
  const size = element => {
    const { width, height } = element.getBoundingClientRect();
    return Math.min(width, height);
  };
  all("details", details => { details.open = true; });
  return {
    formulas: all("article math", size),
    figures: all("svg.figure", figure => Math.min(size(figure), figure.getBBox().width)),
    explorables: all(".explorable", element => [
      element.localName,
      element.querySelector(".title")?.textContent === texts(element).title,
      // An axis of no length has one label.
      [...element.querySelectorAll("[data-value]:not(text)")].every(
        ({ textContent }) => textContent),
    ]),
    fonts: [...document.fonts].flatMap(({ status, family }) => status === "loaded" ? family : []),
  };
}"""
FONT = "STIX Two Math of this site"
# How wide formulas are, how the parts of fractions and roots lie, what is between the parts of rows
# and behind sums, in units of their font.
MEASURES = """() => {
  const all = (selector, tell) => [...document.querySelectorAll(selector)].map(element => {
    const em = parseFloat(getComputedStyle(element).fontSize);
    const parts = [element, ...element.children].filter(part => part.getClientRects().length);
    const boxes = parts.map(part => part.getBoundingClientRect());
    return tell(...boxes).map(length => length / em);
  });
  return {
    widths: all("article :not(.math-block) > math", ({ width }) => [width]).flat(),
    fractions: all("mfrac", (whole, above, below) => [below.top - above.bottom, whole.height]),
    roots: all("msqrt", (whole, inside) => [inside.left - whole.left, whole.height]),
    gaps: all("math mrow", (whole, ...parts) =>
      parts.slice(1).map(({ left }, index) => left - parts[index].right)).flat(),
    sums: all("mrow:has(> munderover)", (whole, ...parts) =>
      [whole.width - Math.max(...parts.map(({ width }) => width))]).flat(),
  };
}"""
# How far behind each gradient's sign its exponent, or what it is of, begins, in units of its font.
GRADIENTS = """() => [...document.querySelectorAll("math mo")]
  .filter(({ textContent }) => textContent === "∇")
  .map(sign => {
    const [own, next] = [sign, sign.nextElementSibling].map(part => part.getBoundingClientRect());
    return (next.left - own.left) / parseFloat(getComputedStyle(sign).fontSize);
  })"""
# How large the parts of fractions in lines of text are beside the rest of their formula.
SMALL = """() => [...document.querySelectorAll("math:not([display]) mfrac > *")].map(part => {
  const [own, whole] = [part, part.closest("math")].map(one => getComputedStyle(one).fontSize);
  return parseFloat(own) / parseFloat(whole);
})"""
# Gathers the explorables of all pages on this one, before any is defined.
GATHER = """async addresses => {
  const found = await Promise.all(addresses.map(async address => {
    const text = await (await fetch(address)).text();
    const element = new DOMParser().parseFromString(text, "text/html").querySelector(".explorable");
    element.setAttribute("src", new URL(element.getAttribute("src"), address));
    element.style = "position: fixed; top: 0"; // so all are near
    return element;
  }));
  document.querySelector("article").prepend(...found);
}"""
GATHERED = """() => [...document.querySelectorAll(".explorable")].every(
  element => element.querySelector("[data-value]"))"""
ENABLED = """name => [...document.querySelectorAll(
  `explore-${name} input[type=range]:enabled`)].map(({ name }) => name)"""
# Tells the state of an explorable, and one of its numbers.
SEEN = """([name, value]) => {
  const element = document.querySelector(`explore-${name}`);
  const number = element.querySelector(`[data-value=${value}]`).textContent;
  return { state: JSON.stringify(element.state), number };
}"""
DIFFERS = f"""([name, value, before]) => {{
  const {{ state, number }} = ({SEEN})([name, value]);
  return state !== before.state && number !== before.number;
}}"""
FOCUS = "selector => document.querySelector(selector).focus()"
# How far apart the places are at which a slider stops, as a share of its length.
STEP = """selector => {
  const { step, min, max } = document.querySelector(selector);
  return step / (max - min);
}"""
# Tells where between the ends of a slider it stands.
SHARE = """selector => {
  const { value, min, max } = document.querySelector(selector);
  return (value - min) / (max - min);
}"""
# Tells what a question says once that is something else than before.
ANSWERED = """([form, before]) => {
  const said = document.querySelector(`${form} output`).textContent;
  return said !== before && said;
}"""
SEARCH, RESULT = "dialog[open]", "dialog[open] a"  # the search, and what it finds
IS_THERE = "selector => !!document.querySelector(selector)"
STATE = "name => document.querySelector(`explore-${name}`).state"
SELECTED = "() => getSelection().toString().trim()"
IS_AT = """([href, title]) => location.href === href && document.title !== title"""


def source_of(language: str, name: str) -> Source:
    return read_page(ROOT / "docs" / language / f"{name}.md", ROOT)


@cache
def page_of(name: str) -> str:
    """Return the name of the page that explains an explorable."""
    page: str = piece(name).PAGE
    return page


def assert_whole(tab: Tab, language: str, name: str) -> None:
    """Everything that a page's source names is drawn."""
    source = source_of(language, name)
    content = tab.evaluate(CONTENT)
    assert len(content["formulas"]) >= len(source.formulas)
    assert all(size > 0 for size in content["formulas"])
    assert FONT in content["fonts"] or not content["formulas"]
    assert len(content["figures"]) == len(source.figures)
    assert all(size > 50 for size in content["figures"])
    assert content["explorables"] == [[found.text, True, True] for found in source.explorables]


class EveryBrowser:
    """What is asked of each page and explorable; a class for one browser says which, as `kind`."""

    kind: type[Tab]

    @pytest.fixture(autouse=True)
    def without_faults(self, tab: Tab) -> Iterator[None]:
        """Whatever a test does, the browser complains of nothing."""
        yield
        assert tab.faults() == []

    def see_whole(self, tab: Tab, url: str, opened: tuple[str, str]) -> None:
        """Everything of a page is drawn, and nothing scrolls sideways."""
        tab.open(address(url, *opened))
        assert_whole(tab, *opened)
        assert tab.evaluate(WIDTH) <= DESKTOP[0]
        tab.resize(PHONE)
        tab.wait_for("width => innerWidth === width", PHONE[0])
        assert tab.evaluate(WIDTH) <= PHONE[0]

    def see_numbers(self, tab: Tab, reader: Reader, url: str, name: str) -> None:
        """An explorable shows the numbers that Chromium shows."""
        element = reader.open("en", page_of(name)).locator(f"explore-{name}")
        states = random_states(name, element.evaluate("element => element.fields"), STATES)
        expected = element.evaluate(SHOWN, states)
        tab.open(address(url, "en", page_of(name)))
        show = f"([name, states]) => ({SHOWN})(document.querySelector(`explore-${{name}}`), states)"
        assert tab.evaluate(show, [name, states]) == expected


class Further(EveryBrowser):
    """All else that it draws, and what it does for a reader."""

    def test_fractions_and_roots_have_their_shape(self, tab: Tab, reader: Reader, url: str) -> None:
        page = "en", "scaling_out"
        expected = reader.open(*page).evaluate(MEASURES)
        tab.open(address(url, *page))
        found = tab.evaluate(MEASURES)
        assert found["widths"] == pytest.approx(expected["widths"], rel=0.1, abs=0.4)
        assert len(found["fractions"]) == len(expected["fractions"]) > 0
        for distance, height in found["fractions"]:
            assert 0 <= distance < 1 < height, "the denominator is below the numerator"
        assert len(found["roots"]) == len(expected["roots"]) > 0
        for sign, height in found["roots"]:
            assert 0.3 < sign < 1.5 and height > 0.9, "the radicand follows the sign"
        assert len(found["sums"]) == len(expected["sums"]) > 0
        assert min(found["sums"]) > 0.15, "what a sum is of begins behind its limits"

    def test_a_fraction_in_a_line_is_small(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "en", "rare_classes"))
        sizes = tab.evaluate(SMALL)
        assert len(sizes) > 1 and sizes == pytest.approx([0.71] * len(sizes), abs=0.03)

    @pytest.mark.parametrize("name", ["cross_entropy", "scaling_out", "walkthrough"])
    def test_the_parts_of_a_formula_follow_each_other(self, tab: Tab, url: str, name: str) -> None:
        tab.open(address(url, "en", name))
        gaps = tab.evaluate(MEASURES)["gaps"]
        assert len(gaps) > 20
        assert min(gaps) > -0.1 and max(gaps) < 0.4

    @pytest.mark.parametrize("name", ["gradients", "scaling_out"])
    def test_nothing_parts_a_gradient_from_what_it_is_of(
        self, tab: Tab, reader: Reader, url: str, name: str
    ) -> None:
        expected = reader.open("en", name).evaluate(GRADIENTS)
        tab.open(address(url, "en", name))
        assert expected and tab.evaluate(GRADIENTS) == pytest.approx(expected, abs=0.07)

    @pytest.mark.parametrize("name", NAMES)
    def test_sliders_follow_keys_and_the_mouse(self, tab: Tab, url: str, name: str) -> None:
        tab.open(address(url, "ko", page_of(name)))
        sliders: list[str] = tab.evaluate(ENABLED, name)
        assert sliders
        for slider in sliders:
            control = f"explore-{name} [name={slider}]"
            tab.evaluate(SETTLED)  # else a number may still be that of an earlier state
            before = tab.evaluate(SEEN, [name, slider])
            tab.evaluate(FOCUS, control)
            tab.press("ArrowLeft" if tab.evaluate(SHARE, control) > 0 else "ArrowRight")
            tab.wait_for(DIFFERS, [name, slider, before])
        drags = [(0.3, 0.7), (0.7, 0.2)]
        if tab.evaluate(SHARE, control) > 0.45:  # the first one leads away from where it stands
            drags.reverse()
        tab.evaluate(SETTLED)
        for start, end in drags:
            before = tab.evaluate(SEEN, [name, slider])
            tab.drag(*(tab.place(control, x) for x in (start, 0.5, end)))
            tab.evaluate(SETTLED)
            tab.wait_for(DIFFERS, [name, slider, before])
            near = max(0.06, tab.evaluate(STEP, control) / 2)
            assert tab.evaluate(SHARE, control) == pytest.approx(end, abs=near + 1e-6)

    def test_the_point_in_the_triangle_follows_the_mouse(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "en", "softmax"))
        tab.drag(*(tab.place("explore-softmax .area", *to) for to in ((0.5, 0.5), (0.4, 0.8))))
        tab.evaluate(SETTLED)
        shown = [float(tab.evaluate(SEEN, ["softmax", f"p{i}"])["number"]) for i in range(3)]
        assert shown == pytest.approx([0.5, 0.3, 0.2], abs=0.03)  # scores have one digit

    def test_a_column_follows_the_mouse(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "ko", "cross_entropy"))
        tab.drag(*(tab.place("explore-cross-entropy .room", 0.5, y) for y in (0.9, 0.5, 0.4)))
        tab.evaluate(SETTLED)
        assert tab.evaluate(STATE, "cross-entropy")["q0"] == pytest.approx(0.6, abs=0.02)

    @pytest.mark.parametrize("name", ["softmax", "cross-entropy"])
    def test_what_is_dragged_in_a_drawing_selects_nothing(
        self, tab: Tab, url: str, name: str
    ) -> None:
        tab.open(address(url, "en", page_of(name)))
        way = ((0.5, 0.5), (0.6, 0.4), (0.7, 0.35))
        tab.drag(*(tab.place(f"explore-{name} svg", *to) for to in way))
        tab.evaluate(SETTLED)
        assert tab.evaluate(SELECTED) == ""

    def test_programs_print_what_is_published(self, tab: Tab, url: str, built_site: Path) -> None:
        tab.open(url)
        jobs = [playground.program_job(built_site, name) for name in playground.some(built_site)]
        results = tab.evaluate(playground.RUN_JOBS, jobs)
        found = [playground.difference(job, told) for job, told in zip(jobs, results, strict=True)]
        assert [text for text in found if text] == []

    def test_all_explorables_can_load_at_once(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "en", "about"))
        tab.evaluate(GATHER, [address(url, "en", page_of(name)) for name in NAMES])
        tab.wait_for(GATHERED)

    def test_a_link_with_a_state_shows_it_and_the_page_keeps_it(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "ko", "softmax") + "?softmax=2,-1,0,0.5")
        given = tab.evaluate(STATE, "softmax")
        assert [given[key] for key in ("z0", "z1", "z2", "temperature")] == [2, -1, 0, 0.5]
        tab.evaluate(FOCUS, "explore-softmax [name=z0]")
        tab.press("ArrowRight")
        tab.evaluate(SETTLED)
        changed = given | {"z0": 2.1}
        assert tab.evaluate(STATE, "softmax") == changed
        query = "?softmax=2.1,-1,0,0.5"
        assert tab.evaluate("() => location.search") == query

        tab.click("article h2 .headerlink")  # which is that of the page as it was opened
        tab.wait_for("() => location.hash")
        tab.evaluate(SETTLED)
        assert tab.evaluate(STATE, "softmax") == changed, "after a link to a heading"
        assert tab.evaluate("() => location.search") == query
        tab.click("explore-softmax .reset")
        tab.evaluate(SETTLED)
        assert tab.evaluate("() => location.search") == ""
        tab.evaluate("() => history.back()")
        tab.wait_for("() => !location.hash")
        tab.evaluate(SETTLED)
        assert tab.evaluate("() => location.search") == query
        assert tab.evaluate(STATE, "softmax") == changed, "an entry of the history has its own"

    def test_pages_follow_each_other_back_and_forth_without_loading_anew(
        self, tab: Tab, url: str
    ) -> None:
        tab.open(address(url, "en", "index"))
        tab.evaluate("() => { window.sameDocument = true; }")
        next_, back, forward = ".md-footer__link--next", "history.back()", "history.forward()"
        visits = [(next_, "softmax"), (next_, "cross_entropy")]
        visits += [(back, "softmax"), (back, "index"), (forward, "softmax")]
        for way, name in visits:
            title = tab.evaluate("() => document.title")
            if way == next_:
                tab.click(way)
            else:
                tab.evaluate(f"() => {way}")
            tab.wait_for(IS_AT, [address(url, "en", name), title])
            if source_of("en", name).explorables:
                tab.place(".explorable")
                tab.wait_for(GATHERED)
            assert_whole(tab, "en", name)
        assert tab.evaluate("() => sameDocument"), "a page was loaded anew"

    @pytest.mark.parametrize(("language", "other"), [("en", "ko"), ("ko", "en")])
    def test_the_language_switch_stays_on_the_page(
        self, tab: Tab, url: str, language: str, other: str
    ) -> None:
        tab.open(address(url, language, "softmax"))
        tab.point(tab.place(".md-select button"))
        tab.click(f".md-select__link[hreflang={other}]")
        tab.wait_for("address => location.href === address", address(url, other, "softmax"))
        tab.wait_for("language => document.documentElement?.lang === language", other)

    def test_the_copy_button_copies_the_program(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "ko", "softmax"))
        tab.click("[data-md-type=copy]")
        tab.evaluate("""() => {
          const field = document.createElement("textarea");
          document.body.append(field);
          field.focus();
        }""")
        tab.press("Control", "v")
        pasted = tab.wait_for("() => document.activeElement.value")
        fences = source_of("ko", "softmax").fences
        program = next(fence.source for fence in fences if fence.language == "python")
        assert pasted.rstrip("\n") == program.rstrip("\n")

    def test_the_scheme_switch_changes_the_scheme_and_the_next_page_keeps_it(
        self, tab: Tab, url: str
    ) -> None:
        colour = "() => getComputedStyle(document.body).backgroundColor"
        tab.open(address(url, "en", "index"))
        light = tab.evaluate(colour)
        assert tab.evaluate(SCHEME) == "default"
        tab.click(SWITCH)
        tab.wait_for(f"() => ({SCHEME})() === 'slate'")
        assert tab.evaluate(colour) != light
        tab.open(address(url, "ko", "softmax"))
        assert tab.evaluate(SCHEME) == "slate"
        tab.click(SWITCH)
        tab.wait_for(f"() => ({SCHEME})() === 'default'")
        assert tab.evaluate(colour) == light

    def test_quick_checks_explain_an_answer(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "ko", "softmax"))
        questions = source_of("ko", "softmax").questions
        tab.evaluate("""() => document.querySelectorAll("form.quick-check").forEach(
          (form, index) => { form.id = `question-${index}`; })""")
        right, wrong = WORDS["ko"]["right"], WORDS["ko"]["wrong"]
        said = ""
        for index, question in enumerate(questions):
            form = f"#question-{index}"
            for number, choice in enumerate(question.choices, start=1):
                if question.kind == "choice":
                    tab.click(f"{form} li:nth-of-type({number}) label")
                else:
                    tab.click(f"{form} input")
                    tab.press("Control", "a")
                    tab.type(choice.number or "123456")
                tab.press("Enter")
                said = tab.wait_for(ANSWERED, [form, said])
                verdict = right if choice.is_right else wrong
                assert verdict.lower() in said.lower()
                explanation = f"{form} details li:nth-of-type({number})"
                assert said == tab.evaluate(
                    "selector => document.querySelector(selector).textContent", explanation
                )

    def test_keys_search_and_open_what_is_found(self, tab: Tab, url: str) -> None:
        tab.open(address(url, "en", "index"))
        tab.press("/")
        tab.wait_for(IS_THERE, SEARCH)
        tab.type("temperature")
        tab.wait_for(IS_THERE, f"{RESULT}[href$='softmax/#temperature']")
        tab.press("ArrowDown")
        tab.press("Enter")
        found = address(url, "en", "softmax") + "#temperature"
        tab.wait_for("address => location.href.replace(/[?].*#/, '#') === address", found)
        tab.wait_for(IS_THERE, "article #temperature")
