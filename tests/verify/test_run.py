import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.verify.conftest import processes_of_runs
from verify import ROOT
from verify.outcome import Result
from verify.programs import Program
from verify.run import run_programs

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("marked")


def only_problem(result: Result) -> str:
    (problem,) = result.problems
    return str(problem)


def test_what_a_program_prints_is_its_output(run: Run) -> None:
    assert run("print('소프트맥스')\nprint(1)\n") == Result("소프트맥스\n1\n", None, [])


def test_a_program_runs_alone_in_an_empty_directory(run: Run) -> None:
    result = run(
        "import os, sys\n"
        "print(os.listdir(), __name__, sys.argv == [__file__], os.path.basename(__file__))\n"
        "print([p for p in sys.path if os.path.exists(os.path.join(p, 'verify'))])\n"
        "print([name for name in sys.modules if name.startswith('verify')])\n"
    )
    assert result.output == "['program.py'] __main__ True program.py\n[]\n[]\n"


@pytest.mark.parametrize("module", ["verify", "snippets", "tests", "builder"])
def test_a_program_cannot_import_the_repository(run: Run, module: str) -> None:
    problem = only_problem(run(f"print(1)\nimport {module}\n"))
    assert problem.startswith("snippets/page/program.py:2: ModuleNotFoundError: No module named")


def test_programs_do_not_see_each_other(run: Run) -> None:
    leave = "import builtins, os\nbuiltins.left = os.environ['LEFT'] = 'here'\n"
    assert run(leave).problems == []
    look = "import builtins, os\nprint(hasattr(builtins, 'left'), 'LEFT' in os.environ)\n"
    assert run(look).output == "False False\n"


def test_a_program_has_one_thread(run: Run) -> None:
    assert run("import torch\nprint(torch.get_num_threads())\n").output == "1\n"


def test_a_class_of_the_program_can_be_pickled(run: Run) -> None:
    source = "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)\n"
    assert run(source).output == "True\n"


def test_an_error_is_told_by_its_line(run: Run) -> None:
    result = run("def f():\n    return 1 / 0\n\nf()\n")
    assert only_problem(result) == "snippets/page/program.py:2: ZeroDivisionError: division by zero"


def test_a_syntax_error_is_told_by_its_line(run: Run) -> None:
    assert "program.py:2: SyntaxError" in only_problem(run("a = 1\nb = = 2\n"))


def test_lines_are_those_of_the_file_with_its_markers(run: Run) -> None:
    problem = only_problem(run("# --8<-- [start:a]\na = 1\n# --8<-- [end:a]\na / 0\n"))
    assert problem.startswith("snippets/page/program.py:4: ")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import sys\nsys.exit(3)\n", "program.py:2: exits with status 3"),
        ("import sys\nsys.exit('no data')\n", "program.py:2: exits with status 'no data'"),
        ("import os\nos._exit(3)\n", "program.py: exits with status 3"),
        ("import os\nos._exit(0)\n", "program.py: exits with status 0"),
        ("import os\nos.kill(os.getpid(), 9)\n", "program.py: ended by SIGKILL"),
        ("import os\nos.abort()\n", "program.py: ended by SIGABRT"),
        ("import sys\nprint('oops', file=sys.stderr)\n", "program.py: writes to stderr: oops"),
        ("import warnings\nwarnings.warn('old')\n", "program.py:2: writes to stderr: "),
        (
            "import sys\nsys.stdout.buffer.write(b'a\\n\\xff')\n",
            "line 2 of its output is not UTF-8",
        ),
        ("print('x', end='')\n", "program.py: its output begins or ends oddly: a page shows no"),
        ("print('\\nx')\n", "its output begins or ends oddly"),
        ("print('x\\n')\n", "its output begins or ends oddly"),
        ("print('x\\n```')\n", "line 2 of its output has ``` at its begin, which ends its block"),
        ("print('1 %\\r2 %')\n", "line 1 of its output has U+000D on a page; write it otherwise"),
        ("open('left.txt', 'w').close()\n", "leaves the file left.txt behind"),
        (
            "1  # writes model.pt\n",
            "program.py:1: says `# writes model.pt` but leaves no such file",
        ),
        ("a = 1\nint('1')  # raises ValueError\n", "program.py:2: says `# raises ValueError` but"),
        ("1  # warns UserWarning\n", "program.py:1: says `# warns UserWarning` but does not"),
        ("int('x')  # raises KeyError\n", "program.py:1: ValueError: invalid literal"),
        ("1 / 0\nint('x')  # raises ZeroDivisionError\n", "program.py:1: ZeroDivisionError"),
    ],
)
def test_a_failure_is_one_message(run: Run, source: str, message: str) -> None:
    assert message in only_problem(run(source))


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "import atexit\natexit.register(print, 'saved')\nprint('training')\n",
            "training\nsaved\n",
        ),
        ("class A:\n    def __del__(self):\n        print('gone')\na = A()\na.a = a\n", "gone\n"),
        (
            "import threading, time\n"
            "def late():\n    time.sleep(0.1)\n    print('late')\n"
            "threading.Thread(target=late).start()\n",
            "late\n",
        ),
        (
            "import logging, sys\n"
            "logging.basicConfig(format='%(processName)s', stream=sys.stdout)\n"
            "logging.warning('')\n",
            "MainProcess\n",
        ),
        (
            "import sys\nsys.excepthook = lambda *_: print('mine')\n"
            "1 / 0  # raises ZeroDivisionError\n",
            "ZeroDivisionError: division by zero\nmine\n",
        ),
    ],
)
def test_what_an_interpreter_does_until_its_exit_happens(
    run: Run, source: str, output: str
) -> None:
    assert run(source) == Result(output, None, [])


FORGED = "([], [])"


@pytest.mark.parametrize(
    "cheat",
    [
        f"import json\njson.dumps = lambda *_: '{FORGED}'\n",
        f"import builtins\nbuiltins.repr = lambda _: '{FORGED}'\n",
        f"open('../report.json', 'w').write('{FORGED}')\n",
        "import sys\nframe = sys._getframe()\nwhile frame := frame.f_back:\n"
        "    if engine := frame.f_locals.get('self'):\n"
        "        engine._raised = engine._problem = lambda *_: None\n",
        "import os\nfor i in range(3, 20):\n    try:\n"
        f"        os.write(i, b'{FORGED}')\n    except OSError:\n        pass\n",
    ],
)
@pytest.mark.parametrize("ending", ["1 / 0\n", "import os\nos._exit(1)\n"])
def test_a_program_that_fails_cannot_pass_for_one_that_does_not(
    run: Run, cheat: str, ending: str
) -> None:
    assert run(cheat + ending).problems


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("open({there!r}, 'w')\n", "program.py:1: PermissionError: writes a file elsewhere"),
        ("import os\nos.remove({there!r})\n", "changes a file elsewhere"),
        ("import os\nos.rename({there!r}, 'here')\n", "changes a file elsewhere"),
        ("import os\nos.symlink({there!r}, 'here')\n", "changes a file elsewhere"),
        ("from pathlib import Path\nprint(Path({page!r}).read_text())\n", "reads a private file"),
        ("open('/proc/1/environ')\n", "reads the environment of a process"),
        (
            "import socket\nsocket.create_connection(('192.0.2.1', 80))\n",
            "connects to another machine (192.0.2.1)",
        ),
    ],
)
def test_a_program_keeps_to_its_own_folder_and_machine(
    run: Run, tmp_path: Path, source: str, message: str
) -> None:
    there = tmp_path / "there"
    there.write_text("untouched")
    source = source.format(there=str(there), page=str(ROOT / "README.md"))
    assert message in only_problem(run(source))
    assert there.read_text() == "untouched"


def test_a_program_may_use_its_own_folder_temporary_files_and_itself(run: Run) -> None:
    source = (
        "import os, socket, tempfile\n"
        "with tempfile.TemporaryDirectory() as folder, open(folder + '/a', 'w') as file:\n"
        "    print('b', file=file)\n"
        "open('c', 'w').close()\nos.remove('c')\n"
        "with socket.create_server(('127.0.0.1', 0)) as server:\n"
        "    socket.create_connection(server.getsockname()).close()\n"
        "print(os.path.exists(os.path.expanduser('~/.netrc')), os.environ.get('SECRET'))\n"
    )
    assert run(source) == Result("False None\n", None, [])


def test_a_program_that_hangs_is_ended_at_its_line(run: Run) -> None:
    problem = only_problem(run("import time\n\ntime.sleep(60)\n", time_limit=1))
    assert problem == "snippets/page/program.py:3: still runs after 1 s; ended"


def test_a_program_that_ignores_signals_is_ended(run: Run) -> None:
    ignore = "import signal\nfor s in (2, 15):\n    signal.signal(s, signal.SIG_IGN)\n"
    source = ignore + "while True:\n    1\n"
    assert "still runs after 1 s" in only_problem(run(source, time_limit=1))


def test_a_program_that_floods_its_output_is_ended(run: Run) -> None:
    result = run("for i in range(500_000):\n    print('x' * 100)\n")
    assert "prints more than 1,000,000 bytes; ended" in only_problem(result)
    assert result.output == ""


def test_tabs_are_published_as_a_terminal_shows_them(run: Run) -> None:
    assert run("raise ValueError('a\\n\\tb')  # raises ValueError\n").output == (
        "ValueError: a\n        b\n"
    )


def test_a_declared_error_is_the_last_line_of_the_output(run: Run) -> None:
    result = run("print('before')\nint('x')  # raises ValueError\nprint('never')\n")
    assert result.problems == []
    assert result.output == ("before\nValueError: invalid literal for int() with base 10: 'x'\n")


def test_a_declared_error_may_come_from_a_statement_of_several_lines(run: Run) -> None:
    result = run("int(\n    'x'\n)  # raises ValueError\n")
    assert result.output.startswith("ValueError: ")


def test_a_declared_warning_is_part_of_the_output(run: Run) -> None:
    result = run("import warnings\nwarnings.warn('old')  # warns UserWarning\nprint(1)\n")
    assert result == Result("UserWarning: old\n1\n", None, [])


def test_a_declared_file_may_be_left(run: Run) -> None:
    assert run("open('a.pt', 'w').close()  # writes a.pt\n") == Result("", None, [])


def test_a_program_starts_with_its_own_launcher(run: Run) -> None:
    source = "# python -O launched.py\nprint(__debug__)\n"
    assert run(source, name="page/launched") == Result("False\n", None, [])


def test_an_unknown_launcher_is_one_message(run: Run) -> None:
    problem = only_problem(run("# no-such-launcher launched.py\n", name="page/launched"))
    assert problem.startswith("snippets/page/launched.py: exits with status 1; its stderr ends:")
    assert "cannot start no-such-launcher: No such file or directory" in problem


STARTS_PROCESSES = (
    "import subprocess, sys\n"
    "sleep = [sys.executable, '-c', 'import time; time.sleep(300)']\n"
    "subprocess.Popen(sleep)\n"
    "subprocess.Popen(sleep, start_new_session=True)\n"
    "import os, time\n"
    "if not os.fork():\n"
    "    os.setsid()\n"
    "    time.sleep(300)\n"
)


@pytest.mark.parametrize(
    "ending",
    ["", "1 / 0\n", "os.kill(os.getpid(), 9)\n", "time.sleep(60)\n"],
)
def test_a_program_leaves_no_process_behind(run: Run, ending: str) -> None:
    run(STARTS_PROCESSES + ending, time_limit=2)
    time.sleep(0.1)
    assert processes_of_runs() == []


def test_an_interrupted_run_leaves_no_process_and_no_directory_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    source = STARTS_PROCESSES + "time.sleep(60)\n"
    slow = Program("page/slow", "snippets/page/slow.py", source, tuple(range(1, 12)))
    quick = Program("page/quick", "snippets/page/quick.py", "print(1)\n", (1,))
    results = run_programs([slow, quick], time_limit=30, jobs=2)
    assert next(results)[0] is quick
    time.sleep(0.5)
    assert processes_of_runs()
    results.close()  # as an exception in the loop would, Ctrl-C included
    time.sleep(0.1)
    assert processes_of_runs() == []
    assert list(tmp_path.glob("verify-*")) == []


def test_two_runs_at_once_do_not_disturb_each_other() -> None:
    programs = [
        Program(
            f"page/p{i}",
            f"snippets/page/p{i}.py",
            f"open('a', 'x')  # writes a\nprint({i})\n",
            (1, 2),
        )
        for i in range(6)
    ]
    first, second = run_programs(programs), run_programs(programs)
    pairs = list(zip(first, second, strict=True))
    assert sorted(r.output for pair in pairs for _, r in pair) == sorted(
        f"{i}\n" for i in range(6) for _ in range(2)
    )
    assert not any(r.problems for pair in pairs for _, r in pair)


def test_the_engine_itself_stays_where_it_was(run: Run) -> None:
    before = Path.cwd(), dict(os.environ)
    run("import os\nos.chdir('/')\nos.environ['X'] = 'y'\n")
    assert (Path.cwd(), dict(os.environ)) == before
