from tests.claims.claims import ENGLISH, KOREAN, Claims, read_file, when
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
from verify.pages import LANGUAGES

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
page.states(
    "Recognise common mistakes by their message, or by their silence.",
    "흔한 실수를 메시지를 보고, 메시지가 없으면 증상을 보고 알아봅니다.",
    because="mistakes counts them",
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
    "What do 16 bits change, and what if the classes are too many?",
    "16비트는 무엇을 바꾸고, 클래스가 너무 많으면 어떻게 하는가?",
    because="what the page answers",
)
page.states(
    "What if softmax or the logarithm is missing, or comes twice?",
    "소프트맥스나 로그가 빠지거나 두 번 들어가면?",
    because="what the page answers",
)

page.states(
    "Reading the log answers both.",
    "로그 읽기에서 두 질문에 답합니다.",
    because="the caption asks why the band, and why its edge",
)
page.says(
    "published as the run made them, the same in both languages.",
    "실행해서 나온 그대로 {two_ko} 언어에 똑같이 싣습니다.",
    two_ko=KOREAN[len(LANGUAGES)],
)

# What no program has a say in
for english, korean in (
    (
        "How do scores become probabilities, what does it cost to be wrong, and how does a model "
        "learn from it?",
        "점수는 어떻게 확률이 되고, 틀리면 얼마를 잃으며, 모델은 거기서 어떻게 배울까요?",
    ),
    (
        "a number that differs fails the tests.",
        "숫자가 하나라도 다르면 테스트가 실패합니다.",
    ),
    (
        "- **Learn** Softmax from one line of arithmetic, then the loss, its gradient and the "
        "training loop. Python and school calculus are enough to begin.",
        "- **배우기** 한 줄 계산으로 시작하는 소프트맥스, 이어서 손실과 기울기, 학습 루프까지. Python과 고등학교 미적분이면 시작할 수 있습니다.",
    ),
    (
        "- **Fix an error** Start from the message, or from a loss that does not fall.",
        "- **오류 고치기** 오류 메시지나 줄어들지 않는 손실에서 시작합니다.",
    ),
    (
        "- Say why the model ends in a linear layer, and where softmax went.",
        "- 모델이 왜 선형층에서 끝나는지, 소프트맥스는 어디로 갔는지 설명합니다.",
    ),
    (
        "- Derive the gradient of the loss, probability minus target, and check it against "
        "autograd.",
        "- 손실(loss)의 기울기가 확률 빼기 정답(target)임을 유도하고 autograd로 확인합니다.",
    ),
    (
        "- Choose a learning rate by a bound instead of by trial, and see in a log what it does "
        "not print.",
        "- 학습률(learning rate)을 시행착오가 아니라 계산한 상한으로 고르고, 로그에 찍히지 않은 것을 읽어 냅니다.",
    ),
    (
        "- Keep the loss finite where softmax overflows.",
        "- 소프트맥스가 오버플로를 일으키는 곳에서도 손실을 유한하게 지킵니다.",
    ),
    (
        "- Train on real images of digits, and judge how far the probabilities can be trusted.",
        "- 실제 손글씨 숫자 이미지로 학습하고, 확률을 얼마나 믿을 수 있는지 판단합니다.",
    ),
    (
        "- Train in two processes and get the same log.",
        "- 프로세스 두 개로 학습해 같은 로그를 얻습니다.",
    ),
    (
        "Each stands below those that it needs. A tick means that you have answered all of its "
        "quick checks and exercises.",
        "각 페이지는 먼저 읽어야 할 페이지 아래에 있습니다. 확인 문제와 연습을 모두 풀면 ✓가 붙습니다.",
    ),
    (
        "| Softmax | How do scores become probabilities, and why by an exponential? |",
        "| 소프트맥스 | 점수는 어떻게 확률이 되며, 왜 지수함수인가? |",
    ),
    (
        "| Cross-entropy | What does it cost to expect Q when P is true? |",
        "| 교차 엔트로피 | 실제로는 P인데 Q를 예상하면 얼마를 치르는가? |",
    ),
    (
        "| PyTorch walkthrough | What does each line of the program do? |",
        "| PyTorch 따라가기 | 프로그램의 각 줄은 무슨 일을 하는가? |",
    ),
    (
        "| Why logits? | Why does the model stop before softmax? |",
        "| 왜 로짓인가? | 모델은 왜 소프트맥스 앞에서 멈추는가? |",
    ),
    (
        "| Gradients | What does `backward` compute? |",
        "| 기울기 | `backward`는 무엇을 계산하는가? |",
    ),
    (
        "| The lost start | Where did the run begin, when nobody noted its seed? |",
        "| 잃어버린 출발점 | 시드를 적어 두지 않은 학습은 어디서 출발했는가? |",
    ),
    (
        "| Numerical stability | Where does the arithmetic break, and what holds it? |",
        "| 수치 안정성 | 계산은 어디서 무너지고, 무엇이 그것을 막는가? |",
    ),
    (
        "| Real data | Does it work on digits and flowers, and are its probabilities honest? |",
        "| 실제 데이터 | 숫자 이미지와 붓꽃에도 통하며, 그 확률은 정직한가? |",
    ),
    (
        "| Mistakes | Which mistake is this, by its message or by its symptom? |",
        "| 흔한 실수 | 메시지나 증상으로 보아 이것은 어떤 실수인가? |",
    ),
    (
        "| Mistakes with targets | What if the labels are of the wrong kind? |",
        "| 정답에 관한 실수 | 정답의 종류가 틀리면? |",
    ),
    (
        "| Mistakes with shapes | What if scores and targets do not fit? |",
        "| 형태에 관한 실수 | 점수와 정답의 형태가 맞지 않으면? |",
    ),
    (
        "| Scaling out | What if the classes are many, or the processes two? |",
        "| 규모 키우기 | 클래스가 아주 많거나 프로세스가 둘이면? |",
    ),
    (
        "| Explorables | What changes when a value is moved? |",
        "| 움직이는 그림 | 값을 움직이면 무엇이 달라지는가? |",
    ),
    (
        "| Exercises: losses by hand | Can you write softmax and its losses yourself? |",
        "| 연습: 직접 구현하는 손실 | 소프트맥스와 그 손실을 직접 구현할 수 있는가? |",
    ),
    (
        "| Exercises: training | Can you write a step, its gradient and its rate? |",
        "| 연습: 학습 | 스텝과 그 기울기와 학습률을 직접 구할 수 있는가? |",
    ),
    (
        "| Exercises: pitfalls | Can you write what is easy to write almost right? |",
        "| 연습: 함정 | 틀리기 쉬운 함수를 맞게 짤 수 있는가? |",
    ),
    (
        "| Exercises: data and scale | Can you judge probabilities, and divide a loss among "
        "processes? |",
        "| 연습: 데이터와 규모 | 확률을 평가하고 손실을 여러 프로세스에 나눌 수 있는가? |",
    ),
    (
        "| Glossary | What is the word, in English and Korean, and what is its symbol? |",
        "| 용어집 | 이 용어는 한국어와 영어로 무엇이며, 기호는 무엇인가? |",
    ),
    (
        "| How this site is checked | Why believe any of the numbers? |",
        "| 이 사이트의 검증 방법 | 이 숫자들을 왜 믿을 수 있는가? |",
    ),
    (
        "| What is new | What has changed, and when? |",
        "| 새로 바뀐 것 | 무엇이 언제 달라졌는가? |",
    ),
    (
        "| About this site | Which keys work, what is stored, who wrote what? |",
        "| 이 사이트에 대하여 | 어떤 단축키가 있고, 무엇을 저장하며, 누가 무엇을 만들었는가? |",
    ),
    (
        "- Softmax, if you want to start at the beginning.",
        "- 처음부터 시작하려면 소프트맥스를 읽습니다.",
    ),
    (
        "- PyTorch walkthrough, if you want to take the program apart first.",
        "- 프로그램부터 뜯어보려면 PyTorch 따라가기를 읽습니다.",
    ),
):
    page.states(english, korean, because="what readers find on the pages")
