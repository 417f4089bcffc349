/** One row of the notes' data: how y - p pushes each weight, and what a step does to the loss. */
import { TARGETS, ROWS, START } from "./explorable-notes.js";
import { Explorable, fill, line, make, number, set } from "./explorable.js";

const CLASSES = [0, 1, 2];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const COLUMNS = [0, 1, 2, 3, 4]; // four features and the bias
const INPUTS = ROWS.map((row) => [...row, 1]);
const STEPS = 20;
const DURATION_MS = 700; // of a step that is seen
const STRONGEST = 7; // the largest push that there can be: a feature of 7, wholly wrong

/**
 * Return the probabilities of the classes for a row, and the loss of its label in nats.
 * @param {number[][]} weights
 * @param {number} row
 */
function predict(weights, row) {
  const z = weights.map((w) => w.reduce((sum, weight, j) => sum + weight * INPUTS[row][j], 0));
  const largest = Math.max(...z);
  const exps = z.map((score) => Math.exp(score - largest));
  const total = exps.reduce((sum, exp) => sum + exp);
  return {
    p: exps.map((exp) => exp / total),
    loss: Math.log(total) + largest - z[TARGETS[row]],
  };
}

/**
 * Return y - p of a row: the push on the scores.
 * @param {number[]} p
 * @param {number} row
 */
const wrong = (p, row) => p.map((share, k) => (k === TARGETS[row] ? 1 : 0) - share);

/**
 * Return the weights after a step of gradient descent on the loss of one row.
 * @param {number[][]} weights
 * @param {number} row
 * @param {number} rate
 */
function step(weights, row, rate) {
  const push = wrong(predict(weights, row).p, row);
  return weights.map((w, k) => w.map((weight, j) => weight + rate * push[k] * INPUTS[row][j]));
}

/** @param {number[][]} weights */
const cost = (weights) =>
  ROWS.reduce((sum, _, row) => sum + predict(weights, row).loss, 0) / ROWS.length;

class ExploreGradient extends Explorable {
  fields = {
    row: { initial: 1, min: 0, max: ROWS.length - 1, digits: 0 },
    rate: { initial: 0.1, min: 0.001, max: 1, figures: 2 },
    steps: { initial: 0, min: 0, max: STEPS, digits: 0 },
    numbers: { initial: "without", among: ["with", "without"] },
  };

  share = 0; // of the next step, which is being seen
  frame = 0; // that is asked for while it is
  forward = this.button("", () => this.go());
  unfold = this.button("", () => this.change({ numbers: this.state.numbers === "with" ? "without" : "with" }));
  buttons = [this.forward];
  arrows = CLASSES.map(() => COLUMNS.map(() => make("span", { class: "arrow", "aria-hidden": "true" })));
  ticks = CLASSES.map(() => make("span", { class: "tick" }));
  cells = CLASSES.map(() => COLUMNS.map(() => make("td")));

  build() {
    const { texts } = this;
    this.forward.textContent = texts.step;
    this.unfold.textContent = texts.numbers;
    const bars = CLASSES.map((k) => {
      const bar = this.bar(`p${k}`, fill(texts.p, { k }), `var(--figure-${k})`);
      bar.querySelector(".bar")?.append(this.ticks[k]);
      return bar;
    });
    const numbers = make(
      "div",
      { class: "lines" },
      this.slider("row", texts.row),
      this.slider("rate", texts.rate),
      this.slider("steps", texts.steps),
      make("hr"),
      ...bars,
      make("hr"),
      this.pair("loss", texts.loss),
      this.pair("cost", texts.cost),
    );
    return [make("div", { class: "columns" }, numbers, make("div", {}, this.table(), this.unfold))];
  }

  /**
   * Return a line with a number before the next step and after it.
   * @param {string} name
   * @param {string} label
   */
  pair(name, label) {
    return line(`${name}Next`, label, make("span", { class: "before" }, number(name)));
  }

  table() {
    const { texts } = this;
    this.map = make("table", { class: "pushes" });
    const inputs = COLUMNS.map((j) => make("th", { scope: "col" }, number(`x${j}`)));
    inputs[4].replaceChildren(texts.bias);
    const rows = CLASSES.map((k) => {
      for (const j of COLUMNS) {
        this.cells[k][j].append(number(`w${k}${j}`), number(`push${k}${j}`), this.arrows[k][j]);
      }
      const head = make("th", { scope: "row" }, fill(texts.name, { k }), number(`wrong${k}`));
      return make("tr", {}, head, ...this.cells[k]);
    });
    this.map.append(
      make("caption", {}, texts.table),
      make("tr", {}, make("th", { scope: "col" }, texts.corner), ...inputs),
      ...rows,
    );
    return this.map;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  /** Take a step, before the reader's eyes. */
  go() {
    const { steps } = this.state;
    if (calm.matches || this.frame) return this.change({ steps: steps + 1 });
    const start = performance.now();
    const advance = (/** @type {number} */ now) => {
      const share = (now - start) / DURATION_MS;
      if (share >= 1) return this.change({ steps: steps + 1 });
      this.frame = requestAnimationFrame(advance);
      this.share = Math.max(share, 0);
      this.follow({});
    };
    this.frame = requestAnimationFrame(advance);
  }

  /** Leave a step that is being seen, as if it had not been begun. */
  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = this.share = 0;
  }

  /** @type {Explorable["fit"]} */
  fit(state, change) {
    if (Object.keys(change).length) this.stop();
    return true;
  }

  /** @type {Explorable["isReached"]} Both fall, as far as one sees. */
  isReached(state, { loss, lossNext, cost, costNext }) {
    return Number(lossNext) < Number(loss) && Number(costNext) < Number(cost);
  }

  /** @param {import("./explorable.js").State} state */
  *update({ row, rate, steps, numbers }) {
    let weights = START;
    for (let i = 0; i < steps; i += 1) weights = step(weights, row, rate);
    if (this.share) weights = step(weights, row, rate * this.share);
    const { p, loss } = predict(weights, row);
    const next = step(weights, row, rate);
    this.show("loss", loss, 4);
    this.show("lossNext", predict(next, row).loss, 4);
    this.show("cost", cost(weights), 4);
    this.show("costNext", cost(next), 4);
    yield;

    ROWS[row].forEach((x, j) => this.show(`x${j}`, x, 0));
    for (const [k, push] of wrong(p, row).entries()) {
      this.show(`p${k}`, p[k], 4);
      this.setBarExtent(`p${k}`, p[k]);
      this.ticks[k].style.left = k === TARGETS[row] ? "100%" : "0";
      this.show(`wrong${k}`, push, 4);
      yield;
      for (const [j, x] of INPUTS[row].entries()) {
        this.show(`w${k}${j}`, weights[k][j], 3);
        this.show(`push${k}${j}`, push * x, 3);
        const size = Math.sqrt(Math.abs(push * x) / STRONGEST);
        const strength = 40 * size;
        this.arrows[k][j].style.transform = `scale(${size}, ${Math.sign(push) * size})`;
        const colour = `var(--figure-${push > 0 ? 0 : 1})`;
        this.cells[k][j].style.backgroundColor = `color-mix(in srgb, ${colour} ${strength}%, transparent)`;
        yield;
      }
    }
    this.forward.disabled = steps === STEPS;
    this.map?.classList.toggle("numbered", numbers === "with");
    set(this.unfold, { "aria-pressed": `${numbers === "with"}` });
    return this.texts.said;
  }
}

customElements.define("explore-gradient", ExploreGradient);
