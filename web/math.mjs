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

/**
 * @param {Formula} formula
 * @returns {Rendered}
 */
function render([tex, isDisplay]) {
  try {
    return { mathml: temml.renderToString(tex, { displayMode: isDisplay, throwOnError: true }) };
  } catch (error) {
    // The message ends with the formula, which the build names itself.
    const { message } = /** @type {Error} */ (error);
    return { error: message.split(/ at position \d+: |(?<= at end of input): /)[0].trim() };
  }
}

/** @type {Formula[]} */
const formulas = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(formulas.map(render)));
