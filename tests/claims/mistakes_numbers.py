import torch
import torch.nn.functional as F

from tests.claims.claims import found, printed, when
from tests.claims.mistakes import group

page = group(
    "numbers",
    "{many} programs that run, train and print a wrong number without a "
    "message, from an accuracy of a square to micro-batches of unequal size.",
    "정사각형으로 잰 정확도부터 크기가 다른 마이크로 배치까지, 메시지 없이 실행되고 학습되면서 틀린 수를 내놓는 프로그램 "
    "{many_korean} 가지를 봅니다.",
)
page.says(
    "Nothing here stops, and nothing warns. The number is wrong, or right for another "
    "question. Each entry has a check that would have told you.",
    "여기서는 아무것도 멈추지 않고 경고도 없습니다. 수가 틀렸거나, 다른 질문의 답입니다. 항목마다 이를 알려 주었을 점검이 있습니다.",
)
# In one minute
page.says(
    "Compare shapes before values, and print hits beside their count.",
    "값보다 형태를 먼저 견주고, 맞은 수를 전체 수와 나란히 출력하십시오.",
)
# Accuracy of a column
page.says(
    "**Symptom.** More hits than rows, or an accuracy that does not fit the predictions.",
    "**증상.** 맞은 수가 행보다 많거나, 정확도가 예측과 맞지 않습니다.",
)
page.says(
    "Four predictions stand in a row, four targets in a column. What does `predicted "
    "== target` give?",
    "예측 넷은 행에, 정답 넷은 열에 있습니다. `predicted == target`은 무엇을 줄까요?",
)
page.says(
    "- [ ] An error: the shapes differ. They differ in a way that PyTorch repairs: a "
    "row and a column are broadcast.",
    "- [ ] 형태가 다르므로 오류가 납니다. PyTorch가 맞추어 주는 차이입니다. 행과 열은 브로드캐스트됩니다.",
)
page.says(
    "- [ ] Four answers, one for each row. That is what was meant. It needs two "
    "tensors of the same shape.",
    "- [ ] 행마다 하나씩 답이 넷 나옵니다. 의도한 것은 그것입니다. 그러려면 두 텐서의 형태가 같아야 합니다.",
)
page.says(
    "- [x] A square: every prediction beside every target. The row is repeated down and the "
    "column across. The mean of the square says how often a prediction and a target picked "
    "at random agree.",
    "- [x] 정사각형입니다. 모든 예측을 모든 정답과 견줍니다. 행은 아래로, 열은 옆으로 "
    "되풀이됩니다. 정사각형의 평균은 예측과 정답을 아무것이나 하나씩 골랐을 때 일치하는 "
    "비율입니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** Targets of shape (N, 1) beside"
    " predictions of shape (N) are broadcast to a square: every row is compared with "
    "every target. All {rows} predictions are right, and {hits} hits make an accuracy"
    " of {wrong}.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 형태가 (N, 1)인 정답과 (N)인 예측을 견주면 정사각형으로 브로드캐스트되어 모든 행을"
    " 모든 정답과 견줍니다. 예측 {rows}개가 다 맞는데, 맞은 수가 {hits}이 되어 정확도가 {wrong}입니다.",
    rows=printed("mistakes_numbers/accuracy_of_a_column", r"of (\d)$"),
    hits=printed("mistakes_numbers/accuracy_of_a_column", r"hits: (\d) of"),
    wrong=printed("mistakes_numbers/accuracy_of_a_column", r"accuracy: (\S+)$"),
)
page.says(
    "**Mended.** Make the shapes equal, and assert it.",
    "**고친 프로그램.** 형태를 같게 하고, 그것을 assert로 확인합니다.",
)
page.says(
    "**Met by** users of LaBraM and BigDL.",
    "**실제 사례.** LaBraM과 BigDL에서 나타났습니다.",
)
# Several labels in one softmax
page.states(
    "**Symptom.** A row has several labels, the target is multi-hot, and the loss "
    "stops far above zero.",
    "**증상.** 한 행에 레이블이 여럿이고 정답이 멀티-핫인데, 손실이 0보다 한참 위에서 멈춥니다.",
    because="the floor of a loss",
)
page.says(
    "**Older wordings.** There is no message. **Why.** `F.cross_entropy` takes a float "
    "target for a distribution and does not check that it sums to one. Here it sums to two. "
    "Two labels share what softmax gives, one half each, and the loss cannot fall below $2 "
    r"\ln 2$, {floor}, however sure the model is.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `F.cross_entropy`는 부동소수점형 정답을 분포로 여기며 합이 1인지 확인하지 "
    r"않습니다. 여기서는 합이 2입니다. 두 레이블이 소프트맥스의 확률을 절반씩 나누어 가지므로, 모델이 아무리 확신해도 손실은 $2 \ln 2$, "
    "곧 {floor} 아래로 내려가지 못합니다.",
    floor=printed("mistakes_numbers/multi_hot", r"scale 100: (\S+)$"),
)
page.says(
    "**Mended.** Several labels at once are several questions: a sigmoid and a binary"
    " loss for each.",
    "**고친 프로그램.** 레이블이 여럿이면 질문도 여럿입니다. 저마다 시그모이드와 이진 손실을 씁니다.",
)
page.says(
    "**Met by** users of Modality-Transferable-MER and FSCL.",
    "**실제 사례.** Modality-Transferable-MER과 FSCL에서 나타났습니다.",
)
# Class zero ignored
page.states(
    "## Class zero ignored",
    "## 무시한 클래스 0 {#class-zero-ignored}",
    because="the name of a section",
)
page.says(
    "**Symptom.** The background, class 0, is left out by `ignore_index=0`. The loss looks "
    "good, and no row is ever called background.",
    "**증상.** 배경인 클래스 0을 `ignore_index=0`으로 뺐습니다. 손실은 좋아 보이는데, 모델이 "
    "어느 행도 배경이라고 답하지 않습니다.",
)
IGNORED, COUNTED = (f"mistakes_numbers/class_zero_{name}" for name in ("ignored", "counted"))


def answers(program: str) -> tuple[list[str], list[str]]:
    """Return what a program's rows are and what its model calls them."""
    targets, said = (
        printed(program, rf"{name}: \[(.+)\]$").split(", ") for name in ("targets", "answers")
    )
    return targets, said


def right(program: str) -> int:
    """Return how many rows a program's model has right."""
    return sum(a == b for a, b in zip(*answers(program), strict=True))


page.says(
    "**Older wordings.** There is no message. **Why.** `ignore_index` leaves rows out, not "
    "classes. Class 0 stays in the softmax of every other row, and each of them pushes its "
    "score down; no row of its own is left to push it up. After {steps} steps no row gives it "
    "more than {p}, and the loss of {loss} does not count the two rows that are {wrong}.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `ignore_index`는 클래스가 아니라 행을 뺍니다. "
    "클래스 0은 다른 모든 행의 소프트맥스에 남고, 그 행들은 저마다 클래스 0의 점수를 아래로 "
    "밉니다. 위로 밀어 줄 자기 행은 하나도 남지 않았습니다. {steps}스텝 뒤에는 어느 행에서도 "
    "그 확률이 {p}를 넘지 않으며, 손실 {loss}에는 {wrong_ko} 두 행이 빠져 있습니다.",
    steps=found("snippets/mistakes_numbers/class_zero_ignored.py", r"range\((\d+)\)")[0],
    p=printed(IGNORED, r"class 0: (\S+)$"),
    loss=printed(IGNORED, r"loss: (\S+)$"),
    wrong=when(len(answers(IGNORED)[0]) - right(IGNORED) == 2, "wrong"),
    wrong_ko=when("0" not in answers(IGNORED)[1], "틀린"),
)
page.says(
    "**Mended.** Let the background count. The loss is {higher}, {loss}, and {more} of the "
    "{rows} rows are right instead of {fewer}. Where background has far more rows than the "
    "rest, give it a smaller class weight; `ignore_index` is for rows that nobody labelled. If "
    "background must never be an answer, drop its output and number the other classes from "
    "zero.",
    "**고친 프로그램.** 배경도 계산에 넣습니다. 손실은 {loss}로 더 {higher_ko}, {rows}행 "
    "가운데 맞은 행이 {fewer}개에서 {more}개로 늘어납니다. 배경의 행이 나머지보다 훨씬 많으면 "
    "클래스 가중치를 작게 줍니다. `ignore_index`는 아무도 레이블을 붙이지 않은 행에 씁니다. "
    "배경이 결코 답이 되어서는 안 된다면 그 출력을 없애고 나머지 클래스를 0부터 셉니다.",
    loss=printed(COUNTED, r"loss: (\S+)$"),
    higher=when(
        float(printed(COUNTED, r"loss: (\S+)$")) > float(printed(IGNORED, r"loss: (\S+)$")),
        "higher",
    ),
    higher_ko=when(
        float(printed(COUNTED, r"loss: (\S+)$")) > float(printed(IGNORED, r"loss: (\S+)$")),
        "크지만",
    ),
    rows=len(answers(COUNTED)[0]),
    more=right(COUNTED),
    fewer=right(IGNORED),
)
page.says(
    "**Met by** readers of torchvision's example and of pytorch-semseg.",
    "**실제 사례.** torchvision 예제와 pytorch-semseg의 독자들이 묻습니다.",
)
# The end as padding
page.says(
    "**Symptom.** A language model was fine-tuned and does not stop: it never writes "
    "its end token.",
    "**증상.** 언어 모델을 미세 조정했더니 멈추지 않습니다. 끝 토큰을 결코 쓰지 않습니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** The tokenizer has no padding "
    "token, so the end token was used for it, and padding is ignored. With it went "
    "the one end that counts. No row teaches the end token, and every other row "
    "pushes it down: {down}.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 토크나이저에 패딩 토큰이 없어 끝 토큰을 대신 썼고, 패딩은 무시됩니다. 계산에 들어가야 "
    "할 끝 하나까지 함께 무시됩니다. 끝 토큰을 가르치는 행이 없고, 다른 행들은 모두 그것을 아래로 밉니다({down}).",
    down=printed("mistakes_numbers/end_as_padding", r"token: (\S+)$").replace("-", "−"),
)
page.says(
    "**Mended.** Ignore what comes after the first end, by place and not by value. Where "
    "padding stands in front, or a text has several ends, the attention mask says which "
    "places are padding. Or give padding a token of its own.",
    "**고친 프로그램.** 값이 아니라 자리로, 첫 끝 토큰 뒤에 오는 것만 무시합니다. 패딩이 "
    "앞에 있거나 한 글에 끝 토큰이 여럿이면 어텐션 마스크로 패딩인 자리를 가립니다. 아니면 "
    "패딩에 따로 토큰을 줍니다.",
)
page.says(
    "**Met by** readers of a course on language models, and users of trl.",
    "**실제 사례.** 언어 모델 강의의 독자와 trl 사용자가 겪었습니다.",
)
# The next token unshifted
page.says(
    "**Symptom.** The loss of a language model falls to nearly nothing, and what it "
    "writes repeats itself. Or it is shifted twice, and skips a word.",
    "**증상.** 언어 모델의 손실은 거의 사라지는데 쓰는 글은 같은 말의 되풀이입니다. 두 번 밀면 한 단어씩 건너뜁니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** The scores at a place are for "
    "the token after it. Compared with the token at the place itself, a model that "
    "copies is perfect, {copies}, and one that foresees is punished, {foresees}. Some"
    " models shift inside when they are given labels; shifted before as well, they "
    "learn the token after the next.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 한 자리의 점수는 그다음 토큰에 대한 것입니다. 같은 자리의 토큰과 견주면 베끼는 모델이 "
    "완벽하고({copies}), 내다보는 모델이 벌을 받습니다({foresees}). 레이블을 주면 안에서 미는 모델도 있습니다. 미리 또 밀면 "
    "다음다음 토큰을 배웁니다.",
    copies=printed("mistakes_numbers/next_token_unshifted", r"reads: (\S+)$"),
    foresees=printed("mistakes_numbers/next_token_unshifted", r"next one: +(\S+)$"),
)
page.says(
    "**Mended.** Shift once: scores without the last place, tokens without the first.",
    "**고친 프로그램.** 한 번만 밉니다. 점수에서는 마지막 자리를, 토큰에서는 첫 자리를 뺍니다.",
)
page.says(
    "**Met by** users of InternLM and of transformers, who ask on which side the shift belongs.",
    "**실제 사례.** InternLM과 transformers 사용자들이 어느 쪽에서 밀어야 하는지 묻습니다.",
)
# Unequal micro-batches
page.says(
    "**Symptom.** Gradients are accumulated over small batches, and the loss is not "
    "that of the large one.",
    "**증상.** 작은 배치에 걸쳐 기울기를 모았는데 손실이 큰 배치의 손실과 다릅니다.",
)
page.says(
    "One micro-batch holds seven rows, the other a single one. How much does the "
    "single row count in the mean of the two losses?",
    "한 마이크로 배치에는 일곱 행이 있고 다른 쪽에는 한 행이 있습니다. 두 손실의 평균에서 그 한 행은 얼마나 반영될까요?",
)
page.says(
    "- [ ] As much as each of the others. So it should. But each loss was divided by "
    "its own rows before.",
    "- [ ] 다른 행 하나만큼 반영됩니다. 그래야 합니다. 그러나 손실마다 이미 자기 행의 수로 나누었습니다.",
)
page.says(
    "- [x] As much as the seven together. Each loss is a mean already, and their mean"
    " gives one half to either.",
    "- [x] 일곱 행을 합한 만큼 반영됩니다. 두 손실은 이미 평균이고, 둘의 평균은 양쪽에 절반씩 줍니다.",
)
page.says(
    "- [ ] Not at all: a mean of one row is no mean. It is that row's loss, and it is"
    " added like the other.",
    "- [ ] 한 행의 평균은 평균이 아니므로 반영되지 않습니다. 그 행의 손실이고, 다른 쪽과 똑같이 더합니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** A mean of means weighs a short"
    " micro-batch as much as a long one. With seven rows in one and one in the other,"
    " {wrong} is reported for {right}. For sequences the number that must agree is "
    "that of the tokens that count, and the loss of a log over an epoch with a short "
    "last batch is wrong for the same reason.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 평균의 평균은 짧은 마이크로 배치를 긴 것만큼 셉니다. 한쪽이 일곱 행이고 다른 쪽이 한 "
    "행이면 {right} 대신 {wrong}가 됩니다. 시퀀스에서는 계산에 넣는 토큰의 수가 같아야 합니다. 마지막 배치가 짧은 에폭의 로그도 같은"
    " 까닭으로 틀립니다.",
    wrong=printed("mistakes_numbers/unequal_micro_batches", r"micro-batches: (\S+)$"),
    right=printed("mistakes_numbers/unequal_micro_batches", r"whole batch: +(\S+)$"),
)
page.says(
    "**Mended.** Add sums and divide once, by all rows that count. Scaling out does "
    "it over several processes.",
    "**고친 프로그램.** 합을 더하고, 계산에 넣는 모든 행의 수로 한 번만 나눕니다. 규모 키우기에서는 여러 프로세스에 걸쳐 합니다.",
)
page.states(
    "**Met by** the author of huggingface/transformers#24725 and, in all trainers at "
    "once, of torchtune#1875.",
    "**실제 사례.** huggingface/transformers#24725를 쓴 사람이 겪었고, torchtune#1875는 모든 "
    "학습 프로그램에서 한꺼번에 고쳤습니다.",
    because="the numbers of the threads that are linked",
)
# Dropout while testing
page.says(
    "**Symptom.** The same rows get another loss each time.",
    "**증상.** 같은 행인데 손실이 매번 다릅니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** Dropout draws anew on every "
    "call while the model trains, and batch normalisation uses the rows of the batch."
    " Both belong to training alone. `torch.no_grad()` does not switch them off.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 모델이 학습 상태이면 드롭아웃은 부를 때마다 새로 뽑고, 배치 정규화는 배치의 행을 "
    "씁니다. 둘 다 학습에만 속합니다. `torch.no_grad()`로는 꺼지지 않습니다.",
)
page.says(
    "**Mended.** `model.eval()` before testing, `model.train()` before the next epoch.",
    "**고친 프로그램.** 시험하기 전에 `model.eval()`을, 다음 에폭 전에 `model.train()`을 부릅니다.",
)
page.says(
    "**Met by** a user of transformers and one of a benchmark, where `no_grad` was not enough.",
    "**실제 사례.** transformers 사용자와, `no_grad`만으로는 모자랐던 벤치마크 사용자가 겪었습니다.",
)
# Read next
page.says(
    "- Exercise: micro-batches.",
    "- 연습: 마이크로 배치.",
)
page.says(
    "- Real data: accuracy, confidence, and what they leave out.",
    "- 실제 데이터: 정확도와 확신, 그리고 둘이 말하지 않는 것을 봅니다.",
)

page.formula(
    r"2 \ln 2",
    lambda: 2 * torch.tensor(2).double().log(),
    lambda: F.cross_entropy(torch.zeros(2).double(), torch.ones(2).double()),
    "1.3863",
)
