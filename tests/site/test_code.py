"""What of a program is folded, and what of its marks is left out."""

from builder.finish.code import fold, with_folds, with_light_code, with_low_gaps

ROWS = "x = [\n    [1, 2],\n    [2, 1],\n    [3, 1],\n    [4, 1],\n]\n"


def shown(code: str) -> str:
    """A program as MkDocs has it on a page."""
    return f'<span class="filename">one.py</span><pre><span></span><code>{code}</code></pre>'


def test_rows_of_data_are_folded_with_the_imports_before_them() -> None:
    assert fold(f"import torch\n\n{ROWS}\nprint(x)\n") == ("data", 9)


def test_a_few_numbers_are_the_example_and_stay() -> None:
    assert fold("import torch\n\nlogits = torch.tensor([1.0, 2.0])\nprint(logits)\n") == ("", 0)


def test_many_imports_are_folded_without_the_numbers_after_them() -> None:
    program = "import math\nfrom os import path\nimport torch\n\nx = 3\nprint(x)\n"
    assert fold(program) == ("imports", 4)


def test_two_imports_stay_however_many_empty_lines_follow() -> None:
    assert fold("import math\nimport torch\n\n\ndef f(x):\n    return x\n") == ("", 0)


def test_rows_that_are_all_of_a_part_stay() -> None:
    assert fold(f"import torch\n\n{ROWS}") == ("", 0)


def test_a_program_that_draws_is_folded_whole() -> None:
    program = "import matplotlib.pyplot as plt\n\nprint(1)\nplt.plot([1])\nplt.show()\n"
    assert fold(program) == ("plot", 5)


def test_a_part_that_is_no_program_stays() -> None:
    assert fold("    return x\n") == ("", 0)


def test_the_text_of_a_folded_program_is_what_it_was() -> None:
    code = f"import torch\n\n{ROWS}\nprint(x &lt; 3)\n"
    page = with_folds(shown(code), "en")
    button = (
        '<button class="unfold" aria-expanded="false" aria-label="9 lines of imports and data">'
        '</button><span class="fold">'
    )
    assert page == shown(f"{button}{code}").replace("\nprint", "\n</span>print")


def test_what_opens_on_demand_is_not_folded_again() -> None:
    page = f"<details>{shown(f'import torch{chr(10)}{ROWS}print(x)')}</details>"
    assert with_folds(page, "en") == page


def test_marks_that_change_no_colour_are_left_out() -> None:
    code = (
        '<span class="n">f</span><span class="p">(</span><span class="o">-</span>'
        '<span class="mi">1</span><span class="p">)</span><span class="p">:</span>'
    )
    light = 'f<span class="o">(-</span><span class="mi">1</span><span class="o">):</span>'
    assert with_light_code(code) == light


def test_a_comment_and_a_decorator_stand_with_what_they_are_of() -> None:
    imports = "import math\nimport os\nimport re\nimport torch\n\n\n"
    assert fold(f"{imports}# Compiled.\n@torch.compile\ndef f(x):\n    return x\n") == (
        "imports",
        6,
    )


def test_empty_lines_of_a_program_are_one_gap_whose_text_stays() -> None:
    code = 'import torch\n\n\n<span class="hll">x = 1\n</span>\nprint(x)\n'
    page = with_low_gaps(shown(code))
    gaps = code.replace("\n\n\n", "\n<i>\n\n</i>")
    assert page == shown(gaps.replace("</span>\nprint", "</span><i>\n</i>print"))


def test_a_program_without_a_name_has_the_same_gaps() -> None:
    page = '<div class="language-python highlight"><pre><span></span><code>{}</code></pre></div>'
    assert with_low_gaps(page.format("import torch\n\nimport checks\n")) == page.format(
        "import torch\n<i>\n</i>import checks\n"
    )


def test_what_a_program_prints_has_no_gaps() -> None:
    page = "<pre><code>1\n\n2\n</code></pre>"
    assert with_low_gaps(page) == page
