/** The editor of a program: CodeMirror with the look of the page's code. page.js loads it when somebody edits. */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** @param {string} name */
const colour = (name) => `var(--md-code-hl-${name}-color)`;

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: colour("keyword") },
  { tag: [tags.number], color: colour("number") },
  { tag: [tags.string, tags.special(tags.string)], color: colour("string") },
  { tag: [tags.comment], color: colour("comment") },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.className], color: colour("function") },
  { tag: [tags.operator, tags.punctuation, tags.paren, tags.squareBracket, tags.brace], color: colour("operator") },
]);

const look = EditorView.theme({
  "&": { color: "var(--md-code-fg-color)", backgroundColor: "var(--md-code-bg-color)", fontSize: "inherit" },
  "&.cm-focused": { outline: "0" }, // the page's own frame is around it
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", maxHeight: "34rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--md-code-fg-color)" },
  ".cm-cursor": { borderLeftColor: "var(--md-code-fg-color)" },
  ".cm-gutters": { color: "var(--md-default-fg-color--light)", backgroundColor: "inherit", border: "0" },
  ".cm-activeLine": { backgroundColor: "var(--md-default-fg-color--lightest)" },
  ".cm-error": { textDecoration: "underline wavy var(--md-accent-fg-color)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--md-code-hl-color)",
  },
});

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const setError = StateEffect.define();
const errorLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setError)) continue;
      const { doc } = transaction.state;
      const line = effect.value && effect.value <= doc.lines ? doc.line(effect.value) : undefined;
      const mark = Decoration.mark({ class: "cm-error" });
      return line?.length ? Decoration.set([mark.range(line.from, line.to)]) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Open an editor in an element.
 * @param {HTMLElement} place
 * @param {{text: string, label: string, change: (text: string) => void, run: () => void}} given
 */
export function openEditor(place, { text, label, change, run }) {
  const root = place.attachShadow({ mode: "open" }); // there its styles are no inline ones, which the policy blocks
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        // Tab is left alone, so that the keyboard gets out of the editor.
        keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...defaultKeymap, ...historyKeymap]),
        history(),
        lineNumbers(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        python(),
        syntaxHighlighting(colours),
        look,
        errorLine,
        EditorState.tabSize.of(4),
        EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", spellcheck: "false" }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) change(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    /** @param {string} newText */
    setText(newText) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: newText } });
    },
    /** @param {number | null} line */
    markError: (line) => view.dispatch({ effects: setError.of(line) }),
  };
}
