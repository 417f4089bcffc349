/** Names the row of buttons that the theme adds to each code block, for readers who hear the page. */

const name = document.documentElement.lang === "ko" ? "코드" : "Code";

/** Give each row of buttons a name of its own. */
function nameRows() {
  document.querySelectorAll(".md-code__nav").forEach((row, index) => {
    row.setAttribute("aria-label", `${name} ${index + 1}`);
  });
}

// The theme adds the rows after loading, and again on each instant navigation.
new MutationObserver(nameRows).observe(document.body, { childList: true, subtree: true });
nameRows();
