/**
 * Python for one page, in a thread of its own: it is asked to run a program, and tells what comes of it.
 * Nothing here knows the page.
 */
/** @type {Record<"standard" | "numpy" | "site" | "figures" | "wasm", {name: string, bytes: number, sha256: string}>} */
const FILES = PACKED; // these three are written in by web/pack.mjs
const PYODIDE = new URL(`${VERSION}/`, import.meta.url);
const MODULES = "/modules"; // a directory in Python's memory

/** @typedef {{name: string, source: string, published?: string, language: string, modules: Record<string, string>}} Job */
/** @typedef {{type: "progress", loaded: number, of: number} | {type: "ready"} | {type: "output", text: string}
 *   | {type: "figure", svg: string} | {type: "done", problems: [number | null, string][], differs: number | null, ms: number}
 *   | {type: "failed", reason: "download" | "python", message: string} | {type: "stopped"}} Told */

/** @param {Told} message */
const tell = (message) => self.postMessage(message);

class DownloadError extends Error {}

let loaded = 0;
let expected = 0;

/**
 * Load a file, and see that all of it has come as it was packed.
 * @param {keyof typeof FILES} file
 * @returns {Promise<ArrayBuffer>}
 */
async function load(file) {
  const { name, bytes, sha256 } = FILES[file];
  for (const cache of /** @type {RequestCache[]} */ (["force-cache", "reload"])) {
    const content = await read(name, cache).catch(() => undefined);
    if (content?.byteLength === bytes && (await hash(content)) === sha256) return content;
  }
  throw new DownloadError(name);

  /** @param {string} name @param {RequestCache} cache */
  async function read(name, cache) {
    const response = await fetch(new URL(name, import.meta.url), { cache });
    if (!response.ok || !response.body) throw new DownloadError(name);
    const parts = [];
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      loaded += value.length;
      tell({ type: "progress", loaded: Math.min(loaded, expected), of: expected });
    }
    return new Blob(parts).arrayBuffer();
  }

  /** @param {ArrayBuffer} content */
  async function hash(content) {
    if (!self.crypto.subtle) return sha256; // a page without a secure origin has no means to tell
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** @param {(keyof typeof FILES)[]} files */
const expect = (files) => (expected += files.reduce((sum, file) => sum + FILES[file].bytes, 0));

/** @returns {Promise<import("pyodide").PyodideInterface>} */
async function start() {
  expect(["wasm", "standard", "numpy", "site"]);
  const contents = Promise.all([load("wasm"), load("standard"), load("numpy"), load("site")]);
  const module = import(new URL("pyodide.mjs", PYODIDE).href);
  const [wasm, standard, numpy, site] = await contents;
  const { loadPyodide } = /** @type {typeof import("pyodide")} */ (
    await module.catch(() => Promise.reject(new DownloadError("pyodide.mjs")))
  );
  // Pyodide asks for these by itself; they are here already, and whole.
  const given = new Map([
    [new URL("pyodide.asm.wasm", PYODIDE).href, () => new Response(wasm, { headers: { "Content-Type": "application/wasm" } })],
    [new URL(FILES.standard.name, import.meta.url).href, () => new Response(standard)],
  ]);
  const { fetch } = self;
  self.fetch = (input, options) => {
    const address = input instanceof Request ? input.url : String(input);
    return Promise.resolve(given.get(address)?.() ?? fetch(input, options));
  };
  const python = await loadPyodide({
    indexURL: PYODIDE.href,
    stdLibURL: new URL(FILES.standard.name, import.meta.url).href,
    lockFileContents: JSON.stringify({ info: PYODIDE_INFO, packages: {} }),
    stdout() {},
    stderr() {},
  });
  self.fetch = fetch;
  for (const archive of [numpy, site]) python.unpackArchive(archive, "zip", { extractDir: MODULES });
  python.runPython(`import sys; sys.path.append("${MODULES}"); import numpy, torch, run`);
  return python;
}

let hasFigures = false;

/**
 * @param {import("pyodide").PyodideInterface} python
 * @param {Job} job
 */
async function run(python, { name, source, published, language, modules }) {
  if (source.includes("matplotlib") && !hasFigures) {
    expect(["figures"]);
    python.unpackArchive(await load("figures"), "zip", { extractDir: MODULES });
    python.runPython("import os; os.environ['MPLBACKEND'] = 'svg'");
    hasFigures = true;
  }
  python.FS.mkdirTree("/program");
  for (const [module, text] of Object.entries(modules)) python.FS.writeFile(`/program/${module}`, text);
  const began = performance.now();
  tell({ type: "ready" });
  const result = python.pyimport("run").run(
    source,
    name,
    published,
    language,
    (/** @type {string} */ text) => tell({ type: "output", text }),
    (/** @type {string} */ svg) => tell({ type: "figure", svg }),
  );
  tell({ type: "done", ...JSON.parse(result), ms: performance.now() - began });
}

/** @type {Promise<import("pyodide").PyodideInterface> | undefined} */
let python;

self.onmessage = async ({ data }) => {
  try {
    python ??= start();
    const started = await python;
    if (data) await run(started, data);
  } catch (error) {
    const reason = error instanceof DownloadError ? "download" : "python";
    tell({ type: "failed", reason, message: error instanceof Error ? error.message : String(error) });
  }
};
