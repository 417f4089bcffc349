/**
 * Makes the scripts and stylesheets of a built site lighter: those of the site lose what no browser
 * needs, those of the theme the rules that can match nothing. Adds what keeps pages for reading offline. Its directory
 * is the argument.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";

const site = process.argv[2];
/** @param {string} pattern */
const files = (pattern) => globSync(pattern, { cwd: site }).map((name) => `${site}/${name}`);

const THEME = "assets/stylesheets/*.css";
const purged = await new PurgeCSS().purge({
  content: files("{,ko/}{**/*.html,assets/{javascripts/bundle.*.js,*.js,explorables/*.js}}"),
  css: files(`{,ko/}${THEME}`),
  variables: true,
  // The theme's script names them for what this site has not.
  blocklist: [/^(?:footnote|md-annotation|md-search|md-status|md-tag|md-tooltip|md-version|tabbed)/],
});
for (const { file, css } of purged) writeFileSync(/** @type {string} */ (file), css);

for (const file of files("{,ko/}assets/{,explorables/}*.{css,js}")) {
  const loader = extname(file) === ".css" ? "css" : "js";
  const { code } = await transform(readFileSync(file, "utf8"), { loader, minify: true, charset: "utf8", define: { IS_FINISHED: "true" } });
  writeFileSync(file, code);
}

// What all explorables share is one file, for each asks for it: one request less.
const shared = { entryPoints: files("{,ko/}assets/explorables/explorable.js"), outdir: site, outbase: site };
await build({ ...shared, allowOverwrite: true, bundle: true, format: "esm", minify: true, charset: "utf8" });
for (const file of files("{,ko/}assets/explorables/explorable-frames.js")) rmSync(file);

// A browser takes the worker anew when a byte of it has changed, and its messages with it.
const messages = createHash("sha256");
for (const file of files("{,ko/}503.html")) messages.update(readFileSync(file));
await build({
  entryPoints: [join(import.meta.dirname, "offline/worker.js")],
  outfile: `${site}/offline.js`,
  banner: { js: `// ${messages.digest("hex").slice(0, 16)}` },
  define: { "process.env.NODE_ENV": '"production"' },
  bundle: true,
  minify: true,
});
