/** What may be drawn at two places of a text, for a temperature, top-k, top-p and min-p, in either order. */
import { Explorable, draw, drawing, fill, line, make, set } from "./explorable.js";

/**
 * The scores of the model of snippets/sampling/three_cuts.py at its two places, from the largest down. A test
 * holds them to it.
 * @type {{text: string, right: string, chars: string, scores: number[]}[]}
 */
const PLACES = [
  {
    text: " old ",
    right: "cdohbf",
    chars: "cdohbfsnlgamtiyw\n xek",
    scores: [
      4.77, 4.09, 3.62, 3.54, 3.53, 3.2, 0.6, 0.24, 0.23, -0.16, -0.41, -0.43, -1.52, -1.56, -2.04, -2.3, -2.56, -2.81,
      -3.07, -3.35, -3.61,
    ],
  },
  {
    text: "old c",
    right: "a",
    chars: "aoweiklsmhgxt fbyc\ndn",
    scores: [
      8.85, 3.7, 3.27, 3.13, 1.72, 0.92, 0.04, -0.25, -0.27, -0.65, -1.05, -1.1, -1.51, -1.6, -1.66, -1.7, -1.7, -1.87,
      -2.18, -2.51, -3.58,
    ],
  },
];
const COUNT = PLACES[0].scores.length;
const STEP = 13; // of the drawing, from one character to the next, with room between "w" and "↵"
const HEIGHT = 64; // of a bar of probability 1
const DECADES = 5; // down to which a logarithmic bar has a height
const SIDE_BY_SIDE = "grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr))"; // both places alike
const SIGNS = { " ": "␣", "\n": "↵" };

/** @param {number[]} scores */
function softmax(scores) {
  const largest = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - largest));
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / total);
}

/**
 * Return the scores of falling order with those of the classes that are cut set to −∞.
 * @param {number[]} scores
 * @param {import("./explorable.js").State} state
 */
function cut(scores, { k, p, m }) {
  const probabilities = softmax(scores);
  let before = 0;
  return scores.map((score, i) => {
    const isKept = i < k && (before < p || p === 1) && probabilities[i] >= m * probabilities[0];
    before += probabilities[i];
    return isKept ? score : -Infinity;
  });
}

/** @param {number} probability @returns {number} the height of its bar */
const height = (probability) => Math.max(0, 1 + Math.log10(probability) / DECADES) * HEIGHT;

class ExploreSampling extends Explorable {
  fields = {
    order: { initial: "first", among: ["first", "last"] },
    temperature: { initial: 1, min: 0.1, max: 3, digits: 1 },
    k: { initial: COUNT, min: 1, max: COUNT, digits: 0 },
    p: { initial: 1, min: 0.05, max: 1, digits: 2 },
    m: { initial: 0, min: 0, max: 1, digits: 2 },
  };

  bars = PLACES.map(({ chars, right }) =>
    [...chars].map((char, i) => {
      const style = `fill: var(--figure-${right.includes(char) ? 0 : 1}); stroke: none`;
      return draw("rect", { x: i * STEP + 1, width: STEP - 2, style });
    }),
  );

  build() {
    const { texts } = this;
    const knobs = make(
      "div",
      { class: "lines" },
      this.choice("order", texts.order, [texts.first, texts.last]),
      this.slider("temperature", texts.temperature),
      this.slider("k", texts.k),
      this.slider("p", texts.p),
      this.slider("m", texts.m),
    );
    const places = PLACES.map((_, i) =>
      make(
        "div",
        {},
        this.chart(i),
        make(
          "div",
          { class: "lines" },
          line(`right${i}`, texts.right),
          line(`wrong${i}`, texts.wrong),
          line(`slip${i}`, texts.slip),
          line(`kinds${i}`, texts.kinds),
        ),
      ),
    );
    return [knobs, make("hr"), make("div", { class: "columns", style: SIDE_BY_SIDE }, ...places)];
  }

  /** @param {number} i the place's */
  chart(i) {
    const { chars, text } = PLACES[i];
    const place = text.replaceAll(" ", SIGNS[" "]);
    const labels = [...chars].map((char, j) =>
      draw("text", { x: (j + 0.5) * STEP, y: HEIGHT + 13 }, SIGNS[/** @type {" " | "\n"} */ (char)] ?? char),
    );
    const end = { x: COUNT * STEP, y: 12, style: "text-anchor: end" };
    const title = draw("text", end, fill(this.texts.place, { place }));
    const name = fill(this.texts.bars, { place });
    return drawing("sampling", COUNT * STEP, HEIGHT + 18, name, ...this.bars[i], ...labels, title);
  }

  /** @type {Explorable["isReached"]} */
  isReached(_, shown) {
    return PLACES.every(({ right }, i) => {
      return shown[`right${i}`] === `${right.length} / ${right.length}` && shown[`wrong${i}`] === "0";
    });
  }

  /** @param {import("./explorable.js").State} state */
  *update(state) {
    const { order, temperature } = state;
    for (const [i, { chars, right, scores }] of PLACES.entries()) {
      const cool = (/** @type {number[]} */ z) => z.map((score) => score / temperature);
      const p = softmax(order === "first" ? cut(cool(scores), state) : cool(cut(scores, state)));
      const isRight = [...chars].map((char) => right.includes(char));
      const kept = p.map((probability) => probability > 0);
      const slip = p.reduce((sum, probability, j) => sum + (isRight[j] ? 0 : probability), 0);
      const entropy = p.reduce((sum, probability) => sum - (probability && probability * Math.log(probability)), 0);
      this.show(`right${i}`, `${kept.filter((is, j) => is && isRight[j]).length} / ${right.length}`);
      this.show(`wrong${i}`, `${kept.filter((is, j) => is && !isRight[j]).length}`);
      this.show(`slip${i}`, slip, 4);
      this.show(`kinds${i}`, Math.exp(entropy), 2);
      for (const [j, bar] of this.bars[i].entries()) {
        const tall = height(p[j]);
        set(bar, { y: HEIGHT - tall, height: tall });
      }
      yield;
    }
    return this.texts.said;
  }
}

customElements.define("explore-sampling", ExploreSampling);
