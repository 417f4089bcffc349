/** What the pages need a script for; all of their text is there without it. */

const language = document.documentElement.lang;
const name = language === "ko" ? "코드" : "Code";

/** Name the buttons of code blocks and figures, which have many names alike, for readers who hear the page. */
function nameButtons() {
  document.querySelectorAll(".md-code__nav").forEach((row, index) => {
    row.setAttribute("aria-label", `${name} ${index + 1}`);
  });
  for (const button of document.querySelectorAll(".filename :is(button, .download):not([aria-label])")) {
    const file = button.parentElement?.querySelector(".download")?.getAttribute("href") ?? "";
    const program = button.getAttribute("data-name") ?? file.replace(/.*snippets\/|\.py$/g, "");
    button.setAttribute("data-name", program);
    button.setAttribute("aria-label", `${button.textContent}: ${program.replace(/.*\//, "")}`);
  }
  for (const link of document.querySelectorAll(".take a:only-child")) {
    const figure = (link.getAttribute("href") ?? "").replace(/.*\/|\.svg$/g, "");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "PNG";
    link.after(button);
    for (const each of [link, button]) each.setAttribute("aria-label", `${each.textContent}: ${figure}`);
  }
}

/**
 * Save the figure of a link as a picture, which is drawn here, for only here are fonts for its text.
 * @param {HTMLAnchorElement} link
 */
async function savePicture(link) {
  const figure = new Image();
  figure.src = link.href;
  await figure.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 1600;
  canvas.height = Math.round((canvas.width * figure.height) / figure.width);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(figure, 0, 0, canvas.width, canvas.height);
  const saved = document.createElement("a");
  saved.href = canvas.toDataURL();
  saved.download = link.href.replace(/.*\/|svg$/g, "") + "png";
  saved.click();
}

document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.matches(".take button") && target.previousElementSibling;
  if (link instanceof HTMLAnchorElement) savePicture(link);
});

let hasFont = document.querySelector("script[src$='/math.js']") !== null;

/** Load the font of the formulas, if the reader came from a page that has none. */
function loadFont() {
  if (hasFont || !document.querySelector("math")) return;
  hasFont = true;
  const script = document.createElement("script");
  script.src = new URL("math.js", import.meta.url).href;
  document.head.append(script);
}

/** @type {Promise<unknown> | undefined} */
let styled;

/** Load the stylesheet of the explorables, once. */
function loadStyles() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("explorables/explorable.css", import.meta.url).href;
  document.body.append(sheet); // instant navigation would take it out of the head
  return new Promise((resolve) => {
    sheet.onload = sheet.onerror = resolve;
  });
}

// An explorable is loaded when the reader is a window away from it, so the first sight waits for none.
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) loadExplorable(target);
    }
  },
  { rootMargin: "100%" },
);

/**
 * Load the script of an explorable. If that fails, it is tried again when the reader next comes near.
 * @param {Element} element
 */
async function loadExplorable(element) {
  styled ??= loadStyles();
  await styled;
  try {
    await import(new URL(element.getAttribute("src") ?? "", location.href).href);
    near.unobserve(element);
  } catch (error) {
    console.error(error);
  }
}

/** @type {WeakSet<Element>} */
const met = new WeakSet();

/**
 * Load the explorables of the page in time, and go to the one whose state the address holds.
 * @param {boolean} isSeen whether the reader comes back to where the page was
 */
function loadExplorables(isSeen) {
  for (const element of document.querySelectorAll(".explorable:not(:defined)")) {
    if (met.has(element)) continue;
    met.add(element);
    near.observe(element);
    const isAsked = new URLSearchParams(location.search).has(element.id.replace("explore-", ""));
    if (isAsked && !location.hash && !isSeen) element.scrollIntoView();
  }
}

// The states of explorables stand in the query: links to places on the page and to its other
// language keep it. The theme listens later, and would take another query for another page.
document.addEventListener(
  "click",
  ({ target }) => {
    const link = target instanceof Element && target.closest("a[href]");
    if (!(link instanceof HTMLAnchorElement)) return;
    const isLanguage = link.matches(".md-select__link");
    const isHere = link.origin + link.pathname === location.origin + location.pathname && link.hash;
    if (isLanguage || isHere) link.search = location.search;
    if (isLanguage) link.hash = location.hash;
  },
  { capture: true },
);

const PLAYGROUND = language === "ko" ? "../../assets/playground/page.js" : "playground/page.js";

/**
 * Run or edit a program, with what is loaded for it now.
 * @param {HTMLElement} button
 * @param {string} [version] the program that a link holds
 */
async function play(button, version) {
  try {
    const { act } = await import(new URL(PLAYGROUND, import.meta.url).href);
    await act(button, version);
  } catch (error) {
    console.error(error);
    button.removeAttribute("aria-label");
    button.title = button.textContent = language === "ko" ? "다시 시도" : "Try again"; // there is no network
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("[data-playground], .unfold");
  if (!(button instanceof HTMLElement)) return;
  if (button.dataset.playground) play(button);
  else button.ariaExpanded = `${button.ariaExpanded !== "true"}`;
});

let isKept = false;
try {
  isKept = localStorage.length > 0;
} catch {
  // the browser keeps nothing, so there is nothing to show
}

/**
 * Keep a text in the reader's browser, where that is allowed, or forget it for null.
 * @param {string} key
 * @param {string | null} text
 */
function keep(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    isKept = localStorage.length > 0;
  } catch {
    // full, or forbidden: the page works without it
  }
}

/** Show which programs, quick checks and exercises of the page, or of all, the reader has been at. */
function showProgress() {
  if (!isKept) return;
  for (const [i, form] of document.querySelectorAll(".quick-check:not(.answers)").entries()) restoreAnswer(form, i);
  for (const link of document.querySelectorAll(".map a[data-tasks]")) {
    const page = link.getAttribute("href")?.split("/").at(-2);
    const tasks = link.getAttribute("data-tasks")?.split(" ") ?? [];
    const keys = tasks.map((task) => (/^\d/.test(task) ? `right:${page}:${task}` : `solved:exercises/${task}`));
    const done = keys.filter((key) => localStorage.getItem(key)).length;
    if (done) link.setAttribute("data-done", done < keys.length ? `${done}/${keys.length}` : "✓");
  }
  for (const button of document.querySelectorAll("[data-playground]")) {
    const { name = "", playground } = /** @type {HTMLElement} */ (button).dataset;
    if (playground === "edit") button.classList.toggle("edited", localStorage.getItem(`code:${name}`) !== null);
    if (playground === "run" && localStorage.getItem(`solved:${name}`)) showSolved(button);
  }
}

/**
 * Mark a task as solved, here and in the list of the page's sections.
 * @param {Element} button that checks it
 */
function showSolved(button) {
  button.classList.add("solved");
  let before = button.closest(".highlight");
  while (before && !/^H[12]$/.test(before.tagName)) before = before.previousElementSibling;
  for (const link of document.querySelectorAll(`.md-nav__link[href$="#${before?.id}"]`)) link.classList.add("solved");
}

/** Open the version of a program that the address holds. */
function openVersion() {
  const [, name, version] = location.hash.match(/^#code=([\w/]+)\.(.*)$/) ?? [];
  const button = name && document.querySelector(`[data-playground="edit"][data-name="${name}"]`);
  if (button instanceof HTMLElement) play(button, version);
}

// What scrolls takes the focus, so that keys reach all of it; not every browser sees to that itself.
const scrollers = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});

/** Watch the tables and formulas of the page; the theme does it for programs. */
function watchScrollers() {
  for (const element of document.querySelectorAll(".md-typeset table:not([class]), .math-block")) {
    scrollers.observe(element);
  }
}

// The theme adds the rows after loading, and again on each instant navigation.
new MutationObserver(() => {
  nameButtons();
  loadFont();
  loadExplorables(history.state !== null); // in it the theme notes where a page was
  watchScrollers();
  showProgress();
}).observe(document.body, { childList: true, subtree: true });
nameButtons();
const [opened] = performance.getEntriesByType("navigation");
loadExplorables(opened instanceof PerformanceNavigationTiming && opened.type !== "navigate");
watchScrollers();

// The theme opens the menu of a narrow window by a label, which no key reaches.
const label = document.querySelector(".md-header label[for=__drawer]");
if (label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", "__drawer"); // the theme's stylesheet knows it by this
  button.setAttribute("aria-label", document.documentElement.lang === "ko" ? "메뉴" : "Menu");
  button.append(...label.childNodes);
  button.addEventListener("click", () => document.getElementById("__drawer")?.click());
  label.replaceWith(button);
}

// The scheme is that of the system until the reader chooses the other one.
const schemeSwitch = document.querySelector(".scheme-switch");
if (schemeSwitch instanceof HTMLButtonElement) {
  const { kept = "", default: toDark = "", slate: toLight = "" } = schemeSwitch.dataset;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let isDark = document.body.dataset.mdColorScheme === "slate";
  let isChosen = isDark !== system.matches;
  const show = () => {
    schemeSwitch.title = schemeSwitch.ariaLabel = isDark ? toLight : toDark;
    document.body.dataset.mdColorScheme = isDark ? "slate" : "default";
  };
  schemeSwitch.addEventListener("click", () => {
    isDark = !isDark;
    isChosen = isDark !== system.matches;
    document.body.setAttribute("data-md-color-switching", ""); // by which the theme lets nothing fade
    requestAnimationFrame(() => setTimeout(() => document.body.removeAttribute("data-md-color-switching")));
    show();
    keep(kept, isChosen ? (isDark ? "slate" : "default") : null);
  });
  system.addEventListener("change", ({ matches }) => {
    if (!isChosen) isDark = matches;
    show();
  });
  show();
  schemeSwitch.disabled = false;
}

/** @type {HTMLDetailsElement[]} */
let unfolded = [];
/** @type {[answers: Element, question: Element][]} */
let moved = [];

// On paper nothing can be unfolded, and not every browser lets the stylesheet do it. The answers to
// the quick checks stand at the end, below their questions, for who wants to think first.
addEventListener("beforeprint", () => {
  const article = document.querySelector("article");
  for (const question of document.querySelectorAll(".quick-check")) {
    const answers = question.querySelector("details");
    const legend = question.querySelector("legend");
    if (!answers || !legend || !article) continue;
    const block = document.createElement("section");
    block.className = "quick-check answers";
    const asked = document.createElement("p");
    asked.append(...legend.cloneNode(true).childNodes);
    block.append(asked, answers);
    article.append(block);
    moved.push([answers, question]);
  }
  unfolded = [...document.querySelectorAll("details")].filter((details) => !details.open);
  for (const details of unfolded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
  for (const [answers, question] of moved) {
    answers.closest(".answers")?.remove();
    question.append(answers);
  }
  moved = [];
});

/** The name of the page, the same in both languages. */
function pageName() {
  return location.pathname.split("/").at(-2);
}

/**
 * Show the answer that the reader gave to a quick check before.
 * @param {Element} form
 * @param {number} index of the check on its page
 */
function restoreAnswer(form, index) {
  const answer = localStorage.getItem(`answer:${pageName()}:${index}`);
  if (answer === null || form.hasAttribute("data-restored")) return;
  form.setAttribute("data-restored", "");
  const fields = [...form.querySelectorAll("input")];
  if (fields[0].type === "radio") (fields[Number(answer)] ?? fields[0]).checked = true;
  else fields[0].value = answer;
  explain(form);
}

/**
 * Show what there is to say about the answer that a quick check has now; that of none is nothing.
 * @param {Element} form
 * @param {boolean} [isGiven]
 */
function explain(form, isGiven = true) {
  const answer = isGiven ? explanation(form) : undefined;
  const output = form.querySelector("output");
  output?.replaceChildren(...(answer?.cloneNode(true).childNodes ?? []));
  if (output) output.className = answer?.className ?? "";
  return answer;
}

/** @param {Element} form @returns {Element | undefined} what explains the answer given to a quick check */
function explanation(form) {
  const explanations = [...form.querySelectorAll("details li")];
  const fields = [...form.querySelectorAll("input")];
  if (fields[0].type === "radio") return explanations[fields.findIndex((field) => field.checked)];
  const number = fields[0].valueAsNumber;
  return explanations.find((one) => {
    const { low, high } = /** @type {HTMLElement} */ (one).dataset;
    return low === undefined || (Number(low) <= number && number <= Number(high));
  });
}

// The browser itself asks for an answer where there is none, and readers who hear the page are told
// what an <output> says. The theme replaces the text of the page, so the document listens.
for (const type of ["submit", "input"]) {
  document.addEventListener(type, (event) => {
    const form = event.target instanceof Element && event.target.closest(".quick-check");
    if (!form) return;
    const answer = explain(form, type === "submit");
    form.setAttribute("data-restored", "");
    if (type !== "submit") return;
    event.preventDefault();
    const index = [...document.querySelectorAll(".quick-check:not(.answers)")].indexOf(form);
    const fields = [...form.querySelectorAll("input")];
    const isChoice = fields[0].type === "radio";
    keep(`answer:${pageName()}:${index}`, isChoice ? `${fields.findIndex((field) => field.checked)}` : fields[0].value);
    if (answer?.className === "right") keep(`right:${pageName()}:${index}`, "1");
  });
}

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement) || !target.matches(".forget") || !isKept) return;
  const kept = /^(answer|right|solved|reached|code):/;
  for (const key of Object.keys(localStorage)) if (kept.test(key)) localStorage.removeItem(key);
  target.disabled = true;
  target.textContent += " ✓";
});

// Nothing of the rules loads before somebody asks.
document.addEventListener("submit", async (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches(".find-mistake")) return;
  event.preventDefault();
  try {
    await (await import("./find-mistake.js")).answer(event.target);
  } catch (error) {
    console.error(error);
    const output = event.target.querySelector("output");
    if (output) output.textContent = language === "ko" ? "불러오지 못했습니다." : "It could not be loaded."; // there is no network
  }
});
// What was answered is no answer to another question.
document.addEventListener("input", ({ target }) => {
  const form = target instanceof Element && target.closest(".find-mistake");
  if (!form) return;
  form.querySelector("output")?.replaceChildren();
  for (const field of form.querySelectorAll("input")) field.setCustomValidity("");
});

// Nothing of the search loads before it is opened.
const searchButton = document.querySelector(".search-button");
if (searchButton instanceof HTMLButtonElement) {
  searchButton.disabled = false;
  const root = new URL(searchButton.dataset.root ?? "", location.href).href;
  const openSearch = async () => {
    try {
      (await import("./search.js")).open(root);
    } catch {
      searchButton.disabled = true; // a script that did not load once is not loaded again
    }
  };
  searchButton.addEventListener("click", openSearch);
  addEventListener("keydown", (event) => {
    const [typedInto] = event.composedPath();
    // The field of a dialog that was just closed has the focus a while longer.
    const fields = ":is(input, select, textarea, [contenteditable]):not(dialog:not([open]) *)";
    const isTyped = typedInto instanceof Element && typedInto.matches(fields);
    const isOpener = ["/", "s", "f"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isOpener || isTyped || searchButton.disabled || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    openSearch();
  });
}

/**
 * Show the page for an unknown address in the language of that address. The host may know only the
 * page of the root, which speaks both languages.
 */
async function chooseLanguage() {
  const english = document.querySelector("[data-missing=en]");
  const korean = document.querySelector("[data-missing=ko]");
  if (!(english instanceof HTMLElement) || !(korean instanceof HTMLElement)) return;
  const logo = /** @type {HTMLAnchorElement} */ (document.querySelector("a.md-logo"));
  const root = new URL("ko/", logo.href);
  const isKorean = location.pathname.startsWith(root.pathname);
  (isKorean ? english : korean).hidden = true;
  if (!isKorean) return;
  document.documentElement.lang = "ko";
  const answer = await fetch(new URL("404.html", root));
  if (!answer.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = found.title;
  for (const part of [".md-header__topic", ".md-container"]) {
    const there = found.querySelector(part);
    if (there) document.querySelector(part)?.replaceWith(there);
  }
}

chooseLanguage();
showProgress();
openVersion();
addEventListener("hashchange", () => {
  if (location.hash.startsWith("#code=")) location.reload(); // the theme puts a fresh page here by itself
});
document.addEventListener("kept", () => {
  isKept = true;
  showProgress();
});

/** Have the browser keep what is read, and this page, which it met before it could. */
async function keepPages() {
  const { controller, ready } = navigator.serviceWorker;
  const root = language === "ko" ? "../.." : "..";
  await navigator.serviceWorker.register(new URL(`${root}/offline.js`, import.meta.url));
  if (controller) return;
  const { active } = await ready;
  const urlsToCache = [location.href, ...performance.getEntriesByType("resource").map((entry) => entry.name)];
  active?.postMessage({ type: "CACHE_URLS", payload: { urlsToCache } });
}

// Only web/finish.mjs says that the site is finished, and makes offline.js.
if (typeof IS_FINISHED !== "undefined" && "serviceWorker" in navigator) {
  addEventListener("load", () => keepPages().catch(console.error));
}
