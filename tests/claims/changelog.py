import re

from tests.claims.claims import ENGLISH, KOREAN, Claims, read_file

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
page.says(
    "{seven} ideas can be changed with sliders and by hand, from {three} scores and a temperature",
    "점수 {three_ko}과 온도에서 학습 전체까지, {seven_ko} 가지 개념을 슬라이더와 손으로 바꾸어 볼 "
    "수 있습니다.",
    seven=ENGLISH[read_file("docs/en/explorables.md").count("<explore-")].capitalize(),
    seven_ko=KOREAN[read_file("docs/ko/explorables.md").count("<explore-")],
    three="three",
    three_ko="셋",
)
