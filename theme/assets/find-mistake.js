/** Answers the form that asks what is wrong with a loss; site.js loads it when the form is first sent. */
import { diagnose, readShape } from "./diagnose.js";

/**
 * @typedef {import("./diagnose.js").Given} Given
 * @typedef {{entries: import("./diagnose.js").Entry[], facts: Record<string, string>, texts: Record<string, string>}} Rules
 */

const LONGEST_QUOTE = 160; // characters of a line that an answer repeats
const root = new URL("..", import.meta.url).href; // of the site in this language

/** @type {Promise<Rules> | undefined} */
let loading;

/** @returns {Promise<Rules>} rejects if they do not load; the next call then tries again */
function load() {
  loading ??= fetch(new URL("mistakes.json", import.meta.url), { cache: "no-cache" }).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
    return answer.json();
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/**
 * @param {string} tag @param {...(Node | string)} content
 */
function element(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

/** @param {string} place @param {string} title */
function link(place, title) {
  const made = document.createElement("a");
  made.href = root + place;
  made.textContent = title;
  return made;
}

/**
 * Have the browser tell of a field that cannot be read.
 * @param {HTMLFormElement} form @param {Given} given @param {Record<string, string>} texts
 */
function check(form, given, texts) {
  const { scores, targets, classes, loss } = given;
  const wrong = {
    scores: scores && !readShape(scores) ? texts.shape : "",
    targets: targets && !readShape(targets) ? texts.shape : "",
    classes: classes && !/^\s*\d+\s*$/.test(classes) ? texts.number : "",
    loss: loss && !/nan/i.test(loss) && Number.isNaN(Number(loss)) ? texts.number : "",
  };
  for (const [name, message] of Object.entries(wrong)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.setCustomValidity(message);
  }
  return form.reportValidity();
}

/**
 * The line of a message that has these words, as it was written; of a long one, the words alone.
 * @param {string} message @param {string} words as `diagnose` reads them
 */
function quote(message, words) {
  const letters = [...words.replaceAll(" ", "")].map((letter) => letter.replace(".", "\\."));
  const written = new RegExp(letters.join("[^\\p{L}\\d]*"), "iu"); // a quote may part a word, too
  const found = message.split("\n").find((text) => written.test(text));
  const line = found?.trim().replace(/\.$/, ""); // the sentence that quotes it has a full stop of its own
  return line && line.length <= LONGEST_QUOTE ? line : words;
}

/**
 * What to show: the entries that fit, each with what led to it, or that none does.
 * @param {Rules} rules @param {Given} given
 */
function answerOf({ entries, facts, texts }, given) {
  if (!Object.values(given).some((value) => value.trim())) return [element("p", texts.empty)];
  const found = diagnose(entries, given);
  if (found.length) {
    return found.map(({ entry, said, facts: names }) => {
      const because = names.length ? texts.because.replace("{}", names.map((name) => facts[name]).join("; ")) : "";
      const why = [said && texts.said.replace("{}", () => quote(given.message ?? "", said)), because].filter(Boolean).join(" ");
      return element("p", element("strong", link(entry.to, entry.title)), element("br"), why);
    });
  }
  const search = document.createElement("button");
  search.type = "button";
  search.textContent = texts.search;
  search.addEventListener("click", async () => {
    const whole = document.querySelector(".search-button")?.getAttribute("data-root") ?? "";
    (await import("./search.js")).open(new URL(whole, location.href).href, given.message);
  });
  const unknown = element("p", texts.unknown, " ", link("mistakes/#by-message", texts.listed));
  return given.message?.trim() ? [unknown, search] : [unknown];
}

/** @param {HTMLFormElement} form */
export async function answer(form) {
  const rules = await load();
  const given = /** @type {Given} */ (Object.fromEntries(new FormData(form)));
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  output.replaceChildren();
  if (!check(form, given, rules.texts)) return;
  output.append(...answerOf(rules, given));
}
