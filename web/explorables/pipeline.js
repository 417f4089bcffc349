/** Logits wired to a loss, with softmax and the log in between or not: its value and its floor. */
import { Explorable, NO_FORM_RESTORE, line, make, number, setText, room } from "./explorable.js";

/**
 * The value of the target's class and of each other one, and the derivatives of both with respect
 * to the target's logit.
 * @typedef {{target: number, other: number, slopes: number[]}} Stage
 */

const NEAR = 0.01; // a loss so far above its floor may pass for it

/**
 * @param {Stage} stage
 * @param {number} classes
 * @returns {Stage}
 */
function softmax({ target, other, slopes: [slope] }, classes) {
  const largest = Math.max(target, other);
  const [mine, theirs] = [target, other].map((z) => Math.exp(z - largest));
  const total = mine + (classes - 1) * theirs;
  const [p, q] = [mine / total, theirs / total];
  return { target: p, other: q, slopes: [slope * p * (classes - 1) * q, -slope * p * q] };
}

/**
 * @param {Stage} stage
 * @returns {Stage}
 */
function log({ target, other, slopes: [slope, otherSlope] }) {
  const slopes = [slope / target, otherSlope && otherSlope / other];
  return { target: Math.log(target), other: Math.log(other), slopes };
}

/**
 * Return the loss, and how hard it pushes the target's logit up.
 * @param {string} name that of PyTorch
 * @param {Stage} stage
 * @param {number} classes
 */
function lossOf(name, stage, classes) {
  const { target, other, slopes } = stage;
  if (name === "nll_loss") return { loss: -target, push: slopes[0] };
  const largest = Math.max(target, other);
  const total = Math.exp(target - largest) + (classes - 1) * Math.exp(other - largest);
  const p = softmax(stage, classes);
  const push = (classes - 1) * p.other * (slopes[0] - slopes[1]);
  return { loss: Math.log(total) + largest - target, push };
}

/**
 * Return the least loss that any logits can have.
 * @param {import("./explorable.js").State} state
 */
function floorOf({ softmax, log, loss, classes }) {
  if (loss === "nll_loss" && softmax === "without") return -Infinity;
  if (softmax === "without" || log === "with") return 0;
  return loss === "nll_loss" ? -1 : Math.log1p((classes - 1) / Math.E);
}

/**
 * Return the call of PyTorch.
 * @param {string} loss
 * @param {string[]} stages
 */
function codeOf(loss, stages) {
  const calls = stages.map((name) => (name === "softmax" ? ".softmax(1)" : ".log()"));
  return `F.${loss}(z${calls.join("")}, y)`;
}

class ExplorePipeline extends Explorable {
  fields = {
    target: { initial: 3, min: -10, max: 10, digits: 1 },
    other: { initial: 1, min: -10, max: 10, digits: 1 },
    classes: { initial: "3", among: ["2", "3", "4", "10", "100", "1000"] },
    softmax: { initial: "with", among: ["with", "without"] },
    log: { initial: "without", among: ["with", "without"] },
    loss: { initial: "cross_entropy", among: ["cross_entropy", "nll_loss"] },
  };

  /** @type {Record<string, HTMLElement>} */
  bars = {};
  verdict = make("span", { class: "verdict" });
  code = make("code", { "data-value": "code" });
  zeros = Array.from({ length: 4 }, () => make("span", { class: "tick" })); // one a bar
  wires = ["softmax", "log"].map((name) => make("input", { type: "checkbox", name, ...NO_FORM_RESTORE }));

  build() {
    const { texts } = this;
    const head = [texts.mine, texts.theirs].map((text) => make("th", { scope: "col" }, text));
    const scores = ["zTarget", "zOther"].map((name) => make("td", {}, number(name)));
    const bars = [
      this.bar("value", texts.value, "var(--figure-1)"),
      this.bar("floor", texts.floor, "var(--figure-2)"),
      this.bar("guessing", texts.guessing, "var(--figure-2)"),
      this.bar("truth", texts.truth, "var(--figure-0)"),
    ];
    bars.forEach((bar, i) => bar.querySelector(".bar")?.append(this.zeros[i]));
    this.bars = Object.fromEntries(["value", "floor", "guessing", "truth"].map((name, i) => [name, bars[i]]));
    /** @type {[string, import("./explorable.js").State][]} */
    const presets = [
      [texts.presetRight, { softmax: "without", log: "without", loss: "cross_entropy" }],
      [texts.presetTwice, { softmax: "with", log: "without", loss: "cross_entropy" }],
      [texts.presetForgot, { softmax: "with", log: "without", loss: "nll_loss" }],
    ];
    const loss = make("td", { colspan: 2 }, this.choice("loss", texts.loss, this.fields.loss.among), number("out"));
    return [
      this.chips(texts.presets, presets),
      make(
        "table",
        { class: "flow" },
        make("tr", {}, make("td"), ...head),
        make("tr", {}, make("th", { scope: "row" }, texts.scores), ...scores),
        ...this.wires.map(this.stage),
        make("tr", {}, make("th", { scope: "row" }, texts.loss), loss),
      ),
      room(this.code, ["cross_entropy", "nll_loss"].map((loss) => codeOf(loss, ["softmax", "log"]))),
      make(
        "div",
        { class: "lines" },
        this.slider("target", texts.target),
        this.slider("other", texts.other),
        this.choice("classes", texts.classes, this.fields.classes.among),
        make("hr"),
        ...bars,
        line("push", texts.push),
      ),
      room(this.verdict, [texts.same, texts.apart, texts.twice, texts.negative, texts.endless, texts.logged]),
    ];
  }

  /** Return a box of the pipeline: what puts the stage in, and what leaves it. */
  stage = (/** @type {HTMLInputElement} */ box) => {
    box.onchange = () => this.change({ [box.name]: box.checked ? "with" : "without" });
    const head = make("th", { scope: "row" }, make("label", {}, box, box.name));
    const numbers = ["Target", "Other"].map((whose) => {
      return make("td", {}, number(box.name + whose));
    });
    return make("tr", {}, head, ...numbers);
  };

  /** @param {import("./explorable.js").State} state */
  *update(state) {
    const classes = Number(state.classes);
    const logits = { target: state.target, other: state.other, slopes: [1, 0] };
    let stage = logits;
    this.show("zTarget", state.target, 1);
    this.show("zOther", state.other, 1);
    for (const box of this.wires) {
      box.checked = state[box.name] === "with";
      box.closest("tr")?.classList.toggle("out", !box.checked);
      if (box.checked) stage = box.name === "log" ? log(stage) : softmax(stage, classes);
      this.show(`${box.name}Target`, box.checked ? stage.target : "–", 4);
      this.show(`${box.name}Other`, box.checked ? stage.other : "–", 4);
    }
    yield;

    const { loss, push } = lossOf(state.loss, stage, classes);
    const guessing = Math.log(classes);
    this.show("out", loss, 4);
    const losses = {
      value: loss,
      floor: floorOf(state),
      guessing,
      truth: lossOf("cross_entropy", logits, classes).loss,
    };
    const below = Math.max(guessing, 1); // how far bars reach below 0; the loss of probabilities can be −1
    for (const zero of this.zeros) zero.style.left = `${(100 * below) / (below + 2 * guessing)}%`;
    for (const [name, value] of Object.entries(losses)) {
      this.show(name, value, 4);
      const [from, to] = [Math.min(value, 0), Math.max(value, 0)].map((end) => {
        return Math.min(Math.max((end + below) / (below + 2 * guessing), 0), 1);
      });
      this.setBarExtent(name, to - from || 0, from || 0);
      this.bars[name].classList.toggle("negative", value < 0);
      yield;
    }
    this.show("push", push, 4);
    const wired = this.wires.filter(({ checked }) => checked).map(({ name }) => name);
    this.show("code", codeOf(state.loss, wired));
    const verdict = this.judge(state);
    setText(this.verdict, verdict);
    return `${this.texts.said} ${verdict}`;
  }

  /** @type {Explorable["isReached"]} */
  isReached({ softmax, log, loss }, { value, floor }) {
    const isTwice = softmax === "with" && log === "without" && loss === "cross_entropy";
    return isTwice && Number(value) - Number(floor) < NEAR;
  }

  /** @param {import("./explorable.js").State} state */
  judge({ softmax, log, loss }) {
    const { texts } = this;
    const isLogged = log === "with";
    if (softmax === "without" && isLogged) return texts.logged;
    if (isLogged) return texts.apart;
    if (loss === "cross_entropy") return softmax === "with" ? texts.twice : texts.same;
    return softmax === "with" ? texts.negative : texts.endless;
  }
}

customElements.define("explore-pipeline", ExplorePipeline);
