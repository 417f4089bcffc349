"""The pages are lighter than the theme makes them, and look the same."""

import re
import shutil
from pathlib import Path

import material
import pytest
from mkdocs.exceptions import PluginError

from hooks import light, theme
from tests.site.tiny import TinySite

THEME = Path(material.__file__).parent / "templates"


def shortened(path: str) -> str:
    return light.PATH.sub(light.relative, f'<path d="{path}"/>')[9:-3]


NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def points(path: str) -> list[tuple[float, float]]:
    """Return the points of a path, absolute or relative."""
    here = start = (0.0, 0.0)
    found = []
    for command, text in re.findall(r"([MLQCZmlqcz])([^MLQCZmlqcz]*)", path):
        numbers = [float(number) for number in NUMBER.findall(text)]
        x, y = here if command.islower() else (0.0, 0.0)
        part = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        here = part[-1] if part else start
        start = here if command in "Mm" else start
        found += [(round(x, 2), round(y, 2)) for x, y in part]
    return found


@pytest.mark.parametrize(
    ("long", "short"),
    [
        (
            "M 33.75 19.36 L 43.08 19.36 L 42.5 -28.69 L 0.05 0 M 1 2 L 3 4",
            "M33.75 19.36l9.33 0l-.58-48.05l-42.45 28.69m.95 2l2 2",
        ),
        ("M 1 1 L 5 1 L 5 5 z M 2 2 L 3 3", "M1 1l4 0l0 4zm1 1l1 1"),  # goes on from its start
        ("M 1 2 Q 1 2 3 4 C 3 4 2.5 5 6 7 L 5 6", "M1 2q0 0 2 2c0 0-.5 1 3 3l-1-1"),
    ],
)
def test_lines_and_curves_keep_every_point(long: str, short: str) -> None:
    assert shortened(long) == short
    assert points(short) == points(long)


def test_code_is_marked_where_a_reader_sees_it(site: TinySite) -> None:
    site.page("other", '```python\nx = f(1) + y.z  # sum\nprint(f"{x}")\n```')
    site.build("en")
    code = re.search(r"<code>(.*?)</code>", site.read("other/index.html"), re.S)
    assert code
    marks = dict(re.findall(r'<span class="(\w+)">(.*?)</span>', code[1]))
    assert marks == {"o": ")", "m": "1", "c1": "# sum", "nb": "print", "s": '}"'}


def test_white_space_stays_where_it_means_something(site: TinySite) -> None:
    site.page("other", "```python\nif a:\n\n    b\n```\n\nOne\ntwo.")
    site.build("en")
    page = site.read("other/index.html")
    code = re.search(r"<pre>.*?</pre>", page, re.S)
    assert code
    assert re.sub("<[^>]*>", "", code[0]) == "if a:\n\n    b\n"
    assert "<p>One\ntwo.</p>" in page
    assert "\n\n" not in re.sub(r"<(pre|script)\b.*?</\1>", "kept", page, flags=re.S)


@pytest.mark.parametrize(
    ("suffix", "text", "light_text"),
    [
        (".css", "/* All. */\n\na {\n  top: 0; /* why\n  so */\n}\n", "\n\na {\n  top: 0;\n}\n"),
        (".js", "/** All. */\n\n  // Why.\nf(1);\n", "\nf(1);\n"),
        (".js", "  /**\n   * @param {X} x\n   */\nf(x);\n", "f(x);\n"),
        (".js", "f(`//`); // why\n", "f(`//`); // why\n"),
    ],
)
def test_only_comments_go(suffix: str, text: str, light_text: str) -> None:
    assert light.COMMENT[suffix].sub("", text) == light_text


def test_the_own_files_are_published_without_comments(site: TinySite) -> None:
    site.build("en")
    for name in ("site.css", "site.js"):
        lines = site.read(f"assets/{name}").splitlines()
        assert len(lines) > 50
        assert not [line for line in lines if line.lstrip().startswith(("//", "/*"))]


@pytest.mark.parametrize(
    ("selector", "is_kept"),
    [
        ("p > .known", True),
        (".known--made_of_parts", True),
        (".unknown", False),
        (".known .unknown", False),
        (".known:not(.unknown)", True),
        (":is(.known, .unknown) p", True),
        ('[data-md-color-accent="red"]', True),
        ('[data-md-color-accent="lime"]', False),
        ("[dir=rtl] .known", False),
        ('[href$=".unknown"]', True),
    ],
)
def test_only_rules_that_can_match_nothing_go(selector: str, is_kept: bool) -> None:
    known = {"known", "known--"}
    css = f'@media print{{{selector}{{content:"}}"}}}}p{{top:0}}'
    left = "".join(theme.used_rules(css, known, {("data-md-color-accent", "red")}))
    assert left == (css if is_kept else "p{top:0}")


def test_only_properties_that_nothing_reads_go() -> None:
    css = ":root{--a:url(\"x;y\");--b:1px;top:var(--b)}.p{--c:url('a;b');left:0}@font-face{--a:1}"
    left = ":root{--b:1px;top:var(--b)}.p{left:0}@font-face{--a:1}"
    assert "".join(theme.without_properties(css, {"--b"})) == left


def test_broken_rules_are_told() -> None:
    with pytest.raises(PluginError, match="no rule begins at '}"):
        list(theme.rules("p{top:0}}a{}"))


def test_no_page_holds_what_html_forbids(site: TinySite) -> None:
    site.build("en")
    for name in ("index.html", "404.html"):
        inputs = re.findall(r"<input [^>]*>", site.read(name))
        assert [tag for tag in inputs if "autocomplete" in tag and 'type="text"' not in tag] == []


@pytest.mark.parametrize(
    "old",
    [
        '"table:not([class])"',
        '(document.body.setAttribute("data-md-color-switching"',
        '("meta",{name:"color-scheme"})',
        "]=t[r];break",
        ".set(r.outerHTML",
    ],
)
def test_a_changed_script_of_the_theme_is_named(tmp_path: Path, old: str) -> None:
    stock = theme.the_file(THEME, "assets/javascripts/bundle.*.min.js")
    assert old in stock.read_text(encoding="utf-8")
    script = tmp_path / stock.name
    shutil.copy(stock, script)
    theme.mend_file(script, theme.SCRIPT)
    assert script.read_text(encoding="utf-8") != stock.read_text(encoding="utf-8")
    script.write_text(stock.read_text(encoding="utf-8").replace(old, "changed("), encoding="utf-8")
    with pytest.raises(PluginError, match=rf"^{stock.name}: the theme changed: .* 0 times, not 1"):
        theme.mend_file(script, theme.SCRIPT)


def test_a_changed_stylesheet_of_the_theme_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"main.*: the theme changed: 0 such files, not 1"):
        theme.the_file(tmp_path, "assets/stylesheets/main.*.min.css")
    stylesheet = tmp_path / "main.css"
    stylesheet.write_text("table{margin:0}", encoding="utf-8")
    with pytest.raises(PluginError, match=r"main.css: the theme changed: .* 0 times, not 1"):
        theme.mend_file(stylesheet, theme.STYLES)


def test_a_changed_page_of_the_theme_is_named() -> None:
    with pytest.raises(PluginError, match=r"index.md: the theme changed: autocomplete"):
        theme.mend("<input type=checkbox>", "index.md")
