/**
 * Writes the index of the search into a folder: what Pagefind needs, and for each language the
 * sections, words and synonyms that theme/assets/search.js ranks its finds by.
 *
 * Its arguments are the built site and the folder. From standard input it reads docs/synonyms.yml as JSON,
 * {language: {words of the pages: what is typed instead}}, and it prints what is wrong, [[path, message]].
 */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { DomUtils, parseDocument } from "htmlparser2";
import { close, createIndex } from "pagefind";

/** @typedef {{url: string, page: number, title: string, weight: number, heading: string, text: string}} Section */
/** @typedef {Record<string, Record<string, string[]>>} Synonyms by language and what they mean */

const USED = /^(pagefind(-worker)?\.js|pagefind-entry\.json|wasm\..*|.*\.pf_\w+)$/; // not its own dialogs
const SIGNATURE = "pagefind_dcd".length;
const HEADING_WEIGHT = 5;
// The worker waits nowhere for what it loads first. If that fails, each query tells.
const QUIET = 'addEventListener("unhandledrejection", (event) => event.preventDefault());\n';

// How much a page counts, by the first pattern that its name matches: what explains or mends comes
// before what lists, asks or is about the site.
/** @type {[RegExp, number][]} */
const WEIGHTS = [
  [/^mistakes$/, 0.8], // the tables that lead to the entries
  [/^mistakes_/, 1.15],
  [/^glossary$/, 0.75],
  [/^exercises_/, 0.2], // their short headings match whole, the sections that explain only in part
  [/^lost_start$/, 0.75],
  [/^(checking|about|index)$/, 0.5],
  [/^changelog$/, 0.4],
];
const LINKS_ONLY = "read-next";
const LINKS_WEIGHT = 0.3;

const LONGEST_FORMULA = 12; // longer ones are no words to look for or to read in an excerpt
const LEFT_OUT = ["headerlink", "download", "cite", "take", "math-block"];
const NO_TEXT = ["svg", "script", "style", "button", "output"];
const INLINE = ["a", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup", "wbr"];

// What a word is; search.js takes a query apart in the same way. Pagefind knows words by the white
// space between them, so a word that ends without any gets a space and a mark that search.js takes
// out of excerpts again, with the space.
const WORD = /\d+(?:\.\d+)+|[가-힣]+|(?:(?![가-힣])[\p{L}\p{N}])+/gu;
const JOINT = " \u2063";

/** @param {string} text */
const squeezed = (text) => text.replaceAll("\u2060", "").trim().replace(/\s+/g, " ");
/** @param {string} text @returns {string[]} */
const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];
/** @param {string} text with white space between all of its words */
const apart = (text) => text.normalize("NFC").replace(/\S+/g, (chunk) => {
  const starts = [...chunk.matchAll(WORD)].map(({ index }) => index).slice(1);
  return [0, ...starts].map((start, i) => chunk.slice(start, starts[i])).join(JOINT);
});

/** @param {import("domhandler").AnyNode} node @returns {string} its text, with a space for each of a formula's */
function formulaOf(node) {
  if (DomUtils.isText(node)) return node.data;
  if (!DomUtils.isTag(node)) return "";
  return node.name === "mspace" ? " " : node.children.map(formulaOf).join("");
}

/**
 * Take a built page apart at its headings.
 *
 * @param {string} html @param {boolean} withOutputs
 */
function sectionsOf(html, withOutputs) {
  /** @type {{anchor: string, isPage: boolean, title: string, text: string}[]} */
  const sections = [];
  const leftOut = withOutputs ? LEFT_OUT : [...LEFT_OUT, "output"];

  /** @param {import("domhandler").AnyNode} node @param {"title" | "text"} part */
  const read = (node, part) => {
    const section = sections.at(-1);
    if (DomUtils.isText(node) && section) section[part] += node.data;
    if (!DomUtils.isTag(node)) return;
    const isLeftOut = NO_TEXT.includes(node.name) || (node.attribs.class ?? "").split(" ").some((name) => leftOut.includes(name));
    const space = INLINE.includes(node.name) ? "" : " ";
    if (node.name === "math") {
      const formula = formulaOf(node).replace(/(?<![\p{L}\p{N}])\s+|\s+(?![\p{L}\p{N}])|\u2061/gu, "");
      if (section && !isLeftOut) section[part] += formula.length > LONGEST_FORMULA ? "…" : formula;
    } else if (!isLeftOut && /^h[1-3]$/.test(node.name) && node.attribs.id) {
      sections.push({ anchor: node.attribs.id, isPage: node.name === "h1", title: "", text: "" });
      for (const child of node.children) read(child, "title");
    } else {
      if (section) section[part] += space;
      if (!isLeftOut) for (const child of node.children) read(child, part);
      const last = sections.at(-1);
      if (last) last[part] += space;
    }
  };
  const article = DomUtils.findOne(({ name }) => name === "article", parseDocument(html).children);
  if (article) read(article, "text");
  return sections.map(({ title, text, ...rest }) => ({ ...rest, title: squeezed(title), text: squeezed(text) }));
}

/** @template {{errors: string[]}} T @param {T} answer @returns {T} */
function checked(answer) {
  if (answer.errors.length) throw new Error(answer.errors.join("; "));
  return answer;
}

/** @type {[path: string, message: string][]} */
const problems = [];

/**
 * @param {string} site
 * @param {string} language
 * @param {Record<string, string[]>} synonyms
 */
function readLanguage(site, language, synonyms) {
  const folder = language === "en" ? "" : `${language}/`;
  /** @type {string[]} */
  const pages = [];
  /** @type {Section[]} */
  const sections = [];
  /** @type {Set<string>} */
  const words = new Set();
  for (const file of fs.globSync("{,*/}index.html", { cwd: path.join(site, folder) }).sort()) {
    const name = path.dirname(file) === "." ? "index" : path.dirname(file);
    if (!folder && name === "ko") continue;
    const found = sectionsOf(fs.readFileSync(path.join(site, folder, file), "utf8"), !name.startsWith("exercises_"));
    if (!found.length) problems.push([folder + file, "has no heading with an id to search for"]);
    const { title: page = "" } = found.find(({ isPage }) => isPage) ?? found[0] ?? {};
    const address = folder + (name === "index" ? "" : `${name}/`);
    const pageWeight = WEIGHTS.find(([pattern]) => pattern.test(name))?.[1] ?? 1;
    pages.push(page);
    for (const { anchor, isPage, title, text } of found) {
      for (const word of wordsOf(`${page} ${title} ${text}`)) words.add(word);
      sections.push({
        url: address + (isPage ? "" : `#${anchor}`),
        page: pages.length - 1,
        title: isPage ? "" : title,
        weight: anchor === LINKS_ONLY ? LINKS_WEIGHT : pageWeight,
        heading: apart(title),
        text: apart(text),
      });
    }
  }
  // No page is sought by one letter or a number alone, so those need no check.
  const known = [...words].filter((word) => !/^\d/.test(word)).sort();
  for (const meant of Object.keys(synonyms)) {
    for (const word of wordsOf(meant)) {
      if (/^\d/.test(word) || known.some((other) => other.startsWith(word))) continue;
      problems.push(["docs/synonyms.yml", `${meant}: no page of docs/${language} has the word ${word}`]);
    }
  }
  const pairs = Object.entries(synonyms).flatMap(([meant, typed]) =>
    typed.map((other) => [wordsOf(other).join(" "), wordsOf(meant).join(" ")]),
  );
  return { language, pages, sections, words: known, synonyms: pairs };
}

const [site, folder] = process.argv.slice(2);
/** @type {Synonyms} */
const synonyms = JSON.parse(fs.readFileSync(0, "utf8"));
const languages = ["en", "ko"].map((language) => readLanguage(site, language, synonyms[language] ?? {}));
console.log(JSON.stringify(problems));
if (problems.length) process.exit();

const { index } = checked(await createIndex({}));
if (!index) throw new Error("Pagefind gave no index");
/** @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
for (const { language, sections } of languages) {
  for (const { url, heading, text } of sections) {
    const content = `<html lang="${language}"><body>
      <h2 data-pagefind-weight="${HEADING_WEIGHT}">${escape(heading)}</h2><p>${escape(text)}</p></body></html>`;
    checked(await index.addHTMLFile({ url, content }));
  }
}

// Pagefind names what it finds by a hash, which only its files tell.
/** @type {Map<string, string>} */
const hashes = new Map();
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

for (const { language, pages, sections, words, synonyms } of languages) {
  const table = sections.map(({ url, page, title, weight }) => [hashes.get(url), url, page, title, weight]);
  if (table.some(([hash]) => !hash)) throw new Error(`Pagefind lost a section of ${language}`);
  const content = { pages, sections: table, words: words.join(" "), synonyms };
  fs.writeFileSync(path.join(folder, `ranking.${language}.json`), JSON.stringify(content));
}
