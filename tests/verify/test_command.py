import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.verify.conftest import PAGE, Scratch
from verify import ROOT
from verify.__main__ import main
from verify.published import publish

NOISE = {"py": "print(4, 0.12346)\n", "out": "4 0.12345\n"}
Captured = pytest.CaptureFixture[str]


def test_a_sound_repository_passes(scratch: Scratch, capsys: Captured) -> None:
    assert main([], scratch({})) == 0
    assert capsys.readouterr().out.startswith(
        "1 program and all pages: what is published is what they give"
    )


def test_a_changed_output_is_shown_as_a_diff_with_the_command_that_accepts_it(
    scratch: Scratch, capsys: Captured
) -> None:
    root = scratch({"snippets/page/sum.py": "print('a')\nprint(5, 0.125)\n"})
    assert main([], root) == 1
    error = capsys.readouterr().err
    assert "snippets/page/sum.out:1: differs from what the program gives now" in error
    assert "-4 0.125\n+a\n+5 0.125\n" in error
    assert "accept with: .venv/bin/python -m verify page/sum --update" in error


def test_noise_in_the_last_place_passes_and_is_not_rewritten(
    scratch: Scratch, capsys: Captured
) -> None:
    root = scratch({f"snippets/page/sum.{kind}": text for kind, text in NOISE.items()})
    assert main([], root) == 0
    assert capsys.readouterr().out.startswith(
        "snippets/page/sum.out:1: agrees by the tolerance alone\n1 program and all pages"
    )
    assert main(["--update"], root) == 0
    assert (root / "snippets/page/sum.out").read_text() == NOISE["out"]


def test_more_than_a_few_lines_that_agree_by_the_tolerance_alone_fail(
    scratch: Scratch, capsys: Captured
) -> None:
    root = scratch({f"snippets/page/sum.{kind}": text * 6 for kind, text in NOISE.items()})
    assert main([], root) == 1
    said = "snippets/page/sum.out:1: 6 lines agree by the tolerance alone, more than 5;"
    assert said in capsys.readouterr().err


def test_update_publishes_what_changed_and_only_that(scratch: Scratch, capsys: Captured) -> None:
    both = PAGE + PAGE[PAGE.index("```python") :].replace("sum", "other")
    root = scratch(
        {
            "docs/en/page.md": both,
            "docs/ko/page.md": both,
            "snippets/page/sum.py": "print(5)\nprint(0.12346)\n",
            "snippets/page/sum.out": "4\n0.12345\n",
            "snippets/page/other.py": "print(1)\n",
            "snippets/page/other.out": "1\n",
        }
    )
    untouched = (root / "snippets/page/other.out").stat().st_mtime_ns
    assert main(["page", "--update"], root) == 0
    assert "updated snippets/page/sum.out\n" in capsys.readouterr().out
    assert (root / "snippets/page/sum.out").read_text() == "5\n0.12345\n"
    assert (root / "snippets/page/other.out").stat().st_mtime_ns == untouched
    assert main(["page"], root) == 0


def test_a_missing_output_is_named_and_update_writes_it(scratch: Scratch, capsys: Captured) -> None:
    root = scratch({})
    (root / "snippets/page/sum.out").unlink()
    assert main(["page/sum"], root) == 1
    accept = "accept with: .venv/bin/python -m verify page/sum --update"
    assert f"snippets/page/sum.out: is missing; {accept}" in capsys.readouterr().err
    assert main(["page/sum", "--update"], root) == 0
    assert (root / "snippets/page/sum.out").read_text() == "4 0.125\n"


def test_an_output_that_is_no_longer_printed_is_named_and_update_removes_it(
    scratch: Scratch, capsys: Captured
) -> None:
    root = scratch({"snippets/page/sum.py": "a = 1\n"})
    assert main(["page/sum"], root) == 1
    assert "snippets/page/sum.out: is no longer made by" in capsys.readouterr().err
    assert main(["page/sum", "--update"], root) == 1
    assert "docs/en/page.md:14: no file snippets/page/sum.out" in capsys.readouterr().err
    assert not (root / "snippets/page/sum.out").exists()


def test_a_failing_program_keeps_what_is_published(scratch: Scratch, capsys: Captured) -> None:
    root = scratch({"snippets/page/sum.py": "print(1)\n1 / 0\n"})
    assert main(["--update"], root) == 1
    assert "snippets/page/sum.py:2: ZeroDivisionError" in capsys.readouterr().err
    assert (root / "snippets/page/sum.out").read_text() == "4 0.125\n"


def test_a_program_that_cannot_be_read_is_told_when_it_is_asked_for(
    scratch: Scratch, capsys: Captured
) -> None:
    root = scratch({})
    (root / "snippets/page/sum.py").write_bytes(b"\xff\n")
    assert main(["page/sum"], root) == 1
    assert capsys.readouterr().err.startswith("snippets/page/sum.py:1: not UTF-8 (byte 0xff)")


def test_an_output_without_program_is_named(scratch: Scratch, capsys: Captured) -> None:
    assert main([], scratch({"snippets/page/gone.svg": "<svg/>"})) == 1
    error = capsys.readouterr().err
    assert "snippets/page/gone.svg: no program makes it; delete it" in error


def test_an_output_that_is_not_utf8_is_named(scratch: Scratch, capsys: Captured) -> None:
    root = scratch({})
    (root / "snippets/page/sum.out").write_bytes(b"4\n\xff\n")
    assert main(["page"], root) == 1
    assert "snippets/page/sum.out:2: not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("names", [[], ["page"]])
def test_the_pages_are_checked_too(scratch: Scratch, capsys: Captured, names: list[str]) -> None:
    root = scratch({})
    (root / "docs/ko/page.md").unlink()
    assert main(names, root) == 1
    assert "docs/ko/page.md: is missing" in capsys.readouterr().err


@pytest.mark.parametrize("call", [["page/sun"], ["--overwrite"], ["page", "--update", "--fast"]])
def test_a_wrong_call_is_refused_before_anything_runs(
    scratch: Scratch, capsys: Captured, call: list[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(call, scratch({}))
    assert "python -m verify: error: " in capsys.readouterr().err


def test_a_python_without_the_packages_is_told_which_has_them() -> None:
    command = [sys.executable, "-S", "-m", "verify"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stderr
    assert "run it as .venv/bin/python -m verify" in said
    assert said.count("\n") == 1


def test_that_no_program_can_be_started_is_one_message(scratch: Scratch) -> None:
    root = scratch({})
    shutil.copytree(ROOT / "verify", root / "verify")
    with (root / "verify/server.py").open("a") as server:
        server.write("\nserve = sys.exit\n")
    command = [sys.executable, "-m", "verify", "page"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    said = "verify/server.py: the process that starts programs has ended; what it said stands above"
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == said
    assert "Traceback" not in done.stderr


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = tmp_path / "sum.out"
    published.write_text("old")

    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        publish(published, "new")
    assert published.read_text() == "old"
    assert list(tmp_path.iterdir()) == [published]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_update_leaves_every_file_whole(
    scratch: Scratch, number: signal.Signals
) -> None:
    new = {i: f"new {i} " * 1000 + "\n" for i in range(12)}
    root = scratch(
        {
            f"snippets/page/p{i}.{suffix}": text
            for i in range(12)
            for suffix, text in (
                ("py", f"import time\ntime.sleep({i / 8})\nprint('new {i} ' * 1000)\n"),
                ("out", f"old {i}\n"),
            )
        }
    )
    shutil.copytree(ROOT / "verify", root / "verify")
    update = subprocess.Popen(
        [sys.executable, "-m", "verify", "--update"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert update.stdout and update.stdout.readline().startswith("updated ")
    time.sleep(0.1)
    update.send_signal(number)
    _, error = update.communicate(timeout=20)
    assert update.returncode == 130
    assert error == "interrupted; every published file is whole, old or new\n"
    texts = [(root / f"snippets/page/p{i}.out").read_text() for i in range(12)]
    assert all(text in (f"old {i}\n", new[i]) for i, text in enumerate(texts))
    assert texts[0] == new[0] and texts[11] == "old 11\n"
    assert not list((root / "snippets/page").glob(".*"))
