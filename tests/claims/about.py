import re

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, read_file

page = Claims("about")

page.says(
    "*PNG* a picture of it, {width:,} pixels wide, which your browser makes.",
    "*PNG*는 브라우저가 그 자리에서 만드는 너비 {width:,}픽셀의 이미지 파일입니다.",
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

links = found("builder/markdown/__init__.py", r">(SVG)</a>")
links += found("theme/assets/site.js", r'button\.textContent = "(PNG)"')
page.says(
    "- Below each figure stand {two} links: *SVG*",
    "- 그림마다 아래에 링크가 {two_ko} 개 있습니다. *SVG*",
    two=ENGLISH[len(links)],
    two_ko=KOREAN[len(links)],
)
page.states(
    "Both have a light background",
    "둘 다 바탕이 밝고",
    because="the drawing and the picture of it; site.js fills it with white",
)
page.states("| STIX Two Math |", "| STIX Two Math |", because="the name of a font")

# What no program has a say in
for english, korean in (
    (
        "| `/`, `s` or `f` | search; ↑ and ↓ choose a result, Enter opens it |",
        "| `/`, `s`, `f` | 검색. ↑와 ↓로 결과를 고르고 Enter로 엽니다 |",
    ),
    (
        "| Tab | the next link, button, program or formula that scrolls |",
        "| Tab | 다음 링크, 단추, 프로그램, 또는 옆으로 밀어 보는 수식 |",
    ),
    (
        "| Enter | press or open what is chosen, fold and unfold a program |",
        "| Enter | 고른 것을 누르거나 열고, 프로그램을 접거나 폅니다 |",
    ),
    (
        "| Ctrl+Enter | in an editor: run the program |",
        "| Ctrl+Enter | 편집기에서 프로그램을 실행합니다 |",
    ),
    (
        "- Each program has a link *Download* in its title. The file is the program that was "
        "run, complete.",
        "- 프로그램의 제목마다 *내려받기* 링크가 있습니다. 받은 파일은 실행해 확인한 프로그램 전체입니다.",
    ),
    (
        "- All programs come in one zip file too, with what they printed and the packages that "
        "they need.",
        "- 모든 프로그램을 출력, 필요한 패키지 목록과 함께 zip 파일 하나로도 받을 수 있습니다.",
    ),
    (
        "- Each page with programs has a link *Jupyter notebook* beside its title. The notebook "
        "holds the page's text, and its programs as cells to run and change.",
        "- 프로그램이 있는 페이지에는 제목 옆에 *Jupyter 노트북* 링크가 있습니다. 노트북에는 페이지의 글이 그대로 있고, 프로그램은 실행하고 고쳐 볼 수 "
        "있는 셀로 들어 있습니다.",
    ),
    (
        "- Each page is there as Markdown as well, with its programs and outputs; the list names "
        "them all.",
        "- 페이지마다 프로그램과 출력이 담긴 마크다운 파일이 있고, 목록에서 모두 찾을 수 있습니다.",
    ),
    (
        "- At the end of each page, *Cite this page* has a sentence and BibTeX.",
        "- 페이지 끝의 *이 페이지 인용하기*에는 그대로 옮겨 적을 문장과 BibTeX이 있습니다.",
    ),
    (
        "- Printing a page, on paper or as PDF, gives its text, formulas, figures and unfolded "
        "programs, with its address and no navigation.",
        "- 페이지를 종이나 PDF로 인쇄하면 글, 수식, 그림, 펼친 프로그램과 페이지의 주소만 나오고 목차와 메뉴는 나오지 않습니다.",
    ),
    (
        "- *Run* in the title of a program runs it in your browser. What it prints stands below "
        "the program, and is compared with what is published by the rule of the check.",
        "- 프로그램 제목의 *실행*을 누르면 브라우저에서 프로그램이 실행됩니다. 출력은 프로그램 아래에 나오고, 실린 출력과 같은지 확인할 때의 규칙으로 비교합니다.",
    ),
    (
        "- *Edit* opens the program in an editor. Ctrl+Enter runs your version, Tab leaves the "
        "editor, *Reset* brings the original back, *Copy link* gives an address that opens your "
        "version for somebody else.",
        "- *고치기*를 누르면 편집기가 열립니다. Ctrl+Enter로 고친 코드를 실행하고 Tab으로 편집기에서 나옵니다. *되돌리기*는 원래 코드를 되살리고, "
        "*링크 복사*는 고친 코드를 다른 사람에게 보여 줄 주소를 만듭니다.",
    ),
    (
        "- In the exercises *Edit* opens a task and *Check* checks it, with the check of the "
        "notebook.",
        "- 연습에서는 *고치기*로 문제를 열어 쓰고 *검사*를 누릅니다. 노트북과 같은 검사기를 씁니다.",
    ),
    (
        "Python itself comes to your browser for this, once, when you first press one of these, "
        "and nothing of what you write leaves it. PyTorch has no build for browsers, so `import "
        "torch` gives a small re-implementation of what these pages use. A test runs every "
        "program that has the button in a browser, and holds what it prints to what PyTorch "
        "printed; others compare the operations, their gradients and the messages of typical "
        "mistakes. What you change may still need PyTorch itself: then a message names what is "
        "missing, and the notebook has it.",
        "이 단추를 처음 누를 때 파이썬을 브라우저로 한 번 불러오며, 쓴 코드는 브라우저 "
        "밖으로 나가지 않습니다. 브라우저에서 도는 PyTorch는 없으므로 `import torch`는 이 "
        "사이트의 페이지에 쓰인 것만 작게 다시 만든 모듈을 불러옵니다. 단추가 있는 모든 "
        "프로그램을 테스트가 브라우저에서 실행해 PyTorch가 출력한 것과 맞추어 보고, 연산과 "
        "기울기, 자주 하는 실수의 메시지도 따로 비교합니다. 그래도 고친 코드에는 PyTorch "
        "자체가 필요할 수 있습니다. 그때는 없는 것이 무엇인지 메시지에 나오며, 노트북을 "
        "내려받으면 실행할 수 있습니다.",
    ),
    (
        "Nothing is sent to anybody: no page loads anything from another host, counts its "
        "readers or sets a cookie. A security policy on each page makes the browser refuse it, "
        "and a test reads each page in a browser to see that nothing is asked.",
        "아무에게도 아무것도 보내지 않습니다. 어느 페이지도 다른 곳에서 무엇을 불러오거나, 읽는 사람을 세거나, 쿠키를 남기지 않습니다. 페이지마다 보안 정책이 "
        "있어 브라우저가 그런 요청을 거부하며, 테스트가 모든 페이지를 브라우저로 읽어 요청이 없는지 확인합니다.",
    ),
    (
        "What is stored stays in your browser: the light or dark scheme, if you choose another "
        "than your system's; the programs that you changed, until you press *Reset*; your "
        "answers to the quick checks; and which exercises, and tasks of the explorables, you "
        "have solved.",
        "저장하는 것은 읽는 사람의 브라우저에만 남습니다. 시스템과 다른 화면을 골랐을 때 밝은 화면인지 어두운 화면인지, *되돌리기*를 누르기 전까지 고친 코드, "
        "확인 문제에 고른 답, 그리고 어느 연습과 움직이는 그림의 과제를 풀었는지입니다.",
    ),
    (
        "Besides, your browser keeps copies of the pages that you open, and of Python once you "
        "have run it, so that they open without a network. It deletes them with what it stores "
        "of this site.",
        "그 밖에 읽은 페이지와 한 번 실행한 파이썬은 네트워크 없이도 열 수 있도록 브라우저에 사본으로 남습니다. 브라우저 설정에서 이 사이트의 데이터를 지우면 "
        "함께 지워집니다.",
    ),
    (
        "| NumPy, Matplotlib and what they need | their contributors | of each |",
        "| NumPy와 Matplotlib, 둘에 필요한 패키지 | 각 기여자 | 각 라이선스 |",
    ),
    (
        "| CodeMirror and Lezer | Marijn Haverbeke and others | MIT |",
        "| CodeMirror and Lezer | Marijn Haverbeke 외 | MIT |",
    ),
    (
        "The formulas were turned into MathML by Temml and the colours of the code are named by "
        "Pygments, neither of which is part of what you load.",
        "수식은 Temml로 MathML로 바꾸었고 코드의 색은 Pygments가 붙인 이름을 따르지만, 둘 다 페이지와 함께 불러오지는 않습니다.",
    ),
    (
        "- How this site is checked: why its numbers can be believed.",
        "- 이 사이트의 검증 방법: 숫자를 믿을 수 있는 까닭.",
    ),
):
    page.states(english, korean, because="what the site does; tests/browser and tests/site hold it")
