from tests.claims.claims import ENGLISH, KOREAN, Claims, read_file, when
from tests.claims.mistakes import fifteen, fifteen_korean
from tests.claims.walkthrough import (
    classes,
    eight,
    eight_ko,
    eleven,
    eleven_ko,
    epochs,
    four,
    four_ko,
    ln_3,
    log,
    printed_epochs,
    rising,
    three,
    three_ko,
)

page = Claims("index")

processes = int(read_file("snippets/scaling_out/data_parallel.py").split("nproc-per-node=")[1][0])
page.says(
    "from one line of arithmetic to {two} processes",
    "한 줄 계산에서 {two_korean} 프로세스 학습까지",
    two=ENGLISH[processes],
    two_korean=KOREAN[processes],
)

# The whole program
page.says(
    "A linear layer turns {four} numbers into {three} scores.",
    "선형층은 숫자 {four_ko} 개를 점수 {three_ko} 개로 바꿉니다.",
    four=four,
    four_ko=four_ko,
    three=three,
    three_ko=three_ko,
)
page.says(
    "it learns to classify {eight} rows. The figure shows its cost",
    "프로그램은 {eight_ko} 행을 분류하는 법을 배웁니다. 그림은 그동안의 비용(cost)이고",
    eight=eight,
    eight_ko=eight_ko,
)
inside = [epoch for epoch in printed_epochs if rising[0] <= epoch <= rising[1] + 1]
page.says(
    "The cost falls steeply in the first epochs and slowly after. From epoch {first} to about "
    "{last} the line is a band, and the printed points in it lie on its {upper} edge.",
    "비용이 처음 몇 에폭 동안 가파르게 떨어지고 그 뒤로 천천히 줄어든다. 에폭 {first}부터 {last} "
    "무렵까지 선이 띠 모양이고, 그 안의 출력된 점은 띠의 {upper_ko} 가장자리에 놓여 있다.",
    first=round(rising[0], -1),
    last=round(rising[1], -1),
    upper="upper",
    upper_ko="위쪽",
)
page.says(
    "The cost at all {epochs:,} epochs, and the {eleven} that the program prints. Why is the line "
    "a band, and why do all {nine} printed points inside it lie on its upper edge?",
    "{epochs:,}에폭(epoch) 전체의 비용과, 그 가운데 프로그램이 출력하는 {eleven_ko} 개입니다. "
    "선은 왜 띠 모양이며, 띠 안에 찍힌 점 {nine_ko} 개는 왜 모두 위쪽 가장자리에 있을까요?",
    epochs=epochs,
    eleven=eleven,
    eleven_ko=eleven_ko,
    nine=ENGLISH[len(inside)],
    nine_ko=KOREAN[len(inside)],
)
page.says(
    "The {eleven} lines come from the study notes that this site grew out of; the notes gave no "
    "seed, and the start was found by search.",
    "이 {eleven_ko} 줄은 이 사이트의 바탕이 된 스터디 노트에 적혀 있던 것입니다. 노트에는 "
    "시드(seed)가 없었고, 출발점은 탐색으로 찾아냈습니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
)
page.says(
    "| Reading the log | What do the {eleven} lines hide? |",
    "| 로그 읽기 | {eleven_ko} 줄은 무엇을 감추는가? |",
    eleven=eleven,
    eleven_ko=eleven_ko,
)

# What you will be able to do
page.says(
    "Compute the first number of this log by hand, and say why it is so far {above} ln {classes}.",
    "이 로그의 첫 숫자를 손으로 계산하고, 그 값이 왜 ln {classes}보다 훨씬 {above_ko} 설명합니다.",
    above=when(float(log[0]) > 2 * float(ln_3), "above"),
    above_ko=when(float(log[0]) > 2 * float(ln_3), "큰지"),
    classes=classes,
)
page.says(
    "Recognise {fifteen} common mistakes by their message, or by their silence.",
    "흔한 실수 {fifteen_ko} 가지를 메시지를 보고, 메시지가 없으면 증상을 보고 알아봅니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_korean,
)
page.says(
    "Train in {two} processes and get the same log.",
    "프로세스 {two_ko} 개로 학습해 같은 로그를 얻습니다.",
    two=ENGLISH[processes],
    two_ko=KOREAN[processes],
)
page.says(
    "What if the classes are many, or the processes {two}?",
    "클래스가 아주 많거나 프로세스가 {two_ko}이면?",
    two=ENGLISH[processes],
    two_ko=["", "하나", "둘"][processes],
)
page.states(
    "What if softmax or the logarithm is missing, or comes twice?",
    "소프트맥스나 로그가 빠지거나 두 번 들어가면?",
    because="what the page answers",
)
