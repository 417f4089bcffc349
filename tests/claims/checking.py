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
page.says(
    "One unit in the {sixth} decimal {agrees}, two {differ}. A count of rows must be right "
    "{exactly}.",
    "소수점 아래 {sixth_ko} 자리에서 한 단위는 {agrees_ko} 두 단위는 {differ_ko}. 행의 개수는 "
    "{exactly_ko} 합니다.",
    sixth={6: "sixth"}[places],
    sixth_ko={6: "여섯째"}[places],
    agrees=when(verdicts[1] == "agrees", "agrees"),
    agrees_ko=when(verdicts[1] == "agrees", "일치로 보고"),
    differ=when(verdicts[2] == "differs", "do not"),
    differ_ko=when(verdicts[2] == "differs", "다르다고 봅니다"),
    exactly=when(
        "8 of 8 rows    7 of 8 rows    differs" in read_file(f"snippets/{RULE}.out"), "exactly"
    ),
    exactly_ko=when(
        "8 of 8 rows    7 of 8 rows    differs" in read_file(f"snippets/{RULE}.out"), "정확해야"
    ),
)
page.says(
    "So a decimal number may differ from the published one by {one} unit in its last printed place.",
    "그래서 소수점 있는 수는 실린 값과 마지막으로 찍힌 자리에서 {one_ko} 단위까지 달라도 됩니다.",
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
commands = re.findall(r"^- `make \w+`: ", read_file("docs/ko/checking.md"), re.M)
page.says(
    "Each sets up what it needs the first time.",
    "{three_ko} 다 처음 실행할 때 필요한 것을 스스로 설치합니다.",
    three_ko={3: "셋"}[len(commands)],
)
