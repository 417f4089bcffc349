import re

from tests.claims.claims import Claims, found, read_file

page = Claims("about")

page.says(
    "*PNG* a picture of it, {width:,} pixels wide, which your browser makes.",
    "*PNG*는 브라우저가 그 자리에서 만드는 너비 {width:,}픽셀의 사진 파일입니다.",
    width=int(found("theme/assets/site.js", r"canvas\.width = (\d+);")[0]),
)
page.says(
    "text and figures are under CC BY {version}.",
    "글과 그림은 CC BY {version}을 따릅니다.",
    version=found("README.md", r"\[CC BY (\S+)\]\(https://creativecommons.org/licenses/by/")[0],
)
rows = {
    language: re.findall(
        r"^\| .+ \| (\[.+\]\(.+\)) \|$", read_file(f"docs/{language}/about.md"), re.M
    )
    for language in ("en", "ko")
}
for english, _ in zip(rows["en"], rows["ko"], strict=True):
    label, address = re.findall(r"\[(.+)\]\((.+)\)", english)[0]
    if re.search(r"\d", label):
        if "spdx.org" in address and not address.endswith(f"/{label}.html"):
            raise LookupError(f"docs/en/about.md: {label} links to {address}")
        page.states(f"| {label} |", f"| {label} |", because="the name of a licence, as SPDX has it")
