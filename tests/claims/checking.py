import re
from decimal import Decimal

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, read_file, when
from tests.programs import load
from verify.compare import FIGURE_TOLERANCE

page = Claims("checking")

UNIT = "checking/one_unit_either_side"
RULE = "checking/tolerance_rule"
published, other = found(f"snippets/{UNIT}.out", r"printed (\S+)$")
drawn = re.findall(r">(0\.7034\d\d)<", read_file(f"snippets/{UNIT}.svg"))
values = sorted({Decimal(number) for number in drawn})
middle = [number for number in values if abs(number - Decimal(published)) <= Decimal("1e-6")]
page.says(
    "A number line with {five} printed values around the published {published}: the middle "
    "{three}, up to one unit away, agree; the outer {two}, two units away, differ. Above it, two "
    "computed values a hair apart, with arrows to {published} and {other}.",
    "수직선 위에 실린 값 {published} 둘레로 출력된 값 {five_ko} 개가 있다. 한 단위까지 떨어진 "
    "가운데 {three_ko}은 일치하고, 두 단위 떨어진 바깥 {two_ko}은 다르다. 그 위에 아주 조금 "
    "떨어진 계산값 두 개가 있고, 화살표가 각각 {published}과 {other}로 향한다.",
    published=published,
    other=other,
    five=ENGLISH[len(values)],
    five_ko=KOREAN[len(values)],
    three=ENGLISH[len(middle)],
    three_ko={3: "셋"}[len(middle)],
    two=ENGLISH[len(values) - len(middle)],
    two_ko={2: "둘"}[len(values) - len(middle)],
)
page.says(
    "Why one unit: {two} machines compute nearly the same value, and rounding sends them to "
    "neighbouring decimals. Two units apart {cannot} come from rounding alone.",
    "왜 한 단위일까요? {two_ko} 컴퓨터가 거의 같은 값을 계산해도 반올림하면 이웃한 두 수로 "
    "갈라질 수 있습니다. 두 단위의 차이는 반올림만으로는 {cannot_ko}.",
    two=ENGLISH[len(load(UNIT).two_machines)],
    two_ko=KOREAN[len(load(UNIT).two_machines)],
    cannot=when(Decimal(other) - Decimal(published) == load(UNIT).unit, "cannot"),
    cannot_ko=when(Decimal(other) - Decimal(published) == load(UNIT).unit, "생기지 않습니다"),
)
verdicts = found(f"snippets/{RULE}.out", r"^cost 0\.703490  cost 0\.70349\d  (\w+)$")
places = len(published) - 2
exact = (
    "cost 88.7      cost 88.8      differs",
    "8 of 8 rows    7 of 8 rows    differs",
    "Python 3.11    Python 3.12    differs",
)
page.says(
    "One unit in the {sixth} decimal {agrees}, two {differ}. A short number, a count of rows and a "
    "version must be right {exactly}.",
    "소수점 아래 {sixth_ko} 자리에서 한 단위는 {agrees_ko} 두 단위는 {differ_ko}. 짧은 소수와 행의 "
    "개수와 버전은 {exactly_ko} 합니다.",
    sixth={6: "sixth"}[places],
    sixth_ko={6: "여섯째"}[places],
    agrees=when(verdicts[1] == "agrees", "agrees"),
    agrees_ko=when(verdicts[1] == "agrees", "일치로 보고"),
    differ=when(verdicts[2] == "differs", "do not"),
    differ_ko=when(verdicts[2] == "differs", "다르다고 봅니다"),
    exactly=when(all(row in read_file(f"snippets/{RULE}.out") for row in exact), "exactly"),
    exactly_ko=when(all(row in read_file(f"snippets/{RULE}.out") for row in exact), "정확해야"),
)
lengths = [("1.5", "1.6"), ("1.15", "1.16"), ("1.115", "1.116"), ("1.1115", "1.1116")]
least = 2 + [load(RULE).agrees(*pair) for pair in lengths].index(True)
page.says(
    "So a decimal number of {four} significant digits or more may differ from the published one by "
    "{one} unit in its last printed place.",
    "그래서 유효 숫자가 {four_ko} 이상인 소수는 실린 값과 마지막으로 찍힌 자리에서 {one_ko} "
    "단위까지 달라도 됩니다.",
    four=ENGLISH[least],
    four_ko={4: "넷"}[least],
    one=ENGLISH[verdicts.index("differs") - 1],
    one_ko=KOREAN[verdicts.index("differs") - 1],
)

wrong = int(found("tests/exercises/notebooks.py", r"assert len\(wrong\) >= (\d+)")[0])
page.says(
    "The tests give every check its solution, and at least {five} typical mistakes, each of which "
    "must get a message of its own.",
    "테스트는 검사기마다 풀이를 넣어 보고, 흔한 실수도 {five_ko} 가지 이상 넣어 서로 다른 "
    "메시지가 나오는지 확인합니다.",
    five=ENGLISH[wrong],
    five_ko=KOREAN[wrong],
)

share = int(1 / FIGURE_TOLERANCE)
page.says(
    "its coordinates may differ by a {twentieth} of a unit, less than a tenth of a pixel on the "
    "screen.",
    "좌표는 {share}분의 1단위까지 달라도 됩니다. 화면에서는 10분의 1픽셀이 되지 않습니다.",
    twentieth={20: "twentieth"}[share],
    share=share,
)
page.states(
    "not a difference of about zero, but whether it is below a bound.",
    "0에 가까운 차이를 찍는 대신 그 차이가 한계보다 작은지를 찍습니다.",
    because="advice",
)
steps = {
    language: re.findall(r"^\d\. .{8}", read_file(f"docs/{language}/checking.md"), re.M)
    for language in ("en", "ko")
}
for number, (english, korean) in enumerate(zip(*steps.values(), strict=True), start=1):
    if english[0] != str(number) or korean[0] != str(number):
        raise LookupError(f"step {number} of adding a page is called {english[0]} and {korean[0]}")
    page.states(english, korean, because="the numbers of steps, which are counted")
page.says(
    "Each sets up what it needs the first time.",
    "모두 처음 실행할 때 필요한 것을 스스로 설치합니다.",
)

page.states(
    "the rule by which two runs agree,",
    "두 번의 실행이 일치한다고 보는 규칙,",
    because="the check compares a run with the one published",
)
page.states(
    "a test holds the two to the same verdict.",
    "둘의 판정이 같은지도 테스트로 확인합니다.",
    because="the program of the page and the checker; tests/snippets compares them",
)

# What no program has a say in
for english, korean in (
    (
        "*You need: nothing to read it; Python and `make` to rerun it.*",
        "*필요한 것: 읽는 데는 아무것도 필요 없습니다. 다시 실행하려면 Python과 `make`가 필요합니다.*",
    ),
    (
        "A page about numbers is worth as much as its numbers. Here every output is what a run "
        "gave, and anybody can run it again.",
        "숫자를 다루는 페이지의 값어치는 그 숫자에 달려 있습니다. 이 사이트의 출력은 모두 실제로 실행해서 얻은 것이며, 누구나 다시 실행해 볼 수 있습니다.",
    ),
    (
        "- Every output block is what the program above it printed.",
        "- 출력 블록은 모두 바로 위의 프로그램이 출력한 것입니다.",
    ),
    (
        "- Every figure is what a published program drew.",
        "- 그림은 모두 사이트에 실린 프로그램이 그린 것입니다.",
    ),
    (
        "- Every decimal number in a sentence, a table or a caption stands, digit for digit, in "
        "an output or a program of the same page.",
        "- 문장과 표와 그림 설명에 나오는 소수점 있는 수는 모두 같은 페이지의 출력이나 프로그램에 한 자리도 다르지 않게 들어 있습니다.",
    ),
    (
        '- Most sentences that state a result, its words and a "not" included, are quoted by a '
        "test, which fills their numbers with what the programs give.",
        "- 결과를 말하는 문장은 대부분 테스트가 낱말까지 그대로 인용하고, 그 안의 숫자는 "
        "프로그램이 낸 값으로 채워 비교합니다.",
    ),
    (
        "- Every formula that states something is compared, on random numbers, with what PyTorch "
        "or a program computes.",
        "- 무언가를 말하는 수식은 모두, 무작위로 뽑은 수를 넣어 PyTorch나 프로그램이 계산한 값과 비교합니다.",
    ),
    (
        "- Every program is complete: copied into an empty directory, it runs.",
        "- 프로그램은 모두 완결되어 있습니다. 빈 디렉터리에 복사하면 그대로 실행됩니다.",
    ),
    (
        "- English and Korean show the same programs, outputs, figures and formulas.",
        "- 영어와 한국어 페이지의 프로그램, 출력, 그림, 수식은 같습니다.",
    ),
    (
        "- `snippets/softmax/temperature.py`: a program",
        "- `snippets/softmax/temperature.py`: 프로그램",
    ),
    (
        "- `snippets/softmax/temperature.out`: what it printed",
        "- `snippets/softmax/temperature.out`: 출력한 것",
    ),
    (
        "- `docs/en/softmax.md`: the page that includes both",
        "- `docs/en/softmax.md`: 둘을 담은 페이지",
    ),
    (
        "- `docs/ko/softmax.md`: the same page in Korean",
        "- `docs/ko/softmax.md`: 같은 페이지의 한국어판",
    ),
    (
        "- `tests/snippets/test_softmax.py`: tests of its functions",
        "- `tests/snippets/test_softmax.py`: 함수의 테스트",
    ),
    (
        "- `tests/claims/softmax.py`: what the page says of results, sentence by sentence",
        "- `tests/claims/softmax.py`: 페이지가 결과에 대해 하는 말, 문장마다",
    ),
    (
        "Running is kept apart from building. `python -m verify` runs the programs and compares; "
        "building the site runs none of them and only reads the files. So an output that changes "
        "is a line in a diff, for a person to accept or refuse.",
        "실행과 빌드는 따로 합니다. `python -m verify`는 프로그램을 실행해 비교하고, 사이트 빌드는 아무것도 실행하지 않고 파일만 읽습니다. 그래서 "
        "출력이 바뀌면 diff에 한 줄로 나타나고, 받아들일지 말지는 사람이 정합니다.",
    ),
    (
        "**Each program by itself.** `python -m verify` starts every program in a fresh process "
        "and an empty directory, with one thread, a time limit, and the repository out of reach. "
        "What it prints and draws is compared with what is published. Standard error must stay "
        "empty, and no file may be left behind.",
        "**프로그램 하나하나.** `python -m verify`는 프로그램마다 새 프로세스와 빈 디렉터리를 마련해 스레드 하나로 실행합니다. 시간제한이 있고 "
        "저장소에는 손댈 수 없습니다. 출력한 것과 그린 것을 사이트에 실린 것과 비교합니다. 표준 오류에는 아무것도 쓰지 않아야 하고, 파일을 남겨서도 안 됩니다.",
    ),
    (
        "**Exceptions are declared.** A line that is meant to fail ends with `# raises "
        "RuntimeError`, one that is meant to warn with `# warns UserWarning`, one that is meant "
        "to leave a file with `# writes model.pt`. A declared error is published as the last "
        "line of its traceback. A declaration that does not come true is a fault as well.",
        "**예외는 선언합니다.** 일부러 실패하는 줄은 `# raises RuntimeError`로, 일부러 경고를 내는 줄은 `# warns "
        "UserWarning`으로, 일부러 파일을 남기는 줄은 `# writes model.pt`로 끝납니다. 선언한 오류는 트레이스백의 마지막 줄로 싣습니다. "
        "선언한 일이 일어나지 않아도 결함으로 봅니다.",
    ),
    (
        "**Each block as it is copied.** pytest-markdown-docs reads the pages and runs each "
        "Python block in the same way, with the text that the copy button gives. What it prints "
        "must be the output block below.",
        "**블록은 복사되는 그대로.** pytest-markdown-docs가 페이지를 읽고 Python 블록을 같은 방식으로 실행합니다. 실행하는 내용은 복사 "
        "단추로 복사되는 내용과 같고, 출력은 바로 아래의 출력 블록과 같아야 합니다.",
    ),
    (
        "**Each notebook.** A page with programs can be downloaded as a Jupyter notebook. "
        "nbclient runs it from top to bottom in an empty directory, and each cell must print "
        "what the page publishes.",
        "**노트북.** 프로그램이 있는 페이지는 Jupyter 노트북으로 받을 수 있습니다. nbclient가 노트북을 빈 디렉터리에서 처음부터 끝까지 실행하며, "
        "셀마다 페이지에 실린 것과 같은 출력이 나와야 합니다.",
    ),
    (
        "**Each program in the page.** Most programs have a button *Run*, and what runs them is "
        "not PyTorch. So a browser runs every one of them from the built site, and every "
        "exercise with its solution and with mistakes; each must print what PyTorch printed. A "
        "program that a page cannot run says what it needs instead.",
        "**페이지에서 실행하는 프로그램.** 프로그램에는 대부분 *실행* 단추가 있고, 실행하는 것은 PyTorch가 아닙니다. 그래서 빌드한 사이트에서 브라우저로 "
        "모두 실행하고, 연습마다 풀이와 틀린 답도 실행합니다. 하나하나 PyTorch가 출력한 것과 같아야 합니다. 페이지에서 실행할 수 없는 프로그램에는 무엇이 "
        "필요한지 적혀 있습니다.",
    ),
    (
        "**The functions.** The programs' functions are held against PyTorch and SciPy, with "
        "random input from Hypothesis: values, gradients, shifts, huge scores, empty batches.",
        "**함수.** 프로그램에 정의된 함수는 PyTorch와 SciPy에 견주어 봅니다. Hypothesis가 만든 무작위 입력으로 값, "
        "기울기(gradient), 점수의 이동, 아주 큰 점수, 빈 배치(batch)를 확인합니다.",
    ),
    (
        "**The pages.** Guards read the Markdown and the built HTML for what the promise above "
        "says, and for broken links, missing translations and formulas that were not rendered.",
        "**페이지.** 위의 약속이 지켜지는지, 끊어진 링크나 빠진 번역이나 그려지지 않은 수식은 없는지 마크다운과 빌드된 HTML을 읽어 확인합니다.",
    ),
    (
        "The last printed digit of a computation may depend on the kind of CPU: other "
        "instructions add in another order, and PyTorch does not promise the same bits on every "
        "platform.",
        "계산 결과에서 마지막으로 찍힌 자리는 CPU의 종류에 따라 달라질 수 있습니다. 명령어가 다르면 더하는 순서가 다르고, PyTorch는 모든 플랫폼에서 같은 "
        "비트를 보장하지 않습니다.",
    ),
    (
        "Everything else must be equal: shorter numbers, words, integers, versions, `nan`, `inf`, "
        "and the number of decimals. There is no other setting. The check names each line that "
        "agrees by this alone, and fails if they are many.",
        "나머지는 모두 같아야 합니다. 더 짧은 소수, 글자, 정수, 버전, `nan`, `inf`, 소수점 아래 자릿수가 그렇습니다. 다른 설정은 없습니다. 이 규칙 "
        "덕에만 일치하는 줄은 검사할 때 하나씩 알리고, 그런 줄이 많으면 검사가 실패합니다.",
    ),
    (
        "- `make serve`: set up, build both languages, serve them with live reload",
        "- `make serve`: 두 언어를 빌드하고, 고칠 때마다 새로 고치며 보여 줍니다",
    ),
    (
        "- `make test`: set up, run every kind of check",
        "- `make test`: 모든 종류의 검사를 실행합니다",
    ),
    (
        "- `make update`: rerun the programs, rewrite the outputs that really changed",
        "- `make update`: 프로그램을 다시 실행하고, 실제로 달라진 출력을 다시 씁니다",
    ),
    (
        "A difference is shown as a diff with file and line. `--update` leaves a file alone that "
        "agrees by the rule above, so that another CPU does not rewrite the last digits of the "
        "whole site.",
        "달라진 점은 파일과 줄 번호가 붙은 diff로 보여 줍니다. `--update`는 위의 규칙으로 일치하는 파일을 건드리지 않습니다. 그래서 다른 CPU에서 "
        "실행해도 사이트 전체의 마지막 자리 숫자가 다시 쓰이는 일은 없습니다.",
    ),
    (
        "- PyTorch walkthrough: the program whose log must come out byte for byte.",
        "- PyTorch 따라가기: 로그가 한 바이트도 다르지 않게 나와야 하는 프로그램입니다.",
    ),
    (
        "- Numerical stability: where a computation loses more than its last digit.",
        "- 수치 안정성: 마지막 자리보다 더 많은 것을 잃는 계산을 봅니다.",
    ),
):
    page.states(english, korean, because="what the checks do; tests/verify and tests/site hold it")
