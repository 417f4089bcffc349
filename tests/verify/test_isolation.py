"""What a program gives does not depend on how its author has set up the machine."""

import os
import subprocess
import sys
from pathlib import Path

from tests.verify.conftest import PAGE, Scratch
from verify import ROOT

COMMAND = """import sys; from pathlib import Path; from verify.__main__ import main
sys.exit(main(["page/nosy", *sys.argv[2:]], Path(sys.argv[1])))"""
NOSY = """\
import locale
import os
import sys
import time

import matplotlib
import matplotlib.pyplot as plt
import numpy as np

print(time.tzname, locale.setlocale(locale.LC_ALL, ""), __debug__, sys.warnoptions)
print([name for name in os.environ if name.startswith(("PYTHON", "TORCH_", "MY_"))])
print(os.environ["OMP_NUM_THREADS"], matplotlib.rcParams["lines.linewidth"], np.e)
print([entry for entry in sys.path if "mine" in entry])
plt.plot([0, 1], [0, 1])
plt.show()
"""


def test_a_program_knows_nothing_of_its_author_s_set_up(scratch: Scratch, tmp_path: Path) -> None:
    page = PAGE.replace("sum", "nosy") + "\n![Nosy](snippets/page/nosy.svg)\n"
    pages = {"docs/en/page.md": PAGE + page, "docs/ko/page.md": PAGE + page}
    root = scratch({"snippets/page/nosy.py": NOSY, **pages})

    def verify(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{environment.pop('PYTHONPATH', '')}{os.pathsep}{ROOT}"
        command = [sys.executable, "-c", COMMAND, str(root), *arguments]
        known = os.environ | environment | {"PYTHONPATH": path}
        return subprocess.run(command, cwd=mine, env=known, capture_output=True, text=True)

    mine = tmp_path / "mine"
    for name in ("numpy.py", "sitecustomize.py", "startup.py"):
        (mine / name).parent.mkdir(exist_ok=True)
        (mine / name).write_text("e = 3\n", encoding="utf-8")
    done = verify("--update")
    assert done.returncode == 0, done.stderr
    printed = (root / "snippets/page/nosy.out").read_text(encoding="utf-8")
    assert printed == "('UTC', 'UTC') C.UTF-8 True []\n[]\n1 1.5 2.718281828459045\n[]\n"

    for place in (mine, mine / "config", mine / ".config/matplotlib"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "matplotlibrc").write_text("lines.linewidth: 6\n", encoding="utf-8")
    done = verify(
        XDG_CONFIG_HOME=str(mine / ".config"),
        MPLCONFIGDIR=str(mine / "config"),
        MATPLOTLIBRC=str(mine),
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        TZ="Asia/Kolkata",
        PYTHONPATH=str(mine),
        PYTHONHASHSEED="1",
        PYTHONOPTIMIZE="2",
        PYTHONSTARTUP=str(mine / "startup.py"),
        PYTHONWARNINGS="always",
        TORCH_LOGS="+all",
        OMP_NUM_THREADS="7",
        MY_OWN="1",
    )
    assert done.returncode == 0, done.stderr
