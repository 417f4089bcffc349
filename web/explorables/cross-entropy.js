/** A model Q under a fixed P: what each outcome adds to the cross-entropy, and the floor below it. */
import { Explorable, drag, draw, drawing, fill, legend, line, make, barSegment, set } from "./explorable.js";

const OUTCOMES = [0, 1, 2];
const COLOURS = OUTCOMES.map((i) => `var(--figure-${i + 2})`);
const FLOOR = "var(--figure-0)";
const EXCESS = "var(--figure-1)";
const LONGEST = 3.5; // nats: as much as a bar has room for
/** @type {Record<string, number[]>} */
const TARGETS = { soft: [0.1, 0.6, 0.3], label: [0, 1, 0], even: [1 / 3, 1 / 3, 1 / 3] };
/** @type {Record<string, number>} */
const UNITS = { nats: 1, bits: Math.LN2 };
const NEAR = 0.01; // nats: a KL divergence for which Q may pass for P
const LEAST = 1e-6; // what others keep at least, so that they come back in proportion
const TOP = 10; // where the columns of the drawing begin, and how high and wide they are
const HEIGHT = 150;
const WIDTH = 52;
const LEFT = OUTCOMES.map((i) => 12 + 72 * i);

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * Return p log(1/q) in nats; what never happens costs nothing.
 * @param {number} p
 * @param {number} q
 */
const cost = (p, q) => (p ? -p * Math.log(q) : 0);

/**
 * Return parts of a whole in the proportions given.
 * @param {number} whole
 * @param {number[]} weights
 */
function divide(whole, weights) {
  const total = sum(weights);
  return weights.map((weight) => (total ? (whole * weight) / total : whole / weights.length));
}

/**
 * Return parts rounded to hundredths so that their sum is kept.
 * @param {number[]} parts
 */
function hundredths(parts) {
  const ends = parts.map((_, i) => Math.round(100 * sum(parts.slice(0, i + 1))));
  return ends.map((end, i) => (end - (ends[i - 1] ?? 0)) / 100);
}

class ExploreCrossEntropy extends Explorable {
  fields = {
    q0: { initial: 0.6, min: 0, max: 1, digits: 2 },
    q1: { initial: 0.2, min: 0, max: 1, digits: 2 },
    q2: { initial: 0.2, min: 0, max: 1, digits: 2 },
    target: { initial: "soft", among: Object.keys(TARGETS) },
    unit: { initial: "nats", among: Object.keys(UNITS) },
  };

  q = [1, 1, 1]; // before it is rounded
  columns = OUTCOMES.map((i) =>
    draw("rect", { x: LEFT[i], width: WIDTH, style: `fill: ${COLOURS[i]}` }),
  );
  grips = OUTCOMES.map((i) => draw("circle", { cx: LEFT[i] + WIDTH / 2, r: 5, class: "grip" }));
  marks = OUTCOMES.map(() => draw("path"));

  build() {
    const { texts } = this;
    const targets = [texts.soft, texts.label, texts.even];
    const both = make("span", { class: "bar" }, barSegment("entropy", FLOOR), barSegment("kl", EXCESS));
    const numbers = make(
      "div",
      { class: "lines" },
      this.choice("target", texts.target, targets),
      this.choice("unit", texts.unit, [texts.nats, texts.bits]),
      ...OUTCOMES.map((i) => this.slider(`q${i}`, fill(texts.q, { i }))),
      make("hr"),
      ...OUTCOMES.map((i) => this.bar(`cost${i}`, fill(texts.cost, { i }), COLOURS[i])),
      line("cross", texts.cross, both),
      this.bar("entropy", texts.entropy, FLOOR),
      this.bar("kl", texts.kl, EXCESS),
    );
    const chart = make("div", {}, this.chart(), legend(texts.drag));
    return [make("div", { class: "columns" }, numbers, chart)];
  }

  chart() {
    const { texts } = this;
    return drawing(
      "chances",
      220,
      190,
      texts.chart,
      draw("path", { d: `M0,${TOP + HEIGHT}h220` }),
      ...OUTCOMES.map((i) => {
        const x = LEFT[i];
        const room = draw("rect", { x, y: TOP, width: WIDTH, height: HEIGHT, class: "room" });
        drag(room, (_, y) => this.follow({ [`q${i}`]: Math.min(Math.max(1 - y, 0), 1) }));
        const share = draw("tspan", { "data-value": `p${i}` });
        const label = draw("text", { x: x + WIDTH / 2, y: TOP + HEIGHT + 19 });
        label.append(`${fill(texts.p, { i })} `, share);
        return draw("g", {}, this.columns[i], this.marks[i], this.grips[i], room, label);
      }),
    );
  }

  /** @type {Explorable["fit"]} What one outcome gains, the others lose in proportion. */
  fit(state, change) {
    const moved = OUTCOMES.filter((i) => `q${i}` in change);
    if (!moved.length) return true;
    const given = OUTCOMES.map((i) => state[`q${i}`]);
    const [one] = moved.length === 1 ? moved : [];
    const rest = one === undefined ? 1 : Math.max(1 - given[one], LEAST);
    const others = OUTCOMES.filter((i) => i !== one);
    const parts = divide(rest, others.map((i) => (one === undefined ? given : this.q)[i]));
    const rounded = hundredths(parts);
    this.q = [...given];
    others.forEach((i, j) => {
      this.q[i] = parts[j];
      state[`q${i}`] = rounded[j];
    });
    return one !== undefined || Math.abs(sum(given) - 1) < LEAST;
  }

  /** @type {Explorable["isReached"]} */
  isReached({ unit }, { kl }) {
    return Number(kl) * UNITS[unit] < NEAR;
  }

  /** @param {import("./explorable.js").State} state */
  *update({ target, unit, ...state }) {
    const p = TARGETS[target];
    const q = OUTCOMES.map((i) => state[`q${i}`]);
    const costs = OUTCOMES.map((i) => cost(p[i], q[i]));
    const cross = sum(costs);
    const entropy = sum(OUTCOMES.map((i) => cost(p[i], p[i])));
    const kl = cross - entropy;
    let from = 0;
    for (const i of OUTCOMES) {
      this.show(`p${i}`, p[i], 2);
      this.measure(`cost${i}`, costs[i], unit, from);
      from += costs[i];
      yield;
      set(this.columns[i], { y: TOP + HEIGHT * (1 - q[i]), height: HEIGHT * q[i] });
      set(this.grips[i], { cy: TOP + HEIGHT * (1 - q[i]) });
      set(this.marks[i], { d: `M${LEFT[i] - 5},${TOP + HEIGHT * (1 - p[i])}h${WIDTH + 10}` });
      yield;
    }
    this.measure("cross", cross, unit);
    this.measure("entropy", entropy, unit);
    yield;
    this.measure("kl", kl, unit, entropy);
    return Number.isFinite(cross) ? this.texts.said : this.texts.infinite;
  }

  /**
   * Show a number of nats in a unit, and the piece of a bar that is as long.
   * @param {string} name
   * @param {number} nats
   * @param {string} unit
   * @param {number} [from] where the piece begins, in nats
   */
  measure(name, nats, unit, from = 0) {
    this.show(name, Number.isFinite(nats) ? nats / UNITS[unit] : "∞", 4);
    const start = Math.min(from / LONGEST, 1);
    this.setBarExtent(name, Math.min(nats / LONGEST, 1 - start), start);
  }
}

customElements.define("explore-cross-entropy", ExploreCrossEntropy);
