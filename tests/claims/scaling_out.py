import math
import re
from fractions import Fraction
from typing import Any

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when
from tests.programs import load


def output(name: str) -> str:
    """Return the published output of a program of the page, or of another one."""
    name = name if "/" in name else f"scaling_out/{name}"
    return read_file(f"snippets/{name}.out")


def source(name: str) -> str:
    """Return the source of a program that needs several processes, so that no claim can load it."""
    return read_file(f"snippets/scaling_out/{name}.py")


def found(name: str, pattern: str) -> str:
    """Return what the group of a pattern matches in the source of a program."""
    match = re.search(pattern, source(name), re.M)
    assert match
    return match[1]


page = Claims("scaling_out")
times = load("scaling_out/all_reduce_time")
reduced = "scaling_out/all_reduce_time"
machines = printed(reduced, r"^60 bytes +(\d,\d+)")
notes = len(load("scaling_out/thousandfold_batch").rows)


# What the page is about
page.says(
    "description: {processes} processes print the log of one, unequal shards break the mean, "
    "chunks save memory, split classes give one loss; and {machines} machines on paper.",
    "description: {processes_korean} 프로세스가 하나와 같은 로그를 출력합니다. 크기가 다른 "
    "샤드가 평균을 망치고, 청크가 메모리를 아끼며, 클래스를 나눠도 손실은 같습니다. 컴퓨터 "
    "{machines}대는 종이 위에서 계산합니다.",
    processes=ENGLISH[int(found("data_parallel", r"nproc-per-node=(\d)"))].capitalize(),
    processes_korean=KOREAN[int(found("data_parallel", r"nproc-per-node=(\d)"))],
    machines=machines,
)
page.says(
    "The loss of a batch is a mean over rows, and the loss of a row is a sum over classes. Both "
    "can be divided among processes. This page divides each, shows that the result is that of "
    "one process, and shows where it goes wrong.",
    "배치(batch)의 손실(loss)은 행에 대한 평균이고, 한 행의 손실에는 클래스에 대한 합이 들어 "
    "있습니다. 둘 다 여러 프로세스에 나누어 맡길 수 있습니다. 이 페이지는 둘을 차례로 나누어, "
    "결과가 프로세스 하나일 때와 같음을 확인하고 어디서 틀리게 되는지도 보여 줍니다.",
)
page.says(
    "The last four sections do the arithmetic for {machines} machines.",
    "마지막 네 절에서는 컴퓨터가 {machines}대일 때를 계산해 봅니다.",
    machines=machines,
)
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
parts = re.findall(r"^(\S+) \1$", output("scaling_out_in_one_minute"), re.M)
page.says(
    "A mean over rows and a log-sum-exp over classes {together}, so processes need to exchange "
    "only one number a part. For the mean the parts must be equally large.",
    "행의 평균도, 클래스의 로그-합-지수(log-sum-exp)도 부분에서 {together_korean}. 그래서 "
    "프로세스는 부분마다 숫자 하나만 주고받으면 됩니다. 평균은 부분의 크기가 같아야 합니다.",
    together=when(len(parts) == 2, "can both be put together from parts"),
    together_korean=when(len(parts) == 2, "다시 만들 수 있습니다"),
)

# Two processes
page.says(
    "Give each process half of the rows, a shard. Each computes the gradient of its own mean. "
    "The mean of the two gradients is the gradient of the whole batch, because the shards are "
    "equally large:",
    "프로세스마다 행의 절반, 곧 샤드(shard) 하나를 줍니다. 각자 자기 행의 평균 손실에 대한 "
    "기울기(gradient)를 계산합니다. 샤드의 크기가 같으므로 두 기울기의 평균이 곧 전체 배치의 "
    "기울기입니다.",
)
rows = len(re.findall(r"^    \[", source("data_parallel"), re.M))
processes = int(found("data_parallel", r"nproc-per-node=(\d)"))
log, one = (
    re.findall(r"Cost *: (\S+)", output(name)) for name in ("data_parallel", "walkthrough/training")
)

page.says(
    "The start is that of the lost start: seed {seed}, after {numbers} numbers.",
    "출발점은 잃어버린 출발점에서 찾은 것, 곧 시드(seed) {seed}에서 숫자 {numbers}개를 지난 "
    "자리입니다.",
    seed=found("data_parallel", r"manual_seed\((\d+)\)"),
    numbers=found("data_parallel", r"torch\.rand\((\d+)\)"),
)
page.says(
    "These are the {lines} lines of the notes, now from {processes} processes with {share} rows "
    "each.",
    "노트의 {lines_korean} 줄이 이번에는 {share_korean} 행씩 나눠 가진 {processes_korean} "
    "프로세스에서 나왔습니다.",
    lines=ENGLISH[len(log)],
    lines_korean=KOREAN[len(log)],
    processes=ENGLISH[processes],
    processes_korean=KOREAN[processes],
    share=ENGLISH[rows // processes],
    share_korean=KOREAN[rows // processes],
)
page.states(
    "Two lines of the program are easy to forget. `dist.all_reduce` makes the printed cost the "
    "mean over both (gloo knows `AVG` since PyTorch 2.7.0): without it rank 0 prints the cost "
    "of its own four rows. `if rank == 0` prints it once and not twice.",
    "잊기 쉬운 줄이 둘 있습니다. `dist.all_reduce`는 출력할 비용(cost)을 양쪽의 평균으로 "
    "만듭니다(gloo의 `AVG`는 PyTorch 2.7.0부터 있습니다). 이 줄이 없으면 랭크(rank) 0은 자기가 "
    "맡은 네 행의 비용을 출력합니다. `if rank == 0`은 같은 줄이 두 번 찍히지 않게 합니다.",
    because="since when gloo can take a mean, and the number of the process that prints",
)
page.says(
    "`import torch.distributed.nn` and `del model` have a purpose too. A thread of gloo that lets "
    "go of the last tensor while Python shuts down aborts the process, now and then. "
    "`destroy_process_group` ends these threads in time, but only if nothing holds on to the "
    "group: `model` does, and so do the defaults of `torch.distributed.nn`, where a group exists "
    "before `DistributedDataParallel` imports it.",
    "`import torch.distributed.nn`과 `del model`에도 쓸모가 있습니다. Python이 끝나는 도중에 "
    "gloo의 스레드가 마지막 텐서를 놓으면 이따금 프로세스가 비정상 종료됩니다. "
    "`destroy_process_group`이 스레드를 제때 끝내지만, 그룹을 붙잡고 있는 것이 없어야 합니다. "
    "`model`이 붙잡고 있고, `DistributedDataParallel`이 불러오기 전에 그룹이 있으면 "
    "`torch.distributed.nn`의 기본 인수도 붙잡습니다.",
)
page.says(
    "Two processes add in another order than one, so the last bits of a sum may differ. Here "
    "{none}.",
    "두 프로세스는 하나일 때와 다른 순서로 더하므로 합의 마지막 비트는 달라질 수 있습니다. "
    "여기서는 출력된 숫자가 {none_korean} 달라지지 않았습니다.",
    none=when(log == one, "no printed digit does"),
    none_korean=when(log == one, "하나도"),
)

page.says(
    "## {processes} processes Give each process half of the rows, a shard.",
    "## {processes_korean} 프로세스 {#two-processes} 프로세스마다 행의 절반, 곧 샤드(shard) 하나를 "
    "줍니다.",
    processes=ENGLISH[processes].capitalize(),
    processes_korean=KOREAN[processes],
)

# Unequal shards
unequal = "scaling_out/unequal_shards"
large = int(found("unequal_shards", r"slice\(0, (\d)\)"))
small = notes - large
factor = Fraction(1, small) / Fraction(1, large)
means, true = (
    printed(unequal, rf"^{name} +cost (\S+)") for name in ("mean of means", "one process")
)
right, wrong = (
    printed(unequal, rf"^{name} .*gradient (.*)") for name in ("one process", "mean of means")
)

page.says(
    "With shards of {large} and {small} rows, the mean of the two means is not the mean of the "
    "{rows} losses. The {small} rows count as much as the {large}. The next program averages "
    "cost and gradient over the processes, as `DistributedDataParallel` does:",
    "샤드가 {large_korean} 행과 {small_korean} 행이면, 두 평균의 평균은 {rows_korean} 손실의 "
    "평균이 아닙니다. {small_korean} 행이 {large_korean} 행과 같은 몫을 차지합니다. 다음 "
    "프로그램은 `DistributedDataParallel`이 하듯이 비용과 기울기를 프로세스에 대해 평균합니다.",
    large=ENGLISH[large],
    large_korean=KOREAN[large],
    small=ENGLISH[small],
    small_korean=KOREAN[small],
    rows=ENGLISH[notes],
    rows_korean=KOREAN[notes],
)
page.says(
    "/// question One process has {large} rows, another {small}. Each takes the mean of its "
    "losses, and the result is the mean of the two means. How much does a row of the small "
    "shard count, compared with one of the large?",
    "/// question 한 프로세스에는 행이 {large_korean}, 다른 프로세스에는 둘 있습니다. 손실을 "
    "평균하고, 두 평균을 다시 평균합니다. 작은 샤드의 한 행은 큰 샤드의 한 행에 비해 얼마나 "
    "반영될까요?",
    large=ENGLISH[large],
    large_korean=KOREAN[large],
    small=ENGLISH[small],
)
page.says(
    "- [ ] As much: it is a mean in both cases. A mean of means is the mean of all only if the "
    "shards are equally large.",
    "- [ ] 둘 다 평균이므로 똑같이 평균의 평균이 전체의 평균이 되는 것은 샤드의 크기가 같을 "
    "때뿐입니다.",
)
page.says(
    "- [x] {factor} times as much The two shards count one half each. {small} share the one "
    "half, {large} rows the other.",
    "- [x] {factor_korean} 배로 두 샤드가 절반씩 차지합니다. 그 절반을 한쪽에서는 "
    "{small_korean} 행이, 다른 쪽에서는 {large_korean} 행이 나누어 가집니다.",
    factor=ENGLISH[int(factor)].capitalize(),
    factor_korean=KOREAN[int(factor)],
    small=ENGLISH[small].capitalize() + " rows",
    small_korean=KOREAN[small],
    large=ENGLISH[large],
    large_korean=KOREAN[large],
)
page.says(
    "- [ ] A third as much: the small shard has fewer rows. The fewer rows share the half, the "
    "more each gets. Here a shard counts one half, however few its rows.",
    "- [ ] 작은 샤드에는 행이 적으므로 {factor}분의 1만큼 행이 적을수록 한 행의 몫은 오히려 "
    "커집니다. 행이 몇이든 샤드는 여기서 절반을 차지합니다.",
    factor=factor,
)
page.says(
    "The mean of means reports {means}; the true cost is {true}.",
    "평균의 평균은 {means}이라고 보고하지만 실제 비용은 {true}입니다.",
    means=means,
    true=true,
)
page.says(
    "The {small} rows of the small shard are the two with the largest losses, and each counts "
    "{factor} times as much as another row.",
    "작은 샤드의 두 행은 손실이 가장 큰 두 행이고, 둘 다 다른 행의 {factor_korean} 배로 셈에 "
    "들어갑니다.",
    small=ENGLISH[small],
    factor=ENGLISH[int(factor)],
    factor_korean=KOREAN[int(factor)],
)
page.says(
    "The report is the smaller harm: the gradient {wrong} as well, and training minimises "
    "something else. Nothing warns.",
    "숫자를 잘못 보고하는 것은 오히려 작은 피해입니다. 기울기도 {wrong_korean} 학습은 엉뚱한 "
    "것을 최소화합니다. 경고는 어디에도 나오지 않습니다.",
    wrong=when(right != wrong, "is wrong"),
    wrong_korean=when(right != wrong, "틀렸으므로"),
)
page.says(
    "Weight each shard by its share of the rows. $R$ undoes the division by $R$ in the mean:",
    "샤드마다 행의 비율만큼 가중치를 주면 됩니다. $R$은 평균을 낼 때 $R$로 나누는 것을 되돌립니다.",
)
page.states(
    "The same mistake hides wherever means are averaged: in the last, smaller batch of an "
    "epoch, in padded sequences with different numbers of real tokens, in gradient "
    "accumulation. There users asked for a repair of a widely used library in 2023, and it was "
    "repaired in 2024.",
    "평균을 다시 평균하는 곳이면 어디든 같은 실수가 숨어 있습니다. 에폭(epoch) 끝에 남은 작은 "
    "배치가 그렇고, 실제 토큰 수가 서로 다른 패딩된 시퀀스가 그렇습니다. 기울기 누적(gradient "
    "accumulation)에도 같은 실수가 있었습니다. 널리 쓰이는 라이브러리에서 2023년에 사용자가 "
    "고쳐 달라고 했고, 2024년에 고쳐졌습니다.",
    because="the linked pages bear the dates",
)

# Memory of the logits
memory = "scaling_out/logits_memory"
sizes = [
    int(size.replace(",", "")) for size in re.findall(r"logits .* = (\S+)", output("logits_memory"))
]
heights = re.findall(r"logits (\S+) x", output("logits_memory"))
gpu = printed(memory, r"^(\d+) GB hold")
sequences = int(printed(memory, r"the logits of (\d+) such sequences"))
ratios = re.findall(r"ratio .* = (\S+)", output("logits_memory"))

page.says(
    "A row has one logit for every class. With $N$ rows and $V$ classes that makes $N \\times "
    "V$ numbers of {size} bytes. For a language model a row is a token, and a class is an entry "
    "of the vocabulary.",
    "행 하나에는 클래스(class)마다 로짓(logits)이 하나씩 있습니다. 행이 $N$개, 클래스가 "
    "$V$개이면 {number}바이트짜리 숫자가 $N \\times V$개입니다. 언어 모델에서는 토큰 하나가 한 "
    "행이고 어휘의 항목 하나가 한 클래스입니다.",
    size=ENGLISH[torch.float32.itemsize],
    number=torch.float32.itemsize,
)
page.says(
    "!Memory of the logits against the number of classes, on logarithmic axes: three parallel "
    "rising lines for {one}, {two} and {three} rows. A point marks the notes at the lower left, "
    "GPT-2 near {gpt} MB and Llama 3 at about {llama} GB. A dashed line marks {gpu} GB.",
    "!클래스 수에 따른 로짓의 메모리를 로그 눈금에 그린 그림. {one}행, {two}행, {three}행을 "
    "나타내는 평행한 직선 셋이 올라간다. 왼쪽 아래의 점은 노트, {gpt} MB 부근의 점은 GPT-2, 약 "
    "{llama} GB의 점은 Llama 3이다. 파선은 {gpu} GB를 나타낸다.",
    one=heights[0],
    two=heights[1],
    three=heights[2],
    gpt=f"{round(sizes[1] / 1e6, -2):.0f}",
    llama=f"{sizes[2] / 1e9:.0f}",
    gpu=gpu,
)
page.says(
    "One sequence of Llama 3 has {size} GB of logits. {sequences} sequences fill a large GPU "
    "with logits alone.",
    "Llama 3의 시퀀스 하나에 로짓이 {size} GB입니다. 시퀀스가 {sequences_korean} 개면 큰 GPU "
    "하나가 로짓만으로 가득 찹니다.",
    size=f"{sizes[2] / 1e9:.0f}",
    sequences=ENGLISH[sequences].capitalize(),
    sequences_korean=KOREAN[sequences],
)
page.says(
    "The sizes are those of GPT-2 and of Llama 3 with 8 billion parameters. The logits are "
    "{gpt} and {llama} times as large as the input they are computed from.",
    "여기 쓴 크기는 GPT-2와 매개변수가 80억 개인 Llama 3에서 가져왔습니다. 로짓의 크기는 그 "
    "로짓을 계산해 낸 입력의 {gpt}배, {llama}배입니다.",
    gpt=ratios[1],
    llama=ratios[2],
)
page.states(
    "For small models the loss needs more memory than all the rest.",
    "작은 모델에서는 손실을 계산하는 데 드는 메모리가 나머지 전부보다 많습니다.",
    because="the linked paper measured it",
)

# Less memory: the loss in chunks
peak = "scaling_out/peak_memory"


def needed(way: str) -> str:
    """Return how many times the memory of the logits a way to the loss needs."""
    return printed("scaling_out/peak_memory", rf"^{way} +peak (\S+) x")


whole, chunked, again = (
    needed("all rows at once"),
    needed("16 chunks"),
    needed("16 chunks, recomputed"),
)
fused, options = needed("linear_cross_entropy"), needed("  with options")
chunks = printed(peak, r"^(\d+) chunks ")
results = re.findall(r"(loss \S+) +(gradient \S+)", output("peak_memory"))

page.says(
    "The loss is a sum over rows, so it can be computed a few rows at a time. Does that save "
    "memory? The next program counts what PyTorch allocates on the CPU during the forward and "
    "backward pass, and prints the peak in units of the logits.",
    "손실은 행에 대한 합이므로 몇 행씩 끊어서 계산할 수 있습니다. 그러면 메모리가 줄까요? 다음 "
    "프로그램은 순전파와 역전파 동안 PyTorch가 CPU에 할당한 메모리를 세어, 그 최댓값이 로짓 "
    "크기의 몇 배인지 출력합니다.",
)
page.says(
    "/// question | number All rows at once need {whole} times the memory of the logits. How "
    "much do {chunks} chunks need whose losses are added up before `backward`?",
    "/// question | number 모든 행을 한꺼번에 계산하면 메모리가 로짓의 {whole}배 듭니다. 청크 "
    "{chunks}개로 나누어 계산하고 손실을 더한 다음 `backward`를 부르면 몇 배가 들까요?",
    whole=whole,
    chunks=chunks,
)
page.says(
    "- [x] {chunked} ± 0.2 The log-softmax of each chunk waits for the backward pass. Together "
    "they are as large as all the logits.",
    "- [x] {chunked} ± 0.2 청크마다 로그 소프트맥스가 역전파를 기다립니다. 모두 합하면 로짓 "
    "전체만큼 큽니다.",
    chunked=chunked,
)
page.says(
    "- [ ] {again} ± 0.1 That is a {part} of {whole}, and what it takes if each chunk is "
    "computed again in the backward pass.",
    "- [ ] {again} ± 0.1 {whole}의 {chunks}분의 1이며, 역전파 때 청크를 다시 계산할 경우에 드는 "
    "만큼입니다.",
    part=ENGLISH[int(chunks)] + "th",
    again=again,
    whole=whole,
    chunks=chunks,
)
page.says(
    "- [ ] {whole} ± 0.1 It is less: the other arrays of that size exist for one chunk at a time.",
    "- [ ] {whole} ± 0.1 그보다는 적습니다. 크기가 같은 다른 배열들은 한 번에 한 청크씩만 "
    "있습니다.",
    whole=whole,
)
page.says(
    "- [ ] Another number Ask what has to be kept of every chunk until `backward`: one array of "
    "the size of its logits.",
    "- [ ] 그 밖의 수 청크마다 `backward`까지 남겨 두어야 하는 것이 무엇인지 생각해 보십시오. "
    "로짓과 크기가 같은 배열 하나입니다.",
)
page.says(
    "The {ways} losses {equal}, and so are the gradients. The peaks {differ}.",
    "{ways_korean} 손실은 {equal_korean} 기울기도 같습니다. 최댓값은 {differ_korean}.",
    ways=ENGLISH[len(results)],
    ways_korean=KOREAN[len(results)],
    equal=when(len(set(results)) == 1, "are equal"),
    equal_korean=when(len(set(results)) == 1, "같고"),
    differ=when(len({whole, chunked, again, options}) == 4, "are not"),
    differ_korean=when(len({whole, chunked, again, options}) == 4, "다릅니다"),
)
page.says(
    "- **All rows at once** needs {whole} times the logits. Two arrays of that size meet in the "
    "forward pass: the logits and their log-softmax. The backward pass holds three: the "
    "log-softmax, and the gradients of the loss with respect to it and to the logits. A program "
    "that keeps a name for the logits holds a fourth.",
    "- **모든 행을 한 번에** 계산하면 로짓의 {whole}배가 듭니다. 순전파에서는 그만한 배열 둘, "
    "로짓과 로그 소프트맥스(log-softmax)가 함께 있습니다. 역전파에서는 셋이 됩니다. 로그 "
    "소프트맥스, 그리고 손실을 로그 소프트맥스와 로짓으로 각각 미분한 기울기입니다. 로짓을 "
    "변수에 담아 두는 프로그램이라면 네 번째 배열까지 남습니다.",
    whole=whole,
)
page.says(
    "- **{chunks} chunks** still need {chunked}. Each chunk's log-softmax is kept for the "
    "backward pass, and together they are as large as before.",
    "- **청크 {chunks}개**로 나누어도 {chunked}배가 듭니다. 청크마다 로그 소프트맥스를 역전파 "
    "때까지 남겨 두므로, 다 합치면 전과 같은 크기입니다.",
    chunks=chunks,
    chunked=chunked,
)
page.says(
    "- **Recomputed chunks** need {again}. `checkpoint` keeps only the inputs of a chunk and "
    "computes its logits a second time in the backward pass. The price is one more matrix "
    "product.",
    "- **다시 계산하는 청크**는 {again}배면 됩니다. `checkpoint`는 청크의 입력만 남기고, 역전파 "
    "때 로짓을 한 번 더 계산합니다. 그 대가로 행렬 곱을 한 번 더 합니다.",
    again=again,
)
page.says(
    "- **`F.linear_cross_entropy`** (since PyTorch 2.13.0) takes the weight and makes the "
    "logits itself. As called here, with `options=None`, it {nothing}: {fused}.",
    "- **`F.linear_cross_entropy`**(PyTorch 2.13.0부터)는 가중치를 받아 로짓을 스스로 만듭니다. "
    "여기서처럼 `options=None`으로 부르면 {nothing_korean}. {fused}배입니다.",
    nothing=when(fused == whole, "saves nothing"),
    nothing_korean=when(fused == whole, "아끼는 것이 없습니다"),
    fused=fused,
)
page.says(
    "- **With options** it goes chunk by chunk, computes the gradient already in the forward "
    "pass, and drops the logits: {options}.",
    "- **옵션을 주면** 청크를 하나씩 처리하면서 순전파에서 미리 기울기까지 계산하고 로짓을 "
    "버립니다. {options}배입니다.",
    options=options,
)

# Split classes
exchanged = (
    source("vocabulary_parallel")
    .partition("\n\n\n")[2]
    .partition("\n\n\n")[0]
    .count("dist.all_reduce")
)
page.says(
    "With very many classes the last layer itself is divided: each process holds the weights of "
    "some classes, and so has some columns of the logits. Softmax needs all columns, but only "
    "through {softmax} numbers a row, and the loss through a third:",
    "클래스가 아주 많으면 마지막 층 자체를 나눕니다. 프로세스마다 일부 클래스의 가중치만 "
    "가지므로 로짓도 일부 열만 갖게 됩니다. 소프트맥스(softmax)에는 모든 열이 필요하지만, "
    "행마다 숫자 {softmax_korean} 개만 알면 됩니다. 손실에는 하나가 더 필요합니다.",
    softmax=ENGLISH[exchanged - 1],
    softmax_korean=KOREAN[exchanged - 1],
)
page.states(
    "Here $m_r$ is the largest logit of process $r$. Each of the three numbers is one "
    "all-reduce: the largest logit, the sum of the exponentials, and the target's logit, which "
    "one process has and the others take as 0.",
    "$m_r$은 프로세스 $r$이 가진 로짓 가운데 가장 큰 값입니다. 세 숫자마다 올리듀스를 한 번씩 "
    "합니다. 가장 큰 로짓, 지수함수 값의 합, 그리고 정답(target)의 로짓입니다. 정답의 로짓은 한 "
    "프로세스만 갖고 있고 나머지는 0으로 둡니다.",
    because="what a process without the target adds to the sum",
)
page.says(
    "Each process sends {numbers} numbers a row, however many classes there are. The gradient "
    "of its own weights {none}: probability minus target, for its own columns.",
    "클래스가 아무리 많아도 각 프로세스는 행마다 숫자 {numbers_korean} 개만 보냅니다. 자기 "
    "가중치의 기울기에는 {none_korean}. 확률 빼기 정답을 자기 열에서만 계산하면 됩니다.",
    numbers=ENGLISH[exchanged],
    numbers_korean=KOREAN[exchanged],
    none=when(
        printed("scaling_out/vocabulary_parallel", r"own weights is right: (\w+)") == "True",
        "needs no further exchange",
    ),
    none_korean=when(
        printed("scaling_out/vocabulary_parallel", r"own weights is right: (\w+)") == "True",
        "더 주고받을 것이 없습니다",
    ),
)
page.says(
    "The gradient of `x`, which the layers below need, is a sum over all classes. Each process "
    "has a part of it, so it {more} all-reduce, of $N \\times D$ numbers for $D$ features.",
    "아래층에 필요한 `x`의 기울기는 모든 클래스에 대한 합입니다. 프로세스마다 그 일부만 "
    "가지므로, 특성이 $D$개이면 숫자 $N \\times D$개를 {more_korean} 올리듀스합니다.",
    more=when(
        printed("scaling_out/vocabulary_parallel", r"after all-reduce: (.*)") == "False True",
        "takes one more",
    ),
    more_korean=when(
        printed("scaling_out/vocabulary_parallel", r"after all-reduce: (.*)") == "False True",
        "한 번 더",
    ),
)

# Split classes in PyTorch, and the ring
parallel = "scaling_out/loss_parallel"
classes = int(found("loss_parallel", r"torch\.randn\((\d+), 16, "))
held = [
    int(printed(parallel, pattern))
    for pattern in (r"weight of one process: \((\d+),", r"logits of one process: \(\d+, (\d+)\)")
]
sent = [float(share) for share in re.findall(r" = (\S+) x 240", output("ring_all_reduce"))]

page.says(
    "Inside the `with` block each process works with {half} of the weight and {half} of the "
    "logits; the rest of the program is there to compare. `backward` has to stand inside the "
    "block too.",
    "`with` 블록 안에서는 프로세스마다 가중치의 {half_korean}과 로짓의 {half_korean}만 "
    "다룹니다. 나머지 코드는 비교하려고 둔 것입니다. `backward`도 이 블록 안에 있어야 합니다.",
    half=when(held == [classes / 2] * 2, "half"),
    half_korean=when(held == [classes / 2] * 2, "절반"),
)
page.says(
    "How do $n$ processes add up their gradients? If all send theirs to one of them, that one "
    "receives $n-1$ gradients. In a ring each sends only to its neighbour. The gradient is cut "
    "into $n$ blocks. In $n-1$ steps every block travels round and is added up on its way; in "
    "$n-1$ more steps the finished blocks travel round and are copied.",
    "프로세스 $n$개는 기울기를 어떻게 더할까요? 모두가 한 프로세스에 보내면 그 프로세스는 "
    "기울기를 $n-1$개 받아야 합니다. 링(ring)에서는 이웃에게만 보냅니다. 기울기를 $n$개의 "
    "블록으로 자릅니다. $n-1$스텝 동안 모든 블록이 링을 돌며 더해지고, 다시 $n-1$스텝 동안 "
    "완성된 블록이 링을 돌며 복사됩니다.",
)
page.says(
    "Each process sends $2(n-1)/n$ times the gradient: {more} with every process that joins, "
    "but {never} twice the gradient.",
    "각 프로세스는 기울기의 $2(n-1)/n$배를 보냅니다. 프로세스가 늘수록 조금씩 {more_korean} "
    "기울기의 두 배에는 {never_korean}.",
    more=when(sent == sorted(sent), "more"),
    more_korean=when(sent == sorted(sent), "많아지지만"),
    never=when(max(sent) < 2, "never"),
    never_korean=when(max(sent) < 2, "이르지 않습니다"),
)

# A thousand machines
links = round(
    times.large / (float(printed(reduced, r"^16 GB / 8 +2 +(\S+)")) / 1000 * times.BANDWIDTH)
)
gigabytes = f"{times.large / 1e9:.0f}"
billions = int(printed(reduced, r"^(\d+) billion parameters"))
least, most = times.machines[0], times.machines[-1]
transfer, ring = (
    printed(reduced, rf"^16 GB +1,000 +{column}") for column in (r"(\S+)", r"\S+ +(\S+)")
)

page.says(
    "## A thousand machines From here on there is only paper. A machine is, in this section, "
    "one process with one link of {bandwidth} GB a second, and each message takes {latency} µs.",
    "## 컴퓨터 {machines}대 {#a-thousand-machines} 여기서부터는 종이 위의 계산입니다. 이 절의 "
    "컴퓨터 한 대는 초당 {bandwidth} GB의 연결 하나를 가진 프로세스 하나이고, 메시지 하나에 "
    "{latency} µs가 걸린다고 가정합니다.",
    bandwidth=f"{times.BANDWIDTH / 1e9:.0f}",
    latency=f"{times.LATENCY * 1e6:.0f}",
    machines=machines,
)
page.says(
    "(A server with eight GPUs often has {linked} links. Its GPUs add up among themselves, and "
    'each sends an {part}: the rows "{gigabytes} GB / {links}".) The ring has $2(n-1)$ messages '
    "one after another; a tree has about $2 \\log_2 n$.",
    "(GPU가 여덟 개인 서버에는 이런 연결도 흔히 {linked_korean} 개입니다. GPU끼리 먼저 더한 뒤 "
    '{links}분의 1씩 보내며, 표의 "{gigabytes} GB / {links}"이 그 경우입니다.) 링에서는 메시지 '
    "$2(n-1)$개가 차례로 이어지고, 트리(tree)에서는 약 $2 \\log_2 n$개가 이어집니다.",
    linked=f"{ENGLISH[links]} such",
    linked_korean=KOREAN[links],
    part=f"{ENGLISH[links]}h",
    links=links,
    gigabytes=gigabytes,
)
page.says(
    "!Time of one all-reduce against the number of machines, on logarithmic axes. The line for "
    "{gigabytes} GB only rises from {first} ms to {last} ms. For {small} bytes the ring rises "
    "in a straight line from {ring_first} µs to {ring_last} ms; the tree, dashed, stays below "
    "{tree} µs.",
    "!컴퓨터 수에 따른 올리듀스 한 번의 시간을 로그 눈금에 그린 그림. {gigabytes} GB의 선은 "
    "{first} ms에서 {last} ms까지 올라갈 뿐이다. {small}바이트를 링으로 보내면 {ring_first} "
    "µs에서 {ring_last} ms까지 곧게 올라가고, 파선으로 그린 트리는 {tree} µs 아래에 머문다.",
    first=f"{1000 * times.ring(least, times.large):.0f}",
    last=f"{1000 * times.ring(most, times.large):.0f}",
    small=times.small,
    ring_first=f"{1e6 * times.ring(least, times.small):.0f}",
    ring_last=f"{1000 * times.ring(most, times.small):.0f}",
    tree=f"{-(-1e6 * times.tree(most, times.small) // 50) * 50:.0f}",
    gigabytes=gigabytes,
)
page.says(
    "For a large gradient the link decides, and more machines hardly matter. For a small one "
    "the messages decide, and the ring is the wrong shape.",
    "기울기가 크면 연결 속도가 시간을 정하고, 컴퓨터가 늘어도 거의 달라지지 않습니다. 기울기가 "
    "작으면 메시지 수가 시간을 정하며, 그럴 때 링은 알맞은 모양이 아닙니다.",
)
page.says(
    "A gradient of {gigabytes} GB, {billions} billion numbers of {bytes} bytes, takes "
    "{transfer} ms for the transfer, and {ring} ms with the messages of the ring.",
    "{number}바이트짜리 숫자 {tens}억 개, 곧 {gigabytes} GB의 기울기를 옮기는 데 {transfer} "
    "ms가 걸리고, 링의 메시지까지 더하면 {ring} ms가 됩니다.",
    tens=10 * billions,
    bytes=ENGLISH[int(times.large / 1e9) // billions],
    number=int(times.large / 1e9) // billions,
    gigabytes=gigabytes,
    billions=billions,
    transfer=transfer,
    ring=ring,
)
page.says(
    "That pays if a step computes for much longer, or computes meanwhile: "
    "`DistributedDataParallel` sends the first gradients while `backward` still works on the "
    "others.",
    "한 스텝의 계산이 이보다 훨씬 오래 걸리거나, 옮기는 동안 계산도 함께 하면 이만한 시간은 "
    "들일 만합니다. `DistributedDataParallel`은 `backward`가 나머지를 계산하는 동안 먼저 나온 "
    "기울기부터 보냅니다.",
)
page.says(
    "With {links} links the transfer takes {transfer} ms.",
    "연결이 {links_korean} 개면 옮기는 데 {transfer} ms가 걸립니다.",
    links=ENGLISH[links],
    links_korean=KOREAN[links],
    transfer=printed(reduced, r"^16 GB / 8 +1,000 +(\S+)"),
)
page.says(
    "All this assumes that each GPU holds the whole model, and with Adam that is {state} GB: "
    "more than most have.",
    "다만 GPU마다 모델 전체를 들고 있어야 하는데, Adam까지 쓰면 {state} GB여서 대부분의 GPU에 "
    "담기지 않습니다.",
    state=printed(reduced, r" bytes = (\d+) GB"),
)
page.says(
    "Sharding (FSDP, ZeRO) divides this state among them. The {numbers} numbers of the notes' "
    "model take {ring} ms in a ring, {all} waiting. That model should stay on one machine.",
    "그래서 이 상태를 나누어 맡기는 샤딩(FSDP, ZeRO)을 씁니다. 노트의 모델은 숫자가 "
    "{numbers_korean} 개뿐인데 링에서 {ring} ms가 걸리고, 그 시간은 {all_korean} 기다리는 "
    "시간입니다. 그런 모델은 컴퓨터 한 대에 두어야 합니다.",
    numbers=ENGLISH[times.small // torch.float32.itemsize],
    numbers_korean=KOREAN[times.small // torch.float32.itemsize],
    ring=printed(reduced, r"^60 bytes +1,000 +\S+ +(\S+)"),
    all=when(float(printed(reduced, r"^60 bytes +1,000 +(\S+)")) == 0, "all of it"),
    all_korean=when(float(printed(reduced, r"^60 bytes +1,000 +(\S+)")) == 0, "모두"),
)

# A thousandfold batch
batch = "scaling_out/thousandfold_batch"
bound = printed(batch, r"below a rate of (\S+)")
rate, thousandfold = (
    printed(batch, rf"^  {n} x 8 rows .* linear rule (\S+)") for n in ("1", "1,000")
)

page.says(
    "If every process keeps its batch, {machines} of them make steps of {machines} batches. "
    "More rows make the gradient less noisy, so a larger step is safe, up to a point.",
    "## {machines}배의 배치 {#a-thousandfold-batch} 프로세스마다 배치를 그대로 두면 "
    "{machines}개의 한 스텝은 배치 {machines}개짜리입니다. 행이 많을수록 기울기의 잡음이 "
    "줄어들므로 한 번에 더 크게 갱신해도 됩니다. 다만 어느 정도까지만 그렇습니다.",
    machines=machines,
)
page.says(
    "The linear rule multiplies the learning rate by the same factor as the batch. It trained "
    "ImageNet in an hour at a rate of {rate}, after a slow start. It is a rule for SGD; the "
    "best rate for Adam first rises with the batch, then falls.",
    "선형 규칙은 배치를 키운 만큼 학습률(learning rate)도 키웁니다. 이 규칙으로, 천천히 시작해 "
    "학습률 {rate}까지 올리면서 ImageNet을 한 시간에 학습한 예가 있습니다. SGD의 규칙이며, "
    "Adam의 최적 학습률은 배치와 함께 커지다가 다시 작아집니다.",
    rate=printed(batch, r"8192 / 256 = (\S+)"),
)
page.says(
    "Nor can it go on for ever: curvature sets a limit that does not know the size of the "
    "batch. On the notes' data every step is sure to descend below {bound}, and the notes' "
    "{rate} is already {above} it; {thousandfold} is out of the question.",
    "그리고 한없이 갈 수는 없습니다. 곡률이 정하는 상한은 배치 크기와 상관없기 때문입니다. "
    "노트의 데이터에서는 학습률이 {bound}보다 작아야 모든 스텝에서 비용이 확실히 줄어드는데, "
    "노트의 {rate}부터 이미 그보다 {above_korean}. {thousandfold}은 말할 것도 없습니다.",
    above=when(rate > bound, "above"),
    above_korean=when(rate > bound, "큽니다"),
    bound=bound,
    rate=rate,
    thousandfold=thousandfold,
)
page.says(
    "Nor would the machines help. The {rows} rows are all there are, and a thousand copies of "
    "them have the gradient of one. Where the noise of the gradient is used up, a larger batch "
    "saves no steps.",
    "컴퓨터를 늘려도 소용이 없습니다. 데이터는 {rows_korean} 행이 전부이고, 그것을 천 번 "
    "복사해도 기울기는 하나일 때와 같습니다. 기울기의 잡음을 더 줄일 것이 없으면 배치를 키워도 "
    "스텝 수가 줄지 않습니다.",
    rows=ENGLISH[notes],
    rows_korean=KOREAN[notes],
)

# Failures and checkpoints
failing = "scaling_out/failures_and_checkpoints"
failures = load(failing)
gpus = printed(failing, r"^(\S+) GPUs: a")
interruptions = round(int(gpus.replace(",", "")) * failures.hours / failures.life)
thousand = rf"^{machines} x 8 GPUs: .*\n.*\n"

page.says(
    "Each GPU must answer at each step, so one that fails stops all. During {days} days on "
    "{gpus} GPUs the training of Llama 3 was interrupted {interruptions} times unexpectedly.",
    "스텝마다 모든 GPU가 답해야 하므로, 하나만 고장 나도 전부 멈춥니다. GPU {gpus}개로 보낸 "
    "{days}일 동안 Llama 3의 학습은 예기치 않게 {interruptions}번 중단되었습니다.",
    days=failures.hours // 24,
    gpus=gpus,
    interruptions=interruptions,
)
page.says(
    "A GPU that fails every {years} years is reliable.",
    "{years}년에 한 번 고장 나는 GPU는 믿을 만합니다.",
    years=printed(failing, r"hours, (\S+) years"),
)
page.says(
    "{eight} thousand of them fail every {between} hours, and a day without failure has "
    "probability {probability}.",
    "그런 GPU가 {gpus}개면 {between}시간마다 하나가 고장 나고, 고장 없이 하루를 보낼 확률은 "
    "{probability}입니다.",
    eight=ENGLISH[8 * failures.machines // 1000].capitalize(),
    gpus=f"{8 * failures.machines:,}",
    between=printed(failing, rf"^{machines} x 8 GPUs: a failure every (\S+) hours"),
    probability=printed(failing, rf"^{machines} x 8 GPUs: .*\n.* probability (\S+)"),
)
page.says(
    "So training saves its state, and starts again from there. Saving takes time, here a "
    "{minute}, and a failure loses half an interval on average.",
    "그래서 학습 도중에 상태를 저장해 두고 거기서 다시 시작합니다. 저장에는 시간이 "
    "들고(여기서는 {save}분), 고장이 나면 평균적으로 저장 간격의 절반을 잃습니다.",
    minute=when(60 * failures.save == 1, "minute"),
    save=f"{60 * failures.save:.0f}",
)
page.says(
    "The interval $\\sqrt{2 \\cdot {\\text{save}} \\cdot {\\text{between}}}$ loses least: "
    "{interval} minutes here, and {lost} of the time. {restart} minutes for each restart make "
    "it {restarted}.",
    "간격이 $\\sqrt{2 \\cdot {\\text{save}} \\cdot {\\text{between}}}$일 때 가장 적게 잃습니다. "
    "여기서는 {interval}분이고, 그때 잃는 시간은 {lost}입니다. 다시 시작하는 데 {number}분씩 "
    "걸리면 {restarted}가 됩니다.",
    interval=printed(failing, thousand + r"  save every (\d+) minutes"),
    lost=printed(failing, thousand + r".* lose (\S+)$"),
    restarted=printed(failing, thousand + r".*\n.* restarts, lose (\S+)"),
    restart=ENGLISH[round(60 * failures.restart)].capitalize(),
    number=round(60 * failures.restart),
)


page.differs("8", "80", because="8 billion is 80억")
page.differs("8000", because="eight thousand")


# Formulas
def mean_slope(W: torch.Tensor, b: torch.Tensor, X: torch.Tensor, Y: torch.Tensor) -> Any:
    return jacobian(lambda W: F.cross_entropy(F.linear(X, W, b), Y), W)


def shared(Z: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    """Return the weighted mean of the means of two shards, of one row and of the others."""
    N, R = len(Z), 2
    shards = (slice(0, 1), slice(1, N))
    means = [R * len(Z[shard]) / N * F.cross_entropy(Z[shard], Y[shard]) for shard in shards]
    return torch.stack(means).sum() / R


def in_parts(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the loss from two blocks of the logits."""
    blocks = z[:2], z[2:]
    m = torch.stack([block.max() for block in blocks]).max()
    s = torch.stack([(block - m).exp().sum() for block in blocks]).sum()
    return m + s.log() - z[y]


def share_sent(n: int) -> float:
    """Return how many times the gradient each process of the ring sends."""
    blocks = [list(torch.ones(12 * n).chunk(n)) for _ in range(n)]
    return float(load("scaling_out/ring_all_reduce").ring_all_reduce(blocks) / (12 * n))


page.formula(
    r"\nabla L = \frac{1}{R} \sum_{r=1}^{R} \nabla L_r",
    lambda W, b, X, Y: (mean_slope(W, b, X, Y) + mean_slope(W, b, -X, Y)) / 2,
    lambda W, b, X, Y: mean_slope(W, b, torch.cat([X, -X]), torch.cat([Y, Y])),
)
page.formula(
    r"\frac{1}{N} \sum_{i=1}^{N} \ell_i = \frac{1}{R} \sum_{r=1}^{R} \frac{R N_r}{N} L_r",
    lambda Z, Y: F.cross_entropy(Z, Y, reduction="none").sum() / len(Z),
    shared,
    lambda Z, Y: F.cross_entropy(Z, Y),
)
page.formula(r"N \times V", lambda N, K: N * K, lambda Z: Z.numel())
page.formula(r"N \times D", lambda N, D: N * D, lambda X: X.numel())
page.formula(
    r"\begin{aligned} m &= \max_r m_r \\ s &= \sum_{r=1}^{R} \sum_{k \in r} e^{z_k - m} \\ "
    r"\ell &= m + \log s - z_y \end{aligned}",
    in_parts,
    lambda z, y: F.cross_entropy(z, y),
)
page.formula("n-1", lambda K: K - 1, lambda K: share_sent(K) * K / 2)  # each step sends one block
page.formula("2(n-1)/n", lambda K: 2 * (K - 1) / K, lambda K: share_sent(K))
page.formula("2(n-1)", lambda K: 2 * (K - 1), lambda K: times.ring(K, 0) / times.LATENCY)
page.formula(r"2 \log_2 n", lambda K: 2 * math.log2(K), lambda K: times.tree(K, 0) / times.LATENCY)
page.formula(
    r"\sqrt{2 \cdot {\text{save}} \cdot {\text{between}}}",
    lambda t, T: jacobian(lambda every: t / every + every / (2 * T), (2 * t * T).sqrt()),
    0,
)
