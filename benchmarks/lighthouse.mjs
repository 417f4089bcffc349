/**
 * Audits pages with Lighthouse, as on a phone, and writes one JSON line for each.
 *
 * node lighthouse.mjs <browser> <address>...
 */
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...addresses] = process.argv.slice(2);
const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"];
chromeFlags.push("--disable-background-networking", "--disable-component-update");
const chrome = await chromeLauncher.launch({ chromePath, chromeFlags });
try {
  for (const address of addresses) {
    const result = await lighthouse(address, { port: chrome.port, output: "json" });
    if (!result) throw new Error(`Lighthouse gave no result for ${address}`);
    const { categories, audits } = result.lhr;
    const scores = Object.entries(categories).map(([name, { score }]) => [
      name, score === null ? null : Math.round(score * 100),
    ]);
    const faults = Object.values(audits)
      .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0)
      .map(({ id }) => id);
    const told = {
      ...Object.fromEntries(scores),
      address,
      lcp: audits["largest-contentful-paint"].numericValue,
      cls: audits["cumulative-layout-shift"].numericValue,
      faults,
    };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
} finally {
  chrome.kill();
}
