/**
 * Firefox for tests/browser/tabs.py: a line of JSON asks for something, [name, ...arguments], and a
 * line answers it, {value} or {error}. The browser ends with the input.
 */
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const NOWHERE = { http: "127.0.0.1", http_port: 9, ssl: "127.0.0.1", ssl_port: 9 };
const preferences = {
  // Whatever is not on this machine is asked for at a port where nobody answers.
  "network.proxy.type": 1,
  ...Object.fromEntries(Object.entries(NOWHERE).map(([name, value]) => [`network.proxy.${name}`, value])),
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "intl.accept_languages": "en",
  "ui.systemUsesDarkTheme": 0,
};

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  // Only with this does Firefox heed the preference of Puppeteer by which it asks for no settings.
  env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" },
  extraPrefsFirefox: preferences,
});
const [page] = await browser.pages();

// Firefox draws a formula that it has read in part, and then complains of what is still to come;
// so the elements of whole formulas are counted instead.
const OF_A_PART = /^Invalid markup: Incorrect number of children/;
const TORN = `"mfrac msub msup munder mover mroot msubsup munderover".split(" ").flatMap(name =>
  [...document.querySelectorAll(name)]
    .filter(({ children }) => children.length !== (/subsup|underover/.test(name) ? 3 : 2))
    .map(({ outerHTML }) => "children: " + outerHTML))`;

// Firefox drops what a page still asks for when the reader goes on. A worker that fails is told in other words.
const OF_A_DROPPED = /A ServiceWorker intercepted the request and encountered an unexpected error/;

/** @type {string[]} */
let faults = [];
let site = "";
/** @param {string} told */
const complain = (told) => {
  if (!OF_A_PART.test(told) && !OF_A_DROPPED.test(told)) faults.push(told);
};
page.on("console", (message) => {
  if (["error", "warn", "assert"].includes(message.type())) complain(message.text());
});
page.on("pageerror", (error) => complain(error instanceof Error ? error.message : `${error}`));
page.on("request", (request) => {
  const { protocol, origin } = new URL(request.url());
  if (/^http/.test(protocol) && origin !== site) faults.push(`foreign: ${request.url()}`);
});
page.on("requestfailed", (request) => {
  const reason = request.failure()?.errorText ?? "";
  // The reader went on before it had come.
  if (!/ABORTED/.test(reason)) faults.push(`failed: ${reason}: ${request.url()}`);
});
page.on("response", (response) => {
  if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
});

/** @type {Record<string, (...given: any[]) => unknown>} */
const actions = {
  resize: (width, height) => page.setViewport({ width, height }),
  open: async (url) => {
    faults = [];
    site = new URL(url).origin;
    await page.goto("about:blank"); // an address that differs in its hash alone loads nothing
    await page.goto(url);
  },
  evaluate: (expression) => page.evaluate(expression),
  /** Press keys together, and release them. */
  press: async (...keys) => {
    for (const key of keys) await page.keyboard.down(key);
    for (const key of keys.reverse()) await page.keyboard.up(key);
  },
  point: (x, y) => page.mouse.move(x, y),
  /** Press the mouse at the first place, move it to each, and release it at the last. */
  drag: async (...places) => {
    for (const [index, [x, y]] of places.entries()) {
      await page.mouse.move(x, y);
      if (index === 0) await page.mouse.down();
    }
    await page.mouse.up();
  },
  faults: async () => [...faults, ...(/** @type {string[]} */ (await page.evaluate(TORN)))],
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await actions[name](...given)) ?? null };
  } catch (error) {
    answer = { error: `${error}` };
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
