/**
 * Names the entry for a message or for what was chosen, by the rules of docs/mistakes.yml.
 *
 * @typedef {{says?: string[], number?: number[], anywhere?: boolean, when?: string[]}} Rule
 * @typedef {{to: string, title: string, rules: Rule[]}} Entry
 * @typedef {{message?: string, symptom?: string, scores?: string, targets?: string, scores_type?: string,
 *   targets_type?: string, classes?: string, loss?: string}} Given the fields of the form, as they were filled in
 * @typedef {{entry: Entry, said: string, facts: string[], strength: number}} Finding an entry, the words of the
 *   message that led to it, and the facts
 */

const LONGEST = 20_000; // characters; of more, the beginning and the end are read
const NOISE = /\x1b\[[\d;]*m|&#?\w{1,8};/g; // colours of a terminal, characters of HTML
const QUOTES = /['"`’‘“”]/g;
const WORD = /-?\d+(?:\.\d+)?(?![\p{Script=Latin}\d])|[\p{Script=Latin}\d]+|\p{Script=Hangul}+/gu;
const NAMED = /(?:Error|Exception): /g;
const OF_OTHERS = /(?:ChildFailed|CalledProcess)$/; // what started the program tells of its error below it
const SHAPE = /^(?:torch\.size)?[\s[(]*\d+(?:[\s,x×]+\d+)*[\s,]*[\s\])]*$/i;
const NUMBERS = "(?:-?\\d[\\d.]* )*"; // a message has others than ours, or none
const GAP = "(?:\\S+ ){0,5}";
const MOST = 2;

/** @param {string} text @returns {string} its words, each between spaces */
export function normalised(text) {
  const words = text.normalize("NFC").replace(NOISE, " ").replace(QUOTES, "").toLowerCase().match(WORD) ?? [];
  return ` ${words.join(" ")} `;
}

/** @param {string} text @returns {string} the part that is read */
function cut(text) {
  const half = LONGEST / 2;
  return text.length > LONGEST ? `${text.slice(0, half)}\n${text.slice(-half)}` : text;
}

/** @param {string} text @returns {string | undefined} what the last error that has a name says */
function lastError(text) {
  const named = [...text.matchAll(NAMED)].filter(({ index }) => !OF_OTHERS.test(text.slice(Math.max(0, index - 20), index)));
  const last = named.at(-1);
  return last && text.slice(last.index + last[0].length);
}

/** @param {string} phrase of a rule: "…" leaves out up to five words, and a Korean word may have any ending */
function pattern(phrase) {
  const words = phrase.split(" ").map((word) => {
    if (word === "…") return GAP;
    return `${word}${/[가-힣]$/.test(word) ? "\\S*" : ""} ${NUMBERS}`;
  });
  return new RegExp(` ${words.join("")}`);
}

/** @param {string} [text] @returns {number[] | undefined} such as [8, 3] */
export function readShape(text = "") {
  return SHAPE.test(text.trim()) ? text.match(/\d+/g)?.map(Number) : undefined;
}

/** @param {number} a @param {number} b a number that was printed with some decimals */
const isNear = (a, b) => Math.abs(a - b) < 0.002 * Math.max(1, a);
/** @param {number[]} a @param {number[]} b */
const areEqual = (a, b) => a.length === b.length && a.every((size, i) => size === b[i]);

/**
 * What is known of shapes, K classes and a loss. ln(1 + (K − 1) / e) is the least that a loss reaches whose
 * scores lie between 0 and 1.
 *
 * @type {Record<string, (known: {s: number[], t: number[], k: number, loss: string, symptom?: string}) => boolean>}
 */
export const DERIVED = {
  "loss-is-ln-k": ({ k, loss }) => k > 1 && isNear(Math.log(k), Number(loss)),
  "loss-is-the-floor": ({ k, loss }) => k > 1 && isNear(Math.log(1 + (k - 1) / Math.E), Number(loss)),
  "loss-is-negative": ({ loss }) => Number(loss) < 0,
  "loss-is-zero": ({ loss }) => loss !== "" && Number(loss) === 0,
  "loss-is-nan": ({ loss, symptom }) => loss === "nan" && !symptom, // a symptom says when
  "one-score": ({ s }) => s.length === 2 && s[1] === 1,
  "targets-are-a-row": ({ s, t }) => s.length === 2 && areEqual(s.slice(0, 1), t),
  "targets-are-a-column": ({ s, t }) => s[1] > 1 && s.length === 2 && areEqual([s[0], 1], t),
  "same-shape": ({ s, t }) => s.length > 1 && areEqual(s, t),
  "classes-come-last": ({ s, t }) => s.length === 3 && s[1] !== s[2] && areEqual(s.slice(0, 2), t),
  "targets-have-a-channel": ({ s, t }) => s.length === 4 && s[1] > 1 && areEqual([s[0], 1, ...s.slice(2)], t),
  "images-differ": ({ s, t }) =>
    s.length === 4 && t.length === 3 && s[0] === t[0] &&
    ![s.slice(1, 3), s.slice(2)].some((sides) => areEqual(sides, t.slice(1))),
  "batches-differ": ({ s, t }) => s.length > 1 && t.length > 0 && t.length < s.length && s[0] !== t[0],
};

/** @param {Given} given @returns {Set<string>} */
function factsOf({ symptom, scores, targets, scores_type, targets_type, classes, loss }) {
  const [s, t] = [readShape(scores) ?? [], readShape(targets) ?? []];
  const k = Number(classes) || (s.length > 1 ? s[1] : 0);
  const known = { s, t, k, loss: loss?.trim().toLowerCase() ?? "", symptom };
  const facts = new Set(Object.keys(DERIVED).filter((name) => DERIVED[name](known)));
  if (symptom) facts.add(symptom);
  if (scores_type) facts.add(`scores-${scores_type}`);
  if (targets_type) facts.add(`targets-${targets_type}`);
  return facts;
}

/**
 * The entries that fit best, at most two; none where nothing is sure.
 *
 * @param {Entry[]} entries
 * @param {Given} given
 * @returns {Finding[]}
 */
export function diagnose(entries, given) {
  const text = cut(given.message ?? "");
  const error = lastError(text);
  const [whole, told] = [normalised(text), normalised(error ?? text)];
  const facts = factsOf(given);
  /** @type {Finding[]} */
  const findings = [];
  for (const entry of entries) {
    for (const { says, number, anywhere, when = [] } of entry.rules) {
      if (!when.every((fact) => facts.has(fact))) continue;
      // Of an error that no rule knows, shapes and types say nothing; what the reader sees does.
      if (!says && error !== undefined && !when.includes(given.symptom ?? "")) continue;
      let [said, words] = ["", 0];
      for (const phrase of says ?? []) {
        const match = pattern(phrase).exec(anywhere ? whole : told)?.[0].trim();
        if (match === undefined || phrase.length <= words) continue;
        if (number && !number.includes(Number(match.match(/-?\d+(?:\.\d+)?/)?.[0]))) continue;
        [said, words] = [match, phrase.length];
      }
      if (says && !said) continue;
      const strength = words * 10 + (number ? 1 : 0) + when.length;
      findings.push({ entry, said, facts: when, strength });
    }
  }
  const most = Math.max(...findings.map(({ strength }) => strength));
  const best = findings.filter(({ strength }) => strength === most);
  const first = best.filter((finding, i) => best.findIndex(({ entry }) => entry === finding.entry) === i);
  return first.length > MOST ? [] : first;
}
