// The legend: what each symbol means, how many are in the window, and switches that hide them.
import { type ControlState, type ControlStatus, legendKey, stateOn, type Town } from "../control.ts";
import { countGroups, countSides, countStatuses, NO_SIDE } from "../filter.ts";
import { dayText, numberText } from "../i18n/index.ts";
import { GROUPS } from "../kinds.ts";
import { DOUBT, FRESH, FRONT_AGES, type Paint } from "../paints.ts";
import { isSameFilter } from "../scene.ts";
import { STATUSES } from "../statuses.ts";
import type { State } from "../store.ts";
import { LAYERS } from "../url.ts";
import type { Context } from "./context.ts";
import { button, el, icon, throttle } from "./dom.ts";
import { areaGlyph, frontGlyph, groupGlyph, statusGlyph, townGlyph } from "./glyph.ts";
import { createKnownControl } from "./known-control.ts";
import type { Panels } from "./panels.ts";
import type { Part } from "./part.ts";

type SetName = "hiddenGroups" | "hiddenStatuses" | "hiddenSides" | "hiddenHolders";

export function createLegend(context: Context, panels: Panels): Part {
  const { store, texts, data } = context;
  const groups = rows(
    "hiddenGroups",
    GROUPS,
    (g) => texts[g],
    (g) => groupGlyph(g),
    null,
  );
  const statuses = rows("hiddenStatuses", STATUSES, (status) => texts[`status_${status}`], statusGlyph, null);
  const sideIds = [...data.theatre.sides.map((s) => s.id), NO_SIDE].filter((id, i, all) => all.indexOf(id) === i);
  const sides = rows("hiddenSides", sideIds, (id) => context.sideName(id), sideSwatch, "moreSides");
  const holderIds = holdersByUse(data.towns);
  const holders = rows(
    "hiddenHolders",
    [...holderIds, "unknown"],
    (id) => context.actorName(id),
    (id) => townGlyph(id === "unknown" ? null : example("held", id), context.lookOf, context.palette),
    "more",
  );
  const known = createKnownControl(context);
  const townsTitle = el("span", {});
  const element = el(
    "section",
    { class: "panel panel-start", "aria-label": texts.legend },
    el(
      "div",
      { class: "panel-head" },
      el("h2", {}, texts.legend),
      button("tool", texts.close, () => panels.close("legend"), icon("close")),
    ),
    el(
      "div",
      { class: "panel-body" },
      section(el("span", {}, texts.eventTypes), "hiddenGroups", groups.list),
      section(el("span", {}, texts.statuses), "hiddenStatuses", statuses.list),
      known.element,
      data.towns.length ? section(townsTitle, "hiddenHolders", holders.list) : null,
      section(el("span", {}, texts.sides), "hiddenSides", sides.list),
      layerSection(),
      symbolSection(),
    ),
  );

  const count = throttle(() => {
    if (!panels.isOpen("legend")) return;
    const { state } = store;
    const { rows: inWindow, anyGroup, anySide, anyStatus } = context.scene(state);
    const byGroup = countGroups(data.columns, inWindow, anyGroup);
    const byStatus = countStatuses(data.columns, inWindow, anyStatus);
    const bySide = countSides(data.columns, inWindow, data.sides, anySide);
    const byHolder = new Map<string, number>();
    for (const town of data.towns) {
      const key = legendKey(stateOn(town, state.day));
      byHolder.set(key, (byHolder.get(key) ?? 0) + 1);
    }
    groups.update((_, i) => byGroup[i]);
    statuses.update((_, i) => byStatus[i]);
    sides.update((id) => bySide.get(id) ?? 0);
    holders.update((id) => byHolder.get(id) ?? 0);
    townsTitle.textContent = context.say("towns", { day: dayText(state.day, state.language, "short") });
  }, 200);

  return {
    element,
    update(state: State, before: State) {
      known.update(state, before);
      const filters = !isSameFilter(state, before) || state.hiddenHolders !== before.hiddenHolders;
      if (filters || state.layers !== before.layers || state.hardSteps !== before.hardSteps) {
        refreshChecks(state);
      }
      if (filters || state.day !== before.day || state.length !== before.length || state.mode !== before.mode) count();
    },
    start() {
      known.start();
      refreshChecks(store.state);
      count();
      panels.onChange((name) => {
        if (name === "legend") count();
      });
    },
  };

  /** `more` names those folded away while they count nothing. */
  function rows<T extends string>(
    set: SetName,
    ids: readonly T[],
    name: (id: T) => string,
    glyph: (id: T) => Node,
    more: "more" | "moreSides" | null,
  ) {
    let unfolded = false;
    let folded = 0;
    const fold = button("link legend-more", "", () => {
      unfolded = !unfolded;
      showFolded();
    });
    const numbers: HTMLElement[] = [];
    const items: HTMLElement[] = [];
    const list = el("ul", { class: "legend-list" });
    for (const id of ids) {
      const box = el("input", { type: "checkbox", "data-set": set, "data-id": id });
      box.addEventListener("change", () => {
        const hidden = new Set(store.state[set]);
        if (box.checked) hidden.delete(id);
        else hidden.add(id);
        store.set({ [set]: hidden });
      });
      const number = el("span", { class: "legend-count" });
      const only = button(
        "legend-only",
        `${texts.only}: ${name(id)}`,
        () => {
          store.set({ [set]: new Set(ids.filter((other) => other !== id)) });
        },
        texts.only,
      );
      const item = el(
        "li",
        { class: "legend-row" },
        el(
          "label",
          { class: "legend-label" },
          box,
          glyph(id),
          el("span", { class: "legend-name", dir: "auto" }, name(id)),
        ),
        only,
        number,
      );
      numbers.push(number);
      items.push(item);
      list.append(item);
    }
    const content = more ? el("div", {}, list, fold) : list;

    function showFolded() {
      for (const item of items) item.hidden = more !== null && !unfolded && item.classList.contains("is-foldable");
      const text = unfolded ? texts.less : context.say(more ?? "more", { n: numberText(folded, store.state.language) });
      if (fold.textContent !== text) {
        fold.textContent = text;
        fold.setAttribute("aria-label", text);
        fold.removeAttribute("title");
      }
      fold.setAttribute("aria-expanded", String(unfolded));
      fold.hidden = folded === 0;
    }

    return {
      list: content,
      update(countOf: (id: T, index: number) => number) {
        folded = 0;
        ids.forEach((id, i) => {
          const n = countOf(id, i);
          const text = numberText(n, store.state.language);
          if (numbers[i].textContent !== text) numbers[i].textContent = text;
          items[i].classList.toggle("is-none", n === 0);
          // What a reader has switched off stays in sight, to be switched on again.
          const foldable = n === 0 && !store.state[set].has(id);
          items[i].classList.toggle("is-foldable", foldable);
          if (foldable) folded++;
        });
        showFolded();
      },
    };
  }

  function section(title: HTMLElement, set: SetName, list: HTMLElement): HTMLElement {
    const all = button(
      "link",
      `${texts.showAll}: ${title.textContent}`,
      () => store.set({ [set]: new Set() }),
      texts.showAll,
    );
    all.dataset.all = set;
    return el("section", { class: "legend-section" }, el("h3", {}, title, all), list);
  }

  function refreshChecks(state: State) {
    for (const box of element.querySelectorAll<HTMLInputElement>("input[data-set]")) {
      box.checked = !state[box.dataset.set as SetName].has(box.dataset.id!);
    }
    for (const all of element.querySelectorAll<HTMLElement>("[data-all]")) {
      all.hidden = state[all.dataset.all as SetName].size === 0;
    }
    const steps = element.querySelector<HTMLInputElement>("input[data-steps]");
    if (steps) steps.checked = state.hardSteps;
    for (const box of element.querySelectorAll<HTMLInputElement>("input[data-layer]")) {
      box.checked = state.layers.has(box.dataset.layer as (typeof LAYERS)[number]);
    }
  }

  function sideSwatch(id: string): Node {
    const side = data.theatre.sides.find((s) => s.id === id);
    const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
    if (side) swatch.style.backgroundColor = side.color;
    return swatch;
  }

  function layerSection(): HTMLElement {
    const list = el("ul", { class: "legend-list" });
    const shown = LAYERS.filter((layer) => data.areas || (layer !== "areas" && layer !== "fronts"));
    for (const layer of shown) {
      const box = el("input", { type: "checkbox", "data-layer": layer });
      box.addEventListener("change", () => {
        const layers = new Set(store.state.layers);
        if (box.checked) layers.add(layer);
        else layers.delete(layer);
        store.set({ layers });
      });
      list.append(
        el(
          "li",
          { class: "legend-row" },
          el("label", { class: "legend-label" }, box, el("span", { class: "legend-name" }, texts[`layer_${layer}`])),
        ),
      );
    }
    if (data.areas) {
      const box = el("input", { type: "checkbox", "data-steps": "hard" });
      box.addEventListener("change", () => store.set({ hardSteps: box.checked }));
      const name = el("span", { class: "legend-name" }, texts.hardSteps);
      list.append(el("li", { class: "legend-row is-option" }, el("label", { class: "legend-label" }, box, name)));
    }
    return el("section", { class: "legend-section" }, el("h3", {}, el("span", {}, texts.layers)), list);
  }

  function symbolSection(): HTMLElement {
    const [first = "unknown", second = first] = holderIds;
    const town = (status: ControlStatus) =>
      townGlyph(status === "unknown" ? null : example(status, first, second), context.lookOf, context.palette);
    const line = (glyph: Node, text: string) => el("li", { class: "key-row" }, glyph, el("span", {}, text));
    const area = (kind: Paint["kind"], overlay = 0) =>
      areaGlyph({ kind, first, second, besieger: null }, overlay, context.lookOf, context.palette);
    const front = (kind: number) => frontGlyph(kind, context.palette);
    return el(
      "section",
      { class: "legend-section" },
      el("h3", {}, el("span", {}, texts.symbols)),
      el(
        "ul",
        { class: "legend-list" },
        line(groupGlyph("shelling"), texts.symbolExact),
        line(groupGlyph("shelling", 2), texts.symbolNear),
        line(groupGlyph("shelling", 3), texts.symbolWide),
        line(groupGlyph("shelling", 1, "disputed"), texts.symbolDisputed),
        line(groupGlyph("shelling", 1, "denied"), texts.symbolDenied),
        ...(data.towns.length
          ? [
              line(town("contested"), texts.symbolContested),
              line(town("besieged"), texts.symbolBesieged),
              line(town("mixed"), texts.symbolMixed),
              line(town("truce"), texts.symbolTruce),
              line(town("unknown"), texts.symbolUnknown),
            ]
          : []),
        ...(data.areas
          ? [
              line(area("held"), texts.areaHeld),
              line(area("held", FRESH), texts.areaFresh),
              line(area("contested"), texts.areaContested),
              line(area("mixed"), texts.areaMixed),
              line(area("held", DOUBT), texts.areaDoubt),
              line(area("unknown"), texts.areaUnknown),
              ...FRONT_AGES.map((days, kind) =>
                line(front(kind), context.say("frontYounger", { n: numberText(days, store.state.language) })),
              ),
              line(front(FRONT_AGES.length), texts.frontOlder),
            ]
          : []),
      ),
    );
  }
}

/** Every holder of a town, whoever appears in most states first. */
function holdersByUse(towns: Town[]): string[] {
  const uses = new Map<string, number>();
  for (const state of towns.flatMap((town) => town.states)) {
    const key = legendKey(state);
    if (key !== "unknown") uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return [...uses].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** A state made up for a drawing in the legend. */
function example(status: ControlStatus, holder: string, other?: string): ControlState {
  return {
    id: "",
    start: 0,
    startLatest: 0,
    until: null,
    status,
    holders: status === "mixed" && other ? [holder, other] : [holder],
    against: other ? [other] : [],
    basis: "assessed",
    sources: [],
  };
}
