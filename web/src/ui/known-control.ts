// Choosing a day by the end of which something must have been published to be shown.
import type { State } from "../store.ts";
import { formatDay, parseDay } from "../time.ts";
import type { Context } from "./context.ts";
import { button, el, icon } from "./dom.ts";
import type { Part } from "./part.ts";

/** Time that typing goes on after a key: a browser tells of each digit, and each would load another record. */
const TYPING_MS = 900;

export function createKnownControl(context: Context): Part {
  const { store, texts, data } = context;
  const input = el("input", {
    class: "field date-known",
    type: "date",
    id: "known",
    "data-control": "known",
    "aria-describedby": "known-note",
    min: formatDay(data.span.first),
  });
  let typedAt = 0;
  let timer = 0;
  const commit = () => {
    window.clearTimeout(timer);
    // A date half typed is none yet; an empty field asks for all that is known. A field that another page has replaced
    // asks for nothing.
    if (!input.isConnected || !input.validity.valid) return;
    const known = input.value === "" ? null : parseDay(input.value);
    if (known !== store.state.known) store.set({ known, problem: null }, "push");
  };
  input.addEventListener("keydown", (event) => {
    typedAt = performance.now();
    if (event.key === "Enter") commit();
  });
  input.addEventListener("change", () => {
    window.clearTimeout(timer);
    if (performance.now() - typedAt > TYPING_MS) commit();
    else timer = window.setTimeout(commit, TYPING_MS);
  });
  input.addEventListener("blur", commit);
  const set = (known: number | null) => store.set({ known, problem: null }, "push");
  const clear = button("tool", texts.knownClear, () => set(null), icon("close"));
  clear.dataset.control = "known-clear";
  const here = button("link", texts.knownHere, () => set(store.state.day), texts.knownHere);
  here.dataset.control = "known-here";
  const element = el(
    "section",
    { class: "legend-section" },
    el("h3", {}, el("label", { for: "known" }, texts.knownTitle)),
    el("p", { class: "known-row" }, input, clear, here),
    el("p", { class: "note", id: "known-note" }, texts.knownNote),
  );
  const show = ({ known }: State) => {
    if (document.activeElement !== input || input.validity.valid) input.value = known === null ? "" : formatDay(known);
    clear.hidden = known === null;
    here.hidden = known !== null;
  };
  return {
    element,
    update(state, before) {
      if (state.known !== before.known) show(state);
    },
    start() {
      show(store.state);
    },
  };
}
