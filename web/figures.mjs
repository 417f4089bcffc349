/**
 * Shortens figures: reads their SVG as a list in JSON from standard input, and prints the list of what
 * is to be shown. What a stylesheet or a link may name stays: groups, ids and classes.
 */
import { text } from "node:stream/consumers";
import { optimize } from "svgo";

const KEPT = [
  "cleanupIds", "collapseGroups", "convertColors", "inlineStyles", "mergePaths", "minifyStyles",
  "moveElemsAttrsToGroup", "moveGroupAttrsToElems", "removeHiddenElems",
];
const overrides = Object.fromEntries(KEPT.map((name) => [name, false]));
// A tenth of a unit is an eighth of a pixel on the page: two decimals weigh up to a kilobyte more.
/** @type {import("svgo").Config} */
const config = { floatPrecision: 1, plugins: [{ name: "preset-default", params: { overrides } }] };

const figures = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(figures.map((/** @type {string} */ svg) => optimize(svg, config).data)));
