/**
 * Draws the card of each page of a built site, which others show beside a link to it: its title, and the site's name.
 * A card is drawn once and kept. The site's directory is the argument.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Resvg } from "@resvg/resvg-js";

const HERE = import.meta.dirname;
const CACHE = path.join(HERE, "../.card_cache");
const FONTS = ["400Regular", "700Bold"].map((name) =>
  path.join(HERE, `node_modules/@expo-google-fonts/nanum-gothic/${name}/NanumGothic_${name}.ttf`),
);
const SIZE = 92;
const WIDTH = 1040; // of the text
const SCORES = [0.06, 0.22, 0.1, 0.51, 0.11]; // as bars

const site = process.argv[2];
const versions = createHash("sha256").update(fs.readFileSync(path.join(HERE, "package-lock.json"))).digest("hex");

/** @param {string} page @param {string} name of what it says of itself, with its entities */
const told = (page, name) => page.match(new RegExp(`<meta property="og:${name}" content="([^"]*)"`))?.[1];

/** @param {string} text @returns {string[]} its lines, as far as letters of two widths tell them */
function lines(text) {
  const width = (/** @type {string} */ part) => [...part].reduce((sum, letter) => sum + (letter > "ᄀ" ? 0.9 : 0.56), 0);
  /** @type {string[]} */
  const found = [];
  for (const word of text.split(" ")) {
    const longer = `${found.at(-1)} ${word}`;
    if (found.length && width(longer) * SIZE < WIDTH) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

/** @param {string} title @param {string} name of the site */
function drawn(title, name) {
  const bars = SCORES.map((share, i) => {
    const height = Math.round(share * 400);
    const colour = i === 3 ? "#ffbe96" : "#fff";
    return `<rect x="${820 + i * 62}" y="${550 - height}" width="48" height="${height}" fill="${colour}"/>`;
  });
  const text = lines(title).map((line, i) => `<tspan x="80" dy="${i && SIZE * 1.3}">${line}</tspan>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" fill="#fff" font-family="Nanum Gothic">
    <rect width="1200" height="630" fill="#0d6b72"/>
    <text x="80" y="180" font-size="${SIZE}" font-weight="700">${text.join("")}</text>
    <text x="80" y="550" font-size="40" fill="#cfe5e6">${title === name ? "" : name}</text>
    ${bars.join("")}</svg>`;
}

fs.mkdirSync(CACHE, { recursive: true });
for (const file of fs.globSync("**/index.html", { cwd: site })) {
  const page = fs.readFileSync(path.join(site, file), "utf8");
  const svg = drawn(told(page, "title") ?? "", told(page, "site_name") ?? "");
  const kept = path.join(CACHE, `${createHash("sha256").update(versions + svg).digest("hex").slice(0, 16)}.png`);
  if (!fs.existsSync(kept)) {
    const font = { fontFiles: FONTS, loadSystemFonts: false };
    fs.writeFileSync(`${kept}.${process.pid}`, new Resvg(svg, { font }).render().asPng());
    fs.renameSync(`${kept}.${process.pid}`, kept); // whole or not at all
  }
  fs.copyFileSync(kept, path.join(site, path.dirname(file), "card.png"));
}
