/** The weights of one head over six tokens: size of the vectors, division, mask and temperature. */
import { Explorable, drag, draw, drawing, fill, line, make, set } from "./explorable.js";

const TOKENS = [0, 1, 2, 3, 4, 5];
const PADDED = 4; // the first of the tokens that are padding, where there are any
const SIZE = 216; // of the drawing
const SIDE = SIZE / TOKENS.length;
/** @type {Record<string, number>} the power of d that the scores are multiplied by */
const POWERS = { none: 0, root: -0.5, d: -1 };
/** @type {Record<string, (n: number, m: number) => boolean>} whether query n may look at key m */
const MASKS = {
  all: () => true,
  causal: (n, m) => m <= n,
  narrow: (n, m) => m < n,
  padding: (_, m) => m < PADDED,
};
const SPREAD_OUT = 1; // nats; equal weights have ln 6

/**
 * Return a component of a query (side 0) or a key (side 1): as good as random, with variance 1.
 * @param {number} side
 * @param {number} n
 * @param {number} i
 */
const component = (side, n, i) => Math.SQRT2 * Math.sin((i + 1) ** 2 * (n + 1.3) + 7 * i + 3 * side * (i + n + 1));

/**
 * Return the scores of all queries (rows) with all keys (columns).
 * @param {number} d
 * @param {number} factor
 */
function scored(d, factor) {
  return TOKENS.map((n) =>
    TOKENS.map((m) => {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += component(0, n, i) * component(1, m, i);
      return sum * factor;
    }),
  );
}

/**
 * Return the softmax of scores and its entropy in nats; where all are -∞, both are NaN.
 * @param {number[]} scores
 */
function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const p = powers.map((power) => power / total);
  const entropy = p.reduce((sum, share) => sum - (share === 0 ? 0 : share * Math.log(share)), 0);
  return { p, entropy };
}

class ExploreAttention extends Explorable {
  fields = {
    d: { initial: "16", among: ["1", "4", "16", "64", "256"] },
    scale: { initial: "none", among: Object.keys(POWERS) },
    mask: { initial: "causal", among: Object.keys(MASKS) },
    temperature: { initial: 1, min: 0.1, max: 100, figures: 2 },
    query: { initial: TOKENS.length - 1, min: 0, max: TOKENS.length - 1, digits: 0 },
  };

  cells = TOKENS.map((n) =>
    TOKENS.map((m) => {
      const style = "fill: var(--figure-0)";
      return draw("rect", { x: m * SIDE + 1, y: n * SIDE + 1, width: SIDE - 2, height: SIDE - 2, style });
    }),
  );
  crosses = draw("path", { style: "stroke: var(--md-default-fg-color--light)" }); // what is forbidden
  frame = draw("rect", { width: SIZE - 2, height: SIDE - 2, x: 1, fill: "none", stroke: "currentColor", "stroke-width": 2 });

  build() {
    const { texts } = this;
    const numbers = make(
      "div",
      { class: "lines" },
      this.choice("d", texts.d, this.fields.d.among),
      this.choice("scale", texts.scale, [texts.none, texts.root, texts.by_d]),
      this.choice("mask", texts.mask, [texts.all, texts.causal, texts.narrow, texts.padding]),
      this.slider("temperature", texts.temperature),
      this.slider("query", texts.query),
      make("hr"),
      ...TOKENS.map((m) => this.bar(`p${m}`, fill(texts.key, { m }), "var(--figure-0)")),
      make("hr"),
      line("entropy", texts.entropy),
      line("spread", texts.spread),
    );
    return [make("div", { class: "columns" }, numbers, this.weights())];
  }

  weights() {
    const style = "fill: none; stroke: var(--md-default-fg-color--lightest); pointer-events: all";
    const area = draw("rect", { class: "area", width: SIZE, height: SIZE, style });
    drag(area, (_, y) => this.follow({ query: Math.floor(y * TOKENS.length) }));
    return drawing("weights", SIZE, SIZE, this.texts.weights, ...this.cells.flat(), this.crosses, this.frame, area);
  }

  /** @type {Explorable["isReached"]} */
  isReached({ d, scale, query }, { entropy }) {
    const isAsked = d === "256" && scale === "none" && query === TOKENS.length - 1;
    return isAsked && Number(entropy) > SPREAD_OUT;
  }

  /** @param {import("./explorable.js").State} state */
  *update({ d, scale, mask, temperature, query }) {
    const scores = scored(Number(d), Number(d) ** POWERS[scale] / temperature);
    yield;
    const every = scores.flat();
    const mean = every.reduce((sum, score) => sum + score, 0) / every.length;
    this.show("spread", Math.sqrt(every.reduce((sum, score) => sum + (score - mean) ** 2, 0) / every.length), 3);
    let crosses = "";
    for (const n of TOKENS) {
      const isAllowed = TOKENS.map((m) => MASKS[mask](n, m));
      const { p, entropy } = softmax(scores[n].map((score, m) => (isAllowed[m] ? score : -Infinity)));
      for (const m of TOKENS) {
        set(this.cells[n][m], { "fill-opacity": p[m] || 0 });
        if (!isAllowed[m]) crosses += `M${(m + 0.4) * SIDE},${(n + 0.4) * SIDE}l${0.2 * SIDE},${0.2 * SIDE}m0,${-0.2 * SIDE}l${-0.2 * SIDE},${0.2 * SIDE}`;
        if (n === query) {
          this.show(`p${m}`, p[m], 4);
          this.setBarExtent(`p${m}`, p[m] || 0);
        }
      }
      if (n === query) this.show("entropy", entropy, 4);
      yield;
    }
    set(this.crosses, { d: crosses });
    set(this.frame, { y: query * SIDE + 1 });
    return this.texts.said;
  }
}

customElements.define("explore-attention", ExploreAttention);
