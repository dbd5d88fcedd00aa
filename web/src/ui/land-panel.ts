// The panel of land: how much each holder has on the day shown, in km2, and the people of the places in it.
import { AreasOn } from "../areas.ts";
import { accountOf, type Holding, holdingsOn } from "../holdings.ts";
import { dayText, numberText } from "../i18n/index.ts";
import type { AreaData, Label } from "../mesh.ts";
import type { State } from "../store.ts";
import { createCompareControl } from "./compare-control.ts";
import type { Context } from "./context.ts";
import { button, el, icon, throttle } from "./dom.ts";
import { townGlyph } from "./glyph.ts";
import type { Panels } from "./panels.ts";
import type { Part } from "./part.ts";
import { describeState } from "./state-text.ts";

export function createLandPanel(context: Context, panels: Panels, areas: AreaData): Part {
  const { store, texts } = context;
  const on = new AreasOn(areas);
  const compare = createCompareControl(context, areas, () => panels.isOpen("land"));
  const day = el("p", { class: "note" });
  const table = el("div", {});
  const element = el(
    "section",
    { class: "panel panel-end", "aria-label": texts.land },
    el(
      "div",
      { class: "panel-head" },
      el("h2", {}, texts.land),
      button("tool", texts.close, () => panels.close("land"), icon("close")),
    ),
    el(
      "div",
      { class: "panel-body card-body", tabindex: "0" },
      day,
      table,
      compare.element,
      el("p", { class: "note land-note" }, texts.landNote),
    ),
  );

  const refresh = throttle(() => {
    if (!panels.isOpen("land")) return;
    const { state } = store;
    on.seek(state.day);
    day.textContent = context.say("stateNow", { day: dayText(state.day, state.language) });
    table.replaceChildren(landTable(context, areas, holdingsOn(on)));
  }, 250);

  return {
    element,
    update(state: State, before: State) {
      if (state.day !== before.day) refresh();
      compare.update(state, before);
    },
    start() {
      const { against, selection } = store.state;
      // Who follows a link that compares wants the figures, where there is room for them.
      if (against !== null && selection === null && window.innerWidth > 760) panels.open("land");
      refresh();
      compare.refresh();
      panels.onChange((name) => {
        if (name !== "land") return;
        refresh();
        compare.refresh();
      });
    },
  };
}

function landTable(context: Context, { labels }: AreaData, holdings: Holding[]): HTMLElement {
  const { texts, store, lookOf, palette } = context;
  const figure = (n: number) => numberText(Math.round(n), store.state.language);
  const whole = holdings.reduce((sum, { km2 }) => sum + km2, 0) || 1;
  const hasPeople = holdings.some(({ population }) => population !== null);
  const accounts = new Map<string, Holding[]>();
  for (const holding of holdings) {
    const account = accountOf(labels[holding.label]);
    accounts.set(account, [...(accounts.get(account) ?? []), holding]);
  }
  const rows = [...accounts]
    .map(([account, parts]) => ({
      account,
      parts,
      km2: parts.reduce((sum, part) => sum + part.km2, 0),
      people: parts.reduce((sum, part) => sum + (part.population ?? 0), 0),
    }))
    .sort((a, b) => Number(a.account === "unknown") - Number(b.account === "unknown") || b.km2 - a.km2);
  return el(
    "table",
    { class: "land" },
    el("caption", { class: "visually-hidden" }, texts.land),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, texts.landHolder),
        el("th", { scope: "col", class: "figure" }, texts.landKm2),
        el("th", { scope: "col", class: "figure" }, texts.landShare),
        hasPeople ? el("th", { scope: "col", class: "figure" }, texts.landPeople) : null,
      ),
    ),
    el(
      "tbody",
      {},
      ...rows.map(({ account, parts, km2, people }) => {
        const isHolder = account !== "unknown" && account !== "contested";
        const glyph = townGlyph(
          account === "unknown" ? null : { ...EXAMPLE, ...labels[parts[0].label], ...(isHolder ? HELD : {}) },
          lookOf,
          palette,
        );
        // What is more than plainly held is told apart, the most first.
        const others = parts.filter(
          ({ label }) => labels[label].status !== "held" && labels[label].status !== "unknown",
        );
        const name =
          account === "contested" ? texts.contested : isHolder ? context.actorName(account) : texts.unknownHolder;
        return el(
          "tr",
          { "data-account": account },
          el(
            "th",
            { scope: "row" },
            el(
              "div",
              { class: "land-holder" },
              glyph,
              el(
                "span",
                { dir: "auto" },
                name,
                ...others
                  .slice(0, 4)
                  .map((part) =>
                    el("span", { class: "fact-note" }, `${partText(context, labels[part.label])}: ${figure(part.km2)}`),
                  ),
              ),
            ),
          ),
          el("td", { class: "figure" }, figure(km2)),
          el("td", { class: "figure" }, `${numberText(Math.round((1000 * km2) / whole) / 10, store.state.language)}%`),
          hasPeople ? el("td", { class: "figure" }, people > 0 ? figure(people) : "–") : null,
        );
      }),
    ),
  );
}

/** How a part of a holder's land is held, without naming the holder once more. */
function partText(context: Context, { status, holders, against }: Label): string {
  if (status === "contested" || holders.length > 1) return describeState(context, { status, holders, against });
  const names = against.map((id) => context.actorName(id)).join(" + ");
  return `${context.texts[status]}${names ? ` ${context.say("against", { names })}` : ""}`;
}

const HELD = { status: "held" as const, against: [] };
const EXAMPLE = { id: "", start: 0, startLatest: 0, until: null, basis: "assessed" as const, sources: [] };
