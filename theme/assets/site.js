/** What the pages need a script for; all of their text is there without it. */

const name = document.documentElement.lang === "ko" ? "코드" : "Code";

/** Name the row of buttons that the theme adds to each code block, for readers who hear the page. */
function nameRows() {
  document.querySelectorAll(".md-code__nav").forEach((row, index) => {
    row.setAttribute("aria-label", `${name} ${index + 1}`);
  });
}

let hasFont = document.querySelector("script[src$='/math.js']") !== null;

/** Load the font of the formulas, if the reader came from a page that has none. */
function loadFont() {
  if (hasFont || !document.querySelector("math")) return;
  hasFont = true;
  const script = document.createElement("script");
  script.src = new URL("math.js", import.meta.url).href;
  document.head.append(script);
}

// An explorable is loaded when the reader is a window away from it, so the first sight waits for none.
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      import(new URL(target.getAttribute("src") ?? "", location.href).href);
    }
  },
  { rootMargin: "100%" },
);

/** Load the explorables of the page in time. */
function loadExplorables() {
  for (const element of document.querySelectorAll(".explorable:not(:defined)")) near.observe(element);
}

// The theme adds the rows after loading, and again on each instant navigation.
new MutationObserver(() => {
  nameRows();
  loadFont();
  loadExplorables();
}).observe(document.body, { childList: true, subtree: true });
nameRows();
loadExplorables();

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

// Until a scheme is chosen neither button is, and the focus goes to the first, which may be hidden.
const scheme = document.body.dataset.mdColorScheme;
for (const option of document.querySelectorAll(".md-option")) {
  if (option instanceof HTMLInputElement) option.checked = option.dataset.mdColorScheme === scheme;
}

/** @type {HTMLDetailsElement[]} */
let opened = [];

// On paper nothing can be unfolded, and not every browser lets the stylesheet do it.
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details")].filter((details) => !details.open);
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});

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
    const answer = type === "submit" ? explanation(form) : undefined;
    form.querySelector("output")?.replaceChildren(...(answer?.cloneNode(true).childNodes ?? []));
    if (type === "submit") event.preventDefault();
  });
}

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
    const isTyped = typedInto instanceof Element && typedInto.matches("input, select, textarea, [contenteditable]");
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
