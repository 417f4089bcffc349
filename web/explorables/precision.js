/** Two logits in a number type: what each step makes of them, its bits, and where it breaks. */
import { Explorable, legend, make, mark, phrase, setText, room, typeset } from "./explorable.js";

/** @typedef {{precision: number, least: number, largest: number}} Type */

/**
 * Significant bits, and the exponents of the least and the largest normal number.
 * @type {Record<string, Type>}
 */
const TYPES = {
  float16: { precision: 11, least: -14, largest: 15 },
  bfloat16: { precision: 8, least: -126, largest: 127 },
  float32: { precision: 24, least: -126, largest: 127 },
  float64: { precision: 53, least: -1022, largest: 1023 },
};
const PARTS = ["Sign", "Exponent", "Fraction"];
const FRACTION = 23; // bits of a fraction that there is room for
const [LEAST_GAP, LARGEST_GAP] = [0.01, 1000];
const view = new DataView(new ArrayBuffer(8));

/**
 * Return the exponent of a finite number, but not less than that of the least normal one.
 * @param {number} x
 * @param {Type} type
 */
function exponentOf(x, { least }) {
  view.setFloat64(0, x);
  return Math.max(((view.getUint16(0) >> 4) & 0x7ff) - 1023, least);
}

/**
 * Return the number of a type that is nearest to `x`, of two the even one, as IEEE 754 says.
 * @param {number} x
 * @param {Type} type
 */
function round(x, type) {
  if (type.precision === 53 || !Number.isFinite(x)) return x;
  const unit = 2 ** (exponentOf(x, type) - type.precision + 1);
  const shift = 1.5 * 2 ** 52 * unit; // so large that a float64 beside it has no digit below the unit
  const nearest = x + shift - shift;
  return Math.abs(nearest) < 2 ** (type.largest + 1) ? nearest : Math.sign(x) * Infinity;
}

/**
 * Return the bits of a number of a type: sign, exponent and fraction.
 * @param {number} x
 * @param {Type} type
 * @returns {string[]}
 */
function bitsOf(x, type) {
  const { precision, least, largest } = type;
  let exponent = 2 * largest + 1; // of what is not finite
  let fraction = Number.isNaN(x) ? 0.5 : 0;
  if (Number.isFinite(x)) {
    const power = exponentOf(x, type);
    const significand = Math.abs(x) / 2 ** power;
    const isNormal = significand >= 1;
    exponent = isNormal ? power - least + 1 : 0;
    fraction = significand - Number(isNormal);
  }
  const places = (largest + 1).toString(2).length;
  const digits = (fraction * 2 ** (precision - 1)).toString(2).padStart(precision - 1, "0");
  const shown = digits.length > FRACTION ? `${digits.slice(0, FRACTION)}…` : digits;
  return [x < 0 ? "1" : "0", exponent.toString(2).padStart(places, "0"), shown];
}

/** @param {number} x */
function told(x) {
  if (x === 0) return "0";
  const isHandy = Math.abs(x) >= 1e-3 && Math.abs(x) < 1e4;
  return typeset(isHandy ? x.toPrecision(4) : x.toExponential(3));
}

/**
 * Return what each step gives, every result rounded to the type.
 * @param {number} target its logit
 * @param {number} gap to the other logit, which is larger
 * @param {Type} type
 */
function computed(target, gap, type) {
  const r = (/** @type {number} */ x) => round(x, type);
  const [z0, z1] = [r(target), r(target + gap)];
  const [power, exp] = [r(Math.exp(z0)), r(Math.exp(z1))];
  const sum = r(power + exp);
  const plain = r(power / sum);
  const total = Math.exp(z0 - z1) + 1;
  const shifted = r(Math.exp(z0 - z1) / total);
  const [plainLog, shiftedLog] = [r(Math.log(plain)), r(Math.log(shifted))];
  const log = r(z0 - z1 - Math.log(total));
  return { z0, z1, exp, sum, plain, plainLog, shifted, shiftedLog, log };
}

/** @typedef {ReturnType<typeof computed>} Steps */

/**
 * Return the gap from which on something breaks, or NaN where nothing does.
 * @param {number} target its logit
 * @param {Type} type
 * @param {(steps: Steps) => number} log what is no finite number once it is broken
 */
function breakOf(target, type, log) {
  const isBroken = (/** @type {number} */ gap) => !Number.isFinite(log(computed(target, gap, type)));
  let [whole, broken] = [LEAST_GAP, LARGEST_GAP];
  if (!isBroken(broken)) return NaN;
  if (isBroken(whole)) return whole;
  while (broken - whole > whole * 1e-4) {
    const middle = (whole + broken) / 2;
    if (isBroken(middle)) broken = middle;
    else whole = middle;
  }
  return broken;
}

class ExplorePrecision extends Explorable {
  fields = {
    type: { initial: "float16", among: Object.keys(TYPES) },
    target: { initial: 0, min: -1000, max: 1000, digits: 0 },
    gap: { initial: 12, min: LEAST_GAP, max: LARGEST_GAP, figures: 3 },
  };

  /** @type {Record<string, HTMLElement>} */
  cells = {};
  verdict = make("span", { class: "verdict" });
  breaks = [mark("above"), mark("below")];
  setting = ""; // the type and the target that the marks are for

  build() {
    const { texts } = this;
    this.setting = "";
    const labels = {
      z0: texts.z0,
      z1: texts.z1,
      exp: texts.exp,
      sum: texts.sum,
      plain: texts.plain,
      plainLog: texts.log,
      shifted: texts.shifted,
      shiftedLog: texts.log,
      log: texts.fused,
    };
    const steps = Object.entries(labels).map(([name, label]) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, label),
        (this.cells[name] = make("td", { "data-value": name })),
        make("td", {}, ...PARTS.map((part, i) => this.bits(`${name}${part}`, i))),
      ),
    );
    const breaks = [texts.over, texts.under, texts.zero];
    const rests = [texts.helps, texts.late, texts.lost];
    const verdicts = breaks.flatMap((broken) => rests.map((rest) => `${broken} ${rest}`));
    const head = [texts.step, texts.value].map((text) => make("th", { scope: "col" }, text));
    const bits = [texts.sign, texts.exponent, texts.fraction].map((text, i) => {
      return make("span", { class: `bits ${PARTS[i]}` }, text);
    });
    head.push(make("th", { scope: "col" }, bits[0], " ", bits[1], " ", bits[2]));
    return [
      make(
        "div",
        { class: "lines" },
        this.choice("type", texts.type, this.fields.type.among),
        this.slider("target", texts.target),
        this.slider("gap", texts.gap, ...this.breaks),
        legend(mark("above"), ...phrase(texts.plainBreak)),
        legend(mark("below"), ...phrase(texts.shiftedBreak)),
      ),
      make("table", { class: "steps" }, make("tr", {}, ...head), ...steps),
      room(this.verdict, [texts.fine, ...verdicts]),
    ];
  }

  /**
   * Return the place of some bits, and what is between them and those before.
   * @param {string} name
   * @param {number} part
   */
  bits(name, part) {
    const bits = make("span", { class: `bits ${PARTS[part]}`, "data-value": name });
    return part ? make("span", {}, " ", bits) : bits;
  }

  /** @type {Explorable["isReached"]} */
  isReached({ type }, { plainLog, shiftedLog }) {
    const isFinite = (/** @type {string} */ text) => Number.isFinite(Number(text.replace("−", "-")));
    return type === "float32" && !isFinite(plainLog) && isFinite(shiftedLog);
  }

  /**
   * Mark on the slider where the formulas break.
   * @param {string} type
   * @param {number} target
   */
  markBreaks(type, target) {
    const setting = `${[type, target]}`;
    if (setting === this.setting) return;
    this.setting = setting;
    const plain = breakOf(target, TYPES[type], ({ plainLog }) => plainLog);
    const shifted = breakOf(target, TYPES[type], ({ shiftedLog }) => shiftedLog);
    for (const [i, at] of [plain, shifted].entries()) {
      this.setMark(this.breaks[i], "gap", at);
      this.show(["plainBreak", "shiftedBreak"][i], Number.isNaN(at) ? "–" : typeset(`${Number(at.toPrecision(3))}`));
    }
  }

  /** @param {import("./explorable.js").State} state */
  *update({ type, target, gap }) {
    const { texts } = this;
    this.markBreaks(type, target);
    yield;
    const steps = computed(target, gap, TYPES[type]);
    for (const [name, value] of Object.entries(steps)) {
      this.show(name, told(value));
      bitsOf(value, TYPES[type]).forEach((bits, i) => this.show(name + PARTS[i], bits));
      const isBroken = !Number.isFinite(value) || (value === 0 && name !== "z0" && name !== "z1");
      this.cells[name].classList.toggle("broken", isBroken);
      yield;
    }
    const { z0, z1, sum, plain, plainLog, shifted } = steps;
    const breaks = sum === Infinity ? texts.over : Number.isNaN(plain) ? texts.under : texts.zero;
    const isPlainRight = Number.isFinite(plainLog);
    const subtracted = shifted === 0 ? texts.late : isPlainRight ? texts.fine : texts.helps;
    const rest = z0 === z1 ? texts.lost : subtracted;
    const verdict = isPlainRight ? rest : `${breaks} ${rest}`;
    setText(this.verdict, verdict);
    return `${texts.said} ${verdict}`;
  }
}

customElements.define("explore-precision", ExplorePrecision);
