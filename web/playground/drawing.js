/** Figures that a program drew, as parts of the page. */

const ELEMENTS = new Set(
  "svg g defs path use text tspan clipPath rect circle ellipse line polyline polygon image title linearGradient stop".split(" "),
);
const OWN_REFERENCE = /^#|^data:image\/png;base64,/;

/**
 * Return the figure without what could run or load anything: a program may come from a link that somebody sent.
 * Its ids begin with `prefix`, since the figure that is published has the same.
 * @param {string} svg
 * @param {string} prefix
 */
export function drawing(svg, prefix) {
  const renamed = svg.replace(/(\bid="|url\(#|href="#)/g, `$1${prefix}`);
  const figure = new DOMParser().parseFromString(renamed, "image/svg+xml").documentElement;
  for (const element of [figure, ...figure.querySelectorAll("*")]) {
    if (!ELEMENTS.has(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const isLink = /(?:^|:)(?:href|src)$/i.test(name);
      const isOther = /url\((?!#)/.test(value);
      if (/^on/i.test(name) || isOther || (isLink && !OWN_REFERENCE.test(value))) element.removeAttribute(name);
    }
  }
  figure.setAttribute("class", "figure");
  return document.importNode(figure, true);
}
