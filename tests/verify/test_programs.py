from pathlib import Path

import pytest

from tests.verify.conftest import Scratch
from verify.programs import find_programs, select


def test_section_markers_never_reach_a_reader(scratch: Scratch) -> None:
    source = "# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\nprint(a)\n"
    (program,), problems = find_programs(scratch({"snippets/page/sum.py": source}))
    assert not problems
    assert program.source == "a = 1\nprint(a)\n"
    assert str(program.at(2, "here")) == "snippets/page/sum.py:4: here"


def test_two_programs_with_one_name_are_named(scratch: Scratch) -> None:
    root = scratch({"snippets/other/Sum.py": "", "snippets/page/sum.py": ""})
    _, (problem,) = find_programs(root)
    assert str(problem).startswith("snippets/page/sum.py: has the name of snippets/other/Sum.py;")


def test_a_program_outside_a_page_folder_is_named(scratch: Scratch) -> None:
    _, (problem,) = find_programs(scratch({"snippets/stray.py": ""}))
    assert str(problem) == "snippets/stray.py: programs belong in snippets/<page>/<name>.py"


def test_a_program_that_is_not_utf8_is_named_with_its_line(scratch: Scratch) -> None:
    root = scratch({})
    (root / "snippets/page/sum.py").write_bytes(b"a = 1\nb = '\xff'\n")
    _, (problem,) = find_programs(root)
    assert str(problem).startswith("snippets/page/sum.py:2: not UTF-8 (byte 0xff)")


@pytest.mark.parametrize("name", ["copy", "torch", "sklearn", "_json"])
def test_a_program_that_hides_a_module_is_named(scratch: Scratch, name: str) -> None:
    _, (problem,) = find_programs(scratch({f"snippets/page/{name}.py": ""}))
    said = f"hides the module {name} from all that imports it; rename it"
    assert str(problem) == f"snippets/page/{name}.py: {said}"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a = 1\nb = '\t'\n", "2: has U+0009 on a page; write it otherwise"),
        (b"a = 1\r\nb = 2\r\n", "1: has the unseen character U+000D; save the file with LF"),
        (b"\xef\xbb\xbfa = 1\n", "1: has the unseen character U+FEFF"),
        (b"a = 1\n\x0c\n", "2: has the unseen character U+000C"),
        ("a = '\u2028'\n".encode(), "1: has the unseen character U+2028"),
        (b"a = 1\n ```\n", "2: has ``` at its begin, which ends its block on a page"),
    ],
)
def test_a_program_that_no_page_can_show_is_named_with_its_line(
    scratch: Scratch, data: bytes, message: str
) -> None:
    root = scratch({})
    (root / "snippets/page/sum.py").write_bytes(data)
    programs, (problem,) = find_programs(root)
    assert str(problem).startswith(f"snippets/page/sum.py:{message}")
    assert programs == []


def test_what_is_no_file_is_named(scratch: Scratch) -> None:
    root = scratch({})
    (root / "snippets/page/gone.py").symlink_to("nowhere.py")
    (root / "snippets/page/folder.py").mkdir()
    _, problems = find_programs(root)
    assert list(map(str, problems)) == [
        "snippets/page/folder.py: is no file: Is a directory; mend or delete it",
        "snippets/page/gone.py: is no file: No such file or directory; mend or delete it",
    ]


@pytest.mark.parametrize(
    "name", ["page/sum", "page", "snippets/page/sum.py", "./snippets/page", "page/"]
)
def test_programs_are_selected_by_name_page_or_path(scratch: Scratch, name: str) -> None:
    programs, _ = find_programs(scratch({"snippets/other/else.py": ""}))
    assert [p.name for p in select(programs, [name])] == ["page/sum"]


def test_an_unknown_name_is_refused_with_the_nearest(tmp_path: Path, scratch: Scratch) -> None:
    programs, _ = find_programs(scratch({}))
    with pytest.raises(LookupError, match=r"named page/sun; did you mean page/sum\?"):
        select(programs, ["page/sun"])


def test_only_a_first_line_that_starts_this_file_is_a_launcher(scratch: Scratch) -> None:
    root = scratch(
        {
            "snippets/page/ranks.py": "# torchrun --standalone --nproc-per-node=2 ranks.py\n",
            "snippets/page/sum.py": "# as in ranks.py\n",
        }
    )
    launchers = {p.name: p.launcher for p in find_programs(root)[0]}
    assert launchers == {
        "page/ranks": ["torchrun", "--standalone", "--nproc-per-node=2", "ranks.py"],
        "page/sum": None,
    }
