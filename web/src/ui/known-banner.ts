// Over the map, as long as it shows what was known by a day: which day that is, and the way back.
import { dayText } from "../i18n/index.ts";
import type { State } from "../store.ts";
import type { Context } from "./context.ts";
import { button, el } from "./dom.ts";

/** Lives as long as the page: what a screen reader is to hear of must be there before it changes. */
export function createKnownBanner(context: Context): HTMLElement {
  const { store } = context;
  const text = el("span", {});
  const clear = button("link", "", () => store.set({ known: null, problem: null }, "push"));
  const element = el("div", { class: "known-banner", role: "status" }, text, clear);
  const show = (state: State) => {
    const said = banner(context, state);
    element.hidden = said === "";
    clear.hidden = state.known === null && state.problem === null;
    if (text.textContent !== said) text.textContent = said;
    const { close, knownClear, showAll } = context.texts;
    const [shown, label] = state.known === null ? [close, close] : [showAll, knownClear];
    if (clear.title !== label) {
      clear.textContent = shown;
      clear.setAttribute("aria-label", label);
      clear.title = label;
    }
  };
  show(store.state);
  store.subscribe(show);
  return element;
}

function banner(context: Context, { known, data, problem, language }: State): string {
  const { texts } = context;
  if (known !== data.known) {
    return known === null ? `${texts.loading}…` : context.say("knownLoading", { day: dayText(known, language) });
  }
  if (problem !== null) return context.say("knownFailed", { reason: problem });
  return known === null ? "" : context.say("knownOn", { day: dayText(known, language, "short") });
}
