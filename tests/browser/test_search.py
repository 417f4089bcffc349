"""The search finds what readers want, in any wording, and costs nothing until it is opened."""

import functools
import http.server
import re
import threading
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.queries import QUERIES
from tests.browser.reader import DESKTOP, PAGES, PHONE, Reader
from tests.browser.test_every_page import KILOBYTE, weight
from tests.conftest import COPY, PATH, _Handler, every_nth
from verify import ROOT
from verify.pages import LANGUAGES

BUDGET = 200 * KILOBYTE
PARTS = 24  # of all words, of which `make test` seeks one
SMALL = (320, 640)
WORD = re.compile(r"\d+(?:\.\d+)+|[가-힣]+|(?:(?![가-힣])[^\W_])+")
SOUGHT = {"en": ("temperature", "softmax/#temperature"), "ko": ("온도", "ko/softmax/#temperature")}
NONE = {"en": "Nothing on this site matches", "ko": "찾지 못했습니다"}
BROKEN = {"en": "could not be loaded", "ko": "불러오지 못했습니다"}
TRACEBACK = next(query for query in QUERIES["en"] if query.startswith("Traceback"))
WEIRD = [
    "",
    " \n\t",
    '"',
    '"loss',
    "-",
    "−1",
    "-softmax",
    "*",
    "s*",
    "(",
    "[2, 3]",
    "\\",
    "../..",
    "loss:",
    "+loss ~2 ^3",
    "🎉",
    "softmax 🎉",
    "\u200d",
    "\ud83d",
    "null",
    "constructor",
    "__proto__",
    "<script>window.injected = 1</script>",
    "<img src=x onerror='window.injected = 1'> softmax",
    "&lt;b&gt; softmax",
    "x" * 600,
    "가" * 600,
    "loss " * 3000,
    "Error: " * 3000,
    TRACEBACK * 40,
]
# The search's own function, through the module that is loaded already: all of an answer, or only
# the places, which is quicker.
FIND = """async ([address, queries, onlyPlaces]) => {
  const { find, rank } = await import(address);
  const ask = async query => onlyPlaces
    ? (await rank(query)).ranked.map(([{ url }]) => url)
    : (await find(query)).results.map(({ url }) => url);
  const told = [];
  for (let i = 0; i < queries.length; i += 50) {
    told.push(...await Promise.all(queries.slice(i, i + 50).map(async query => {
      try { return await ask(query); }
      catch (error) { return [`fault: ${error}`]; }
    })));
  }
  return told;
}"""
MARKED = "() => [...CSS.highlights.get('sought') ?? []].map(range => range.toString())"
SETTLED = "() => !/…$/.test(document.querySelector('.search__status').textContent)"


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(".search__field").wait_for()


def ask(page: Page, query: str) -> list[str]:
    """Return where the links lead that the dialog shows."""
    for text, has_links in (("", False), (query, True)):
        page.locator(".search__field").fill(text)
        page.locator(".search__results a").first.wait_for(
            state="attached" if has_links else "detached"
        )
    return links(page)


def links(page: Page) -> list[str]:
    hrefs: list[str] = page.evaluate(
        "[...document.querySelectorAll('.search__results a')].map(link => link.href)"
    )
    return hrefs


def find(
    page: Page, url: str, language: str, queries: list[str], only_places: bool = False
) -> list[list[str]]:
    """Return the places that each query finds, the best first."""
    address = f"{url}{'' if language == 'en' else 'ko/'}assets/search.js"
    told: list[list[str]] = page.evaluate(FIND, [address, queries, only_places])
    return told


# What is found.


@pytest.mark.parametrize(
    ("language", "part"), every_nth(product(LANGUAGES, range(PARTS)), PARTS + 1)
)
def test_the_first_hit_is_what_a_reader_wants(
    reader: Reader, url: str, language: str, part: int
) -> None:
    table = QUERIES[language]
    assert len(table) >= 40
    open_search(page := reader.open(language, "index"))
    folder = "" if language == "en" else "ko/"
    wrong = []
    asked = list(table)[part::PARTS]
    for query, found in zip(asked, find(page, url, language, asked), strict=True):
        assert all(place.startswith("ko/") == (language == "ko") for place in found), query
        if not found or found[0].removeprefix(folder) not in table[query].split("|"):
            wrong.append((query[-60:], table[query], found[:3]))
    assert not wrong, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_names_places_that_are_there(built_site: Path, language: str) -> None:
    for places in QUERIES[language].values():
        for place in places.split("|"):
            path, _, anchor = place.partition("#")
            page = built_site / ("" if language == "en" else "ko") / path / "index.html"
            assert not anchor or f'id="{anchor}"' in page.read_text(encoding="utf-8"), place


def words_of(path: Path) -> set[str]:
    """Return the words that a reader sees in a page's text, without what exercises print."""
    text = path.read_text(encoding="utf-8")
    article = text[text.index("<article") : text.index("</article>")]
    left_out = [
        r"<(svg|math|button|script)\b.*?</\1>",
        r'<a class="(headerlink|download)".*?</a>',
        r'<details class="cite">.*?</details>',
        r'<p class="group-name">.*?</p>',
    ]
    if path.parent.name.startswith("exercises_"):
        left_out.append(r'<div class="[^"]*\boutput\b.*?</div>')
    for pattern in left_out:
        article = re.sub(pattern, " ", article, flags=re.S)
    text = unicodedata.normalize("NFC", re.sub(r"<[^>]*>|&\w+;", " ", article))
    return set(WORD.findall(text.lower()))


@pytest.mark.parametrize(
    ("language", "part"), every_nth(product(LANGUAGES, range(PARTS)), PARTS + 1)
)
def test_every_word_is_found_and_no_beginning_fails(
    reader: Reader, built_site: Path, url: str, language: str, part: int
) -> None:
    words: set[str] = set()
    folder = built_site / ("" if language == "en" else "ko")
    for path in [folder / "index.html", *folder.glob("[!k]*/index.html")]:
        words |= words_of(path)
    assert len(words) > 2000
    open_search(page := reader.open(language, "index"))
    sought = sorted(words)[part::PARTS]
    found = find(page, url, language, sought, only_places=True)
    nowhere = [word for word, places in zip(sought, found, strict=True) if not places]
    assert nowhere == []
    begun = {word[:length] for word in words for length in (1, 2)}
    begun |= {*"0123456789", "0.69", "0.693", "class 0", "클래스 0", "0.", ".5", "1e-8"}
    found += find(page, url, language, sorted(begun)[part::PARTS])
    faults = {place for places in found for place in places if place.startswith("fault")}
    assert faults == set()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_every_page_is_found_by_its_title(reader: Reader, url: str, language: str) -> None:
    names = [name for where, name in PAGES if where == language]
    titles = []
    for name in names:
        text = (ROOT / "docs" / language / f"{name}.md").read_text(encoding="utf-8")
        heading = re.search(r"^# (.*?)(?: \{.*)?$", text, re.M)
        assert heading
        titles.append(heading[1])
    open_search(page := reader.open(language, "index"))
    folder = "" if language == "en" else "ko/"
    for name, found in zip(names, find(page, url, language, titles), strict=True):
        address = folder + ("" if name == "index" else f"{name}/")
        assert address in found[:1], (name, found)


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_no_query_fails_or_injects_anything(reader: Reader, url: str, language: str) -> None:
    open_search(page := reader.open(language, "index"))
    for query, found in zip(WEIRD, find(page, url, language, WEIRD), strict=True):
        assert "fault" not in "".join(found), query[:60]
    for query in WEIRD[-8:]:
        page.locator(".search__field").fill(query)
        page.wait_for_timeout(200)
        page.wait_for_function(SETTLED)
    assert page.evaluate(
        "[window.injected, document.querySelector('.search :is(script, img)')]"
    ) == [
        None,
        None,
    ]
    slow = page.evaluate(
        """async ([address, query]) => {
          const { find } = await import(address);
          const start = performance.now();
          await find(query);
          return performance.now() - start;
        }""",
        [f"{url}{'' if language == 'en' else 'ko/'}assets/search.js", "qzj" * 9 + " vwx" * 4000],
    )
    assert slow < 2000


def test_a_pasted_traceback_becomes_its_message(reader: Reader) -> None:
    open_search(page := reader.open("en", "index"))
    page.evaluate("text => navigator.clipboard.writeText(text)", TRACEBACK)
    page.keyboard.press("Control+V")
    page.locator(".search__results a").first.wait_for()
    assert page.locator(".search__field").input_value() == "Target 10 is out of bounds."
    assert links(page)[0].endswith("mistakes_targets/#labels-from-one")


# What it costs.


def test_nothing_of_it_loads_before_it_is_opened_and_little_then(
    reader: Reader, built_site: Path
) -> None:
    for language in LANGUAGES:
        page = reader.open(language, "softmax")
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(300)
        assert [there for there in reader.asked if "search" in there or "pagefind" in there] == []
        before = len(reader.asked)
        open_search(page)
        sought, place = SOUGHT[language]
        assert ask(page, sought)[0] == urljoin(reader.url, place)
        new = {there: weight_of(built_site, there) for there in reader.asked[before:]}
        told = "\n".join(f"{size:7} {there}" for there, size in new.items())
        assert {Path(urlsplit(there).path).name for there in new} > {"search.js", "search.css"}
        assert any("wasm" in there for there in new), told
        assert sum(new.values()) <= BUDGET, f"{sum(new.values())} bytes:\n{told}"
        reader.asked.clear()


def weight_of(site: Path, url: str) -> int:
    path = urlsplit(url).path.removeprefix(PATH)
    is_compressed = "pf_" in path or path.endswith(".pagefind")
    return (site / path).stat().st_size if is_compressed else weight(site, url)


# How it is used.


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_keys_lead_from_the_query_to_the_section_without_loading_anew(
    reader: Reader, language: str
) -> None:
    page = reader.open(language, "index")
    page.evaluate("window.sameDocument = true")
    press = page.keyboard.press
    sought, place = SOUGHT[language]
    open_search(page)
    assert ask(page, sought)[0] == urljoin(reader.url, place)
    assert page.locator(".search__results mark").first.text_content()
    excerpts = page.locator(".search__excerpt").all_text_contents()
    assert any(text.endswith("\N{NO-BREAK SPACE}…") for text in excerpts)
    assert not any(text.startswith("… ") or text.endswith(" …") for text in excerpts)
    press("ArrowDown")
    press("ArrowDown")
    assert page.evaluate(
        "document.activeElement === document.links[document.links.length - 1]"
        " || document.activeElement.matches('li:nth-child(2) a')"
    )
    press("ArrowUp")
    press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('.search__field')")
    press("Tab")
    press("Tab")
    assert page.evaluate("document.activeElement.matches('.search__results a')")
    press("Enter")
    page.wait_for_url(urljoin(reader.url, place))
    page.wait_for_function("() => document.querySelector('article #temperature')")
    assert page.evaluate("window.sameDocument"), "the page was loaded anew"
    assert not page.locator(".search").is_visible()
    page.wait_for_function(f"() => ({MARKED})().length")
    marks = page.evaluate(MARKED)
    assert all(mark.lower().startswith(sought) for mark in marks)
    assert len(marks) > 5
    press("Escape")
    assert page.evaluate(MARKED) == []
    open_search(page)
    assert ask(page, sought)[0] == page.url
    press("Enter")  # on this page
    page.wait_for_timeout(1000)  # the theme may put the same page there again
    page.wait_for_function(f"() => ({MARKED})().length")
    page.locator(".md-footer__link--next").click()
    page.wait_for_function("() => !document.querySelector('article #temperature')")
    page.wait_for_function(f"() => !({MARKED})().length")


@pytest.mark.parametrize("size", every_nth([(DESKTOP,), (PHONE,)], 2, 1), ids=["desktop", "phone"])
def test_it_opens_by_key_and_button_and_gives_the_focus_back(
    browser: Browser, url: str, size: tuple[int, int]
) -> None:
    reader = Reader(browser, url, size)
    page = reader.open("en", "softmax")
    dialog, button = (
        page.get_by_role("dialog", name="Search"),
        page.get_by_role("button", name="Search"),
    )
    page.evaluate("addEventListener('keydown', event => { window.last = event })")
    for key in "/sf":
        page.keyboard.press(key)
        dialog.wait_for()
        assert page.evaluate("last.defaultPrevented"), "a browser may have a use for the key, too"
        assert page.locator(".search__field").input_value() == "", "the key was typed, too"
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
    page.locator(".quick-check input").first.focus()
    page.keyboard.press("s")
    page.keyboard.press("Control+f")
    page.wait_for_timeout(200)
    assert not dialog.is_visible()
    button.click()
    dialog.wait_for()
    assert page.evaluate("document.activeElement.matches('.search__field')")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert button.evaluate("button => button === document.activeElement")
    button.click()
    page.get_by_role("button", name="Close").click()
    dialog.wait_for(state="hidden")
    reader.leave()


def test_a_key_opens_it_though_its_closed_field_has_the_focus_still(reader: Reader) -> None:
    open_search(page := reader.open("en", "softmax"))
    page.evaluate("""() => {
      document.querySelector("dialog.search").close();
      const key = new KeyboardEvent("keydown", { key: "s", bubbles: true, cancelable: true });
      document.querySelector(".search__field").dispatchEvent(key);
    }""")
    page.get_by_role("dialog", name="Search").wait_for()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_without_a_find_all_pages_are_offered(reader: Reader, language: str) -> None:
    page = reader.open(language, "softmax")
    open_search(page)
    expected = {reader.address(language, name) for where, name in PAGES if where == language}
    assert set(ask(page, "xylophone 자일로폰")) == expected
    status = page.get_by_role("dialog").get_by_role("status")
    assert NONE[language] in (status.text_content() or "")
    ask(page, SOUGHT[language][0])
    assert re.search(r"\d", status.text_content() or "")


@pytest.mark.parametrize(
    ("language", "how"),
    every_nth([("en", "missing"), ("ko", "blocked"), ("en", "worker"), ("ko", "wasm")], 3),
)
def test_without_its_index_the_page_lives_on(
    browser: Browser, url: str, language: str, how: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def refuse(route: Route) -> None:
        if how == "missing":
            route.fulfill(status=404, body="")
        else:
            route.abort()

    what = {"worker": "pagefind-worker.js", "wasm": "wasm.*"}.get(how, "**")
    page.route(f"**/pagefind/{what}", refuse)
    page.goto(f"{url}{'' if language == 'en' else 'ko/'}softmax/")
    open_search(page)
    page.locator(".search__field").fill("softmax")
    page.wait_for_function(
        "told => document.querySelector('.search__status').textContent.includes(told)",
        arg=BROKEN[language],
    )
    assert len(links(page)) == len(PAGES) // 2
    page.unroute(f"**/pagefind/{what}")
    page.keyboard.press("End")
    page.keyboard.type(" ")  # it tries again
    page.wait_for_function("() => document.querySelector('.search__results mark')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".search").wait_for(state="hidden")
    assert errors == []
    context.close()


# Wherever it stands.


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2))
def test_it_works_at_another_place_too(browser: Browser, url: str, language: str) -> None:
    reader = Reader(browser, urljoin(url, COPY))
    reader.page.goto(reader.address(language, "about"))
    open_search(reader.page)
    sought, place = SOUGHT[language]
    assert ask(reader.page, sought)[0] == urljoin(reader.url, place)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(urljoin(reader.url, place))
    assert all(urlsplit(there).path.startswith(COPY) for there in reader.asked)
    reader.leave()


@pytest.mark.parametrize("language", every_nth(LANGUAGES, 2, 1))
def test_it_works_at_an_unknown_address(
    browser: Browser, built_site: Path, url: str, language: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    there = f"{url}{'' if language == 'en' else 'ko/'}lost/deep/"
    answer = built_site / "404.html"  # as a host answers that knows only this one
    page.route(
        there, lambda route: route.fulfill(status=404, content_type="text/html", path=answer)
    )
    page.goto(there)
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)
    open_search(page)
    sought, place = SOUGHT[language]
    assert ask(page, sought)[0] == urljoin(url, place)
    context.close()


def test_without_scripts_there_is_no_button(browser: Browser, url: str) -> None:
    reader = Reader(browser, url, java_script_enabled=False)
    reader.page.goto(url)
    assert reader.page.locator(".search-button").count() == 1
    assert not reader.page.locator(".search-button").is_visible()
    reader.leave()


# Its looks.


@pytest.mark.parametrize(
    ("language", "size", "scheme", "options"),
    every_nth(
        [
            ("en", SMALL, "light", {}),
            ("ko", PHONE, "dark", {}),
            ("ko", DESKTOP, "light", {"forced_colors": "active"}),
            ("en", DESKTOP, "dark", {}),
        ],
        4,
    ),
    ids=["small", "phone", "forced", "desktop"],
)
def test_its_dialog_fits_and_is_accessible(
    browser: Browser,
    url: str,
    language: str,
    size: tuple[int, int],
    scheme: str,
    options: dict[str, str],
) -> None:
    reader = Reader(browser, url, size, color_scheme=scheme, reduced_motion="reduce", **options)
    page = reader.open(language, "mistakes_targets")
    open_search(page)
    for query in ("entropy", "expected scalar type Long but found Float", "xylophone"):
        ask(page, query)
        for text_size in ("", "200%"):
            page.evaluate("size => { document.documentElement.style.fontSize = size }", text_size)
            wide = page.evaluate("""() => [...document.querySelectorAll(".search :not(input)")]
              .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth
                || one.getBoundingClientRect().right > innerWidth + 1)
              .map(one => one.outerHTML.slice(0, 80))""")
            assert wide == []
        page.evaluate("document.documentElement.style.fontSize = ''")
        assert reader.violations(".search") == []
        excerpts = " ".join(page.locator(".search__excerpt").all_inner_texts())
        assert not re.search(r"[)%][가-힣]", excerpts), "a line would begin with a particle"
    for element in (".search__field", ".search__close", ".search__results a"):
        page.locator(element).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", element
    reader.leave()


# Under the policy that hosts are told.


@pytest.fixture
def strict_url(built_site: Path) -> Iterator[str]:
    """The address of the same site from a host that sends what _headers says."""
    rules: dict[str, dict[str, str]] = {}
    for line in (built_site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules[path := line.strip()] = {}
        elif line.startswith("  ") and not line.strip().startswith("!"):
            name, _, value = line.strip().partition(": ")
            rules[path][name] = value

    class Handler(_Handler):
        def end_headers(self) -> None:
            sent: dict[str, str] = {}
            for path, headers in rules.items():
                if self.path.removeprefix(PATH.rstrip("/")).startswith(path.rstrip("*")):
                    sent |= headers
            for name, value in sent.items():
                self.send_header(name, value)
            super().end_headers()

    handler = functools.partial(Handler, directory=str(built_site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PATH}"
        server.shutdown()


def test_the_policy_of_hosts_lets_it_run_in_its_worker(browser: Browser, strict_url: str) -> None:
    reader = Reader(browser, strict_url)
    reader.page.goto(strict_url)
    open_search(reader.page)
    assert ask(reader.page, "temperature")[0].endswith("softmax/#temperature")
    assert len(reader.page.workers) == 1
    reader.leave()
