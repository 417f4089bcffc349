/**
 * What all explorables share: texts that come from the page, a state that stands in its address too,
 * sliders, bars, numbers, and telling what changed to those who cannot see it.
 */
import { frames } from "./explorable-frames.js";

/**
 * A number of the state: with `digits` after the point on an even slider, or with so many
 * significant `figures` on a logarithmic one.
 * An address that leaves a number out means its `omitted` one, by default the one that it begins with.
 * @typedef {{initial: number, min: number, max: number, digits?: number, figures?: number, omitted?: number}} Range
 * @typedef {{initial: string, among: string[]}} Choice
 * @typedef {Range | Choice} Field
 * @typedef {Record<string, any>} State
 */

const DEBOUNCE_MS = 400; // without a change, after which it is told and put into the address
const COPIED_MS = 2000; // for which a button says that it has copied

/** Attributes of a control that the browser does not set to what it was when the page is loaded anew. */
export const NO_FORM_RESTORE = { autocomplete: "off" };

/**
 * @template {Element} Made
 * @param {Made} element
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
function withAttributes(element, attributes, children) {
  set(element, attributes);
  element.append(...children);
  return element;
}

/**
 * Return a new HTML element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  return withAttributes(document.createElement(tag), attributes, children);
}

/**
 * Return a new SVG element.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  return withAttributes(element, attributes, children);
}

/**
 * Return `text` with each {name} replaced by its value; throws where there is none.
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    if (!(name in values)) throw new Error(`${place} stands for nothing: ${text}`);
    return `${values[name]}`;
  });
}

/**
 * Return the place of a number, for `show`. It is as wide as what --widest says in explorable.css,
 * whatever the font, so that no change of the number moves what is around it.
 * @param {string} name
 */
export function number(name) {
  return make("span", { class: "number" }, make("span", { "data-value": name }));
}

/**
 * Return a line with a label, what there is to see or to move, and a number.
 * @param {string} name the number's, for `show`
 * @param {string | Node} label
 * @param {string | Node} [middle]
 */
export function line(name, label, middle = "") {
  const parts = [label, middle].map((part) => make("span", {}, part));
  return make("div", { class: "line" }, ...parts, number(name));
}

/**
 * Return an element with room for each of `variants`, in any font and at any width, around `shown`,
 * which is to hold one of them at a time.
 * @param {HTMLElement} shown
 * @param {string[]} variants
 */
export function room(shown, variants) {
  const hidden = variants.map((text) => make("span", { "aria-hidden": "true" }, text));
  return make("span", { class: "room" }, ...hidden, shown);
}

/**
 * Return a text as nodes, with the place of a number for each {name} in it.
 * @param {string} text
 */
export function phrase(text) {
  return text.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? make("span", { "data-value": part }) : part));
}

/**
 * Return what explains a mark of a slider, or any other line of small print.
 * @param {...(Node | string)} parts
 */
export function legend(...parts) {
  return make("p", { class: "legend" }, ...parts);
}

/**
 * Return the sign of a place on a slider; that it is above or below tells two apart.
 * @param {"above" | "below"} side
 */
export function mark(side) {
  return make("span", { class: `mark ${side}`, "aria-hidden": "true" });
}

/**
 * Give a button that has room for it another label.
 * @param {HTMLButtonElement} button
 * @param {string} label
 */
export function relabel(button, label) {
  setText(/** @type {Element} */ (button.querySelector("span > :last-child")), label);
}

/**
 * Return a drawing, of a width and height in its own units; no change in it moves what is around it.
 * @param {string} kind its class
 * @param {number} width
 * @param {number} height
 * @param {string} name what there is to see
 * @param {...Element} children
 */
export function drawing(kind, width, height, name, ...children) {
  const attributes = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name };
  const style = `aspect-ratio: ${width} / ${height}`;
  return make("div", { class: `drawing ${kind}`, style }, draw("svg", attributes, ...children));
}

/**
 * Return a piece of a bar, for `setBarExtent`.
 * @param {string} name
 * @param {string} colour a colour of CSS
 */
export function barSegment(name, colour) {
  return make("span", { class: "piece", "data-piece": name, style: `--colour: ${colour}` });
}

/**
 * Put a text into an element; one that it has already costs nothing.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) element.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

/**
 * Set attributes of an element; those that it has already cost nothing.
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, `${value}`);
  }
}

/**
 * Let a part of a drawing be dragged over; a finger on the drawing then no longer scrolls the page.
 * @param {SVGGraphicsElement} area
 * @param {(x: number, y: number) => void} move is told where the pointer is, from 0 to 1 within the
 *   area's box, or beyond it
 */
export function drag(area, move) {
  const tell = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, top, width, height } = area.getBoundingClientRect();
    move((clientX - left) / width, (clientY - top) / height);
  };
  area.classList.add("drag");
  area.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    area.setPointerCapture(event.pointerId);
    tell(event);
  });
  area.addEventListener("pointermove", (event) => {
    if (area.hasPointerCapture(event.pointerId)) tell(event);
  });
}

/**
 * Return a number as it is shown; what is no number as PyTorch prints it.
 * @param {string} number as JavaScript writes it
 */
export function typeset(number) {
  const named = number.replace("Infinity", "inf").replace("NaN", "nan");
  return named.replace(/^-(?=[0.]*$)/, "").replaceAll("-", "−");
}

/**
 * @param {Range} range
 * @param {number} value
 */
function rounded({ digits, figures = NaN }, value) {
  const isShort = value < 10 ** figures; // else 100 would be 1.0e+2
  return isShort ? value.toPrecision(figures) : value.toFixed(digits);
}

/**
 * Return the value nearest to `value` that a field can have, and whether `value` was possible.
 * @param {Field} field
 * @param {unknown} value
 * @returns {[value: number | string, isPossible: boolean]}
 */
function nearest(field, value) {
  if ("among" in field) {
    const known = field.among.includes(`${value}`);
    return [known ? `${value}` : field.initial, known];
  }
  const text = `${value}`.trim();
  const number = text ? Number(text) : NaN;
  if (Number.isNaN(number)) return [field.initial, false];
  const inside = Math.min(Math.max(number, field.min), field.max);
  return [Number(rounded(field, inside)) + 0, inside === number]; // + 0, for −0 is 0
}

/** @param {Field} field */
const omittedOf = (field) => ("omitted" in field ? field.omitted : field.initial);

/**
 * The base of every explorable. One that extends it gives its `fields`, in the order in which they
 * stand in the address, what it is made of in `build`, and in `update` what it shows of a state.
 */
export class Explorable extends HTMLElement {
  /** @type {Record<string, Field>} */
  fields = {};

  /** @type {Record<string, string>} the page's texts; builder/stage/explorables.py reads their names here */
  texts = {};

  /** @type {HTMLButtonElement[]} what stands before the button that resets */
  buttons = [];

  /** @type {State} */
  #state = {};
  /** @type {((state: State) => void)[]} what shows a state on each control */
  #shown = [];
  /** @type {Map<string, Element>} where each number stands */
  #numbers = new Map();
  /** @type {Map<string, CSSStyleDeclaration[]>} those of the pieces of bars */
  #styles = new Map();
  #task = make("span");
  #message = make("span", { role: "status" });
  #mark = make("span", { class: "done", "aria-hidden": "true" });
  #isDone = false; // the mission has been reached, now or on an earlier visit
  #link = make("input", { readonly: "", class: "link", ...NO_FORM_RESTORE });
  #said = make("p", { class: "said", "aria-live": "polite" });
  #template = ""; // of the text that tells the state
  #timer = 0;
  #frames = frames(() => this.#update());
  #path = "";
  /** @type {string | null} */
  #asked = null; // of the query, what agrees with the state, or will when the state has settled
  #content = make("div", { class: "content" });
  // The element's own size depends on nothing in it, so that a change costs the page no layout; this
  // gives it the height of its content, in any font and at any width.
  // The theme observes the page, which must not change within the turn of the observers.
  #resized = new ResizeObserver(() => requestAnimationFrame(() => this.#fitHeight()));

  /**
   * Return what stands between the title and the row of buttons that all explorables end with.
   * @abstract
   * @returns {Node[]}
   */
  build() {
    return [];
  }

  /**
   * Show a state, and return the text that tells it; {name} in it stands for a number shown.
   * Wherever it yields, a slow machine may draw what is shown so far, and go on a frame later.
   * @abstract
   * @param {State} state
   * @returns {Generator<void, string>}
   */
  *update(state) {
    return "";
  }

  /**
   * Make the fields agree with each other, and tell whether they did.
   * @param {State} state
   * @param {State} change what of it is new
   */
  fit(state, change) {
    return true;
  }

  /**
   * Tell whether a state in which the reader's hand rests is what the mission asks for.
   * @abstract
   * @param {State} state
   * @param {Record<string, string>} shown the numbers, as they are shown
   */
  isReached(state, shown) {
    return false;
  }

  connectedCallback() {
    this.texts = JSON.parse(this.getAttribute("texts") ?? "{}");
    this.#path = location.pathname;
    this.#shown = [];
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", this.texts.title);
    const { texts } = this;
    const reset = this.button(texts.reset, () => this.#reset({}));
    reset.className = "reset";
    const copy = this.button(texts.copy, () => this.#copy(copy), texts.copied);
    const full = this.button(texts.full, () => this.#fill(), texts.leave);
    this.onfullscreenchange = () => relabel(full, document.fullscreenElement === this ? texts.leave : texts.full);
    this.#link.setAttribute("aria-label", texts.copy);
    this.#task.textContent = texts.mission;
    const said = room(this.#task, [texts.corrected, this.#praise]);
    said.append(this.#message, this.#link);
    const content = this.build();
    const buttons = [...this.buttons, reset, copy, ...(document.fullscreenEnabled ? [full] : [])];
    this.#content.replaceChildren(
      make("p", { class: "title" }, texts.title),
      make("p", { class: "mission" }, this.#mark, said),
      ...content,
      make("div", { class: "row" }, ...buttons),
      this.#said,
    );
    this.replaceChildren(this.#content);
    this.#numbers.clear();
    for (const element of this.querySelectorAll("[data-value]")) {
      this.#numbers.set(element.getAttribute("data-value") ?? "", element);
    }
    this.#styles.clear();
    /** @type {NodeListOf<HTMLElement>} */
    const pieces = this.querySelectorAll(".piece");
    for (const { dataset, style } of pieces) {
      const name = dataset.piece ?? "";
      this.#styles.set(name, [...(this.#styles.get(name) ?? []), style]);
    }
    try {
      this.#isDone = localStorage.getItem(this.#key) !== null;
    } catch {
      // the browser keeps nothing, so the mission is new on each visit
    }
    this.#readAddress();
    this.#clear(); // what a page begins with need not be told
    this.#fitHeight();
    this.#resized.observe(this.#content);
    addEventListener("popstate", this.#moved);
  }

  #fitHeight() {
    this.style.height = `${this.#content.getBoundingClientRect().height}px`;
  }

  disconnectedCallback() {
    this.#clear();
    this.#resized.disconnect();
    removeEventListener("popstate", this.#moved);
  }

  /** The values of all fields; to set it changes those that are given. */
  get state() {
    return { ...this.#state };
  }

  set state(change) {
    this.change(change);
  }

  /**
   * Set some fields, each to the nearest value that it can have, and show the new state.
   * @param {State} change
   */
  change(change) {
    this.#set(change);
    this.#frames.finish();
  }

  /**
   * Set some fields as `change` does, where many changes may follow each other: each frame shows as
   * much as leaves it time for the reader's hand. On a slow machine some changes are left out, the
   * last never.
   * @param {State} change
   */
  follow(change) {
    this.#set(change);
    this.#frames.follow();
  }

  /** @param {State} change */
  #set(change) {
    let isPossible = true;
    for (const [name, field] of Object.entries(this.fields)) {
      if (!(name in change)) continue;
      const [value, isGiven] = nearest(field, change[name]);
      this.#state[name] = value;
      isPossible &&= isGiven;
    }
    if (!this.fit(this.#state, change)) isPossible = false;
    this.#tell(isPossible ? "" : this.texts.corrected);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#frames.settle();
      const numbers = [...this.#numbers].map(([name, { textContent }]) => [name, textContent]);
      const shown = Object.fromEntries(numbers);
      this.#said.textContent = fill(this.#template, shown);
      this.#writeAddress();
      if (!this.#isDone && this.isReached(this.state, shown)) this.#reach();
    }, DEBOUNCE_MS);
  }

  /** The mission has been reached: say so, and what it was for, and remember it. */
  #reach() {
    this.#isDone = true;
    this.#tell(this.#message.textContent ?? "");
    try {
      localStorage.setItem(this.#key, "1");
    } catch {
      // the browser keeps nothing
    }
  }

  get #key() {
    return `reached:${this.#parameter}`;
  }

  get #praise() {
    return `${this.texts.reached} ${this.texts.takeaway}`;
  }

  /**
   * Show a message, which is empty where there is nothing to say. In its place stands the mission, or,
   * once that has been reached, what it was for.
   * @param {string} message
   * @param {boolean} [hasLink] the address of the state stands there instead
   */
  #tell(message, hasLink = false) {
    setText(this.#message, message || (this.#isDone ? this.#praise : ""));
    setText(this.#mark, this.#isDone ? "✓" : "○");
    this.#message.hidden = hasLink;
    this.#task.style.visibility = hasLink || message || this.#isDone ? "hidden" : ""; // it keeps its room
    this.#link.hidden = !hasLink;
  }

  /**
   * Copy the address of the state; where that cannot be done, show it.
   * @param {HTMLButtonElement} button
   */
  async #copy(button) {
    const own = this.#ownQuery();
    const { origin, pathname } = location;
    const address = origin + pathname + (own ? `?${own}` : `#${this.id}`);
    try {
      await navigator.clipboard.writeText(address);
      relabel(button, this.texts.copied);
      this.#said.textContent = this.texts.copied;
      setTimeout(() => relabel(button, this.texts.copy), COPIED_MS);
    } catch {
      this.#tell("", true);
      this.#link.value = address;
      this.#link.focus();
      this.#link.select();
    }
  }

  /** Fill the screen, or leave it. */
  #fill() {
    if (document.fullscreenElement === this) document.exitFullscreen();
    else this.requestFullscreen().catch(console.warn);
  }

  /** Show the state, part by part. */
  *#update() {
    for (const show of this.#shown) {
      show(this.#state);
      yield;
    }
    this.#template = yield* this.update(this.state);
  }

  #clear() {
    clearTimeout(this.#timer);
    this.#frames.leave();
  }

  /**
   * Show a number, or a text in its place.
   * @param {string} name its data-value
   * @param {number | string} value
   * @param {number} [digits] after the point
   */
  show(name, value, digits) {
    const element = this.#numbers.get(name);
    if (!element) throw new Error(`no element has data-value="${name}"`);
    setText(element, typeof value === "string" ? value : typeset(value.toFixed(digits)));
  }

  /**
   * Show how long the pieces of a name are, and where they begin, both as shares of their bar.
   * @param {string} name
   * @param {number} length
   * @param {number} [from]
   */
  setBarExtent(name, length, from = 0) {
    const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)}%`;
    const size = percent(length);
    const position = percent(length < 1 ? from / (1 - length) : 0); // 100% is at the bar's end
    for (const style of this.#styles.get(name) ?? []) {
      style.backgroundSize = size;
      style.backgroundPositionX = position;
    }
  }

  /**
   * Return a slider for a field, with its label and its value.
   * @param {string} name the field's
   * @param {string} label
   * @param {...HTMLElement} marks of places on it, for `setMark`
   */
  slider(name, label, ...marks) {
    const field = /** @type {Range} */ (this.fields[name]);
    const { min, max, digits } = field;
    const id = `${this.#parameter}-${name}`;
    const [from, to, step] =
      digits === undefined ? [Math.log10(min), Math.log10(max), 0.05] : [min, max, 10 ** -digits];
    const range = { min: from, max: to, step };
    const input = make("input", { type: "range", id, name, ...NO_FORM_RESTORE, ...range });
    input.addEventListener("input", () => {
      const position = Number(input.value);
      this.follow({ [name]: digits === undefined ? 10 ** position : position });
    });
    input.addEventListener("focus", this.#frames.settle); // a key goes on from what is newest
    this.#shown.push((state) => {
      const text = typeset(rounded(field, state[name]));
      if (input.getAttribute("aria-valuetext") === text) return;
      input.value = `${digits === undefined ? Math.log10(state[name]) : state[name]}`;
      input.setAttribute("aria-valuetext", text);
      this.show(name, text);
    });
    const track = marks.length ? make("span", { class: "track" }, input, ...marks) : input;
    return line(name, make("label", { for: id }, label), track);
  }

  /**
   * Put a mark at the place of a value on a slider; one that is no number has none.
   * @param {HTMLElement} mark
   * @param {string} name the field's
   * @param {number} value
   */
  setMark(mark, name, value) {
    const { min, max, digits } = /** @type {Range} */ (this.fields[name]);
    const [from, to, at] = digits === undefined ? [min, max, value].map(Math.log10) : [min, max, value];
    mark.hidden = Number.isNaN(at);
    mark.style.setProperty("--share", `${(at - from) / (to - from)}`);
  }

  /**
   * Let a slider be moved, or not.
   * @param {string} name
   * @param {boolean} isEnabled
   */
  enable(name, isEnabled) {
    this.querySelector(`input[name="${name}"]`)?.toggleAttribute("disabled", !isEnabled);
  }

  /**
   * Return a choice for a field, with its label.
   * @param {string} name the field's
   * @param {string} label
   * @param {string[]} options the labels of what it can be
   */
  choice(name, label, options) {
    const { among } = /** @type {Choice} */ (this.fields[name]);
    const group = `${this.#parameter}-${name}`;
    const radios = among.map((value) => make("input", { type: "radio", name: group, value, ...NO_FORM_RESTORE }));
    const choices = radios.map((radio, i) => {
      radio.addEventListener("change", () => this.change({ [name]: radio.value }));
      return make("label", {}, radio, options[i]);
    });
    this.#shown.push((state) => {
      for (const radio of radios) radio.checked = radio.value === state[name];
    });
    const words = { role: "radiogroup", "aria-label": label, class: "choices" };
    return make("div", { class: "line" }, make("span", {}, label), make("span", words, ...choices));
  }

  /**
   * Return a bar with its label and its number, for `setBarExtent`.
   * @param {string} name the number's
   * @param {string} label
   * @param {string} colour a colour of CSS
   */
  bar(name, label, colour) {
    return line(name, label, make("span", { class: "bar" }, barSegment(name, colour)));
  }

  /**
   * Return buttons that set some fields each; the one whose fields have its values is pressed.
   * @param {string} label
   * @param {[text: string, change: State][]} chips
   */
  chips(label, chips) {
    const buttons = chips.map(([text, change]) => {
      const button = this.button(text, () => this.change(change));
      this.#shown.push((state) => {
        set(button, { "aria-pressed": `${Object.keys(change).every((name) => state[name] === change[name])}` });
      });
      return button;
    });
    return make("div", { class: "chips", role: "group", "aria-label": label }, ...buttons);
  }

  /**
   * Return a button. The second click of a double one does nothing.
   * @param {string} label
   * @param {() => void} action
   * @param {...string} others labels that it may get by `relabel`
   */
  button(label, action, ...others) {
    const content = others.length ? room(make("span", {}, label), [label, ...others]) : label;
    const button = make("button", { type: "button" }, content);
    button.addEventListener("click", ({ detail }) => {
      if (detail < 2) action();
    });
    return button;
  }

  get #parameter() {
    return this.localName.replace("explore-", "");
  }

  /** @param {State} change what differs from the state that it begins with */
  #reset(change) {
    const initial = Object.entries(this.fields).map(([name, field]) => [name, field.initial]);
    this.change({ ...Object.fromEntries(initial), ...change });
  }

  #readAddress() {
    this.#asked = new URLSearchParams(location.search).get(this.#parameter);
    const given = this.#asked?.split(",") ?? [];
    const change = Object.entries(this.fields).map(([name, field], i) => {
      return [name, i < given.length ? given[i] : given.length ? omittedOf(field) : field.initial];
    });
    this.#reset(Object.fromEntries(change));
    if (given.length > change.length) this.#tell(this.texts.corrected);
  }

  /** Return what of a query holds the state: nothing of the one that it begins with. */
  #ownQuery() {
    const fields = Object.entries(this.fields);
    if (fields.every(([name, { initial }]) => this.#state[name] === initial)) return "";
    const isNeeded = fields.map(([name, field]) => this.#state[name] !== omittedOf(field));
    const values = fields.slice(0, isNeeded.lastIndexOf(true) + 1 || 1).map(([name]) => this.#state[name]);
    return `${this.#parameter}=${values}`;
  }

  #writeAddress() {
    if (location.pathname !== this.#path) return; // the reader has gone on
    const own = this.#ownQuery();
    this.#asked = own ? own.slice(this.#parameter.length + 1) : null;
    const isOwn = (/** @type {string} */ part) => part.startsWith(`${this.#parameter}=`);
    const parts = location.search.slice(1).split("&").filter((part) => part && !isOwn(part));
    if (own) parts.push(own);
    const query = parts.length ? `?${parts.join("&")}` : "";
    if (query === location.search) return;
    history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  /** On the same page, each entry of the history has its own state. */
  #moved = () => {
    const asked = new URLSearchParams(location.search).get(this.#parameter);
    if (location.pathname === this.#path && asked !== this.#asked) this.#readAddress();
  };
}
