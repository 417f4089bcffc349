/**
 * Puts what runs programs in a page into a directory: the scripts, Pyodide, and archives of modules, which are made
 * once and kept.
 *
 * Reads JSON from standard input: {target, cache, packs: {name: {key, sources}}, pack, leftOut}; see
 * playground/publish.py.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { loadPyodide, version } from "pyodide";

const HERE = import.meta.dirname;
const PYODIDE = path.join(HERE, "node_modules/pyodide");

/** @typedef {{target: string, cache: string, packs: Record<string, {key: string, sources: string[]}>, pack: string, leftOut: string}} Given */
/** @type {Given} */
const { target, cache, packs, pack, leftOut } = JSON.parse(fs.readFileSync(0, "utf8"));
const { info } = JSON.parse(fs.readFileSync(path.join(PYODIDE, "pyodide-lock.json"), "utf8"));
const NO_PACKAGES = JSON.stringify({ info, packages: {} });

/** @type {Promise<(sources: string[]) => Uint8Array> | undefined} */
let packer;

/** Return what makes an archive; its modules are compiled by the very Python that is to import them. */
async function startPacker() {
  const python = await loadPyodide({ lockFileContents: NO_PACKAGES });
  const module = python.runPython(`import types; module = types.ModuleType("pack"); module`);
  module.source = pack;
  python.runPython("exec(compile(module.source, 'pack.py', 'exec'), module.__dict__)");
  return (/** @type {string[]} */ sources) => {
    const names = sources.map((source) => `/tmp/${path.basename(source)}`);
    sources.forEach((source, i) => python.FS.writeFile(names[i], fs.readFileSync(source)));
    return module.pack(python.toPy(names), leftOut).toJs();
  };
}

fs.mkdirSync(cache, { recursive: true });
fs.mkdirSync(path.join(target, version), { recursive: true });
/** @type {Record<string, {name: string, bytes: number, sha256: string}>} */
const files = {};

/** @param {string} name @param {string} file @param {Buffer} content */
function publish(name, file, content) {
  fs.writeFileSync(path.join(target, file), content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  files[name] = { name: file, bytes: content.length, sha256 };
}

for (const [name, { key, sources }] of Object.entries(packs)) {
  const kept = path.join(cache, `${name}-${key}.zip`);
  if (!fs.existsSync(kept)) {
    const content = (await (packer ??= startPacker()))(sources);
    for (const old of fs.globSync(`${name}-*`, { cwd: cache })) fs.rmSync(path.join(cache, old));
    fs.writeFileSync(`${kept}.new`, content);
    fs.renameSync(`${kept}.new`, kept); // whole or not at all
  }
  publish(name, path.basename(kept), fs.readFileSync(kept));
}
for (const file of ["pyodide.mjs", "pyodide.asm.mjs"]) {
  fs.copyFileSync(path.join(PYODIDE, file), path.join(target, version, file));
}
publish("wasm", `${version}/pyodide.asm.wasm`, fs.readFileSync(path.join(PYODIDE, "pyodide.asm.wasm")));

const first = ["wasm", "standard", "numpy", "site"].map((name) => fs.readFileSync(path.join(target, files[name].name)));
const engine = fs.readFileSync(path.join(PYODIDE, "pyodide.asm.mjs"));
const bytes = [...first, engine].reduce((sum, content) => sum + gzipSync(content).length, 0);

await build({
  entryPoints: ["page.js", "page.css", "worker.js", "editor.js"].map((name) => path.join(HERE, "playground", name)),
  outdir: target,
  bundle: true,
  format: "esm",
  minify: true,
  charset: "utf8",
  target: "es2022",
  external: ["./editor.js"], // loaded when somebody edits
  define: { PACKED: JSON.stringify(files), VERSION: JSON.stringify(version), PYODIDE_INFO: JSON.stringify(info), MEGABYTES: String(Math.ceil(bytes / 1e6)) },
});
