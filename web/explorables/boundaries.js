/** Nine points of three classes, and the regions of a model: set by hand or trained, by one loss or the other. */
import { Explorable, drag, draw, drawing, fill, line, make, phrase, relabel, set } from "./explorable.js";

const CLASSES = [0, 1, 2];
const POINTS = [[-2, -0.5], [2, -0.5], [-1.6, 0.4], [0, 0.1], [0.3, -1.2], [-0.3, -1.1], [-0.8, 2], [0.2, 1.7], [1.2, 2.2]];
const TARGETS = POINTS.map((_, i) => Math.floor(i / 3));
const PLANES = [[-1, -0.5, 0], [1, -0.5, 0], [0, 1, -1]]; // for each class its weights and its bias
const UNITS = ["0", "2", "4", "8"];
const STEPS = 200;
const RATE = 0.2;
const NOTHING = 1e-9; // a push as small is rounding
const REACH = 3; // of the plane, to each side
const SIZE = 220; // of the drawing
const CELLS = 88; // of a row of it, each in the colour of its class
const NUDGES = { "←": [-0.2, 0], "↑": [0, 0.2], "↓": [0, -0.2], "→": [0.2, 0] };
const HEARD = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)"; // not seen
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * A layer: for each of its outputs the weights of the inputs, and last the bias.
 * @typedef {number[][]} Layer
 */

/** @param {Layer} layer @param {number[]} input */
function apply(layer, input) {
  return layer.map((row) => input.reduce((sum, x, j) => sum + row[j] * x, row[input.length]));
}

/** @param {Layer} hidden which has no rows where there is no such layer @param {number[]} x */
function features(hidden, x) {
  return hidden.length ? apply(hidden, x).map(Math.tanh) : x;
}

/**
 * Return the loss of scores and its gradient in each.
 * @param {number[]} z
 * @param {number} target
 * @param {string} kind
 */
function lossOf(z, target, kind) {
  if (kind === "hinge") {
    const short = z.map((score, k) => (k === target ? 0 : 1 - z[target] + score));
    const gradient = short.map((missing) => Number(missing > NOTHING));
    const loss = short.reduce((sum, missing, k) => sum + gradient[k] * missing, 0);
    gradient[target] = -gradient.reduce((sum, push) => sum + push);
    return { loss, gradient };
  }
  const largest = Math.max(...z);
  const weights = z.map((score) => Math.exp(score - largest));
  const total = weights.reduce((sum, weight) => sum + weight);
  const gradient = weights.map((weight, k) => weight / total - Number(k === target));
  return { loss: Math.log(total) + largest - z[target], gradient };
}

/**
 * Add to a layer's gradient what one point gives to it.
 * @param {Layer} sum
 * @param {number[]} push on each output
 * @param {number[]} input
 */
function collect(sum, push, input) {
  for (const [k, row] of sum.entries()) {
    for (const [j, x] of [...input, 1].entries()) row[j] += (push[k] * x) / POINTS.length;
  }
}

/** @param {Layer} layer @returns {Layer} */
const empty = (layer) => layer.map((row) => row.map(() => 0));

/** The layers of a model, and what its points say of it. */
class Model {
  /**
   * @param {import("./explorable.js").State} state
   * @param {number[][]} points
   */
  constructor({ hidden, loss: kind, ...state }, points) {
    const count = Number(hidden);
    this.points = points;
    this.kind = kind;
    /** @type {Layer} */
    this.hidden = Array.from({ length: count }, (_, h) => {
      const angle = (2 * Math.PI * h) / count;
      return [Math.cos(angle), Math.sin(angle), h % 2 ? 0.5 : -0.5];
    });
    /** @type {Layer} */
    this.output = CLASSES.map((k) =>
      count ? Array.from({ length: count + 1 }, () => 0) : [state[`u${k}`], state[`v${k}`], state[`b${k}`]],
    );
  }

  /** @param {number[]} x */
  scores(x) {
    return apply(this.output, features(this.hidden, x));
  }

  /** Return the mean loss, the gradients of both layers, and of each point the push and whether it is right. */
  measure() {
    const [hidden, output] = [empty(this.hidden), empty(this.output)];
    let loss = 0;
    const told = this.points.map((x, i) => {
      const inner = features(this.hidden, x);
      const z = apply(this.output, inner);
      const one = lossOf(z, TARGETS[i], this.kind);
      loss += one.loss / POINTS.length;
      collect(output, one.gradient, inner);
      const back = inner.map((h, j) => {
        return (1 - h * h) * one.gradient.reduce((sum, push, k) => sum + push * this.output[k][j], 0);
      });
      collect(hidden, back, x);
      return { push: -one.gradient[TARGETS[i]], isRight: z.indexOf(Math.max(...z)) === TARGETS[i] };
    });
    return { loss, hidden, output, told };
  }

  step() {
    const { hidden, output } = this.measure();
    for (const [layer, gradient] of [[this.hidden, hidden], [this.output, output]]) {
      for (const [k, row] of layer.entries()) {
        for (const j of row.keys()) row[j] -= RATE * gradient[k][j];
      }
    }
  }
}

/** @param {number} x @returns {number} where it stands in the drawing, from its left */
const across = (x) => ((x + REACH) / (2 * REACH)) * SIZE;
/** @param {number} y @returns {number} from its top */
const down = (y) => across(-y);

class ExploreBoundaries extends Explorable {
  fields = {
    loss: { initial: "softmax", among: ["softmax", "hinge"] },
    hidden: { initial: "0", among: UNITS },
    steps: { initial: 0, min: 0, max: STEPS, digits: 0 },
    handle: { initial: 0, min: 0, max: POINTS.length + CLASSES.length - 1, digits: 0 },
    ...Object.fromEntries(CLASSES.flatMap((k) => ["u", "v", "b"].map((name, j) => [`${name}${k}`, coordinate(PLANES[k][j])]))),
    ...Object.fromEntries(POINTS.flatMap((point, i) => point.map((at, j) => [`${"xy"[j]}${i}`, coordinate(at)]))),
  };

  held = -1; // the handle that is dragged
  frame = 0; // that is asked for; 0 while it pauses
  zones = CLASSES.map((k) => {
    // Sharp edges, else a line shows between two rows of cells.
    const style = `fill: var(--figure-${k}); fill-opacity: 0.3; stroke: none; shape-rendering: crispedges`;
    return draw("path", { class: "zone", style });
  });
  dots = POINTS.map((_, i) => draw("circle", { "stroke-width": 2, style: `fill: var(--figure-${TARGETS[i]})` }));
  arrows = CLASSES.map((k) => draw("path", { "stroke-width": 2, style: `stroke: var(--figure-${k})` }));
  tips = CLASSES.map((k) => {
    const style = `fill: var(--md-default-bg-color); stroke: var(--figure-${k})`;
    return draw("circle", { r: 5, "stroke-width": 2, style });
  });
  ring = draw("circle", { r: 10, fill: "none", stroke: "currentColor", "stroke-dasharray": 3 });
  forward = this.button("", () => this.change({ steps: Math.min(this.state.steps + 1, STEPS) }));
  model = new Model({ hidden: "0" }, POINTS);

  build() {
    const { texts } = this;
    this.forward.textContent = texts.step;
    const play = (this.play = this.button(texts.train, () => this.playOrPause(), texts.pause));
    const nudges = Object.entries(NUDGES).map(([sign, [dx, dy]]) => this.button(sign, () => this.nudge(dx, dy)));
    const numbers = make(
      "div",
      { class: "lines" },
      this.choice("loss", texts.kind, [texts.softmax, texts.hinge]),
      this.choice("hidden", texts.hidden, UNITS),
      this.slider("steps", texts.steps),
      ...CLASSES.map((k) => this.slider(`b${k}`, fill(texts.bias, { k }))),
      make("hr"),
      line("mean", texts.mean),
      line("slope", texts.slope),
      line("pushing", texts.pushing),
      line("correct", texts.correct),
      make("hr"),
      this.slider("handle", texts.handle),
    );
    const heard = make("p", { class: "heard", style: HEARD }, ...phrase(texts.points));
    const plane = make("div", {}, this.plane(), make("div", { class: "row" }, ...nudges));
    const row = make("div", { class: "row" }, play, this.forward);
    return [make("div", { class: "columns" }, make("div", {}, row, numbers), plane), heard];
  }

  plane() {
    const style = "fill: none; stroke: var(--md-default-fg-color--lightest); pointer-events: all";
    const area = draw("rect", { class: "area", width: SIZE, height: SIZE, style });
    area.addEventListener("pointerdown", () => (this.held = -1));
    drag(area, (x, y) => this.drop((2 * x - 1) * REACH, (1 - 2 * y) * REACH));
    const parts = [...this.zones, ...this.arrows, this.ring, ...this.dots, ...this.tips, area];
    return drawing("plane", SIZE, SIZE, this.texts.plane, ...parts);
  }

  /** Return where all that can be moved is: the points, and the arrows where there are any. */
  handles() {
    const tips = this.state.hidden === "0" ? this.model.output.map(([u, v]) => [u, v]) : [];
    return [...this.model.points, ...tips];
  }

  /**
   * Move what is nearest to where the hand came down.
   * @param {number} x
   * @param {number} y
   */
  drop(x, y) {
    if (this.held < 0) {
      const distances = this.handles().map(([u, v]) => Math.hypot(u - x, v - y));
      this.held = distances.indexOf(Math.min(...distances));
    }
    this.follow({ handle: this.held, ...this.placed(this.held, x, y) });
  }

  /** @param {number} dx @param {number} dy */
  nudge(dx, dy) {
    const { handle } = this.state;
    const at = this.handles()[handle];
    if (at) this.change(this.placed(handle, at[0] + dx, at[1] + dy));
  }

  /**
   * Return the change that puts a handle somewhere. An arrow moved by hand begins a training of its own,
   * from the planes as they are.
   * @param {number} handle
   * @param {number} x
   * @param {number} y
   * @returns {import("./explorable.js").State}
   */
  placed(handle, x, y) {
    if (handle < POINTS.length) return { [`x${handle}`]: x, [`y${handle}`]: y };
    const planes = this.model.output.flatMap((row, k) => row.map((at, j) => [`${"uvb"[j]}${k}`, at]));
    const k = handle - POINTS.length;
    return { ...Object.fromEntries(planes), steps: 0, [`u${k}`]: x, [`v${k}`]: y };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.pause();
  }

  playOrPause() {
    if (this.frame) return this.pause();
    if (this.play) relabel(this.play, this.texts.pause);
    this.frame = requestAnimationFrame(this.advance);
    this.change({ steps: this.state.steps % STEPS });
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.play) relabel(this.play, this.texts.train);
  }

  /** Show a later step; readers who want little motion get the last. */
  advance = () => {
    this.frame = requestAnimationFrame(this.advance);
    this.follow({ steps: calm.matches ? STEPS : Math.min(this.state.steps + 1, STEPS) });
    if (this.state.steps === STEPS) this.pause();
  };

  /** @type {Explorable["isReached"]} All are right where they were. */
  isReached(state, { correct }) {
    const isMoved = POINTS.some(([x, y], i) => state[`x${i}`] !== x || state[`y${i}`] !== y);
    return !isMoved && correct === `${POINTS.length} / ${POINTS.length}`;
  }

  /** @param {import("./explorable.js").State} state */
  *update(state) {
    const points = POINTS.map((_, i) => [state[`x${i}`], state[`y${i}`]]);
    const model = new Model(state, points);
    for (let i = 0; i < state.steps; i++) {
      model.step();
      if (i % 20 === 19) yield;
    }
    this.model = model;
    const { loss, hidden, output, told } = model.measure();
    this.show("mean", loss, 4);
    this.show("slope", Math.hypot(...hidden.flat(), ...output.flat()), 4);
    this.show("pushing", `${told.filter(({ push }) => push > NOTHING).length} / ${POINTS.length}`);
    this.show("correct", `${told.filter(({ isRight }) => isRight).length} / ${POINTS.length}`);
    yield;

    for (const [i, [x, y]] of points.entries()) {
      const stroke = told[i].isRight ? "none" : "currentColor";
      set(this.dots[i], { cx: across(x), cy: down(y), r: 4 + 4 * Math.min(told[i].push, 2), stroke });
      this.show(`x${i}`, x, 1);
      this.show(`y${i}`, y, 1);
    }
    const isLinear = state.hidden === "0";
    for (const k of CLASSES) {
      const [u, v] = model.output[k];
      set(this.arrows[k], { d: isLinear ? `M${across(0)},${down(0)}L${across(u)},${down(v)}` : "" });
      set(this.tips[k], { cx: across(u), cy: down(v) });
      this.tips[k].style.display = isLinear ? "" : "none";
      for (const name of ["u", "v"]) this.show(`${name}${k}`, state[`${name}${k}`], 1);
      this.enable(`b${k}`, isLinear);
    }
    const at = this.handles()[state.handle];
    set(this.ring, { cx: at ? across(at[0]) : -SIZE, cy: at ? down(at[1]) : 0 });
    yield;

    const paths = CLASSES.map(() => "");
    const side = SIZE / CELLS;
    for (let row = 0; row < CELLS; row++) {
      const y = REACH - ((row + 0.5) / CELLS) * 2 * REACH;
      let [begun, last] = [0, -1];
      for (let cell = 0; cell <= CELLS; cell++) {
        const z = cell < CELLS ? model.scores([((cell + 0.5) / CELLS) * 2 * REACH - REACH, y]) : [];
        const first = z.indexOf(Math.max(...z));
        if (cell && first !== last) {
          paths[last] += `M${begun * side},${row * side}H${cell * side}v${side}H${begun * side}z`;
          begun = cell;
        }
        last = first;
      }
      if (row % 5 === 4) yield;
    }
    for (const k of CLASSES) set(this.zones[k], { d: paths[k] });
    return this.texts.said;
  }
}

/** @param {number} initial @returns {import("./explorable.js").Range} */
function coordinate(initial) {
  return { initial, min: -REACH, max: REACH, digits: 1 };
}

customElements.define("explore-boundaries", ExploreBoundaries);
