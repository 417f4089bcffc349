/** The eight rows, trained in the page: its settings, every cost, the log and each row's probabilities. */
import { ROWS, TARGETS } from "./explorable-notes.js";
import { Explorable, draw, drawing, fill, legend, make, mark, number, barSegment, phrase, relabel, set } from "./explorable.js";

const INPUTS = Float64Array.from(ROWS.flat()); // half the time of nested arrays
const CLASSES = [0, 1, 2];
const EPOCHS = 1000;
const BOUND = 0.0623; // of the rate: up to it no step can raise the cost, as the page shows
const RATES = ["0.05", "0.1", "0.2"]; // to begin with: below the bound, the notes' own, and far above
const NEAR = 24; // steps that the close-up shows
const [LOWEST, HIGHEST] = [0.2, 8]; // costs that the plot of all epochs shows
const TICKS = { "¼": 0.25, "½": 0.5, 1: 1, 2: 2, 4: 4 };
const INSIDE = { left: 60, right: 304, top: 26, bottom: 146 }; // the axes in the drawing
const ENDS = ["start", "end"]; // which way the labels of the horizontal axis go
const ADVANCE = 3; // epochs a frame; an odd number shows both edges of a zigzag
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Yield what torch.rand draws after torch.manual_seed(seed): 24 bits a number of MT19937.
 * @param {number} seed
 */
function* drawn(seed) {
  const state = [seed];
  for (let i = 1; i < 624; i++) {
    const last = state[i - 1];
    state.push((Math.imul(1812433253, last ^ (last >>> 30)) + i) >>> 0);
  }
  for (let i = 0; ; i = (i + 1) % 624) {
    const joined = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
    state[i] = state[(i + 397) % 624] ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    let number = state[i];
    number ^= number >>> 11;
    number ^= (number << 7) & 0x9d2c5680;
    number ^= (number << 15) & 0xefc60000;
    number ^= number >>> 18;
    yield (number & 0xffffff) / 2 ** 24;
  }
}

/**
 * Return what nn.Linear(4, 3) draws: four weights for each class, then the biases.
 * @param {number} seed
 * @param {number} before how many numbers were drawn before
 */
function linear(seed, before) {
  const numbers = drawn(seed);
  for (let i = 0; i < before; i++) numbers.next();
  return Float64Array.from({ length: 15 }, () => Number(numbers.next().value) - 0.5);
}

/** @param {import("./explorable.js").State} state */
function started({ start, seed }) {
  if (start === "zero") return new Float64Array(15);
  return start === "notes" ? linear(1, 283) : linear(seed, 0);
}

/**
 * Train with the mean cross-entropy of all rows, and return, for each epoch, the cost before its
 * step and the probabilities, row by row.
 * @param {Float64Array} parameters which are changed
 * @param {number} rate
 */
function train(parameters, rate) {
  const costs = new Float64Array(EPOCHS + 1);
  const p = new Float64Array((EPOCHS + 1) * ROWS.length * CLASSES.length);
  const gradient = new Float64Array(15);
  const z = new Float64Array(3);
  for (let epoch = 0, at = 0; epoch <= EPOCHS; epoch++) {
    gradient.fill(0);
    for (let n = 0; n < ROWS.length; n++, at += 3) {
      for (let k = 0; k < 3; k++) {
        z[k] = parameters[12 + k];
        for (let j = 0; j < 4; j++) z[k] += parameters[4 * k + j] * INPUTS[4 * n + j];
      }
      const largest = Math.max(z[0], z[1], z[2]);
      let total = 0;
      for (let k = 0; k < 3; k++) total += p[at + k] = Math.exp(z[k] - largest);
      for (let k = 0; k < 3; k++) {
        p[at + k] /= total;
        const error = (p[at + k] - Number(k === TARGETS[n])) / ROWS.length;
        for (let j = 0; j < 4; j++) gradient[4 * k + j] += error * INPUTS[4 * n + j];
        gradient[12 + k] += error;
      }
      costs[epoch] += (Math.log(total) + largest - z[TARGETS[n]]) / ROWS.length;
    }
    for (let i = 0; i < 15; i++) parameters[i] -= rate * gradient[i];
  }
  return { costs, p };
}

/** @param {number} share of the plot, from its lower end */
function placed(share) {
  return INSIDE.bottom - Math.min(Math.max(share, 0), 1) * (INSIDE.bottom - INSIDE.top);
}

/**
 * Return where costs stand in a plot, from its left to its right.
 * @param {Float64Array} costs
 * @param {(cost: number) => number} height of a cost, from 0 to 1
 */
function points(costs, height) {
  const step = (INSIDE.right - INSIDE.left) / (costs.length - 1 || 1);
  return Array.from(costs, (cost, i) => {
    return `${(INSIDE.left + i * step).toFixed(1)},${placed(height(cost)).toFixed(1)}`;
  });
}

/** The costs of a stretch of epochs as a line, and on it those that are printed. */
class Plot {
  costs = draw("path", { class: "costs" });
  printed = draw("path", { class: "printed" });
  dots = draw("path", { class: "dots" });

  /**
   * @param {string} name what there is to see
   * @param {...Element} labels of the axes
   */
  constructor(name, ...labels) {
    const { left, right, top, bottom } = INSIDE;
    const axes = draw("path", { d: `M${left},${top}V${bottom}H${right}` });
    const caption = draw("text", { x: right, y: 13, class: "end" }, name);
    const lines = [this.costs, this.printed, this.dots];
    this.drawing = drawing("wide", 320, 168, name, caption, axes, ...labels, ...lines);
  }

  /**
   * Show costs by their points.
   * @param {string[]} points
   * @param {number} first the first one's epoch
   * @param {number} every how many epochs one is printed
   */
  *show(points, first, every) {
    set(this.costs, { d: `M${points.join("L")}` });
    yield;
    const printed = points.filter((_, i) => (first + i) % every === 0);
    set(this.printed, { d: printed.length ? `M${printed.join("L")}` : "" });
    yield;
    set(this.dots, { d: printed.map((point) => `M${point}h0`).join("") });
    yield;
  }
}

/** @param {number} cost */
function logarithmic(cost) {
  return Math.log(cost / LOWEST) / Math.log(HIGHEST / LOWEST);
}

/**
 * Return a label of the vertical axis.
 * @param {number} y
 * @param {string} text
 * @param {Record<string, string>} [attributes]
 */
function beside(y, text, attributes = {}) {
  return draw("text", { x: INSIDE.left - 6, y: y + 4, class: "end", ...attributes }, text);
}

class ExploreTraining extends Explorable {
  fields = {
    // From a rate of 0.27 on training is chaotic: programs that round differently soon disagree.
    rate: { initial: 0.1, min: 0, max: 0.25, digits: 3 },
    every: { initial: 100, min: 1, max: 100, digits: 0 },
    epoch: { initial: 0, omitted: EPOCHS, min: 0, max: EPOCHS, digits: 0 },
    start: { initial: "notes", among: ["notes", "zero", "random"] },
    seed: { initial: 0, min: 0, max: 99, digits: 0 },
  };

  settings = "";
  trained = { costs: new Float64Array(), p: new Float64Array() }; // until the first update
  /** @type {string[]} of all costs, or none yet */
  points = [];
  /** @type {Plot[]} */
  plots = []; // of all epochs, and of the last
  frame = 0; // that is asked for; 0 while it pauses
  due = 0; // when the next epoch may be shown
  bound = mark("above");
  cells = TARGETS.map((target, n) =>
    CLASSES.map((k) => {
      const name = `p${n}${k}`;
      const parts = [number(name), barSegment(name, `var(--figure-${k})`)];
      return make("td", k === target ? { class: "target" } : {}, ...parts);
    }),
  );
  step = this.button("", () => this.change({ epoch: (this.state.epoch + 1) % (EPOCHS + 1) }));

  build() {
    const { texts } = this;
    this.step.textContent = texts.step;
    const play = (this.play = this.button(texts.run, () => this.playOrPause(), texts.pause));
    play.classList.add("main");
    const { left, right } = INSIDE;
    const whole = new Plot(
      texts.whole,
      ...Object.entries(TICKS).map(([text, cost]) => beside(placed(logarithmic(cost)), text)),
      ...[left, right].map((x, i) => draw("text", { x, y: 163, class: ENDS[i] }, `${i * EPOCHS}`)),
    );
    const close = new Plot(
      texts.close,
      ...["high", "low"].map((name, i) => beside(placed(1 - i), "", { "data-value": name })),
      ...["from", "to"].map((name, i) =>
        draw("text", { x: i ? right : left, y: 163, class: ENDS[i], "data-value": name }),
      ),
    );
    this.plots = [whole, close];
    const log = { class: "log", role: "region", tabindex: 0, "aria-label": texts.log };
    const rates = this.chips(texts.rate, RATES.map((rate) => [rate, { rate: Number(rate) }]));
    const tally = [["cost", texts.cost], ["rises", texts.rises], ["right", texts.right]];
    return [
      make("div", { class: "row first" }, play, this.step, make("div", {}, texts.rate, rates)),
      make("div", { class: "tally" }, ...tally.map(([name, label]) => make("span", {}, label, number(name)))),
      make(
        "div",
        { class: "halves" },
        whole.drawing,
        this.table(),
        close.drawing,
        make("div", log, make("pre", { "data-value": "log" })),
      ),
      make(
        "div",
        { class: "lines" },
        this.slider("rate", texts.rate, this.bound),
        legend(mark("above"), ...phrase(texts.bound)),
        this.slider("epoch", texts.epoch),
        this.slider("every", texts.every),
        this.choice("start", texts.start, [texts.notes, texts.zero, texts.random]),
        this.slider("seed", texts.seed),
      ),
    ];
  }

  /** Return the table of the rows, their targets and their probabilities. */
  table() {
    const { texts } = this;
    const names = CLASSES.map((i) => fill(texts.name, { i }));
    const head = [texts.row, texts.target, ...names].map((text) => make("th", { scope: "col" }, text));
    const rows = ROWS.map((row, n) => {
      const features = make("th", { scope: "row" }, row.join(" "));
      return make("tr", {}, features, make("td", {}, `${TARGETS[n]}`), ...this.cells[n]);
    });
    return make("table", { class: "rows" }, make("tr", {}, ...head), ...rows);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.pause();
  }

  playOrPause() {
    if (this.frame) {
      this.pause();
    } else {
      if (this.play) relabel(this.play, this.texts.pause);
      this.frame = requestAnimationFrame(this.advance); // there are none while the tab is hidden
      this.change({ epoch: this.state.epoch % EPOCHS });
    }
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.play) relabel(this.play, this.texts.run);
  }

  /** Show a later epoch; readers who want little motion get ten pictures. */
  advance = (/** @type {number} */ now) => {
    this.frame = requestAnimationFrame(this.advance);
    if (now < this.due) return;
    const [steps, wait] = calm.matches ? [EPOCHS / 10, 500] : [ADVANCE, 0];
    this.due = now + wait;
    this.follow({ epoch: Math.min(this.state.epoch + steps, EPOCHS) });
    if (this.state.epoch === EPOCHS) this.pause();
  };

  /** @type {Explorable["isReached"]} */
  isReached(state, { rises, right }) {
    return rises === "0" && right === `${ROWS.length} / ${ROWS.length}`;
  }

  /** @param {import("./explorable.js").State} state */
  *update(state) {
    const { rate, every, epoch, start, seed } = state;
    const settings = `${[rate, start, seed]}`;
    if (settings !== this.settings) {
      this.settings = settings;
      this.trained = train(started(state), rate);
      this.points = [];
    }
    const { costs, p } = this.trained;
    yield;
    if (!this.points.length) this.points = points(costs, logarithmic);
    yield;

    const printed = [];
    for (let e = 0; e <= epoch; e += every) {
      printed.push(`Epoch : ${`${e}`.padStart(4)}/${EPOCHS} Cost : ${costs[e].toFixed(6)}`);
    }
    this.show("log", printed.join("\n"));
    yield;
    this.show("cost", costs[epoch], 4);
    const isRise = (/** @type {number} */ cost, /** @type {number} */ e) => cost < costs[e + 1];
    this.show("rises", costs.subarray(0, epoch).filter(isRise).length, 0);
    yield;

    const from = Math.max(epoch - NEAR, 0);
    const near = costs.subarray(from, epoch + 1);
    const [low, high] = [Math.min(...near), Math.max(...near)];
    const share = (/** @type {number} */ cost) => (cost - low) / (high - low || 1);
    const [whole, close] = this.plots;
    yield* whole.show(this.points.slice(0, epoch + 1), 0, every);
    yield* close.show(points(near, share), from, every);
    this.show("low", low, 4);
    this.show("from", from, 0);
    this.show("high", low < high ? high : "", 4); // where an axis has no length, it has one label
    this.show("to", from < epoch ? epoch : "", 0);
    yield;

    let right = 0;
    for (const [n, target] of TARGETS.entries()) {
      const at = (epoch * ROWS.length + n) * CLASSES.length;
      const shares = p.subarray(at, at + CLASSES.length);
      const likeliest = shares.indexOf(Math.max(...shares));
      right += Number(likeliest === target);
      for (const k of CLASSES) {
        this.show(`p${n}${k}`, shares[k], 3);
        this.setBarExtent(`p${n}${k}`, shares[k]);
        this.cells[n][k].classList.toggle("likeliest", k === likeliest);
        yield;
      }
    }
    this.show("right", `${right} / ${ROWS.length}`);
    this.show("bound", BOUND, 4);
    this.setMark(this.bound, "rate", BOUND);
    this.enable("seed", start === "random");
    return this.texts.said;
  }
}

customElements.define("explore-training", ExploreTraining);
