"""What people type into the search, and the place that each of them wants to find first.

Where a reader could want either of two places, both stand there with a bar between.
"""

NAN = "mistakes_targets/#every-target-ignored|mistakes_probabilities/#log-of-softmax"
TWICE = "mistakes_probabilities/#softmax-before-the-loss|why_logits/#normalising-twice"
MESSAGES = {
    "RuntimeError: expected scalar type Long but found Float": "mistakes_targets/#float-labels",
    "expected target dtype to be Long or Byte, but got Double": "mistakes_targets/#float-labels",
    "RuntimeError: \"nll_loss_forward_reduce_cuda_kernel_2d_index\" not implemented for 'Int'": (
        "mistakes_targets/#float-labels"
    ),
    "Expected floating point type for target with class probabilities, got Long": (
        "mistakes_targets/#integer-one-hot"
    ),
    "RuntimeError: 0D or 1D target tensor expected, multi-target not supported": (
        "mistakes_shapes/#targets-as-a-column"
    ),
    "RuntimeError: Expected target size [32, 30522], got [32, 128]": (
        "mistakes_shapes/#sequence-scores"
    ),
    "ValueError: Expected target size (8, 4), got torch.Size([8, 7])": (
        "mistakes_shapes/#sequence-scores"
    ),
    "only batches of spatial targets supported (3D tensors) but got targets of size: : [4, 1]": (
        "mistakes_shapes/#masks-with-a-channel"
    ),
    "RuntimeError: all elements of input should be between 0 and 1": (
        "mistakes_probabilities/#sigmoid-missing-or-twice"
    ),
    "RuntimeError: result type Float can't be cast to the desired output type Long": (
        "mistakes_targets/#integer-binary-targets"
    ),
    "Found dtype Long but expected Float": "mistakes_targets/#integer-binary-targets",
    "device-side assert triggered": "mistakes_classes/#device-side-assert",
    """Traceback (most recent call last):
  File "/home/me/project/train.py", line 87, in <module>
    main()
  File "/home/me/project/train.py", line 61, in main
    loss = criterion(outputs, labels)
  File "/usr/lib/python3/site-packages/torch/nn/functional.py", line 3462, in cross_entropy
    return torch._C._nn.cross_entropy_loss(
IndexError: Target 10 is out of bounds.
""": "mistakes_targets/#labels-from-one",
    """/pytorch/aten/src/ATen/native/cuda/Loss.cu:242: nll_loss_forward_reduce_cuda_kernel_2d:
block: [0,0,0], thread: [7,0,0] Assertion `t >= 0 && t < n_classes` failed.
Traceback (most recent call last):
  File "main.py", line 5, in <module>
    loss.backward()
RuntimeError: CUDA error: device-side assert triggered
CUDA kernel errors might be asynchronously reported at some other API call.
For debugging consider passing CUDA_LAUNCH_BLOCKING=1
""": "mistakes_classes/#device-side-assert|mistakes_targets/#labels-from-one",
    """/tmp/ipykernel_4021/1734.py:12: UserWarning: Implicit dimension choice for softmax has been \
deprecated. Change the call to include dim=X as an argument.
  probs = F.softmax(logits)
""": "mistakes_shapes/#softmax-over-the-wrong-dimension",
    "ValueError: Expected input batch_size (16) to match target batch_size (512).": (
        "mistakes_calls/#batch-sizes-that-differ"
    ),
    "RuntimeError: size mismatch (got input: [4, 21, 64, 64] , target: [4, 512, 512]": (
        "mistakes_shapes/#masks-of-another-size"
    ),
    "Target size (torch.Size([64])) must be the same as input size (torch.Size([64, 1]))": (
        "mistakes_calls/#a-binary-target-as-a-row"
    ),
    "RuntimeError: weight tensor should be defined either for all 10 classes or no classes": (
        "mistakes_calls/#weights-of-the-wrong-length"
    ),
    "TypeError: cross_entropy_loss(): argument 'input' (position 1) must be Tensor, not tuple": (
        "mistakes_calls/#a-model-that-returns-a-tuple"
    ),
    "Boolean value of Tensor with more than one value is ambiguous": (
        "mistakes_calls/#a-loss-that-is-not-called"
    ),
    "\"log_softmax_lastdim_kernel_impl\" not implemented for 'Long'": (
        "mistakes_calls/#integer-scores"
    ),
    "reduction: 'mean' divides the total loss by both the batch size and the support size": (
        "mistakes_calls/#a-divergence-by-elements"
    ),
    # A message is read without its numbers, but one that is known by its number.
    "IndexError: Target 255 is out of bounds.": "mistakes_classes/#void-labels",
    "RuntimeError: all elements of target should be between 0 and 1": (
        "mistakes_classes/#binary-targets-out-of-range"
    ),
    "IndexError: Target 7 is out of bounds.": "mistakes_targets/#labels-from-one",
    "RuntimeError: Class values must be smaller than num_classes.": (
        "mistakes_classes/#one-hot-rows-too-narrow"
    ),
    "ignore_index is not supported for floating point target": (
        "mistakes_classes/#probabilities-to-ignore"
    ),
    "probability tensor contains either `inf`, `nan` or element < 0": (
        "mistakes_classes/#sampling-from-scores"
    ),
    "RuntimeError: cannot sample n_sample > prob_dist.size(-1) samples without replacement": (
        "mistakes_classes/#draws-without-replacement"
    ),
    "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn": (
        "mistakes_backward/#argmax-before-the-loss"
    ),
    "RuntimeError: Can't call numpy() on Tensor that requires grad.": (
        "mistakes_backward/#scores-to-numpy"
    ),
    "grad can be implicitly created only for scalar outputs": "mistakes_backward/#one-loss-a-row",
    "Trying to backward through the graph a second time": "mistakes_backward/#backward-twice",
    "one of the variables needed for gradient computation has been modified by an inplace": (
        "mistakes_backward/#changed-in-place"
    ),
    "a leaf Variable that requires grad is being used in an in-place operation.": (
        "mistakes_backward/#a-step-by-hand"
    ),
    "ValueError: can't optimize a non-leaf Tensor": (
        "mistakes_backward/#a-weight-that-was-computed"
    ),
    "ValueError: optimizer got an empty parameter list": "mistakes_backward/#layers-in-a-list",
    "Function 'LogSoftmaxBackward0' returned nan values in its 0th output.": (
        "mistakes_nan/#a-finite-loss-with-a-broken-gradient"
    ),
    "torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast.": (
        "mistakes_nan/#clipping-scaled-gradients"
    ),
    "ValueError: Attempting to unscale FP16 gradients.": (
        "mistakes_nan/#weights-in-half-precision"
    ),
    "No inf checks were recorded for this optimizer.": "mistakes_nan/#clipping-scaled-gradients",
    # The same without its line breaks, as a field of one line may be given it.
    'Traceback (most recent call last):   File "a.py", line 5, in <module>     loss = F.nll_loss('
    "x, y)RuntimeError: 0D or 1D target tensor expected, multi-target not supported": (
        "mistakes_shapes/#targets-as-a-column"
    ),
}
API = {
    "F.cross_entropy": "cross_entropy/",
    "nn.CrossEntropyLoss": "cross_entropy/|cross_entropy/#a-label-as-target",
    "torch.nn.functional.nll_loss": "mistakes_probabilities/#probabilities-without-the-log",
    "BCEWithLogitsLoss": "why_logits/#the-binary-twins",
    "ignore_index": (
        "mistakes_targets/#every-target-ignored|mistakes_classes/#probabilities-to-ignore"
        "|mistakes_numbers/#class-zero-ignored"
    ),
    "log_softmax": "glossary/#log-softmax|mistakes_probabilities/#log-of-softmax",
    "logsumexp": "glossary/#log-sum-exp",
    "DistributedDataParallel": "scaling_out/#two-processes|scaling_out/#unequal-shards",
    "loss_parallel": "scaling_out/#the-same-in-pytorch",
    "state_dict": "walkthrough/#saving-and-loading",
    "nn.Linear": "walkthrough/#the-model|walkthrough/#the-start",
    "LogisticRegression": "real_data/#one-objective-two-solvers",
}
QUERIES = {
    "en": {
        # Concepts.
        "softmax": "softmax/",
        "what is softmax": "softmax/",
        "softmax function": "softmax/",
        "cross entropy": "cross_entropy/",
        "cross-entropy loss": "cross_entropy/",
        "log loss": "cross_entropy/",
        "temperature": "softmax/#temperature",
        "softmax temperature": "softmax/#temperature",
        "logits": "why_logits/|glossary/#logits",
        "why no softmax in the model": "why_logits/",
        "do i need softmax before cross entropy": "mistakes_probabilities/#softmax-before-the-loss",
        "entropy": "cross_entropy/#entropy",
        "kl divergence": "glossary/#kl-divergence|cross_entropy/#the-floor",
        "perplexity": "cross_entropy/#nats-bits-perplexity",
        "sigmoid vs softmax": "softmax/#two-classes-are-the-sigmoid",
        "multi label classification": "softmax/#several-labels-at-once",
        "one hot": "glossary/#one-hot",
        "label smoothing": "cross_entropy/#soft-targets",
        "derivative of softmax": "gradients/#the-slope-of-softmax",
        "jacobian": "gradients/#the-slope-of-softmax|glossary/#jacobian",
        "gradient of cross entropy": "gradients/|gradients/#probability-minus-target",
        "hessian": "gradients/#the-hessian",
        "decision boundary": "boundaries/#scores-are-planes|glossary/#decision-boundary",
        "hinge loss": "boundaries/#hinge-beside-softmax|glossary/#hinge-loss",
        "numerical stability": "stability/",
        "log sum exp trick": "stability/#subtract-the-maximum",
        "exp overflow": "stability/#where-exp-ends",
        "negative log likelihood": "glossary/#negative-log-likelihood",
        "learning rate": "glossary/#learning-rate",
        "confusion matrix": "real_data/#which-digits-are-confused",
        "class imbalance": "real_data/#a-rare-class",
        "training loop": "walkthrough/#the-loop",
        "save and load model": "walkthrough/#saving-and-loading",
        "standardize features": "reading_the_log/#standardise-the-features",
        "calibration": "real_data/#are-the-probabilities-honest",
        "pos_weight": "rare_classes/#what-a-weight-moves",
        "focal loss": "rare_classes/#focal-loss|glossary/#focal-loss",
        "knowledge distillation": "rare_classes/#temperature-squared|glossary/#distillation",
        "mini batches": "batches/",
        "brier score": "decisions/#proper-scores|glossary/#brier-score",
        "conformal prediction": "decisions/#sets|glossary/#conformal-set",
        "overfitting": "batches/#three-parts",
        "statistical significance": "batches/#test-rows",
        "scaled dot product attention": "attention/#one-head",
        "attention mask": "attention/",
        "padding mask": "attention/#padding",
        "causal mask": "attention/#causal-masks",
        "flash attention": "attention/#softmax-in-blocks",
        "top-p": "sampling/#three-cuts",
        "top k sampling": "sampling/#three-cuts",
        "min-p": "sampling/#three-cuts",
        "nucleus sampling": "sampling/#three-cuts|glossary/#top-k-top-p-min-p",
        "gumbel softmax": "sampling/#gumbel-softmax|glossary/#gumbel-noise",
        "autocast": "precision/#autocast|precision/",
        "loss scaling": "precision/#loss-scaling|glossary/#loss-scaling",
        "sampled softmax": "precision/#sampled-softmax",
        "infonce": "precision/#infonce|glossary/#infonce",
        "how to cite": "about/#take-it-with-you",
        # Symptoms.
        "loss is nan": NAN,
        "nan loss": NAN,
        "loss not decreasing": "mistakes_probabilities/#softmax-before-the-loss",
        "loss stuck": "mistakes_probabilities/#softmax-before-the-loss",
        "softmax twice": TWICE,
        "loss is negative": "mistakes_probabilities/#probabilities-without-the-log",
        "loss is always zero": "mistakes_shapes/#one-logit",
        "probabilities don't sum to 1": "mistakes_shapes/#softmax-over-the-wrong-dimension",
        "loss stuck at 0.693": "mistakes_stuck/#stuck-at-ln-k",
        "gradient accumulation": "mistakes_numbers/#unequal-micro-batches",
        "memory grows every step": "mistakes_backward/#a-sum-that-keeps-graphs",
        "gradscaler": "mistakes_nan/#clipping-scaled-gradients",
        "multi-hot": "mistakes_numbers/#several-labels-in-one-softmax",
        "model does not stop": "mistakes_numbers/#the-end-as-padding",
        "learning rate too high": "reading_the_log/#the-step-is-too-long",
        "overconfident": "real_data/#are-the-probabilities-honest",
        "accuracy 0.1": "walkthrough/#accuracy",
        "initial loss too high": "walkthrough/#why-it-starts-so-high",
        "out of memory": "scaling_out/#memory-of-the-logits|scaling_out/#chunks",
        # Slips.
        "sotfmax": "softmax/",
        "cros entropy": "cross_entropy/",
        "crossentropy": "cross_entropy/",
        "soft max": "softmax/",
        "temprature": "softmax/#temperature",
        "callibration": "real_data/#are-the-probabilities-honest",
        "perplexty": "cross_entropy/#nats-bits-perplexity",
        "learningrate": "glossary/#learning-rate",
    },
    "ko": {
        "top-p": "sampling/#three-cuts",
        "인과 마스크": "attention/#causal-masks",
        "검벨 소프트맥스": "sampling/#gumbel-softmax|glossary/#gumbel-noise",
        "autocast": "precision/#autocast|precision/",
        "페이지 인용하기": "about/#take-it-with-you",
        "소프트맥스": "softmax/",
        "소프트맥스를": "softmax/",
        "소프트맥스란": "softmax/",
        "softmax": "softmax/",
        "크로스 엔트로피": "cross_entropy/",
        "크로스엔트로피": "cross_entropy/",
        "교차 엔트로피": "cross_entropy/",
        "교차엔트로피 손실": "cross_entropy/",
        "온도": "softmax/#temperature",
        "온도가": "softmax/#temperature",
        "소프트맥스 온도": "softmax/#temperature",
        "로짓": "why_logits/|glossary/#logits",
        "왜 softmax 안 써": "why_logits/",
        "소프트맥스를 모델에 넣어야 하나요": "why_logits/|why_logits/#when-softmax-is-needed",
        "손실함수": "glossary/#loss",
        "손실 함수": "glossary/#loss",
        "엔트로피": "cross_entropy/#entropy",
        "KL 발산": "glossary/#kl-divergence|cross_entropy/#the-floor",
        "쿨백-라이블러": "glossary/#kl-divergence|cross_entropy/#the-floor",
        "퍼플렉서티": "cross_entropy/#nats-bits-perplexity",
        "시그모이드와 소프트맥스 차이": "softmax/#two-classes-are-the-sigmoid",
        "다중 레이블 분류": "softmax/#several-labels-at-once",
        "원핫 인코딩": "glossary/#one-hot",
        "라벨 스무딩": "cross_entropy/#soft-targets|glossary/#label-smoothing",
        "소프트맥스 미분": "gradients/#the-slope-of-softmax",
        "기울기": "gradients/",
        "헤시안": "gradients/#the-hessian",
        "의사결정 경계": "boundaries/|boundaries/#scores-are-planes|glossary/#decision-boundary",
        "힌지 로스": "boundaries/#hinge-beside-softmax|glossary/#hinge-loss",
        "수치 안정성": "stability/",
        "오버플로우": "stability/#where-exp-ends|glossary/#overflow",
        "음의 로그 우도": "glossary/#negative-log-likelihood",
        "학습률": "glossary/#learning-rate",
        "학습 률": "glossary/#learning-rate",
        "학습률이 너무 클 때": "reading_the_log/#the-step-is-too-long",
        "혼동행렬": "real_data/#which-digits-are-confused",
        "보정": "real_data/#are-the-probabilities-honest|glossary/#calibration",
        "클래스 불균형": "real_data/#a-rare-class",
        "모델 저장": "walkthrough/#saving-and-loading",
        "학습 루프": "walkthrough/#the-loop",
        "특성 표준화": "reading_the_log/#standardise-the-features",
        "정확도": "walkthrough/#accuracy",
        "초점 손실": "rare_classes/#focal-loss|glossary/#focal-loss",
        "증류": "rare_classes/#temperature-squared|glossary/#distillation",
        "미니배치": "batches/",
        "브라이어 점수": "decisions/#proper-scores|glossary/#brier-score",
        "과적합": "batches/#three-parts",
        "어텐션 마스크": "attention/",
        "패딩": "attention/#padding",
        # Symptoms.
        "손실이 nan": NAN,
        "nan loss": NAN,
        "손실이 줄지 않아요": "mistakes_probabilities/#softmax-before-the-loss",
        "loss가 안 줄어요": "mistakes_probabilities/#softmax-before-the-loss",
        "소프트맥스 두 번": TWICE,
        "손실이 음수": "mistakes_probabilities/#probabilities-without-the-log",
        "손실이 0": "mistakes_shapes/#one-logit",
        "확률의 합이 1이 아니다": "mistakes_shapes/#softmax-over-the-wrong-dimension",
        "메모리 누수": "mistakes_backward/#a-sum-that-keeps-graphs",
        "기울기 누적": "mistakes_numbers/#unequal-micro-batches",
        "손실이 변하지 않아요": "mistakes_stuck/#stuck-at-ln-k",
        "모델이 과신": "real_data/#are-the-probabilities-honest",
        "메모리 부족": "scaling_out/#memory-of-the-logits|scaling_out/#chunks",
        # Slips.
        "소맥스": "softmax/",
        "소프트멕스": "softmax/",
        "쏘프트맥스": "softmax/",
        "교차엔트로비": "cross_entropy/",
        "학습율": "glossary/#learning-rate",
    },
}
for language in QUERIES.values():
    language |= API | MESSAGES
