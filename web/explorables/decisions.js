/** What answers, questions and sets of the digits' network cost and hold: threshold, price, temperature and α. */
import { Explorable, draw, drawing, legend, line, make, set } from "./explorable.js";

/**
 * What snippets/decisions/thresholds_and_sets.py found on its test rows, for a temperature: at each threshold
 * how many rows are answered, how many of them wrongly, and their doubts in all; at each α in how many sets the
 * label is, how many sets have no class, how many one, and their classes in all.
 * @typedef {[temperature: number, rows: number, acting: [number, number, number][], sets: [number, number, number, number][]]} Found
 */
const answer = await fetch(new URL("data/decisions/thresholds_and_sets.json", import.meta.url));
/** @type {Found[]} */
const table = (await answer.text()).trim().split("\n").map((text) => JSON.parse(text));

const [LEFT, TOP, WIDTH, HEIGHT] = [24, 10, 196, 140]; // of the curve
const HIGHEST = 0.1; // cost a row in the drawing

/** @param {number} threshold */
const across = (threshold) => LEFT + (WIDTH * threshold) / 0.5;
/** @param {number} cost */
const down = (cost) => TOP + HEIGHT * (1 - Math.min(cost / HIGHEST, 1));

/** @param {Found} found @param {number} price @returns {number[]} what is paid for a row, at each threshold */
function paid([, rows, acting], price) {
  return acting.map(([answered, wrong]) => (wrong + price * (rows - answered)) / rows);
}

class ExploreDecisions extends Explorable {
  fields = {
    temperature: { initial: `${table[0][0]}`, among: table.map(([temperature]) => `${temperature}`) },
    price: { initial: 0.1, min: 0, max: 0.5, digits: 2 },
    threshold: { initial: 0.1, min: 0, max: 0.5, digits: 2 },
    alpha: { initial: 0.05, min: 0.01, max: 0.2, digits: 2 },
  };

  curve = draw("path");
  priced = draw("path", { class: "honest" });
  at = draw("circle", { class: "points", r: 6 });

  build() {
    const { texts } = this;
    const numbers = make(
      "div",
      { class: "lines" },
      this.choice("temperature", texts.temperature, [texts.raw, texts.fitted]),
      this.slider("price", texts.price),
      this.slider("threshold", texts.threshold),
      this.bar("asked", texts.asked, "var(--figure-3)"),
      line("promised", texts.promised),
      line("paid", texts.paid),
      make("hr"),
      this.slider("alpha", texts.alpha),
      this.bar("covered", texts.covered, "var(--figure-2)"),
      this.bar("none", texts.none, "var(--figure-1)"),
      this.bar("one", texts.one, "var(--figure-0)"),
      line("classes", texts.classes),
    );
    return [make("div", { class: "columns" }, numbers, make("div", {}, this.diagram(), legend(texts.legend)))];
  }

  diagram() {
    const bottom = TOP + HEIGHT;
    const turn = `rotate(-90 ${LEFT - 8} ${TOP + HEIGHT / 2})`;
    return drawing(
      "reliability",
      230,
      bottom + 24,
      this.texts.diagram,
      draw("path", { d: `M${LEFT},${TOP}v${HEIGHT}h${WIDTH}` }),
      this.curve,
      this.priced,
      this.at,
      draw("text", { x: LEFT + WIDTH / 2, y: bottom + 16 }, this.texts.threshold),
      draw("text", { x: LEFT - 8, y: TOP + HEIGHT / 2, transform: turn }, this.texts.paid),
    );
  }

  /** @param {import("./explorable.js").State} state @returns {Found} */
  found({ temperature }) {
    return /** @type {Found} */ (table.find(([value]) => `${value}` === temperature));
  }

  /** @type {Explorable["isReached"]} The network as it is pays least, at the price that it began with. */
  isReached(state, shown) {
    const least = Math.min(...paid(this.found(state), state.price)).toFixed(4);
    const { price, temperature } = this.fields;
    return state.temperature === temperature.initial && state.price === price.initial && shown.paid === least;
  }

  /** @param {import("./explorable.js").State} state */
  *update(state) {
    const { price, threshold, alpha } = state;
    const found = this.found(state);
    const [, rows, acting, sets] = found;
    const costs = paid(found, price);
    const step = Math.round(100 * threshold);
    const [answered, , doubt] = acting[step];
    const asked = (rows - answered) / rows;
    this.show("asked", asked, 3);
    this.setBarExtent("asked", asked);
    this.show("promised", (doubt + price * (rows - answered)) / rows, 4);
    this.show("paid", costs[step], 4);
    yield;

    set(this.curve, { d: `M${costs.map((cost, i) => `${across(i / 100)},${down(cost)}`).join("L")}` });
    set(this.priced, { d: `M${across(price)},${TOP}v${HEIGHT}` });
    set(this.at, { cx: across(threshold), cy: down(costs[step]) });
    yield;

    const [covered, none, one, classes] = sets[Math.round(100 * alpha) - 1];
    for (const [name, count] of Object.entries({ covered, none, one })) {
      this.show(name, count / rows, 3);
      this.setBarExtent(name, count / rows);
    }
    this.show("classes", classes / rows, 2);
    return this.texts.said;
  }
}

customElements.define("explore-decisions", ExploreDecisions);
