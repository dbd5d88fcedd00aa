// Comparing the day shown with another: choosing it, how the two are shown, and the land that changed hands between them.
import { AreasOn } from "../areas.ts";
import { type Transfer, transfers } from "../holdings.ts";
import { dayText, numberText } from "../i18n/index.ts";
import type { AreaData } from "../mesh.ts";
import type { State } from "../store.ts";
import { formatDay, parseDay } from "../time.ts";
import type { Context } from "./context.ts";
import { button, el, icon, throttle } from "./dom.ts";

/** Pairs listed; what lies below is a few km2. */
const MOST = 14;

export interface CompareControl {
  element: HTMLElement;
  update(state: State, before: State): void;
  /** Counts anew, because it can be seen again. */
  refresh(): void;
}

export function createCompareControl(context: Context, areas: AreaData, isSeen: () => boolean): CompareControl {
  const { store, texts, data } = context;
  const [before, after] = [new AreasOn(areas), new AreasOn(areas)];
  const input = el("input", {
    class: "field date-against",
    type: "date",
    id: "against",
    "data-control": "against",
    min: formatDay(data.span.first),
    max: formatDay(data.span.last),
  });
  input.addEventListener("change", () => {
    const day = parseDay(input.value);
    if (day !== null || input.value === "") store.set({ against: day }, "push");
  });
  const clear = button("tool", texts.compareClear, () => store.set({ against: null }, "push"), icon("close"));
  const yearBefore = button(
    "link",
    texts.compareYear,
    () => store.set({ against: Math.max(data.span.first, store.state.day - 365) }, "push"),
    texts.compareYear,
  );
  const ways = {
    swipe: button("segment", texts.compareSwipe, () => store.set({ compare: "swipe" }), texts.compareSwipe),
    difference: button(
      "segment",
      texts.compareDifference,
      () => store.set({ compare: "difference" }),
      texts.compareDifference,
    ),
  };
  const way = el("div", { class: "segments", role: "group", "aria-label": texts.compare }, ways.swipe, ways.difference);
  const title = el("h4", {});
  const list = el("ul", { class: "transfers" });
  const found = el("div", {}, way, title, list);
  const element = el(
    "section",
    { class: "compare" },
    el("h3", {}, el("label", { for: "against" }, texts.compare)),
    el("p", { class: "known-row" }, input, clear, yearBefore),
    found,
  );

  const refresh = throttle(() => {
    const { state } = store;
    if (state.against === null || !isSeen()) return;
    const [from, to] = [Math.min(state.against, state.day), Math.max(state.against, state.day)];
    before.seek(from);
    after.seek(to);
    title.textContent = context.say("transfers", {
      from: dayText(from, state.language, "short"),
      to: dayText(to, state.language, "short"),
    });
    const all = transfers(before, after).filter(({ km2 }) => km2 >= 0.5);
    const items = all.slice(0, MOST).map((transfer) => transferItem(context, transfer));
    list.replaceChildren(...(items.length ? items : [el("li", { class: "note" }, texts.noTransfers)]));
  }, 250);

  const show = (state: State) => {
    const { against, compare } = state;
    if (document.activeElement !== input || input.validity.valid) {
      input.value = against === null ? "" : formatDay(against);
    }
    clear.hidden = found.hidden = against === null;
    yearBefore.hidden = against !== null;
    for (const name of ["swipe", "difference"] as const) {
      ways[name].setAttribute("aria-pressed", String(compare === name));
    }
    refresh();
  };
  show(store.state);

  return {
    element,
    update(state, former) {
      if (state.against !== former.against || state.compare !== former.compare) show(state);
      else if (state.day !== former.day) refresh();
    },
    refresh,
  };
}

function transferItem(context: Context, { from, to, km2, population }: Transfer): HTMLElement {
  const { store, texts, lookOf } = context;
  const figure = (n: number) => numberText(Math.round(n), store.state.language);
  const name = (account: string) => (account === "contested" ? texts.contested : context.actorName(account));
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  if (to !== "unknown" && to !== "contested") swatch.style.backgroundColor = lookOf(to).color;
  return el(
    "li",
    { "data-from": from, "data-to": to },
    swatch,
    el("span", { class: "transfer-names", dir: "auto" }, context.say("transfer", { from: name(from), to: name(to) })),
    el(
      "span",
      { class: "figure" },
      `${figure(km2)} ${texts.landKm2}`,
      population === null
        ? null
        : el("span", { class: "fact-note" }, context.say("transferPeople", { n: figure(population) })),
    ),
  );
}
