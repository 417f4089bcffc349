/** How honest the probabilities of the digits' model are, for a penalty and a temperature. */
import { Explorable, draw, drawing, legend, line, make, set } from "./explorable.js";

/**
 * What snippets/real_data/calibration.py found: for a C and a temperature the mean confidence, the
 * calibration error, the cost, and for each bin its rows, the right ones and the mean confidence.
 * @typedef {[string, number, number, number, number, [number, number, number][]]} Found
 */
const answer = await fetch(new URL("data/real_data/calibration.json", import.meta.url));
/** @type {Found[]} */
const table = (await answer.text()).trim().split("\n").map((text) => JSON.parse(text));

const LEFT = 34; // the square of the diagram
const TOP = 18;
const SIZE = 168;
const AREA = 1.8; // of a point, for each of its rows

/** @param {number} share */
const across = (share) => LEFT + SIZE * share;
/** @param {number} share */
const down = (share) => TOP + SIZE * (1 - share);

class ExploreCalibration extends Explorable {
  fields = {
    c: { initial: "1", among: [...new Set(table.map(([c]) => c))] },
    temperature: { initial: 1, min: 0.1, max: 2, digits: 1 },
  };

  gaps = draw("path", { class: "gap" });
  points = draw("path", { class: "points" });

  build() {
    const { texts } = this;
    const numbers = make(
      "div",
      { class: "lines" },
      this.choice("c", texts.c, this.fields.c.among),
      this.slider("temperature", texts.temperature),
      make("hr"),
      this.bar("confidence", texts.confidence, "var(--figure-0)"),
      this.bar("accuracy", texts.accuracy, "var(--figure-2)"),
      line("error", texts.error),
      line("cost", texts.cost),
    );
    return [make("div", { class: "columns" }, numbers, make("div", {}, this.diagram(), legend(texts.size)))];
  }

  diagram() {
    const { texts } = this;
    const middle = LEFT + SIZE / 2;
    const turn = `rotate(-90 14 ${TOP + SIZE / 2})`;
    return drawing(
      "reliability",
      220,
      220,
      texts.diagram,
      draw("path", { d: `M${LEFT},${TOP}v${SIZE}h${SIZE}` }),
      draw("path", { class: "honest", d: `M${LEFT},${TOP + SIZE}l${SIZE},${-SIZE}` }),
      this.gaps,
      this.points,
      ...[0, 1].flatMap((share) => [
        draw("text", { x: across(share), y: TOP + SIZE + 16 }, `${share}`),
        draw("text", { x: LEFT - 10, y: down(share) + 5 }, `${share}`),
      ]),
      draw("text", { x: middle, y: TOP + SIZE + 24 }, texts.confidence),
      draw("text", { x: 14, y: TOP + SIZE / 2, transform: turn }, texts.accuracy),
    );
  }

  /** @type {Explorable["isReached"]} */
  isReached({ c }, { cost }) {
    const costs = table.filter((row) => row[0] === c).map((row) => row[4]);
    return c === this.fields.c.initial && Number(cost) === Math.min(...costs);
  }

  /** @param {import("./explorable.js").State} state */
  *update({ c, temperature }) {
    const found = /** @type {Found} */ (
      table.find((row) => row[0] === c && Math.abs(row[1] - temperature) < 0.01)
    );
    const [, , confidence, error, cost, bins] = found;
    const count = bins.reduce((sum, [rows]) => sum + rows, 0);
    const accuracy = bins.reduce((sum, [, right]) => sum + right, 0) / count;
    this.show("confidence", confidence, 4);
    this.show("accuracy", accuracy, 4);
    this.show("error", error, 3);
    this.show("cost", cost, 3);
    this.setBarExtent("confidence", confidence);
    this.setBarExtent("accuracy", accuracy);
    yield;

    const gaps = bins.map(([rows, right, said]) => `M${across(said)},${down(right / rows)}V${down(said)}`);
    set(this.gaps, { d: gaps.join("") });
    yield;
    const points = bins.map(([rows, right, said]) => {
      const r = Math.max(Math.sqrt((AREA * rows) / Math.PI), 2);
      const half = `a${r},${r} 0 0 0`;
      return `M${across(said) - r},${down(right / rows)}${half} ${2 * r},0${half} ${-2 * r},0Z`;
    });
    set(this.points, { d: points.join("") });
    return this.texts.said;
  }
}

customElements.define("explore-calibration", ExploreCalibration);
