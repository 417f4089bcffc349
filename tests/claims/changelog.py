import re

from tests.claims.claims import Claims, read_file

page = Claims("changelog")

headings = {
    language: re.findall(r"^## .+$", read_file(f"docs/{language}/changelog.md"), re.M)
    for language in ("en", "ko")
}
for english, korean in zip(headings["en"], headings["ko"], strict=True):
    page.states(english, korean, because="the day of a change, in both languages")
    days = [re.findall(r"## (\d{4}-\d\d-\d\d): ", heading) for heading in (english, korean)]
    if days[0] != days[1] or not days[0]:
        raise LookupError(f"{english!r} and {korean!r} have not the same day")
dates = [heading[3:13] for heading in headings["en"]]
if dates != sorted(dates, reverse=True):
    raise LookupError("docs/en/changelog.md: the newest day comes first")

page.states(
    "Each chapter opens with its rule in one minute, each explorable has a task, and four "
    "exercises are new.",
    "장마다 1분 요약으로 시작하고, 움직이는 그림마다 과제가 있으며, 연습 네 개가 늘었습니다.",
    because="what was new that day, which later days do not change",
)
page.states(
    "Seven ideas can be changed with sliders and by hand, from three scores and a temperature",
    "점수 셋과 온도에서 학습 전체까지, 일곱 가지 개념을 슬라이더와 손으로 바꾸어 볼 수 있습니다.",
    because="what was new that day, which later days do not change",
)
page.states(
    "where a softmax model changes its mind, three roads to its exponential",
    "소프트맥스 모델의 답이 바뀌는 곳, 지수함수에 이르는 세 가지 길",
    because="boundaries holds it",
)

page.states(
    "measures how many test rows tell two models apart.",
    "두 모델을 구별하려면 테스트용 행이 몇 개나 필요한지 잽니다.",
    because="batches holds it",
)
page.states(
    "Two exercises belong to it.",
    "연습 두 개도 함께 늘었습니다.",
    because="what was new that day, which later days do not change",
)
page.states(
    "what 16 bits change, what autocast keeps wide",
    "16비트가 무엇을 바꾸는지, autocast가 무엇을 넓게 남겨 두는지",
    because="precision holds it",
)
page.states(
    "and weights in half precision.", "반정밀도 가중치입니다.", because="the name of an entry"
)

# What no program has a say in
for english, korean in (
    (
        "What changed for readers, the newest first. A feed reader can watch this page: <a "
        'href="../feed.xml">the feed</a>.',
        '읽는 사람에게 달라진 것을 최근 것부터 적었습니다. <a href="../feed.xml">피드</a>를 구독하면 새 소식을 피드 리더에서 받아 볼 수 '
        "있습니다.",
    ),
    (
        "Once you have been here, the pages that you read open without a network, too. Each "
        "figure can be saved as SVG and as PNG, each page says how to cite it, and its address "
        "stands on paper. About this site lists all that you can take.",
        "한 번 읽은 페이지는 네트워크가 끊겨도 열립니다. 그림은 SVG나 PNG로 저장할 수 있고, 페이지마다 인용하는 방법이 있으며, 인쇄하면 페이지의 주소가 "
        "함께 나옵니다. 가져갈 수 있는 것은 모두 이 사이트에 대하여에 있습니다.",
    ),
    (
        "*Run* in the title of a program runs it in your browser, *Edit* lets you change it, and "
        "a link opens your version for somebody else. The exercises are checked in the page as "
        "well. Run it here says how that works without PyTorch.",
        "프로그램 제목의 *실행*을 누르면 브라우저에서 바로 실행됩니다. *고치기*로 코드를 고치고, 고친 코드를 링크로 다른 사람에게 보여 줄 수 있습니다. 연습도 "
        "페이지에서 검사합니다. PyTorch 없이 어떻게 실행하는지는 여기서 실행하기에 있습니다.",
    ),
    (
        "The search leads to the section that answers, instead of the page. It takes a pasted "
        "error message, and knows words that these pages do not use.",
        "검색이 페이지가 아니라 답이 있는 절로 데려갑니다. 오류 메시지를 그대로 붙여 넣어도 되고, 이 사이트에 나오지 않는 말로 찾아도 됩니다.",
    ),
    (
        "What you drag is shown while you drag it, on a slow machine too: even a whole training "
        "follows.",
        "느린 컴퓨터에서도 슬라이더를 끄는 동안 결과가 바로 따라옵니다. 학습 전체를 다시 계산할 때도 그렇습니다.",
    ),
    (
        "Pages ask before they answer. Exercises check a solution and say what went wrong. Each "
        "page with programs can be had as a notebook, and all programs as one file.",
        "페이지는 답하기 전에 먼저 묻습니다. 연습은 풀이를 검사해 무엇이 틀렸는지 알려 줍니다. 프로그램이 있는 페이지는 노트북으로, 모든 프로그램은 파일 하나로 "
        "받을 수 있습니다.",
    ),
    (
        "Softmax, cross-entropy and multiclass training in PyTorch, in English and Korean; every "
        "output is what a run gave.",
        "PyTorch로 배우는 소프트맥스, 교차 엔트로피, 다중 클래스 학습을 영어와 한국어로 실었습니다. 출력은 모두 실제로 실행해서 얻은 것입니다.",
    ),
):
    page.states(english, korean, because="what was new that day")
page.states(
    "a softmax costs that is sampled, split into levels or taken among a batch.",
    "소프트맥스를 표본으로, 두 단계로, 배치 안에서 구하면 무엇을 잃는지",
    because="precision holds it",
)
