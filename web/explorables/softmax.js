/** Three scores and a temperature: the bars, and the point in the triangle of all distributions. */
import { Explorable, drag, draw, drawing, fill, line, make, relabel, set, setText } from "./explorable.js";

const CLASSES = [0, 1, 2];
const COLOURS = CLASSES.map((i) => `var(--figure-${i})`);
const WIDTH = 220; // of the drawing
const CORNERS = [
  [22, 172],
  [198, 172],
  [110, 23],
];
// Where the end of the path is named, beside the corner that it leads to.
const ENDS = [
  { x: 35, y: 140, class: "end" },
  { x: 185, y: 140, class: "start" },
  { x: 120, y: 29, class: "start" },
];
const LEAST = 1e-4; // the smallest chance that the point can be dragged to
const CENTRE = place([1 / 3, 1 / 3, 1 / 3]);
const FALLING = Array.from({ length: 40 }, (_, i) => 10 ** (2 - i / 10)); // temperatures of the path

/**
 * Return the softmax of scores divided by a temperature, and its entropy in nats.
 * @param {number[]} scores
 * @param {number} temperature
 */
function softmax(scores, temperature) {
  const largest = Math.max(...scores);
  const exponents = scores.map((score) => (score - largest) / temperature);
  const weights = exponents.map(Math.exp);
  const total = weights.reduce((sum, weight) => sum + weight);
  const p = weights.map((weight) => weight / total);
  const mean = p.reduce((sum, share, i) => sum + share * exponents[i], 0);
  return { p, entropy: Math.log(total) - mean };
}

/**
 * Return where a distribution lies in the triangle.
 * @param {number[]} p
 */
function place(p) {
  return [0, 1].map((axis) => p.reduce((sum, share, i) => sum + share * CORNERS[i][axis], 0));
}

/** @param {number[][]} points */
function lines(points) {
  return `M${points.map((point) => point.map((x) => x.toFixed(1))).join("L")}`;
}

class ExploreSoftmax extends Explorable {
  fields = {
    z0: { initial: 1, min: -5, max: 5, digits: 1 },
    z1: { initial: 2, min: -5, max: 5, digits: 1 },
    z2: { initial: 3, min: -5, max: 5, digits: 1 },
    temperature: { initial: 1, min: 0.1, max: 10, figures: 2 },
    mode: { initial: "explore", among: ["explore", "predict", "reveal"] },
    guess: { initial: 0.5, min: 0, max: 1, digits: 2 },
  };

  path = draw("path", { class: "path" });
  point = draw("circle", { r: 5 });
  hot = draw("text", {}, "T → ∞"); // the ends of the path
  cold = draw("text");
  tick = make("span", { class: "tick" });

  build() {
    const { texts } = this;
    this.turn = this.button(texts.predict, () => this.predictOrReveal(), texts.reveal);
    this.buttons = [this.turn];
    const names = CLASSES.map((i) => fill(texts.name, { i }));
    const bars = CLASSES.map((i) => this.bar(`p${i}`, names[i], COLOURS[i]));
    bars[2].querySelector(".bar")?.append(this.tick);
    const numbers = make(
      "div",
      { class: "lines" },
      ...CLASSES.map((i) => this.slider(`z${i}`, fill(texts.score, { i }))),
      this.slider("temperature", texts.temperature),
      make("hr"),
      ...bars,
      line("entropy", texts.entropy),
      make("hr"),
      this.slider("guess", texts.guess),
      line("error", texts.error),
    );
    return [make("div", { class: "columns" }, numbers, this.triangle(names))];
  }

  /** @param {string[]} names */
  triangle(names) {
    const halfway = CLASSES.map((i) => place(CLASSES.map((j) => (i === j ? 0 : 0.5))));
    const label = this.texts.triangle;
    const area = draw("path", { class: "area", d: `${lines(CORNERS)}Z` });
    drag(area, (x, y) => this.drop(x - (1 - y) / 2, 1 - y));
    return drawing(
      "triangle",
      WIDTH,
      194,
      label,
      ...CLASSES.map((i) => {
        const field = [CORNERS[i], halfway[(i + 1) % 3], CENTRE, halfway[(i + 2) % 3]];
        return draw("path", { class: "field", d: `${lines(field)}Z`, style: `fill: ${COLOURS[i]}` });
      }),
      draw("path", { d: `${lines(CORNERS)}Z` }),
      this.path,
      this.hot,
      this.cold,
      this.point,
      area,
      ...CLASSES.map((i) => {
        const [x, kind] = [[0, "start"], [WIDTH, "end"], [WIDTH / 2, "middle"]][i]; // within the drawing in any font
        const y = CORNERS[i][1] + (i < 2 ? 17 : -8);
        return draw("text", { x, y, class: kind, style: `fill: ${COLOURS[i]}` }, names[i]);
      }),
    );
  }

  /**
   * Set the scores, without moving their mean, so that the point is where it is dragged to.
   * @param {number} p1 the chance of class 1 there
   * @param {number} p2
   */
  drop(p1, p2) {
    const { z0, z1, z2, temperature, mode } = this.state;
    if (mode === "predict") return;
    const logs = [1 - p1 - p2, p1, p2].map((p) => Math.log(Math.max(p, LEAST)));
    const mean = (z0 + z1 + z2 - temperature * (logs[0] + logs[1] + logs[2])) / 3;
    const scores = logs.map((log) => Math.min(Math.max(mean + temperature * log, -5), 5));
    this.follow({ z0: scores[0], z1: scores[1], z2: scores[2] });
  }

  /** @type {Explorable["fit"]} A guess is about one state: once another is chosen, it is over. */
  fit(state, change) {
    const isOther = ["z0", "z1", "z2", "temperature"].some((name) => name in change);
    if (state.mode === "reveal" && isOther && !("mode" in change)) state.mode = "explore";
    return true;
  }

  /** Ask a new question, with the answer hidden, or show the answer. */
  predictOrReveal() {
    if (this.state.mode === "predict") {
      this.change({ mode: "reveal" });
    } else {
      const [z0, z1, z2] = CLASSES.map(() => 6 * Math.random() - 3);
      this.change({ z0, z1, z2, temperature: 1, mode: "predict", guess: 0.5 });
    }
  }

  /**
   * Name the ends of the path: the centre, on the side that it does not leave to, and the corner.
   * @param {number[]} scores
   */
  nameEnds(scores) {
    const [x, y] = place(softmax(scores, 100).p).map((x, axis) => x - CENTRE[axis]);
    const length = Math.hypot(x, y);
    const [right, down] = length ? [x / length, y / length] : [0, -1]; // equal scores have a point and no path
    set(this.hot, { x: CENTRE[0] - 30 * right, y: CENTRE[1] - 15 * down + 4 });
    const largest = Math.max(...scores);
    const [first, other] = CLASSES.filter((i) => scores[i] === largest);
    setText(this.cold, other === undefined ? "T → 0" : ""); // which two largest scores lead to no corner
    set(this.cold, ENDS[first]);
  }

  /** @type {Explorable["isReached"]} */
  isReached({ mode }, { p2 }) {
    return mode !== "predict" && p2 === "0.5000";
  }

  /** @param {import("./explorable.js").State} state */
  *update({ z0, z1, z2, temperature, mode, guess }) {
    const { texts } = this;
    const { p, entropy } = softmax([z0, z1, z2], temperature);
    const isHidden = mode === "predict";
    for (const i of CLASSES) {
      this.show(`p${i}`, isHidden ? "?" : p[i], 4);
      this.setBarExtent(`p${i}`, isHidden ? 0 : p[i]);
      yield;
    }
    this.show("entropy", isHidden ? "?" : entropy, 4);
    for (const name of ["z0", "z1", "z2", "temperature"]) this.enable(name, !isHidden); // a guess is about one state
    this.show("error", mode === "reveal" ? Math.abs(guess - p[2]) : isHidden ? "?" : "–", 4);
    yield;

    const [x, y] = place(p);
    set(this.point, { cx: x, cy: y });
    const likeliest = COLOURS[p.indexOf(Math.max(...p))];
    this.point.style.fill = this.path.style.stroke = likeliest;
    set(this.path, { d: lines(FALLING.map((t) => place(softmax([z0, z1, z2], t).p))) });
    this.nameEnds([z0, z1, z2]);
    yield;

    const parts = [this.point, this.path, this.hot, this.cold];
    for (const { style } of parts) style.visibility = isHidden ? "hidden" : "visible";

    this.tick.hidden = mode === "explore";
    this.tick.style.left = `${100 * guess}%`;
    if (this.turn) relabel(this.turn, isHidden ? texts.reveal : texts.predict);
    this.enable("guess", isHidden);
    return isHidden ? texts.hidden : texts.said;
  }
}

customElements.define("explore-softmax", ExploreSoftmax);
