import torch

from tests.claims.claims import ENGLISH, KOREAN, Claims, read_file
from tests.claims.softmax import one, three, two
from tests.claims.walkthrough import eight, eight_ko

page = Claims("explorables")

shown = {
    language: read_file(f"docs/{language}/explorables.md").count("<explore-")
    for language in ("en", "ko")
}
page.says(
    "on one page: {seven} explorables, each with a task and a question for a class.",
    "손으로 움직여 볼 수 있는 그림 {seven_ko} 개를 한곳에 모았습니다. 그림마다 과제가 하나, "
    "강의에서 던질 질문이 하나 있습니다.",
    seven=ENGLISH[shown["en"]],
    seven_ko=KOREAN[shown["ko"]],
)
page.says(
    "The scores are {one}, {two} and {three}. Can any temperature put class 1 first?",
    "점수가 {one}, {two}, {three}입니다. 클래스 1이 1등이 되는 온도가 있을까요?",
    one=one,
    two=two,
    three=three,
)
page.states(
    "to give the commonest outcome half of what it deserves, or the rarest nothing at all?",
    "가장 흔한 결과에 제 몫의 절반만 줄 때와 가장 드문 결과에 아무것도 주지 않을 때, 어느 쪽이 "
    "더 비쌀까요?",
    because="a question",
)
page.states(
    "A model is perfect, and somebody has added a second softmax. Does the loss reach 0?",
    "모델은 완벽한데 누군가 소프트맥스를 한 번 더 넣었습니다. 손실은 0까지 내려갈까요?",
    because="a question",
)
page.says(
    "One row takes a step against its own loss. Must the cost of all {eight} rows fall?",
    "한 행이 자기 손실을 줄이는 쪽으로 한 스텝 갑니다. {eight_ko} 행 전체의 비용도 반드시 "
    "줄어들까요?",
    eight=eight,
    eight_ko=eight_ko,
)

# Each of the three answers is that of some number type, or the question has no point.
gap = 100
plain = {
    dtype: bool((torch.tensor([gap, 0.0], dtype=dtype).exp()).isfinite().all())
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64)
}
assert set(plain.values()) == {True, False}
page.says(
    "Two logits are {gap} apart.",
    "두 로짓의 차이가 {gap}입니다.",
    gap=gap,
)

page.states(
    "Asking about a row costs a tenth of a mistake.",
    "행 하나를 묻는 비용은 틀린 답에 드는 비용의 10분의 1입니다.",
    because="the price that the explorable begins with",
)
page.states(
    "in which only the shifted one, in which neither?",
    "어느 자료형에서 둘 다 깨질까요?",
    because="a question",
)

# What no program has a say in
for english, korean in (
    (
        "*You need: nothing for a first look. Each explorable links to the page that explains it.*",
        "*필요한 것: 한번 둘러보는 데는 아무것도 필요 없습니다. 그림마다 설명하는 페이지로 가는 링크가 있습니다.*",
    ),
    (
        "All that can be moved on this site, in one place: for a lecture, or for a second look. "
        "Above each stands a question to ask a class before anybody touches anything. *Copy "
        "link* gives the address of what you have set, to share or to keep. *Full screen*, where "
        "the browser has it, makes it large enough for the last row.",
        "이 사이트에서 움직여 볼 수 있는 그림을 모두 모았습니다. 강의할 때나 복습할 때 "
        "보십시오. 그림 위의 질문은 아직 아무도 손대지 않았을 때 던지는 것입니다. *링크 "
        "복사*로 지금 맞추어 놓은 그대로의 주소를 얻어 나누거나 보관할 수 있고, 브라우저가 "
        "지원하면 *전체 화면*으로 맨 뒷줄에서도 보이게 키울 수 있습니다.",
    ),
    (
        "The printed log falls from line to line. Does the cost fall from step to step?",
        "출력된 로그는 줄마다 내려갑니다. 비용도 스텝마다 내려갈까요?",
    ),
    (
        "A temperature changes no answer. Can it make the model better all the same?",
        "온도는 답을 하나도 바꾸지 않습니다. 그래도 모델이 더 나아질 수 있을까요?",
    ),
    (
        "Six characters are right at one place, one at another. Which cut fits both?",
        "한 자리에서는 여섯 문자가, 다른 자리에서는 한 문자가 맞습니다. 두 자리에 다 맞게 자르는 방법은 무엇일까요?",
    ),
    (
        "Can straight boundaries get all nine right?",
        "곧은 경계로 아홉 점을 모두 맞힐 수 있을까요?",
    ),
):
    page.states(english, korean, because="what readers do with the explorables")
