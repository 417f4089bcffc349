"""Programs and exercises as the interpreter of a page runs them, without the page around it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from tests.exercises.notebooks import TASKS, notebooks, run, section

# Runs jobs one after another in the worker, under the policy of the page; tells of each what it
# printed, how many figures it drew, and how it ended.
RUN_JOBS = """async jobs => {
  const worker = new Worker(new URL("assets/playground/worker.js", location), { type: "module" });
  const results = [];
  for (const job of jobs) {
    const told = { printed: "", figures: 0 };
    worker.postMessage(job);
    await new Promise(over => {
      worker.onmessage = ({ data }) => {
        if (data.type === "output") told.printed += data.text;
        if (data.type === "figure") told.figures += 1;
        if (data.type === "done" || data.type === "failed") over(Object.assign(told, data));
      };
      worker.onerror = ({ message }) => over(Object.assign(told, { type: "failed", message }));
    });
    results.push(told);
  }
  worker.terminate();
  return results;
}"""
BUTTONS = re.compile(
    r'data-playground="run">[^<]+</button><button data-playground="edit">[^<]+</button>'
    r'<a class="download" href="[./]*snippets/([^"]+)\.py"'
)

Job = dict[str, Any]


@cache
def offered(site: Path) -> tuple[str, ...]:
    """Return the names of all programs with a button on the pages of a site."""
    pages = [page.read_text(encoding="utf-8") for page in sorted(site.rglob("index.html"))]
    names = {name for page in pages for name in BUTTONS.findall(page)}
    return tuple(sorted(names))


def some(site: Path) -> tuple[str, ...]:
    """Return twenty of them or more, from all over the site."""
    names = offered(site)
    return names[:: len(names) // 20]


def program_job(site: Path, name: str) -> Job:
    """Return what the page asks the interpreter for when a program is to be run."""
    source, output = ((site / f"snippets/{name}.{end}").read_text("utf-8") for end in ("py", "out"))
    told = {"published": output} if output else {}
    return {"name": name, "source": source} | told | EMPTY


EMPTY: Job = {"language": "en", "modules": {}}


def difference(job: Job, told: dict[str, Any]) -> str:
    """Return how a run differs from what is published; nothing if it does not."""
    if told["type"] == "failed":
        return f"{job['name']}: {told['message']}"
    if told["problems"]:
        return f"{job['name']}: {told['problems']}"
    if told["differs"]:
        at = told["differs"] - 1
        lines = (text.splitlines()[at : at + 1] for text in (job["published"], told["printed"]))
        return f"{job['name']}: " + " is published, here it is ".join(map(str, lines))
    if told["figures"] != ("plt.show()" in job["source"]):
        return f"{job['name']}: {told['figures']} figures"
    return ""


def exercise_job(site: Path, task: str, solution: str, language: str) -> Job:
    """Return what the page asks the interpreter for when a solution is to be checked."""
    folder = site if language == "en" else site / language
    preface = "; ".join(first_cell(task).split("\n"))
    return {
        "name": f"exercises/{task}",
        "source": f"{preface}\n{solution}\nchecks.{task}({task})\n",
        "language": language,
        "modules": {"checks.py": (folder / "checks.py").read_text(encoding="utf-8")},
    }


def in_notebook(task: str, solution: str) -> str:
    """Return what the check prints of a solution in the English notebook, with PyTorch itself."""
    space: dict[str, Any] = {}
    run(first_cell(task), space)
    run(solution, space)
    return run(f"checks.{task}({task})", space)


def first_cell(task: str) -> str:
    """Return what the notebook of a task begins with, its imports, without empty lines."""
    page = next(page for page in notebooks("en") if f"checks.{task}({task})" in str(page.fences))
    return re.sub(r"\n+", "\n", page.fences[0].source).strip()


def solutions(task: str) -> list[str]:
    """Return the solution of a task, the empty one, and two that are wrong."""
    return [section(task, "solution"), section(task, "stub"), *wrong(task)]


def wrong(task: str) -> list[str]:
    """Return two mistakes as somebody may write them: one in the solution, and one that raises."""
    solution = section(task, "solution")
    old, new = SLIPS[task]
    assert solution.count(old) == 1, f"the solution of {task} has not one {old}"
    lines = solution.split("\n")
    return [solution.replace(old, new), "\n".join([lines[0], "    unknown += 1", *lines[1:]])]


# A slip in each solution: what stands there, and what stands there instead.
SLIPS = {
    "accumulate": (" / rows", ""),
    "fit_temperature": ("1 / inverse", "inverse"),
    "next_token_loss": ("tokens[:, 1:]", "tokens[:, :-1]"),
    "token_accuracy": ("is_right[is_real]", "is_right"),
    "attend": ("~(mask | empty)", "~mask"),
    "causal_mask": ("keys - queries", "0"),
    "as_logits": ("layers.pop()", "pass"),
    "boundary_distance": (".amin(dim=1)", ".amax(dim=1)"),
    "early_stopping": ("cost < costs[best]", "cost <= costs[best]"),
    "evaluate": ("    model.eval()\n", ""),
    "binary_loss": ("[torch.zeros_like(z), z]", "[z, torch.zeros_like(z)]"),
    "calibration_error": ("gap.abs()", "gap"),
    "conformal_limit": ("(n + 1)", "n"),
    "chunked_loss": (' reduction="sum"', ' reduction="mean"'),
    "cross_entropy": (".mean()", ".sum()"),
    "find_start": ("places[0].item()", "places[-1].item() + 1"),
    "gradients": (" / len(x)", ""),
    "hinge_loss": (" - 1).mean()", ").mean()"),
    "info_nce": ("scores.T", "scores"),
    "is_sound": ("50.0", "1.0"),
    "new_shares": ("used / learnt", "learnt / used"),
    "distillation_loss": ("(temperature**2) * ", ""),
    "kl_divergence": ("torch.xlogy(p, p) - ", ""),
    "logsumexp": ("shift.squeeze(-1) + log_total", "log_total"),
    "pooled_mean": ("(means[filled] * counts[filled]).sum() / counts.sum()", "means.mean()"),
    "reheat": ("/ temperature", "* temperature"),
    "safe_rate": ("4 /", "2 /"),
    "sampled_loss": ("(drawn.shape[1] * q).log()", "q.log()"),
    "softmax": ("keepdim=True", "keepdim=False"),
    "top_p": ("before < p", "before + falling <= p"),
    "token_loss": (".transpose(1, 2)", ".reshape(len(scores), -1, scores.shape[1])"),
    "train_step": ("    optimizer.zero_grad()\n", ""),
    "vocabulary_parallel_loss": (
        "torch.arange(first, first + logits.shape[1])",
        "torch.arange(logits.shape[1])",
    ),
    "weighted_loss": ("row_weights.sum().clamp(min=1e-12)", "len(target)"),
}
assert sorted(SLIPS) == TASKS, "each task needs a slip"
