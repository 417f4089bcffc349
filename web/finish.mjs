/**
 * Makes the scripts and stylesheets of a built site lighter: those of the site lose what no browser
 * needs, those of the theme the rules that can match nothing. Its directory is the argument.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { transform } from "esbuild";
import { PurgeCSS } from "purgecss";

const site = process.argv[2];
/** @param {string} pattern */
const files = (pattern) => globSync(pattern, { cwd: site }).map((name) => `${site}/${name}`);

const THEME = "assets/stylesheets/*.css";
const purged = await new PurgeCSS().purge({
  content: files("{,ko/}{**/*.html,assets/{javascripts/bundle.*.js,*.js,explorables/*.js}}"),
  css: files(`{,ko/}${THEME}`),
  variables: true,
  blocklist: [/^md-search/], // the theme's script names it for a search that this site has not
});
for (const { file, css } of purged) writeFileSync(/** @type {string} */ (file), css);

for (const file of files("{,ko/}assets/{,explorables/}*.{css,js}")) {
  const loader = extname(file) === ".css" ? "css" : "js";
  const { code } = await transform(readFileSync(file, "utf8"), { loader, minify: true, charset: "utf8" });
  writeFileSync(file, code);
}
