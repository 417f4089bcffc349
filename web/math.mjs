/**
 * Renders TeX formulas as MathML.
 *
 * Reads a JSON list of [tex, isDisplay] from standard input and writes a JSON list with one
 * {mathml} or {error} for each.
 */
import fs from "node:fs";
import temml from "temml";

/** @typedef {[tex: string, isDisplay: boolean]} Formula */
/** @typedef {{mathml: string} | {error: string}} Rendered */

const THIN = '<mspace width="0.1667em"></mspace>';
// \, or the end of \log before \log or \sum; the limits of two sums are kept apart.
const TWICE = new RegExp(`(?<!</munder(?:over)?>)${THIN}((?:</?mrow>)*)${THIN}`, "g");
// Temml has TeX's space before \log after a letter, and none after its index, a power, a bracket, a fraction.
const AFTER = /(?:<\/(?:msu(?:b|p|bsup)|mfrac)>|<mo [^>]*postfix[^>]*>[^<]*<\/mo>(?:<\/mrow>)?)(?=<mrow><mi>[a-z]{2,}<\/mi>)/g;
// A sum has it after a term: nothing opens there, and no sign stands there that has space of its own.
const NO_TERM = "<mo(?![^>]*form=.prefix)[^>]*>(?:[([{⌈⌊=≠≤≥≈∼∝∈←→+−±·×⊗,]|&[lg]t;)</mo>";
const BEFORE_SUM = new RegExp(`(?<=</\\w+>)(?<!${NO_TERM})(?=(?:<mrow>(?=<munder))?<(?:munder|munderover|msub|msubsup)><mo [^>]*>[∑∏∫])`, "g");
// With its limits, in which there is none again.
const SUM = /<(munder|munderover|msub|msubsup)><mo [^>]*>(?=[∑∏∫])((?:(?!<\1>).)*?<\/\1>)/g;

// X leans out of its room nearly onto the word before it; U, V, W, X and Y lean onto what follows.
const LEAN = '<mspace width="0.06em"></mspace>';
const BEFORE_X = /^<math>(?:<mrow>)?(?=(?:<m(?:over|sub|sup)>)*<mi>X<\/mi>)/;
const AFTER_LEANING = /(?<=^<math>.*<mi>[U-Y]<\/mi>(?:<mo [^>]*>[^<]*<\/mo><\/mover>)?)(?=(?:<\/mrow>)?<\/math>$)/;

/**
 * Say what browsers take differently, and Temml leaves to them.
 *
 * @param {string} mathml
 * @returns {string}
 */
function polish(mathml) {
  return (
    mathml
      .replaceAll("<mo>\u2061</mo>", "") // Firefox adds a space of its own at this invisible operator
      // WebKit has space around the sign of a gradient, TeX has none.
      .replace(/<mo [^>]*>∇<\/mo>/g, '<mo form="prefix" lspace="0" rspace="0">∇</mo>')
      .replace(/<mo>(?=[⊕⊖⊗⊘⊙])/g, '<mo largeop="false">') // Firefox takes them for n-ary
      // After \bigl( a minus is no difference. WebKit has space after each sign, TeX has none.
      .replace(/(<mo [^>]*minsize[^>]*>[([{]<\/mo>)<mo>(?=[−+])/g, '$1<mo form="prefix" stretchy="false">')
      .replace(/<mo form="prefix" stretchy="false">(?=[−+])/g, '<mo form="prefix" lspace="0" rspace="0">')
      // The font's bar is 1.3 pixels thick. Chromium draws one or two of them, by where they lie.
      .replaceAll("<mfrac>", '<mfrac linethickness="1px">')
      .replace(' style="display:block math;"', "") // the stylesheet says so
      .replace(BEFORE_SUM, THIN)
      // WebKit puts the space of an operator between it and its limits.
      .replace(SUM, `<$1><mo movablelimits="false" lspace="0" rspace="0">$2${THIN}`)
      .replace(AFTER, `$&${THIN}`)
      .replace(TWICE, `${THIN}$1`)
      .replace(BEFORE_X, `$&${LEAN}`)
      .replace(AFTER_LEANING, LEAN)
  );
}

/**
 * @param {Formula} formula
 * @returns {Rendered}
 */
function render([tex, isDisplay]) {
  try {
    const mathml = temml.renderToString(tex, { displayMode: isDisplay, throwOnError: true });
    return { mathml: polish(mathml) };
  } catch (error) {
    // The message ends with the formula, which the build names itself.
    const { message } = /** @type {Error} */ (error);
    return { error: message.split(/ at position \d+: |(?<= at end of input): /)[0].trim() };
  }
}

/** @type {Formula[]} */
const formulas = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(formulas.map(render)));
