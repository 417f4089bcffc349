/**
 * Writes the index of the search into a folder: what Pagefind needs, and for each language the
 * sections, words and synonyms that theme/assets/search.js ranks its finds by.
 *
 * Reads JSON, {language: {pages, sections, words, synonyms}}, from standard input; see builder/finish/search.py.
 */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { close, createIndex } from "pagefind";

/** @typedef {{url: string, page: number, title: string, weight: number, heading: string, text: string}} Section */
/** @typedef {{pages: string[], sections: Section[], words: string[], synonyms: [string, string][]}} Language */

const USED = /^(pagefind(-worker)?\.js|pagefind-entry\.json|wasm\..*|.*\.pf_\w+)$/; // not its own dialogs
const SIGNATURE = "pagefind_dcd".length;
const HEADING_WEIGHT = 5;
// The worker waits nowhere for what it loads first. If that fails, each query tells.
const QUIET = 'addEventListener("unhandledrejection", (event) => event.preventDefault());\n';

/** @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** @template {{errors: string[]}} T @param {T} answer @returns {T} */
function checked(answer) {
  if (answer.errors.length) throw new Error(answer.errors.join("; "));
  return answer;
}

/** @type {Record<string, Language>} */
const languages = JSON.parse(fs.readFileSync(0, "utf8"));
const { index } = checked(await createIndex({}));
if (!index) throw new Error("Pagefind gave no index");

for (const [language, { sections }] of Object.entries(languages)) {
  for (const { url, heading, text } of sections) {
    const content = `<html lang="${language}"><body>
      <h2 data-pagefind-weight="${HEADING_WEIGHT}">${escape(heading)}</h2><p>${escape(text)}</p></body></html>`;
    checked(await index.addHTMLFile({ url, content }));
  }
}

// Pagefind names what it finds by a hash, which only its files tell.
/** @type {Map<string, string>} */
const hashes = new Map();
const folder = process.argv[2];
for (const file of checked(await index.getFiles()).files) {
  if (!USED.test(path.posix.basename(file.path))) continue;
  if (file.path.endsWith(".pf_fragment")) {
    const { url } = JSON.parse(zlib.gunzipSync(file.content).subarray(SIGNATURE).toString());
    hashes.set(url, path.posix.basename(file.path, ".pf_fragment"));
  }
  const target = path.join(folder, file.path);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const isWorker = file.path === "pagefind-worker.js";
  fs.writeFileSync(target, isWorker ? Buffer.concat([Buffer.from(QUIET), file.content]) : file.content);
}
await close();

for (const [language, { pages, sections, words, synonyms }] of Object.entries(languages)) {
  const table = sections.map(({ url, page, title, weight }) => [hashes.get(url), url, page, title, weight]);
  if (table.some(([hash]) => !hash)) throw new Error(`Pagefind lost a section of ${language}`);
  const content = { pages, sections: table, words: words.join(" "), synonyms };
  fs.writeFileSync(path.join(folder, `ranking.${language}.json`), JSON.stringify(content));
}
