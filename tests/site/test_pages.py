"""What the builder makes of a page, and what fails the build."""

import base64
import html
import re
from io import BytesIO

from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from tests.site.tiny import TinySite

FIGURE = "![{alt}](snippets/other/bars.svg)"


MARKED = '```python title="bars.py" mark="{}"\n--8<-- "snippets/other/bars.py"\n```'


# Programs.


def test_the_lines_that_matter_are_marked_by_their_words(site: TinySite) -> None:
    site.write("snippets/other/bars.py", "x = 1\ny = x + 1\nprint(y)\n")
    site.page("other", MARKED.format("y = | print"))
    site.build("en")
    marked = BeautifulSoup(site.read("other/index.html"), "html.parser").select(".hll")
    assert [line.text for line in marked] == ["y = x + 1\n", "print(y)\n"]


def test_words_that_no_line_has_name_page_and_line(site: TinySite) -> None:
    site.page("other", "Text.\n\n" + MARKED.format("printed | gone"))
    said = "docs/en/other.md:10: bars.py has no line with gone; mend what is marked"
    assert said in site.faults()


# Formulas.


def test_formulas_become_mathml(site: TinySite) -> None:
    site.page("other", "Inline $a < b$.\n\n$$\n\\sum_i x_i\n$$")
    site.build("en")
    page = site.read("other/index.html")
    assert '<span class="math"><math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>' in page
    assert re.search(r'<div class="math-block"><math display="block"', page)
    assert "arithmatex" not in page
    assert "\\sum" not in page


def test_a_bad_formula_names_page_and_line(site: TinySite) -> None:
    site.page("other", "First line.\n\n$$\n\\frac{1}{2\n$$")
    said = r"docs/en/other.md:10: formula \frac{1}{2: Unexpected end of input"
    assert said in site.faults()


def test_the_font_holds_what_a_browser_draws(site: TinySite) -> None:
    site.page(
        "other", r"$h_\theta = \mathbf{x}$ and $$\left(\frac{\sum}{\sqrt2}\right) - \text{if}$$"
    )
    site.build("en")
    font = TTFont(BytesIO((site.site / "assets/math.woff2").read_bytes()))
    drawn = set(map(chr, font.getBestCmap()))
    assert drawn >= set("ℎ𝜃=𝐱(∑√2)−if")  # single letters are drawn as mathematical italics
    assert not drawn & set("qQ𝑞")
    glyphs = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
    assert font.getBestCmap()[ord("(")] in glyphs  # brackets still grow
    assert "Open Font License" in font["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE" in site.read("assets/math-license.txt")


def test_the_font_holds_what_a_browser_draws_unasked(site: TinySite) -> None:
    site.page("other", r"$\sqrt{2}$ and $e^y$")
    site.build("en")
    font = TTFont(BytesIO((site.site / "assets/math.woff2").read_bytes()))
    assert set(map(chr, font.getBestCmap())) >= set("√2𝑒𝑦")


def test_a_prime_is_the_one_that_is_made_to_be_raised(site: TinySite) -> None:
    site.page("other", "$p'_k$")
    site.build("en")
    font = TTFont(BytesIO((site.site / "assets/math.woff2").read_bytes()))
    prime, letter = (font["glyf"][font.getBestCmap()[ord(char)]] for char in "′𝑝")
    assert prime.yMin < letter.yMax / 2, "it is high by itself"


def test_formulas_say_what_browsers_take_differently(site: TinySite) -> None:
    site.page(
        "other",
        r"$f(x)\,\log x$, $p_k \log Z$, $p^2 \log Z$ and $(1 - p) \log Z$ and $J \otimes x$ and "
        r"$\exp\bigl(-t\bigr) \sum_j$",
    )
    site.build("en")
    page = site.read("other/index.html")
    assert "\u2061" not in page  # Firefox draws a space there
    assert 'mspace><mrow><mspace width="0.1667em"' not in page  # one space before log, not two
    assert re.findall(r"<mspace[^>]*></mspace>(?=<mrow><mi>log)", page) == 4 * [
        '<mspace width="0.1667em"></mspace>'
    ]
    assert '<mo largeop="false">⊗</mo>' in page
    assert 'lspace="0" rspace="0">∑</mo><mi>j</mi></msub><mspace' in page
    sign = '<mo form="prefix" lspace="0" rspace="0">−</mo>'
    assert f'maxsize="1.2em">(</mo>{sign}' in page


def test_only_pages_with_formulas_load_the_font(site: TinySite) -> None:
    site.page("other", "$x$")
    site.build("en")
    assert '<script src="../assets/math.js"></script>' in site.read("other/index.html")
    assert "math.js" not in site.read("index.html")
    (held,) = re.findall(r'atob\("(.*?)"\)', site.read("assets/math.js"))
    assert base64.b64decode(held) == (site.site / "assets/math.woff2").read_bytes()


# Outputs.


def test_only_messages_are_marked_as_such(site: TinySite) -> None:
    messages = ["ValueError: shapes 2 and 3", "UserWarning: <deprecated>", "softmax: not begun."]
    rows = ["label 0: loss 2.4", "mean: 1.5", "step  loss", "bfloat16  3.4"]
    text = "\n".join([*messages, *rows])
    site.page("other", f"```{{.text .output}}\n{text}\n```\n\n```text\n{messages[0]}\n```")
    site.build("en")
    page = BeautifulSoup(site.read("other/index.html"), "html.parser")
    assert [span.get_text() for span in page.select(".message")] == messages
    assert [code.get_text() for code in page.select(".output code")] == [text + "\n"]


# Figures.


def test_a_figure_stands_in_the_page_with_its_alternative_text(site: TinySite) -> None:
    site.page("other", FIGURE.format(alt='A "bar" & more') + "\n/// caption\nSee *this*.\n///")
    site.build("en")
    page = site.read("other/index.html")
    label = re.search(r'<figure>\s*<svg role="img" aria-label="([^"]*)"', page)
    assert label
    assert html.unescape(label[1]) == 'A "bar" & more'
    assert 'id="other-bars-0"' in page
    assert "<img" not in page[page.index("<article") : page.index("</article>")]
    assert '<use xlink:href="#other-bars-0"/>' in page  # a plain href breaks instant navigation
    assert "<em>this</em>" in page[page.index("<figcaption") :]


def test_the_file_of_a_figure_stands_alone(site: TinySite) -> None:
    path = site.root / "snippets/other/bars.svg"
    figure = path.read_text(encoding="utf-8").replace("0 0 9 9", "0 0 9 6")
    path.write_text(figure.replace("/></svg>", ' style="fill:var(--figure-1)"/></svg>'), "utf-8")
    text = FIGURE.format(alt="A bar") + "\n/// caption\nSee.\n///"
    for language in ("en", "ko"):
        site.page("other", text, language)
    site.build()
    page = BeautifulSoup(site.read("ko/other/index.html"), "html.parser")
    (link,) = page.select("figcaption .take a[download]")
    assert link["href"] == "../snippets/other/bars.svg"
    for folder in ("", "ko/"):
        svg = site.read(f"{folder}snippets/other/bars.svg")
        given = 'font-family="sans-serif" color="#222a31" height="6"'
        assert re.match(rf'<svg {given} [^>]*width="9"', svg)
        assert 'style="fill:#be4b08"' in svg
    assert "fill:var(--figure-1)" in site.read("other/index.html")


def test_a_missing_figure_names_the_page(site: TinySite) -> None:
    site.page("other", "![A bar](snippets/other/lost.svg)")
    said = "docs/en: Doc file 'other.md' contains a link 'snippets/other/lost.svg', but the target"
    assert said in site.faults()


def test_missing_alternative_text_names_page_and_figure(site: TinySite) -> None:
    site.page("other", FIGURE.format(alt=" "))
    said = "docs/en/other.md:8: figure snippets/other/bars.svg has no alternative text"
    assert said in site.faults()


def test_an_id_that_stands_twice_on_a_page_is_named(site: TinySite) -> None:
    site.page("other", FIGURE.format(alt="One") + "\n\n" + FIGURE.format(alt="Two"))
    said = "figure snippets/other/bars.svg repeats the id other-bars-0 of a figure on this page"
    assert said in site.faults()


def test_a_figure_over_its_budget_names_page_and_line(site: TinySite) -> None:
    figure = (site.root / "snippets/other/bars.svg").read_text(encoding="utf-8")
    noise = "".join(f"{number * 7919 % 100_003:x} " for number in range(20_000))
    heavy = figure.replace("<use", f'<path d="{noise}"/><use')
    site.write("snippets/other/bars.svg", heavy)
    site.page("other", FIGURE.format(alt="A bar"))
    said = "docs/en/other.md:8: figure snippets/other/bars.svg weighs "
    assert said in site.faults()


# Quick checks.

QUESTION = """
/// question | number
How much is printed, for $x$ in `bars`?

- [x] 0.25 ± 0.01

    See [above](index.md).

- [ ] Another number

    Look *again*.
///

/// question
Which one?

- [ ] 2

    Wrong way.

- [x] $y$

    Right way.
///
"""
PRINTED = "```{.text .output .no-copy}\n0.25\n```\n"


def test_questions_become_forms_with_folded_answers(site: TinySite) -> None:
    for language in ("en", "ko"):
        site.page("other", PRINTED + QUESTION, language)
    site.build()
    guess, choose = BeautifulSoup(site.read("other/index.html"), "html.parser").select(
        "form.quick-check"
    )
    legend = guess.select_one("fieldset legend")
    assert legend
    assert legend.get_text() == "How much is printed, for x in bars?"
    assert len(guess.select("label input[type=number][required]")) == 1
    explanations = guess.select("details:not([open]) li")
    assert [item.get_text() for item in explanations] == [
        "0.25: ✓ Right. See above.",
        "Another number: ✗ Not quite. Look again.",
    ]
    assert explanations[0].attrs == {"class": ["right"], "data-low": "0.24", "data-high": "0.26"}
    assert explanations[0].select_one("a[href='../']")
    assert [label.get_text() for label in choose.select("li > label")] == [" 2", " y"]
    assert len(choose.select("label > input[type=radio][name=choice]")) == 2
    assert [item.get_text() for item in choose.select("details li")] == [
        "✗ Not quite. Wrong way.",
        "✓ Right. Right way.",
    ]
    korean = BeautifulSoup(site.read("ko/other/index.html"), "html.parser")
    assert [button.get_text() for button in korean.select("form.quick-check button")] == [
        "확인"
    ] * 2


def test_an_incomplete_question_names_page_and_line(site: TinySite) -> None:
    site.page("other", PRINTED + QUESTION.replace("[x] $y$", "[ ] $y$"))
    said = "docs/en/other.md:24: the question has 0 right choices, not one: - [x] ..."
    assert said in site.faults()


# Counts.


def test_counts_are_those_of_the_repository(site: TinySite) -> None:
    site.write("snippets/other/silent.py", "pass\n")
    site.page("other", "{{ programs }} {{ outputs }} {{ figures }} {{ pages }}.")
    site.build("en")
    assert "<p>2 1 1 2.</p>" in site.read("other/index.html")


def test_code_and_formulas_may_hold_braces(site: TinySite) -> None:
    code = '```python\nf"{{ programs }}"\n```\n\n=== "A"\n\n    ~~~text\n    {{ b }}\n    ~~~\n'
    site.page("other", f"{code}\n`{{{{ c }}}}` and $e^{{{{x}}}}$")
    site.build("en")
    text = html.unescape(re.sub(r"<[^>]*>", "", site.read("other/index.html")))
    assert 'f"{{ programs }}"' in text
    assert "{{ b }}" in text
    assert "{{ c }}" in text


def test_an_unknown_count_names_page_and_line(site: TinySite) -> None:
    site.page("other", "First line.\n\nThere are {{ dragons }} here.")
    said = "docs/en/other.md:10: unknown count {{ dragons }}; known are pages, programs, runnable"
    assert said in site.faults()


# Languages.


def test_the_switch_leads_to_the_same_page(site: TinySite) -> None:
    site.build()
    links = {
        name: re.findall(r'<a href="(\S*)" hreflang="(\w+)"', site.read(name))
        for name in ("index.html", "other/index.html", "ko/other/index.html", "ko/404.html")
    }
    assert links == {
        "index.html": [("./", "en"), ("./ko/", "ko")],
        "other/index.html": [("../other/", "en"), ("../ko/other/", "ko")],
        "ko/other/index.html": [("../../other/", "en"), ("../../ko/other/", "ko")],
        "ko/404.html": [("/softmax/ko/../", "en"), ("/softmax/ko/../ko/", "ko")],
    }


def test_the_sitemaps_pair_the_languages(site: TinySite) -> None:
    site.build()
    pair = (
        '<xhtml:link rel="alternate" hreflang="en" href="https://example.org/softmax/other/"/>\n'
        '    <xhtml:link rel="alternate" hreflang="ko" '
        'href="https://example.org/softmax/ko/other/"/>'
    )
    for path, own in (("", ""), ("ko/", "ko/")):
        sitemap = site.read(f"{path}sitemap.xml")
        assert f"<loc>https://example.org/softmax/{own}other/</loc>\n    {pair}" in sitemap
