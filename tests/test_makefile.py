import re

from verify import ROOT


def test_the_readme_lists_the_commands_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(\w+):.* ## ", makefile, re.M)
    assert sorted(re.findall(r"^make (\w+) +# ", readme, re.M)) == sorted(commands)
