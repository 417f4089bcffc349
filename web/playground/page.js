/**
 * Runs the programs and checks the exercises of a page. theme/assets/site.js loads it when a reader asks for
 * either, and calls `act`.
 */

import { drawing } from "./drawing.js";
import { isRunning, run, stop } from "./interpreter.js";
import { packed, unpacked } from "./link.js";

const language = document.documentElement.lang === "ko" ? "ko" : "en";
const TEXTS = {
  en: {
    run: "Run",
    check: "Check",
    stop: "Stop",
    wait: "Wait",
    reset: "Reset",
    link: "Copy link",
    yours: "Your version",
    code: (/** @type {string} */ name) => `Code of ${name}`,
    outcome: (/** @type {string} */ name) => `What ${name} printed here`,
    loading: (/** @type {number} */ percent) => `Loading Python (${MEGABYTES} MB, once): ${percent} %`,
    starting: "Starting Python…",
    running: "Running…",
    slow: (/** @type {number} */ s) => `Still running after ${s} s.`,
    stopped: "Stopped.",
    busy: "Another program is running. Stop it first, or wait.",
    nothing: "It printed nothing.",
    same: "✓ It prints what is published here.",
    drawn: "✓ Drawn anew.",
    differs: (/** @type {number} */ line) => `≠ Line ${line} is not as published here.`,
    edited: (/** @type {number} */ line) => `Your version prints something else, from line ${line} on.`,
    keys: "Ctrl+Enter runs it, Tab leaves the editor.",
    linked: "This version comes from a link and is not kept. Reset brings back yours, or the original.",
    right: "✓ Right.",
    wrong: "✗ Not yet.",
    at: (/** @type {number} */ line, /** @type {string} */ code) => `Line ${line}: ${code.trim()}`,
    about:
      "In your browser, by a small re-implementation of PyTorch that this site checks against PyTorch. What you change may need PyTorch itself.",
    checked: "Checked in your browser, with a small re-implementation of PyTorch.",
    download: "Python could not be loaded completely. Is there a network? Then run it again.",
    python: "Python has stopped, perhaps for want of memory. Run it again, with less.",
    unable: "This browser has no WebAssembly, which Python here needs. Download the program instead.",
    copied: "Link copied. Whoever opens it sees your version.",
    noCopy: "Copy this link:",
    tooLong: "This version is too long for a link. Send the text itself.",
    unkept: "This browser keeps nothing here; the change is gone when you leave.",
    broken: "The link holds no version of this program, perhaps because its end is missing. This is the original.",
    missing: "This program could not be loaded. Is there a network? Then try again.",
  },
  ko: {
    run: "실행",
    check: "검사",
    stop: "멈추기",
    wait: "기다리기",
    reset: "되돌리기",
    link: "링크 복사",
    yours: "고친 코드",
    code: (/** @type {string} */ name) => `${name} 코드`,
    outcome: (/** @type {string} */ name) => `여기서 실행한 ${name}의 출력`,
    loading: (/** @type {number} */ percent) => `파이썬을 불러오는 중입니다(처음 한 번만 ${MEGABYTES}MB). ${percent}%`,
    starting: "파이썬을 시작하는 중입니다…",
    running: "실행 중입니다…",
    slow: (/** @type {number} */ s) => `${s}초가 지났지만 아직 실행 중입니다.`,
    stopped: "멈추었습니다.",
    busy: "다른 프로그램이 실행 중입니다. 끝나기를 기다리거나 먼저 멈추십시오.",
    nothing: "출력이 없습니다.",
    same: "✓ 실린 출력과 같습니다.",
    drawn: "✓ 그림을 새로 그렸습니다.",
    differs: (/** @type {number} */ line) => `≠ ${line}번째 줄이 실린 출력과 다릅니다.`,
    edited: (/** @type {number} */ line) => `고친 코드의 출력은 ${line}번째 줄부터 다릅니다.`,
    keys: "Ctrl+Enter로 실행하고 Tab으로 편집기에서 나옵니다.",
    linked: "링크로 받은 코드이며 저장되지 않습니다. 되돌리기를 누르면 내가 고친 코드나 원래 코드로 돌아갑니다.",
    right: "✓ 맞았습니다.",
    wrong: "✗ 아직 아닙니다.",
    at: (/** @type {number} */ line, /** @type {string} */ code) => `${line}번째 줄: ${code.trim()}`,
    about:
      "PyTorch의 결과와 맞추어 검사한 작은 재구현으로 브라우저에서 실행했습니다. 코드를 고치면 PyTorch가 있어야 할 수도 있습니다.",
    checked: "PyTorch를 작게 재구현한 코드로 브라우저에서 검사했습니다.",
    download: "파이썬을 끝까지 불러오지 못했습니다. 네트워크를 확인하고 다시 실행하십시오.",
    python: "파이썬이 멈추었습니다. 메모리가 모자랐을 수 있으니 크기를 줄여 다시 실행하십시오.",
    unable: "이 브라우저에는 파이썬에 필요한 WebAssembly가 없습니다. 프로그램을 내려받아 실행하십시오.",
    copied: "링크를 복사했습니다. 링크를 여는 사람에게 고친 코드가 보입니다.",
    noCopy: "이 링크를 복사하십시오.",
    tooLong: "코드가 길어 링크에 담을 수 없습니다. 코드를 그대로 보내십시오.",
    unkept: "이 브라우저에는 저장할 수 없어 페이지를 떠나면 고친 코드가 사라집니다.",
    broken: "링크에 이 프로그램의 고친 코드가 없습니다. 링크의 끝이 잘렸을 수 있습니다. 아래는 원래 코드입니다.",
    missing: "프로그램을 불러오지 못했습니다. 네트워크를 확인하고 다시 시도하십시오.",
  },
}[language];

const PATIENCE = 10_000; // ms until the reader is asked whether to wait
const SHOWN = 1_000_000; // characters of output

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(string | Node)[]} content
 */
function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** @param {string} text @param {() => void} press */
function button(text, press) {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", press);
  return made;
}

/** @type {Promise<void> | undefined} */
let styled;

/** Load the stylesheet, once. */
function loadStyles() {
  const sheet = make("link", { rel: "stylesheet", href: new URL("page.css", import.meta.url).href });
  document.body.append(sheet); // instant navigation would take it out of the head
  return new Promise((resolve) => {
    sheet.onload = sheet.onerror = () => resolve(undefined);
  });
}

/** @type {Playground | undefined} the last that was told to wait */
let waiting;
let figures = 0; // drawn so far, so that each has ids of its own

/** A block of code that can be run: a program, or the task of an exercise with its check. */
class Playground {
  /**
   * @param {HTMLElement} block
   * @param {string} name
   */
  constructor(block, name) {
    this.block = block;
    this.name = name;
    this.title = name.replace(/.*\//, "");
    this.original = "";
    /** @type {string | undefined} */
    this.published = undefined;
    /** @type {string | undefined} */
    this.text = undefined;
    /** @type {ReturnType<typeof import("./editor.js").openEditor> | undefined} */
    this.editor = undefined;
    this.status = make("p", { class: "run-status", role: "status" });
    this.progress = make("progress", { "aria-label": TEXTS.starting });
    this.output = make("pre", { class: "run-output", tabindex: "0", role: "region", "aria-label": TEXTS.outcome(this.title) });
    this.figures = make("div", { class: "run-figures" });
    this.about = make("p", { class: "run-about" });
    this.buttons = make("p", { class: "run-buttons" });
    this.panel = make("div", { class: "run-panel" }, this.status, this.progress, this.output, this.figures, this.buttons, this.about);
    this.progress.hidden = this.output.hidden = true;
    /** The block below which it says what comes of a run. */
    this.place = block;
  }

  get key() {
    return `code:${this.name}`;
  }

  get isShownWhole() {
    return this.block.querySelector("code")?.textContent?.trim() === this.original.trim();
  }

  /** What the button is called that runs it. */
  get runs() {
    return TEXTS.run;
  }

  get isEdited() {
    return this.text !== undefined && this.text !== this.original;
  }

  /** Get the program as it is published, and the version that the reader made of it before. */
  async prepare() {
    const link = /** @type {HTMLAnchorElement} */ (this.block.querySelector(".filename .download"));
    const read = async (/** @type {string} */ address) => {
      const response = await fetch(address);
      if (!response.ok) throw new Error(address);
      return response.text();
    };
    [this.original, this.published] = await Promise.all([read(link.href), read(link.href.replace(/py$/, "out"))]);
    this.text = kept(this.key);
  }

  /** What Python is given to run. */
  get job() {
    return {
      name: this.name,
      source: this.text ?? this.original,
      published: this.published || undefined,
      language,
      modules: /** @type {Record<string, string>} */ ({}),
    };
  }

  /** How many lines of the job stand before the reader's first. */
  get linesBefore() {
    return 0;
  }

  /** @param {string} status */
  say(status) {
    this.status.textContent = status;
    if (!this.panel.isConnected) this.place.after(this.panel);
  }

  /** Open the editor, or go to it. */
  async edit() {
    if (this.editor) return this.editor.focus();
    const { openEditor } = await import("./editor.js");
    const place = make("div", { class: "run-editor" });
    const pre = /** @type {HTMLElement} */ (this.block.querySelector("pre"));
    this.editor = openEditor(place, {
      text: this.text ?? this.original,
      label: TEXTS.code(this.title),
      change: (text) => this.keep(text),
      run: () => void this.run(),
    });
    pre.hidden = true;
    pre.after(place);
    this.offer();
    if (!this.status.textContent) this.say(TEXTS.keys);
    this.editor.focus();
  }

  /**
   * Show a version that came by a link. The reader's own stays kept.
   * @param {string} text
   */
  async show(text) {
    this.text = text;
    this.isLinked = true;
    this.editor?.setText(text);
    await this.edit();
    this.say(TEXTS.linked);
  }

  isLinked = false;

  /** @param {string} text */
  keep(text) {
    this.text = text;
    if (this.isLinked) return this.offer();
    const isKept = keep(this.key, this.isEdited ? text : undefined);
    if (!isKept) this.say(TEXTS.unkept);
    this.offer();
  }

  /** Show the buttons that make sense now. */
  offer() {
    const others = this.isEdited ? [button(TEXTS.reset, () => this.reset()), button(TEXTS.link, () => void this.link())] : [];
    if (this.isBusy) others.unshift(button(TEXTS.stop, stop));
    else if (this.editor) others.unshift(button(this.runs, () => void this.run()));
    const old = [...this.buttons.children].map((child) => child.textContent).join();
    const hadFocus = this.buttons.contains(document.activeElement);
    if (old !== others.map((child) => child.textContent).join()) this.buttons.replaceChildren(...others);
    if (hadFocus) this.buttons.querySelector("button")?.focus();
    if (!this.panel.isConnected) this.place.after(this.panel);
  }

  isBusy = false;

  reset() {
    if (this.isBusy) stop();
    const text = (this.isLinked && kept(this.key)) || this.original;
    this.isLinked = false;
    this.keep(text);
    this.editor?.setText(text);
    this.clear();
    this.say("");
    this.editor?.focus();
  }

  clear() {
    this.output.textContent = this.about.textContent = "";
    this.output.hidden = this.progress.hidden = true;
    this.output.classList.remove("wrong", "right");
    this.figures.replaceChildren();
    this.editor?.markError(null);
    showError();
  }

  /** Copy a link to the reader's version. */
  async link() {
    const version = await packed(this.text ?? "");
    if (!version) return this.say(TEXTS.tooLong);
    const address = new URL(location.href);
    address.hash = `code=${this.name}.${version}`;
    try {
      await navigator.clipboard.writeText(address.href);
      this.say(TEXTS.copied);
    } catch {
      this.say(`${TEXTS.noCopy} ${address.href}`);
    }
  }

  /** Run the program, and show what comes of it. */
  async run() {
    if (!("WebAssembly" in window)) return this.say(TEXTS.unable);
    if (isRunning()) {
      if (!this.isBusy) {
        this.say(TEXTS.busy);
        waiting = this;
      }
      return;
    }
    this.clear();
    this.isBusy = true;
    this.panel.setAttribute("aria-busy", "true");
    this.offer();
    this.say(TEXTS.starting);
    let waited = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const ask = () => {
      waited += PATIENCE;
      this.say(TEXTS.slow(waited / 1000));
      this.buttons.append(button(TEXTS.wait, wait));
    };
    const wait = () => {
      this.buttons.lastChild?.remove();
      this.say(TEXTS.running);
      timer = setTimeout(ask, PATIENCE);
    };
    let size = 0;
    const left = new MutationObserver(() => {
      if (!this.panel.isConnected) stop(); // the reader has gone to another page
    });
    left.observe(document.body, { childList: true, subtree: true });
    run(this.job, (told) => {
      if (told.type === "progress") {
        this.progress.hidden = false;
        Object.assign(this.progress, { max: told.of, value: told.loaded });
        const percent = Math.floor((told.loaded / told.of) * 10) * 10; // whoever hears it hears it ten times
        const text = told.loaded < told.of ? TEXTS.loading(percent) : TEXTS.starting;
        if (this.status.textContent !== text) this.say(text);
      } else if (told.type === "ready") {
        this.progress.hidden = true;
        this.say(TEXTS.running);
        timer = setTimeout(ask, PATIENCE);
      } else if (told.type === "output") {
        this.output.hidden = false;
        if (size < SHOWN) this.output.append(told.text);
        size += told.text.length;
      } else if (told.type === "figure") {
        figures += 1;
        this.figures.append(drawing(told.svg, `run-${figures}-`));
      } else {
        left.disconnect();
        clearTimeout(timer);
        this.isBusy = false;
        this.progress.hidden = true;
        this.offer();
        this.finish(told, size);
        waiting?.say("");
        waiting = undefined;
        this.panel.setAttribute("aria-busy", "false");
      }
    });
  }

  /**
   * Say how a run ended.
   * @param {Extract<import("./worker.js").Told, {type: "done" | "failed" | "stopped"}>} told
   * @param {number} size of what was printed
   */
  finish(told, size) {
    if (told.type === "stopped") return this.say(TEXTS.stopped);
    if (told.type === "failed") {
      console.warn(told.message); // for whoever looks into it
      return this.say(told.reason === "download" ? TEXTS.download : TEXTS.python);
    }
    const [problem] = told.problems;
    if (problem) {
      const line = problem[0] === null ? null : problem[0] - this.linesBefore;
      const code = (this.text ?? this.original).split("\n")[(line ?? 0) - 1];
      this.output.hidden = false;
      this.output.classList.add("wrong");
      this.output.append(size ? "\n" : "", problem[1]);
      this.say(line && code !== undefined ? TEXTS.at(line, code) : "");
      if (this.editor) this.editor.markError(line);
      else if (line && this.isShownWhole) showError(this.block, line);
    } else {
      this.say(this.verdict(told.differs, size));
    }
    this.about.textContent = TEXTS.about;
  }

  /**
   * @param {number | null} differs
   * @param {number} size
   */
  verdict(differs, size) {
    const isEmpty = !size && !this.figures.hasChildNodes();
    if (isEmpty) return TEXTS.nothing;
    if (differs) return this.isEdited ? TEXTS.edited(differs) : TEXTS.differs(differs);
    if (this.published) return TEXTS.same;
    if (this.figures.hasChildNodes()) return TEXTS.drawn;
    return "";
  }
}

/** The task of an exercise: the reader's function, and the check below it. */
class Exercise extends Playground {
  /**
   * @param {HTMLElement} block
   * @param {HTMLElement} check
   * @param {string} name
   */
  constructor(block, check, name) {
    super(block, `exercises/${name}`);
    this.place = check;
    this.output.classList.add("message");
  }

  async prepare() {
    this.original = this.block.querySelector("code")?.textContent ?? "";
    const link = /** @type {HTMLAnchorElement} */ (document.querySelector('a[href$="checks.py"]'));
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(link.href);
    this.checks = await response.text();
    this.text = kept(this.key);
  }

  get job() {
    // The first cell of the notebook, in one line.
    const first = document.querySelector(".language-python code")?.textContent ?? "";
    const preface = first.trim().split(/\n+/).join("; ");
    const source = `${preface}\n${this.text ?? this.original}\nchecks.${this.title}(${this.title})\n`;
    return { name: this.name, source, published: undefined, language, modules: { "checks.py": this.checks ?? "" } };
  }

  get linesBefore() {
    return 1;
  }

  get runs() {
    return TEXTS.check;
  }

  /** @param {Parameters<Playground["finish"]>[0]} told @param {number} size */
  finish(told, size) {
    super.finish(told, size);
    if (told.type !== "done") return;
    const published = /** @type {HTMLElement} */ (this.panel.nextElementSibling);
    published.hidden = true; // what the check said of the empty task
    this.about.textContent = TEXTS.checked;
    if (told.problems.length) return;
    const isRight = /: (?:right|맞았습니다)/.test(this.output.textContent ?? "");
    this.output.classList.add(isRight ? "right" : "wrong");
    this.say(isRight ? TEXTS.right : TEXTS.wrong);
    if (isRight) keep(`solved:${this.name}`, "1");
  }

  verdict() {
    return "";
  }
}

/** @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keep a text in the browser, or forget it; tell whether that went well.
 * @param {string} key
 * @param {string | undefined} text
 */
function keep(key, text) {
  try {
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    document.dispatchEvent(new Event("kept"));
    return true;
  } catch {
    return false;
  }
}

/**
 * Mark a line of a program that is not being edited; without arguments, mark none.
 * @param {HTMLElement} [block]
 * @param {number} [line]
 */
function showError(block, line) {
  if (!CSS.highlights) return;
  CSS.highlights.delete("run-error");
  const code = block?.querySelector("pre > code");
  if (!code || !line) return;
  for (const button of code.querySelectorAll(".unfold")) button.ariaExpanded = "true";
  const range = document.createRange();
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let at = 1;
  let isSet = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    for (let i = 0; i < text.length; i += 1) {
      if (at === line && !isSet) {
        range.setStart(node, i);
        isSet = true;
      }
      if (text[i] === "\n") {
        if (at === line) range.setEnd(node, i);
        at += 1;
      }
    }
    if (at === line && isSet) range.setEnd(node, text.length);
  }
  CSS.highlights.set("run-error", new Highlight(range));
}

/** @type {WeakMap<Element, Promise<Playground>>} */
const playgrounds = new WeakMap();

/**
 * Return what a button of the page belongs to.
 * @param {HTMLElement} pressed
 */
async function playgroundOf(pressed) {
  const name = /** @type {string} */ (pressed.dataset.name);
  const find = (/** @type {string} */ kind) =>
    /** @type {HTMLElement} */ (document.querySelector(`[data-playground=${kind}][data-name="${name}"]`)?.closest(".highlight"));
  const block = find("edit");
  let made = playgrounds.get(block);
  if (!made) {
    styled ??= loadStyles();
    const isExercise = name.startsWith("exercises/");
    const playground = isExercise ? new Exercise(block, find("run"), name.replace(/.*\//, "")) : new Playground(block, name);
    made = Promise.all([playground.prepare(), styled]).then(() => playground);
    playgrounds.set(block, made);
    made.catch(() => {
      playgrounds.delete(block);
      playground.say(TEXTS.missing);
    });
  }
  return made;
}

/**
 * Do what a button says. With the `version` of a program that a link holds, show that.
 * @param {HTMLElement} pressed
 * @param {string} [version]
 */
export async function act(pressed, version) {
  const playground = await playgroundOf(pressed).catch(() => undefined);
  if (!playground) return;
  if (version !== undefined) {
    const text = await unpacked(version).catch(() => undefined);
    if (text !== undefined) await playground.show(text);
    else {
      playground.say(TEXTS.broken);
      await playground.edit();
    }
    pressed.scrollIntoView();
    return;
  }
  const isEdit = pressed.dataset.playground === "edit";
  if (isEdit || playground.isEdited) await playground.edit();
  if (!isEdit) await playground.run();
}
