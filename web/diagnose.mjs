/**
 * Prints, for each of many messages and choices, the entries that the rules lead to, and the names of the facts that
 * follow from choices. Reads {entries, given} as JSON.
 */
import { readFileSync } from "node:fs";
import { DERIVED, diagnose } from "../theme/assets/diagnose.js";

const { entries, given } = JSON.parse(readFileSync(0, "utf8"));
const found = given.map((/** @type {import("../theme/assets/diagnose.js").Given} */ one) =>
  diagnose(entries, one).map(({ entry }) => entry.to),
);
console.log(JSON.stringify({ found, derived: Object.keys(DERIVED) }));
