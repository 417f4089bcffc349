/** The search, which site.js loads when it is opened: what a query means, its dialog, and the marks. */

/**
 * @typedef {{hash: string, url: string, page: string, title: string, weight: number, heading: string[], pageTitle: string[]}} Section
 * @typedef {{word: string, weight: number}} Form a way to write a word, and how much a find of it counts
 * @typedef {{forms: Form[], weight: number}} Term a word that is sought
 * @typedef {{terms: Term[], weight: number}} Variant a way to read a query
 * @typedef {{url: string, page: string, title: string, excerpt: string, marks: RegExp}} Result
 * @typedef {{results: Result[], instead: string}} Answer
 * @typedef {{id: string, score: number, data: () => Promise<{content: string}>}} Find one of Pagefind's
 */

const language = document.documentElement.lang === "ko" ? "ko" : "en";
const TEXTS = {
  en: {
    search: "Search",
    hint: "A term, a symptom, or an error message as it was printed",
    close: "Close",
    searching: "Searching…",
    count: (/** @type {number} */ n) => (n === 1 ? "1 result" : `${n} results`),
    instead: (/** @type {string} */ words) => `, for “${words}”`,
    none: "Nothing on this site matches. These are all of its pages:",
    broken: "The search could not be loaded. These are all pages of this site:",
  },
  ko: {
    search: "검색",
    hint: "용어나 증상, 또는 출력된 오류 메시지 그대로",
    close: "닫기",
    searching: "찾는 중입니다…",
    count: (/** @type {number} */ n) => `결과 ${n}개`,
    instead: (/** @type {string} */ words) => ` (“${words}”(으)로 찾았습니다)`,
    none: "이 사이트에서 찾지 못했습니다. 모든 페이지의 목록입니다.",
    broken: "검색을 불러오지 못했습니다. 모든 페이지의 목록입니다.",
  },
}[language];

// Bounds, so that no query takes long.
const LONGEST_QUERY = 10_000;
const MOST_WORDS = 24;
const LONGEST_WORD = 40;
const MOST_RESULTS = 10;
const CANDIDATES = 14; // the first finds, which the text itself then puts in order
const MOST_PLACES = 200;
const MOST_KEPT = 200;
const MOST_MARKS = 1000;
const DEBOUNCE = 120;

const EXCERPT = language === "ko" ? 90 : 160;
const BEFORE = language === "ko" ? 20 : 40;
const COMMON = 0.5; // a word in more than this share of the sections is marked only where it is alone
const WHOLE_PAGE = 1.2; // how much more the beginning of a page counts than its sections
const WORST = 0.04; // of the best score; what has less is not shown

// The same as in web/search.mjs.
const WORD = /\d+(?:\.\d+)+|[가-힣]+|(?:(?![가-힣])[\p{L}\p{N}])+/gu;
const JOINT = / \u2063/g;
// As in builder/markdown/linebreaks.py: browsers would begin a line with what is joined to a bracket or a sign.
const PARTED = /(?<=[)\]”’%°∞↑↓✓])(?=[가-힣])/g;
const MESSAGE = /[A-Za-z]*(?:Error|Exception|Warning): */g;
const LONG = 6; // words; such a query is a sentence or a message, whose numbers are others than ours
const STOP_WORDS = new Set(
  (language === "ko"
    ? "무엇 무엇인가요 뭐 뭔가요 뭐예요 어떻게 하나요 인가요 그 것 수 때"
    : "a an and are can did do does don for how i in is it its me my of on or s should so t that the this to was what when with you"
  ).split(" "),
);
const ENDING = /(?:ings?|ed|es|s|e)$/;
const PARTICLE =
  /(?:에서는|으로는|에서|에게|까지|부터|처럼|보다|이란|이라는|라는|으로|란|은|는|이|가|을|를|에|의|로|와|과|도|만)$/;

/** @param {string} text */
const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];
/** @param {string[]} words @returns {string[]} those that mean something, or all if none does */
function meaningful(words) {
  const left = words.filter((word) => !STOP_WORDS.has(word));
  return left.length ? left : words;
}
/** @param {string} word */
const isHangul = (word) => /^[가-힣]/.test(word);
/** @param {string} word */
const isNumber = (word) => /^\d/.test(word);
/** @type {Map<string, string>} */
const stems = new Map(); // those of headings are asked for with each query
/** @param {string} word */
function stem(word) {
  let found = stems.get(word);
  if (found === undefined) {
    found = word.length > 4 && !isHangul(word) ? word.replace(ENDING, "") : word;
    stems.set(word, found);
  }
  return found;
}

/**
 * What a pasted message says went wrong: the last line of a traceback that names an error, without
 * the name, or else the last line.
 *
 * @param {string} text
 */
export function essence(text) {
  const query = text.slice(-LONGEST_QUERY);
  const named = [...query.matchAll(MESSAGE)].at(-1);
  if (named) {
    const [line] = query.slice(named.index + named[0].length).trimStart().split("\n");
    if (wordsOf(line).length) return line.trim();
  }
  const lines = query.split("\n").map((line) => line.trim());
  return lines.filter((line) => wordsOf(line).length).at(-1) ?? "";
}

/**
 * How many letters must be changed, added, left out or swapped; more than `most` if that many do not do.
 *
 * @param {string} a @param {string} b @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** The words of all pages, and what of a query is among them. */
class Vocabulary {
  /** @param {string[]} words in the order of their code units */
  constructor(words) {
    this.words = words;
    this.set = new Set(words);
    // Letters of Hangul, for a syllable with one wrong is another one.
    this.letters = words.map((word) => word.normalize("NFD"));
  }

  /** @param {string} start @returns {boolean} whether a word begins like this */
  begins(start) {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < start) low = middle + 1;
      else high = middle;
    }
    return this.words[low]?.startsWith(start) ?? false;
  }

  /** @param {string} word */
  has(word) {
    const start = stem(word);
    return isNumber(word) || this.begins(word) || (start.length > 3 && this.begins(start));
  }

  /** @param {string} word @returns {string[] | null} the known words that it is written together from */
  split(word) {
    const shortest = isHangul(word) ? 2 : 3;
    for (let end = word.length - shortest; end >= shortest; end--) {
      const [first, rest] = [word.slice(0, end), word.slice(end)];
      if (!(isHangul(word) ? this.begins(first) : this.set.has(first))) continue;
      if (isHangul(rest) ? this.begins(rest.replace(PARTICLE, "") || rest) : this.set.has(rest)) {
        return [first, rest];
      }
      const others = this.split(rest);
      if (others) return [first, ...others];
    }
    return null;
  }

  /** @param {string} word @returns {string | undefined} the known word that is spelt most like it */
  nearest(word) {
    const letters = word.normalize("NFD");
    const most = letters.length < (isHangul(word) ? 6 : 5) ? 0 : letters.length < 8 ? 1 : 2;
    let best = { distance: most + 1, index: -1 };
    for (let index = 0; index < this.words.length && best.distance > 0; index++) {
      const other = this.letters[index];
      if (other[0] !== letters[0]) continue; // few slips are at the beginning
      const found = distance(letters, other, best.distance - 1);
      if (found < best.distance) best = { distance: found, index };
    }
    return this.words[best.index];
  }

  /** @param {string} word @returns {string[]} what is sought instead of a word that no page has */
  instead(word) {
    if (word.length > LONGEST_WORD) return [];
    const parts = this.split(word);
    if (parts) return parts;
    const near = this.nearest(word);
    if (near) return [near];
    for (let end = word.length - 1; end >= (isHangul(word) ? 2 : Math.max(5, word.length * 0.6)); end--) {
      if (this.begins(word.slice(0, end))) return [word.slice(0, end)];
    }
    return [];
  }
}

/** The index of one language. */
class Index {
  /** @param {any} pagefind @param {any} table what web/search.mjs wrote */
  constructor(pagefind, table) {
    this.pagefind = pagefind;
    this.vocabulary = new Vocabulary(table.words.split(" "));
    /** @type {[string, string][]} */
    this.synonyms = table.synonyms.map((/** @type {string[]} */ pair) =>
      pair.map((text) => meaningful(text.split(" ")).join(" ")),
    );
    /** @type {string[]} */
    const pages = table.pages;
    /** @type {Section[]} */
    this.sections = table.sections.map(
      (/** @type {[string, string, number, string, number]} */ [hash, url, page, title, weight]) => ({
        hash,
        url,
        page: pages[page],
        title,
        weight,
        heading: meaningful(wordsOf(title || pages[page])),
        pageTitle: title ? meaningful(wordsOf(pages[page])) : [],
      }),
    );
    /** @type {Map<string, Promise<Map<string, Find>>>} */
    this.found = new Map();
  }

  /** @param {string} root the address of the site */
  static async load(root) {
    const folder = new URL("pagefind/", root).href;
    const [{ createInstance }, answer] = await Promise.all([
      import(`${folder}pagefind.js`),
      fetch(`${folder}ranking.${language}.json`, { cache: "no-cache" }),
    ]);
    if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
    const pagefind = createInstance({});
    await pagefind.search(""); // fails if a part of it does not load
    return new Index(pagefind, await answer.json());
  }

  /** @param {string} word @returns {Promise<Map<string, Find>>} what Pagefind finds, by its hash */
  finds(word) {
    let found = this.found.get(word);
    if (!found) {
      if (this.found.size >= MOST_KEPT) this.found.clear(); // the worker keeps what is kept here
      found = this.pagefind
        .search(word)
        .then((/** @type {{results: Find[]}} */ { results }) => new Map(results.map((find) => [find.id, find])));
      this.found.set(word, /** @type {Promise<Map<string, Find>>} */ (found));
    }
    return /** @type {Promise<Map<string, Find>>} */ (found);
  }

  /**
   * The ways to read the words of a query: as they stand, written together, and with synonyms, which may
   * be of the numbers that are left out.
   *
   * @param {string[]} words @param {string[]} all with the numbers
   * @returns {{variants: Variant[], instead: string}}
   */
  read(words, all) {
    const known = this.vocabulary;
    /** @type {string[]} */
    const meant = [];
    let unknown = 0;
    for (const word of words) {
      // What a page has as one word may be typed as two, such as the Korean for learning rate.
      const joined = (meant.at(-1) ?? "") + word;
      if (meant.length && !known.has(word) && known.has(joined)) meant.splice(-1, 1, joined);
      else if (known.has(word)) meant.push(word);
      else {
        const instead = known.instead(word);
        if (!instead.length) unknown++;
        meant.push(...instead);
      }
    }
    let instead = meant.join(" ") === words.join(" ") ? "" : meant.join(" ");
    const share = meant.length / (meant.length + unknown || 1);
    const readings = [{ words: share < 0.5 ? [] : meant, weight: share }];
    for (const [i, word] of meant.entries()) {
      if (i && known.set.has(meant[i - 1] + word)) {
        const joined = [...meant.slice(0, i - 1), meant[i - 1] + word, ...meant.slice(i + 1)];
        readings.push({ words: joined, weight: share });
      }
    }
    const bare = words.map((word) => word.replace(PARTICLE, "") || word);
    const unnumbered = words.filter((word) => !isNumber(word)); // a message has others than ours
    for (const source of [all, words, meant, bare, unnumbered]) {
      const text = ` ${source.join(" ")} `;
      for (const [typed, target] of this.synonyms) {
        if (!text.includes(` ${typed} `)) continue;
        const meaning = text.replace(` ${typed} `, ` ${target} `);
        if (instead && source === words) instead = meaning.trim();
        const read = wordsOf(meaning).filter((word) => source !== all || words.includes(word) || !isNumber(word));
        // A number that a synonym names tells more than words that any such message has.
        readings.push({ words: read, weight: typed.split(" ").some(isNumber) ? 2 : 1.2 });
      }
    }
    const seen = new Set();
    const variants = readings
      .filter(({ words: [...key] }) => key.length && !seen.has(key.join(" ")) && seen.add(key.join(" ")))
      .slice(0, 8)
      .map(({ words: read, weight }) => ({ terms: this.terms(read), weight }));
    return { variants, instead: variants.length ? instead : "" };
  }

  /** @param {string[]} words @returns {Term[]} */
  terms(words) {
    const areNumbers = words.every(isNumber);
    return [...new Set(words)].map((word) => {
      const forms = [{ word, weight: 1 }];
      const bare = isHangul(word) ? word.replace(PARTICLE, "") : word;
      if (bare !== word && bare.length > 1 && this.vocabulary.begins(bare)) {
        forms.push({ word: bare, weight: 0.85 });
      }
      return { forms, weight: isNumber(word) && !areNumbers ? 0.3 : 1 };
    });
  }

  /**
   * How well each section fits a variant: the rarer a word, the more its finds count.
   *
   * @param {Variant} variant
   * @returns {Promise<{scores: Map<Section, number>, rarity: Map<Term, number>}>}
   */
  async score({ terms, weight }) {
    const finds = await Promise.all(
      terms.map(({ forms }) => Promise.all(forms.map(({ word }) => this.finds(word)))),
    );
    const total = this.sections.length;
    /** @type {Map<Term, number>} */
    const rarity = new Map();
    terms.forEach((term, i) => {
      const found = Math.max(...finds[i].map(({ size }) => size));
      rarity.set(term, term.weight * Math.log(1 + total / (1 + found)));
    });
    const sum = [...rarity.values()].reduce((a, b) => a + b, 0);
    const best = finds.map((forms) =>
      forms.map((found) => [...found.values()].reduce((most, { score }) => Math.max(most, score), 1e-9)),
    );
    /** @type {Map<Section, number>} */
    const scores = new Map();
    for (const section of this.sections) {
      let [points, covered] = [0, 0];
      terms.forEach((term, i) => {
        let strength = 0;
        let titled = 0;
        term.forms.forEach((form, j) => {
          const find = finds[i][j].get(section.hash);
          if (find) strength = Math.max(strength, form.weight * (0.4 + (0.6 * find.score) / best[i][j]));
          const own = likeness(section.heading, form.word);
          const page = likeness(section.pageTitle, form.word);
          titled = Math.max(titled, form.weight * Math.max(own, page * 0.4));
        });
        if (!strength && !titled) return;
        const rare = rarity.get(term) ?? 0;
        points += rare * (strength + titled);
        covered += rare * (strength ? 1 : 0.8);
      });
      if (!points) continue;
      const matched = section.heading.filter((word) =>
        terms.some(({ forms }) => forms.some((form) => alike(word, form.word) > 0.6)),
      );
      const share = section.heading.length ? matched.length / section.heading.length : 0;
      const titled = terms.filter(({ forms }) => forms.some(({ word }) => likeness(section.heading, word) > 0.6));
      const fit = 1 + 3 * share ** 2 * (titled.length / terms.length);
      const whole = section.title ? 1 : WHOLE_PAGE;
      scores.set(section, (points / sum) * (covered / sum) ** 2 * fit * whole * section.weight * weight);
    }
    return { scores, rarity };
  }

  /**
   * The sections that fit a query, the best first, before their texts are read.
   *
   * @param {string} query
   */
  async rank(query) {
    const sought = essence(query);
    const all = meaningful(wordsOf(sought).filter((word) => word.length <= LONGEST_WORD));
    const words = all.length < LONG && sought === query.trim() ? all : all.filter((word) => !isNumber(word));
    const { variants, instead } = this.read((words.length ? words : all).slice(0, MOST_WORDS), all.slice(0, MOST_WORDS));
    const scored = await Promise.all(variants.map((variant) => this.score(variant)));
    /** @type {Map<Section, {score: number, variant: Variant}>} */
    const best = new Map();
    variants.forEach((variant, i) => {
      for (const [section, score] of scored[i].scores) {
        if (score > (best.get(section)?.score ?? 0)) best.set(section, { score, variant });
      }
    });
    const ranked = [...best].sort(([, a], [, b]) => b.score - a.score).slice(0, CANDIDATES);
    return { ranked, variants, scored, instead };
  }

  /** @param {string} query @returns {Promise<Answer>} */
  async find(query) {
    const { ranked, variants, scored, instead } = await this.rank(query);
    const loaded = await Promise.all(
      ranked.map(async ([section, { score, variant }]) => {
        const text = await this.text(section, variant);
        const terms = variant.terms.map(({ forms }) => forms.map(({ word }) => word));
        const heading = section.title || section.page;
        const order = Math.min(1, terms.length / LONG) * inOrder(`${heading} ${text}`, terms);
        return { section, text, variant, score: score * (1 + 2 * order) };
      }),
    );
    loaded.sort((a, b) => b.score - a.score);
    const top = loaded[0];
    if (!top) return { results: [], instead };
    const patterns = scored.map(({ rarity }) => {
      const terms = [...rarity].filter(([, rare]) => rare > Math.log(1 + 1 / COMMON));
      const forms = (terms.length ? terms : [...rarity]).flatMap(([{ forms }]) => forms);
      return pattern(forms.map(({ word }) => word));
    });
    const results = loaded
      .filter(({ score }) => score >= top.score * WORST)
      .slice(0, MOST_RESULTS)
      .map(({ section: { url, page, title }, text, variant }) => {
        // What was typed, or where none of that stands, the synonym that led here.
        const isTyped = `${title || page} ${text}`.search(patterns[0]) >= 0;
        const marks = patterns[isTyped ? 0 : variants.indexOf(variant)];
        return { url, page, title, marks, excerpt: excerpt(text, marks) };
      });
    return { results, instead };
  }

  /** @param {Section} section @param {Variant} variant @returns {Promise<string>} its text, if Pagefind found it */
  async text({ hash, page, title }, { terms }) {
    for (const { word } of terms.flatMap(({ forms }) => forms)) {
      const find = (await this.finds(word)).get(hash);
      if (!find) continue;
      const text = (await find.data()).content.replace(JOINT, "");
      const heading = title || page;
      return text.startsWith(heading) ? text.slice(heading.length).replace(/^[.\s]+/, "") : text;
    }
    return "";
  }
}

/** @param {string} word @param {string} sought @returns {number} how much of one word the other is, up to 1 */
function alike(word, sought) {
  if (word === sought) return 1;
  if (stem(word) === stem(sought)) return 0.9;
  if (word.startsWith(sought)) return isHangul(word) || sought.length > 3 ? 0.8 : 0.3;
  return 0;
}

/** @param {string[]} words @param {string} sought */
const likeness = (words, sought) => words.reduce((most, word) => Math.max(most, alike(word, sought)), 0);

/**
 * Which share of the neighbours in a query are neighbours in a text.
 *
 * @param {string} text @param {string[][]} terms
 */
function inOrder(text, terms) {
  if (terms.length < 2) return 0;
  const words = wordsOf(text);
  const pairs = new Set(words.map((word, i) => `${stem(word)} ${stem(words[i + 1] ?? "")}`));
  const found = terms.slice(1).filter(([next], i) => pairs.has(`${stem(terms[i][0])} ${stem(next)}`));
  return found.length / (terms.length - 1);
}

/** @param {string[]} words at least one @returns {RegExp} what matches these and longer forms of them */
function pattern(words) {
  const parts = [...new Set(words)].map((word) => {
    if (isNumber(word)) return `${word.replaceAll(".", "\\.")}(?![\\p{L}])`;
    if (word.length < (isHangul(word) ? 2 : 3)) return `${word}(?![\\p{L}\\p{N}])`;
    return `${stem(word)}[\\p{L}\\p{N}]*`;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\d\\.)(?:${parts.join("|")})`, "giu");
}

/** @param {string} text @param {RegExp} marks @returns {string} the part of it with the most of what is sought */
function excerpt(text, marks) {
  const places = [...text.matchAll(marks)].slice(0, MOST_PLACES);
  let best = { start: 0, different: 0 };
  for (const { index } of places) {
    const inside = places.filter((place) => index <= place.index && place.index < index + EXCERPT - BEFORE);
    const different = new Set(inside.map(([word]) => stem(word.toLowerCase()))).size;
    if (different > best.different) best = { start: index, different };
  }
  let start = Math.max(0, best.start - BEFORE);
  if (start) start = text.indexOf(" ", start) + 1 || start;
  start = Math.min(start, best.start);
  let end = start + EXCERPT;
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), best.start + 1);
  // The dots stay beside the word that they begin or end with.
  const [before, after] = [start ? "…\u00A0" : "", end < text.length ? "\u00A0…" : ""];
  return `${before}${text.slice(start, end)}${after}`.replace(PARTED, "\u2060");
}

/** @type {Promise<Index> | undefined} */
let index;
let site = "";

// Where its worker does not start, Pagefind tries without, and waits for that nowhere.
addEventListener("unhandledrejection", (event) => {
  if (/pagefind/i.test(String(event.reason))) event.preventDefault();
});

/** @returns {Promise<Index>} rejects if it does not load; the next call then tries again */
function load() {
  const loading = (index ??= Index.load(site));
  loading.catch(() => {
    if (index === loading) index = undefined;
  });
  return loading;
}

/** @param {string} query */
export const rank = async (query) => (await load()).rank(query);

/** @param {string} query */
export const find = async (query) => (await load()).find(query);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, string>} attributes @param {(Node | string)[]} content
 * @returns {HTMLElementTagNameMap[K]}
 */
function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

const field = element("input", {
  type: "search",
  class: "search__field",
  "aria-label": TEXTS.search,
  "aria-describedby": "search-hint",
  placeholder: TEXTS.search,
  autocomplete: "off",
  autocapitalize: "off",
  spellcheck: "false",
  enterkeyhint: "search",
});
const status = element("p", { class: "search__status", id: "search-hint", role: "status" }, TEXTS.hint);
const list = element("ul", { class: "search__results" });
const close = element("button", { type: "button", class: "search__close" }, TEXTS.close);
const styles = element("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
const dialog = element(
  "dialog",
  { class: "search", "aria-label": TEXTS.search },
  styles,
  element("div", { class: "search__bar" }, field, close),
  status,
  list,
);
const styled = new Promise((done) => {
  styles.addEventListener("load", done);
  styles.addEventListener("error", done);
});

/** @param {string} text @param {RegExp} marks @returns {(Node | string)[]} */
function marked(text, marks) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    parts.push(text.slice(end, match.index), element("mark", {}, match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

/** The pages of this language, as the menu lists them. */
function showPages() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(".md-nav--primary a.md-nav__link:not(.md-nav--secondary *)")
  );
  list.replaceChildren(
    ...[...links].map((link) => {
      const title = element("span", { class: "search__title" }, link.textContent?.trim() ?? "");
      return element("li", {}, element("a", { href: link.href }, title));
    }),
  );
}

/** @type {Result[]} */
let shown = [];
let asked = "";
/** @type {Promise<void> | undefined} */
let answering;

/** Ask for what stands in the field, unless that has been done. */
function ask() {
  if (field.value !== asked) {
    asked = field.value;
    answering = show(asked);
  }
  return answering;
}

/** @param {string} query */
async function show(query) {
  if (!query.trim()) {
    status.textContent = TEXTS.hint;
    list.replaceChildren();
    shown = [];
    return;
  }
  if (!list.childElementCount) status.textContent = TEXTS.searching;
  try {
    const { results, instead } = await find(query);
    if (query !== asked) return; // the reader has typed on
    shown = results;
    if (!results.length) {
      status.textContent = TEXTS.none;
      showPages();
      return;
    }
    list.replaceChildren(
      ...results.map(({ url, page, title, marks, excerpt: text }) => {
        const heading = element("span", { class: "search__title" }, ...marked(title || page, marks));
        const above = title ? [element("span", { class: "search__page" }, page)] : [];
        const below = text ? [element("span", { class: "search__excerpt" }, ...marked(text, marks))] : [];
        return element("li", {}, element("a", { href: new URL(url, site).href }, ...above, heading, ...below));
      }),
    );
    status.textContent = TEXTS.count(results.length) + (instead ? TEXTS.instead(instead) : "");
  } catch {
    if (query !== asked) return;
    asked = "";
    shown = [];
    status.textContent = TEXTS.broken;
    showPages();
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, DEBOUNCE);
});

// A field of one line would glue the lines of a pasted traceback together.
field.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text") ?? "";
  if (!text.trim().includes("\n")) return;
  event.preventDefault();
  field.setRangeText(essence(text), field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input"));
});

const links = () => [...list.querySelectorAll("a")];

dialog.addEventListener("keydown", async (event) => {
  if (event.isComposing) return; // Enter ends a Hangul syllable first
  const all = links();
  const at = all.findIndex((link) => link === document.activeElement);
  if (event.key === "Enter" && event.target === field) {
    event.preventDefault();
    clearTimeout(timer);
    await ask();
    links()[0]?.click();
  } else if (event.key === "ArrowDown" && all.length) {
    event.preventDefault();
    all[Math.min(at + 1, all.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (all[at - 1] ?? field).focus();
  }
});

// The theme follows the link, since it stands in the page.
list.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const marks = shown[links().indexOf(link)]?.marks;
  dialog.close();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // Tab goes on from there
  clearMarks();
  if (marks) sought = { marks, pathname: link.pathname };
  markPage(); // if it is this page; the theme may tell of it again, or not
});

close.addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // on what lies behind it
});

/** @type {{marks: RegExp, pathname: string} | undefined} what is to be marked, and on which page */
let sought;

function clearMarks() {
  sought = undefined;
  CSS.highlights?.delete("sought");
}

/** Mark what was sought, on its page, where the browser can do that without changing the page. */
function markPage() {
  const article = document.querySelector("article");
  if (sought?.pathname !== location.pathname || !article || !CSS.highlights) return;
  const highlight = new Highlight();
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && highlight.size < MOST_MARKS; node = walker.nextNode()) {
    for (const match of (node.nodeValue ?? "").matchAll(sought.marks)) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      highlight.add(range);
    }
  }
  CSS.highlights.set("sought", highlight);
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !dialog.open) clearMarks();
});

/** @param {string} root the address of the site @param {string} [text] what to search for */
export async function open(root, text) {
  site = root;
  if (!dialog.isConnected) {
    document.body.append(dialog);
    // The theme tells of each page that it has put in place of another.
    const pages = /** @type {any} */ (window).document$;
    pages?.subscribe(() => {
      if (sought?.pathname !== location.pathname) clearMarks();
      markPage();
    });
    load();
  }
  await styled;
  if (dialog.open) return;
  dialog.showModal();
  if (text !== undefined) {
    field.value = essence(text);
    field.dispatchEvent(new Event("input"));
  }
  field.focus();
  field.select();
}
