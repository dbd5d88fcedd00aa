// The events in view as a list: the way to them by keyboard and for those who do not see the map.
import { NO_ACTOR, NOBODY_SAYS } from "../columns.ts";
import { daysText, nameOf, numberText } from "../i18n/index.ts";
import { GROUPS } from "../kinds.ts";
import { isContradicted, STATUSES } from "../statuses.ts";
import type { State } from "../store.ts";
import type { Context } from "./context.ts";
import { button, el, icon, throttle } from "./dom.ts";
import { groupGlyph } from "./glyph.ts";
import { type NamedPlace, nearestPlace } from "./nearest.ts";
import type { Panels } from "./panels.ts";
import type { Part } from "./part.ts";

/** Rows listed; a screen reader and a browser both manage this many at once. */
const LIMIT = 200;

export function createList(context: Context, panels: Panels, places: NamedPlace[]): Part {
  const { store, texts, data, map } = context;
  const { columns } = data;
  const count = el("p", { class: "list-count", role: "status" });
  const list = el("ul", { class: "event-list", "aria-label": texts.listLabel });
  const element = el(
    "section",
    { class: "panel panel-end", "aria-label": texts.listLabel },
    el(
      "div",
      { class: "panel-head" },
      el("h2", {}, texts.list),
      count,
      button("tool", texts.close, () => panels.close("list"), icon("close")),
    ),
    el("div", { class: "panel-body" }, list),
  );
  const leave = () => store.state.hovered >= 0 && store.set({ hovered: -1 });
  list.addEventListener("pointerleave", leave);
  list.addEventListener("focusout", leave);
  let listed: number[] = [];
  let listedIn = "";

  const refresh = throttle(() => {
    if (!panels.isOpen("list")) return;
    const { rows, total } = map.inView(LIMIT);
    const { language } = store.state;
    const n = numberText(rows.length, language);
    const all = numberText(total, language);
    const text =
      total === 0
        ? texts.noneInView
        : rows.length < total
          ? context.say("inViewCapped", { n, total: all })
          : context.say("inView", { n: all });
    if (count.textContent !== text) count.textContent = text;
    const same = listedIn === language && rows.length === listed.length && rows.every((row, i) => row === listed[i]);
    if (same) return;
    listed = rows;
    listedIn = language;
    list.replaceChildren(...rows.map(entry));
  }, 200);

  return {
    element,
    update(state, before) {
      if (state.playing !== before.playing) count.setAttribute("aria-live", state.playing ? "off" : "polite");
      refresh();
    },
    start() {
      refresh();
      map.onMoved(refresh);
      panels.onChange((name) => {
        if (name === "list") refresh();
      });
    },
  };

  function entry(row: number): HTMLElement {
    const { language } = store.state as State;
    const group = GROUPS[columns.group[row]];
    const actors = [columns.actor1[row], columns.actor2[row]]
      .filter((a) => a !== NO_ACTOR)
      .map((a) => context.actorName(columns.actors[a]));
    const { place, kilometers } = nearestPlace(places, columns.longitude[row], columns.latitude[row]);
    const where =
      place === null
        ? ""
        : kilometers < 2
          ? nameOf(place, language)
          : context.say("near", { km: Math.round(kilometers), place: nameOf(place, language) });
    const deaths = columns.deaths[row];
    const toll = deaths !== NOBODY_SAYS && deaths > 0 ? `${texts.toll}: ${numberText(deaths, language)}` : "";
    const status = STATUSES[columns.status[row]] ?? null;
    const open = el(
      "button",
      { type: "button", class: "event-row" },
      groupGlyph(group, columns.geoPrecision[row], status),
      el(
        "span",
        { class: "event-main" },
        el(
          "span",
          { class: "event-title" },
          texts[group],
          where ? el("span", { class: "event-where", dir: "auto" }, where) : null,
        ),
        el("span", { class: "event-who", dir: "auto" }, [actors.join(" – "), toll].filter(Boolean).join(" · ")),
        isContradicted(columns.status[row]) && status
          ? el("span", { class: "event-status" }, texts[`status_${status}`])
          : null,
      ),
      el("span", { class: "event-day" }, daysText(columns.start[row], columns.end[row], language)),
    );
    open.addEventListener("click", () => {
      store.set({ selection: { type: "event", id: columns.idOf(row) }, playing: false, hovered: -1 }, "push");
    });
    open.addEventListener("pointerenter", () => store.set({ hovered: row }));
    open.addEventListener("focus", () => store.set({ hovered: row }));
    return el("li", {}, open);
  }
}
