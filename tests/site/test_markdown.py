"""The extension works in any Python-Markdown, without MkDocs and without this site."""

import re
from pathlib import Path
from typing import Any

import markdown
import pytest

QUESTION = """\
/// question
Which?

- [x] This

    Yes.

- [ ] That

    No.
///
"""


def convert(text: str, *names: str, **config: Any) -> str:
    configs = {"builder.markdown": config, "pymdownx.arithmatex": {"generic": True}}
    return markdown.markdown(
        text, extensions=[*names, "builder.markdown"], extension_configs=configs
    )


def test_a_figure_takes_the_place_of_its_image(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<?xml version="1.0"?>\n<svg><g/></svg>\n', encoding="utf-8")
    page = convert("![A & B](a.svg)\n\n![C](c.svg)", figures=tmp_path)
    assert page.split("\n") == [
        '<svg role="img" aria-label="A &amp; B"><g/></svg>',
        '<p><img alt="C" src="c.svg" /></p>',
    ]


def test_a_formula_becomes_mathml() -> None:
    page = convert("Here $x$, there.", "pymdownx.arithmatex")
    assert page == '<p>Here <span class="math"><math><mi>x</mi></math>,</span> there.</p>'
    with pytest.raises(ValueError, match=r"^formula \\x\{: "):
        convert(r"$\x{$", "pymdownx.arithmatex")


def test_a_formula_has_the_spaces_of_tex() -> None:
    thin = '<mspace width="0.1667em"></mspace>'
    sign = '<mo form="prefix" lspace="0" rspace="0">−</mo>'
    for tex in (r"\frac{a}{b} \log c", r"(a) \ln b", r"a^2 \exp(b)", r"a_i \max(b, c)"):
        page = convert(f"${tex}$", "pymdownx.arithmatex")
        assert re.search(rf"{thin}<mrow><mi>(log|ln|exp|max)</mi>", page), tex
    for tex in ("= -b", r"a(-b)", r"\bigl(-b\bigr)"):
        assert sign in convert(f"${tex}$", "pymdownx.arithmatex")
    product = '<msub><mo movablelimits="false" lspace="0" rspace="0">∏</mo><mi>n</mi></msub>'
    for tex in (r"b \prod_n a", r"(b) \prod_n a", r"\frac{b}{c} \prod_n a", r"-\prod_n a"):
        page = convert(f"${tex}$", "pymdownx.arithmatex")
        assert thin + product + thin in page, tex
    for tex in (
        r"\prod_n a",
        r"\sqrt{\prod_n a}",
        r"\frac{b}{\prod_n a}",
        r"\bigl(\prod_n a",
        r"b = \prod_n a",
    ):
        page = convert(f"${tex}$", "pymdownx.arithmatex")
        assert product + thin in page, tex
        assert page.count(thin) == 1, tex


def test_a_letter_that_leans_out_of_its_room_has_space_beside_it() -> None:
    lean = '<mspace width="0.06em"></mspace>'
    for tex in (r"X", r"\tilde X"):
        page = convert(f"The ${tex}$ here", "pymdownx.arithmatex")
        assert f"<math>{lean}<m" in page, tex
        assert f">{lean}</math>" in page, tex
    page = convert(r"The $\tilde X{}^{\top} X / N$ here", "pymdownx.arithmatex")
    assert f"<math><mrow>{lean}<mover>" in page
    assert page.count(lean) == 1
    assert f"<mi>V</mi>{lean}</mrow></math>" in convert("$N \\times V$", "pymdownx.arithmatex")
    for tex in ("$N$", "$x$", "$H(X)$", "$$X$$"):
        assert lean not in convert(tex, "pymdownx.arithmatex"), tex


def test_the_bar_of_a_fraction_is_one_pixel_thick_wherever_it_lies() -> None:
    page = convert(r"$\frac{a}{\frac{b}{c}}$", "pymdownx.arithmatex")
    assert page.count("<mfrac") == page.count('<mfrac linethickness="1px">') == 2


def test_messages_of_an_output_are_marked() -> None:
    text = "```{.text .output}\nstep: 1\nValueError: no\n```\n"
    page = convert(text, "pymdownx.superfences")
    assert "step: 1\n" in page
    assert '<span class="message">ValueError: no</span>' in page


def test_an_element_alone_is_no_paragraph() -> None:
    element = '<my-thing texts="*a* `b`"></my-thing>'
    page = convert(f"Before.\n\n{element}\n\nWith <my-thing></my-thing> in it.")
    assert page.split("\n") == [
        "<p>Before.</p>",
        element,
        "",
        "<p>With <my-thing></my-thing> in it.</p>",
    ]


@pytest.mark.parametrize(("language", "right"), [("en", "✓ Right"), ("ko", "✓ 맞습니다")])
def test_a_question_becomes_a_form(language: str, right: str) -> None:
    page = convert(QUESTION, language=language)
    assert '<form class="quick-check">' in page
    assert page.count('<input name="choice" required="required" type="radio" />') == 2
    assert f"<strong>{right}.</strong> Yes." in page


def test_a_negative_answer_is_shown_with_a_minus() -> None:
    page = convert("/// question | number\nWhat?\n\n- [x] -0.5\n\n    Yes.\n\n///")
    assert "<strong>−0.5: ✓ Right.</strong> Yes." in page
    assert 'data-low="-0.55"' in page


def test_what_is_read_as_one_stays_in_one_line() -> None:
    page = convert(
        "At *z* = −8 a 5 × 5 matrix, ln 3, 5 µs and 4 ms가. →\n"
        "[there](there.md) (2, 3, 3) or (so, I think)"
    )
    assert page == (
        "<p>At <em>z</em>\xa0= −8 a 5\xa0×\xa05 matrix, ln\xa03, 5\xa0µs and 4\xa0ms가. →\xa0"
        '<a href="there.md">there</a> (2,\xa03,\xa03) or (so, I think)</p>'
    ).replace("= −8", "=\xa0−8")


def test_a_korean_particle_begins_no_line() -> None:
    page = convert("배치(batch)에서 `backward`가 [로짓(logits)](a.md)과 9.9%가 *a* 나옵니다.")
    assert page == (
        "<p>배치(batch)\u2060에서 <code>backward</code>\u2060가 "
        '<a href="a.md">로짓(logits)</a>\u2060과 9.9%\u2060가 <em>a</em> 나옵니다.</p>'
    )


def test_nor_does_it_after_a_sign_or_a_link_on_code() -> None:
    page = convert("−∞에서 [`topk`](a.md)를 뺍니다.")
    assert page == '<p>−∞\u2060에서 <a href="a.md"><code>topk</code></a>\u2060를 뺍니다.</p>'
    assert "</code>\u2060를" in convert("`python -m verify one_page --update`를 실행합니다.")


def test_a_number_keeps_its_unit_and_what_it_is_added_to() -> None:
    page = convert("It is 2 bits, 95 % or 3 nats ± 1, 2 + 3, 16 GB / 8, not 5 bitsy.")
    kept = "2\xa0bits, 95\xa0% or 3\xa0nats\xa0±\xa01, 2\xa0+\xa03, 16\xa0GB\xa0/\xa08"
    assert page == f"<p>It is {kept}, not 5 bitsy.</p>"
    assert convert("a = (2, 3)") == "<p>a\xa0=\xa0(2,\xa03)</p>"
    assert convert("(N, K) = (2, 3)") == "<p>(N,\xa0K)\xa0= (2,\xa03)</p>"


def test_a_korean_fraction_stays_in_one_line() -> None:
    assert convert("행의 4분의 3은 10분의\n1보다") == "<p>행의 4분의\xa03은 10분의\xa01보다</p>"


def test_a_number_follows_its_class_or_what_has_the_version() -> None:
    page = convert(
        "The class 0 of PyTorch 2.13.0, subclass 2 or 클래스 1의 행, the classes 2.5 apart."
    )
    kept = "class\xa00 of PyTorch\xa02.13.0, subclass 2 or 클래스\xa01의 행, the classes 2.5 apart."
    assert page == f"<p>The {kept}</p>"
    page = convert("What wish 2 and step 40 say of row 1, rows 1 to 3, 버전 0, 줄 1과 행 256개.")
    kept = "wish\xa02 and step\xa040 say of row\xa01, rows 1 to 3, 버전\xa00, 줄\xa01과 행 256개."
    assert page == f"<p>What {kept}</p>"
    page = convert("In epoch 9 of seed 1 dimension 0, 에폭\n1000에서 차원 1은 시드 2의 것입니다.")
    kept = "epoch\xa09 of seed\xa01 dimension\xa00, 에폭\xa01000에서 차원\xa01은 시드\xa02의"
    assert page == f"<p>In {kept} 것입니다.</p>"


def test_a_number_does_not_end_in_the_sign_of_its_exponent() -> None:
    assert convert("It is 2.03e-02, not 2-02.") == "<p>It is 2.03e-\u206002, not 2-02.</p>"


def test_a_name_does_not_end_in_its_hyphen() -> None:
    assert convert("min-p는 no one-hot") == "<p>min-\u2060p는 no one-hot</p>"
    page = convert("L-BFGS, the z-loss, z-손실 and 5-7")
    assert page == "<p>L-\u2060BFGS, the z-\u2060loss, z-\u2060손실 and 5-7</p>"
    page = convert("A 32-bit L-BFGS of GPT-2, Megatron-LM")
    assert page == "<p>A 32-\u2060bit L-\u2060BFGS of GPT-\u20602, Megatron-LM</p>"
    assert convert("W3C-20150513") == "<p>W3C-20150513</p>"
    assert convert("원-핫과 log-sum-exp") == "<p>원-\u2060핫과 log-sum-exp</p>"


def test_a_shape_that_ends_in_code_is_not_torn() -> None:
    assert "(N,\xa0<code>classes</code>)" in convert("The shape is (N, `classes`).")


def test_the_line_of_a_link_does_not_hide_its_underscores() -> None:
    assert convert("[a_b](a.md)") == '<p><a class="underscored" href="a.md">a_b</a></p>'
    assert convert("[ab](a_b.md)") == '<p><a href="a_b.md">ab</a></p>'


def test_a_bracket_after_code_may_begin_a_line_so_that_no_version_is_torn() -> None:
    page = convert("**[`F.linear_cross_entropy`](a.md)**(PyTorch 2.13.0부터)는 `a`(b)")
    assert "</code></a></strong>\u200b(PyTorch\xa02.13.0부터)\u2060는" in page
    assert page.endswith("<code>a</code>\u200b(b)</p>")


def test_code_is_broken_only_where_it_may_be() -> None:
    page = convert("`# raises A` `F.binary_cross_entropy_with_logits`\n\n# `a b` = 2")
    assert page == (
        '<p><code class="whole"># raises A</code> <code>F.binary_<wbr />cross_<wbr />'
        "entropy_<wbr />with_<wbr />logits</code></p>\n<h1><code>a b</code> = 2</h1>"
    )


def test_a_long_path_is_broken_between_its_folders() -> None:
    page = convert("`at /aten/src/generic/ClassNLLCriterion.cu`")
    path = '<span class="whole">/aten</span>/src/<wbr />generic/<wbr />ClassNLLCriterion.cu'
    assert page == f"<p><code>at {path}</code></p>"


def test_no_line_of_code_ends_in_a_sign_and_what_is_copied_runs() -> None:
    assert convert("`where(largest == -inf, a-b, --c)`") == (
        '<p><code>where(largest == <span class="whole">-inf</span>, a-b, '
        '<span class="whole">--c</span>)</code></p>'
    )


def test_in_a_table_a_name_may_be_broken_between_its_words() -> None:
    page = convert(
        "`nll_loss`\n\n| `F.nll_loss` | `a.Indent` | `NameError` |\n|---|---|---|", "tables"
    )
    assert page.startswith("<p><code>nll_loss</code></p>")
    assert "<th><code>F.nll_<wbr />loss</code></th>" in page
    assert "<th><code>a.Indent</code></th>" in page
    assert "<th><code>NameError</code></th>" in page
    page = convert("| `torch.LongTensor` | `IndentationError` |\n|---|---|", "tables")
    assert "<th><code>torch.<wbr />LongTensor</code></th>" in page
    assert "<th><code>Indentation<wbr />Error</code></th>" in page


def test_nor_does_a_table_part_a_sign_or_the_extension_of_a_file() -> None:
    page = convert(
        "| `mask_of_255.py` | `unrecognized arguments: --nproc-per-node` |\n|---|---|", "tables"
    )
    assert "<th><code>mask_<wbr />of_<wbr />255.py</code></th>" in page
    assert 'arguments: <span class="whole">--nproc-per-node</span></code></th>' in page
