// The card beside the map: the selected event or town, with everything it rests on.
import { differences, doersOf } from "../accounts.ts";
import { ApiError, type EventDetail, type Extent, fetchControlAt, fetchEvent, fetchPlace } from "../api.ts";
import { dayAsked } from "../asked.ts";
import type { Town } from "../control.ts";
import { dayText, nameOf } from "../i18n/index.ts";
import { GROUPS, groupOf } from "../kinds.ts";
import { governorateName } from "../map/named-places.ts";
import { readSpot } from "../spot.ts";
import { statusOf } from "../statuses.ts";
import type { State } from "../store.ts";
import { type Day, formatDay, parseDay } from "../time.ts";
import type { Selection } from "../url.ts";
import { accountItem, actorText } from "./account.ts";
import type { Context } from "./context.ts";
import { button, el, icon, throttle } from "./dom.ts";
import { groupGlyph } from "./glyph.ts";
import type { Panels } from "./panels.ts";
import type { Part } from "./part.ts";
import { underlineKey } from "./quotation.ts";
import { rivalryLines } from "./rivalry.ts";
import { spotCard } from "./spot-card.ts";
import { tollText } from "./toll.ts";
import { townCard } from "./town-card.ts";

/** Events already fetched, by the day by which they were known; they do not change while the page is open. */
const fetched = new Map<string, EventDetail>();
const keyOf = (id: string, known: Day | null) => `${known ?? ""} ${id}`;

export function createCard(context: Context, panels: Panels): Part {
  const { store, texts, data, map } = context;
  const body = el("div", { class: "panel-body card-body", tabindex: "-1" });
  const stack = el("div", { class: "stack" });
  const element = el(
    "section",
    { class: "panel panel-end", "aria-label": texts.events },
    el(
      "div",
      { class: "panel-head" },
      stack,
      button("tool", texts.close, () => store.set({ selection: null }, "push"), icon("close")),
    ),
    body,
  );
  const TITLES = { event: texts.event, place: texts.town, spot: texts.spot };
  let asked: AbortController | null = null;
  let cameFromList = false;
  /** While time goes on, a spot is asked about a few times a second. */
  const askAgain = throttle(() => {
    const { selection } = store.state;
    if (selection?.type === "spot") ask(selection.id);
  }, 300);

  return {
    element,
    update(state, before) {
      if (state.selection !== before.selection) show(state.selection, before.selection);
      else if (dayAsked(state) === dayAsked(before)) return;
      else if (state.selection?.type === "place") show(state.selection, state.selection);
      else if (state.selection?.type === "spot") askAgain();
    },
    start() {
      if (store.state.selection) show(store.state.selection, null);
    },
  };

  function show(selection: Selection, before: Selection) {
    if (selection !== before) asked?.abort();
    if (selection?.id !== before?.id) map.showReach(null);
    if (!selection) {
      panels.close("card");
      if (cameFromList) panels.open("list");
      cameFromList = false;
      return;
    }
    if (!before) cameFromList = panels.isOpen("list");
    panels.open("card");
    stack.replaceChildren(el("h2", {}, TITLES[selection.type]));
    if (selection.type === "spot") {
      body.replaceChildren(el("p", { class: "note", role: "status" }, `${texts.loading}…`));
      ask(selection.id);
      reveal(selection);
      return;
    }
    if (selection.type === "place") {
      const town = data.towns.find((t) => t.id === selection.id);
      body.replaceChildren(town ? townCard(context, town) : el("p", { class: "note" }, texts.noTown));
      if (selection === before) return;
      body.scrollTop = 0;
      reveal(selection);
      if (town) showReachOf(town);
      return;
    }
    body.scrollTop = 0;
    showStack(store.state);
    const here = fetched.get(keyOf(selection.id, data.known));
    if (here) fill(here);
    else load(selection.id);
  }

  function fill(detail: EventDetail) {
    body.replaceChildren(eventCard(detail));
    const { geometry, properties } = detail;
    const [longitude, latitude] = geometry?.coordinates ?? [];
    map.showReach(longitude === undefined || latitude === undefined ? null : { ...properties, longitude, latitude });
    // Only now is known how much of the map the card covers.
    reveal({ type: "event", id: detail.properties.id });
  }

  /** Moves the map if the card, or its edge, hides what was selected. */
  function reveal(selection: NonNullable<Selection>) {
    const { columns, towns } = data;
    const row = selection.type === "event" ? columns.rowOf(selection.id) : -1;
    const town = selection.type === "place" ? towns.find((t) => t.id === selection.id) : undefined;
    const spot = selection.type === "spot" ? readSpot(selection.id) : null;
    const at = row >= 0 ? { latitude: columns.latitude[row], longitude: columns.longitude[row] } : (town ?? spot);
    // In the next frame, when all of the page has its place.
    if (at) requestAnimationFrame(() => map.reveal(at.latitude, at.longitude, element));
  }

  /** A town is a point; a place such as Eastern Ghouta is not. */
  async function showReachOf({ id, latitude, longitude }: Town) {
    asked = new AbortController();
    const { signal } = asked;
    // The card does without it.
    const place = await fetchPlace(id, signal).catch(() => null);
    if (place && !signal.aborted) map.showReach({ ...place, latitude, longitude });
  }

  /** Who holds a spot on the day shown there; what was said of another day stays until the answer is here. */
  async function ask(name: string) {
    const spot = readSpot(name);
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    if (!spot) return;
    try {
      const found = await fetchControlAt(spot, dayAsked(store.state), data.known, signal);
      if (!signal.aborted) body.replaceChildren(spotCard(context, found));
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      const { status, message } = error as Error & { status?: number };
      const text = status === 404 ? texts.spotOutside : context.say("failedSpot", { reason: message });
      body.replaceChildren(
        el("p", { class: "note", role: "alert" }, text),
        button("link", texts.retry, () => ask(name), texts.retry),
      );
    }
  }

  async function load(id: string) {
    asked = new AbortController();
    const { signal } = asked;
    const { known } = data;
    body.replaceChildren(el("p", { class: "note", role: "status" }, `${texts.loading}…`));
    try {
      const detail = await fetchEvent(id, known, signal).catch((error) => fetchByThen(id, known, error, signal));
      const own = detail.properties.id;
      fetched.set(keyOf(own, known), detail);
      // An event answers to the id of each of its claims; it has one name in the address.
      if (own === id) fill(detail);
      else if (!signal.aborted) store.set({ selection: { type: "event", id: own } });
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      const { status, message } = error as Error & { status?: number };
      body.replaceChildren(
        el(
          "p",
          { class: "note", role: "alert" },
          status === 404 ? notFound(known) : context.say("failedEvent", { reason: message }),
        ),
        button("link", texts.retry, () => load(id), texts.retry),
      );
    }
  }

  function notFound(known: Day | null): string {
    return known === null ? texts.notFound : context.say("notKnownThen", { day: dayText(known, store.state.language) });
  }

  /** "2 of 7 here", with steps through the events drawn on the same spot. */
  function showStack({ selection }: State) {
    const rows = map.stack;
    const at = rows.findIndex((row) => row >= 0 && data.columns.idOf(row) === selection?.id);
    if (rows.length < 2 || at < 0) return;
    const go = (step: number) => {
      const row = rows[(at + step + rows.length) % rows.length];
      store.set({ selection: { type: "event", id: data.columns.idOf(row) } });
    };
    stack.replaceChildren(
      el("h2", {}, texts.event),
      button("tool", texts.previous, () => go(-1), icon("previous")),
      el("span", { class: "stack-text", role: "status" }, context.say("ofStack", { i: at + 1, n: rows.length })),
      button("tool", texts.next, () => go(1), icon("next")),
    );
  }

  function eventCard({ geometry, properties: p }: EventDetail): HTMLElement {
    const { language } = store.state;
    const group = GROUPS[groupOf(p.event_type, p.sub_event_type)];
    const day = (iso: string) => dayText(parseDay(iso) ?? 0, language);
    const when = p.start === p.end ? day(p.start) : context.say("range", { from: day(p.start), to: day(p.end) });
    const place = nameOf({ name: p.place_name ?? p.toponym ?? "", name_ar: p.place_name_ar }, language);
    const written = p.toponym && p.toponym !== place ? context.say("writtenAs", { name: p.toponym }) : "";
    const status = statusOf(p.status);
    const contradicted = status === "disputed" || status === "denied";
    const start = parseDay(p.start);
    const differing = differences(p.sources);
    const goHere = button(
      "link",
      texts.goHere,
      () => start !== null && store.set({ day: parseDay(p.end) ?? start }),
      texts.goHere,
    );
    const center = button(
      "link",
      texts.centerHere,
      () => {
        if (geometry) map.goTo(geometry.coordinates[1], geometry.coordinates[0], 10);
      },
      texts.centerHere,
    );
    return el(
      "article",
      { class: "card" },
      el(
        "header",
        { class: "card-head" },
        groupGlyph(group, p.geo_precision, status),
        el(
          "div",
          {},
          el("h2", {}, texts[group]),
          el("p", { class: "note", lang: "en", dir: "ltr" }, `${p.event_type} · ${p.sub_event_type}`),
        ),
      ),
      el("p", { class: `chip ${contradicted ? "is-warning" : ""}` }, status ? texts[`status_${status}`] : p.status),
      rivalryLines(context, p),
      el(
        "dl",
        { class: "facts" },
        ...fact(texts.when, when, texts[`timePrecision${p.time_precision}`]),
        ...fact(
          texts.where,
          [place, governorateName(p.admin1 ?? "", language === "ar")].filter(Boolean).join(texts.comma),
          [texts[`geoPrecision${p.geo_precision}`], reachText(p), written].filter(Boolean).join(" · "),
        ),
        ...whoFact(p),
        ...fact(texts.toll, tollText(context, p.deaths), ""),
        ...(p.injured === null ? [] : fact(texts.injured, String(p.injured), "")),
      ),
      el("p", { class: "card-links" }, goHere, geometry ? center : null),
      geometry ? null : el("p", { class: "note" }, texts.notOnMap),
      el("h3", {}, texts.accounts),
      underlineKey(context, p.sources),
      el("ol", { class: "accounts" }, ...p.sources.map((source) => accountItem(context, source, differing))),
      el("p", { class: "note" }, p.classified_by === "headline" ? texts.classifiedHeadline : texts.classifiedSource),
    );
  }

  /** What the dashed line on the map means. */
  function reachText({ within, radius_km }: Extent): string {
    if (within) return within.type === "MultiPolygon" ? texts.reachArea : texts.reachCourse;
    return radius_km ? context.say("reachRadius", { km: radius_km }) : "";
  }

  /** Those who acted, joined by "or" when rival accounts name different ones, then those they acted against. */
  function whoFact({ actors, sources, classified_by }: EventDetail["properties"]): HTMLElement[] {
    const named = (role: string) => actors.filter((a) => a.role === role).map((a) => actorText(context, a));
    const doers = named("actor1");
    const others = named("actor2");
    const accounts = sources.map((s) => doersOf(s).join("; ")).filter(Boolean);
    const rival = new Set(accounts).size > 1;
    const who = rival ? doers.reduce((a, b) => context.say("rival", { a, b })) : doers.join(" + ");
    const against = others.join(texts.comma);
    if (!who && !against) return [];
    // Of a source that names two parties and no event type, who struck whom is not known.
    if (classified_by === "headline" && who && against) {
      return fact(texts.parties, [who, against].join(texts.comma), texts.partiesNote);
    }
    return who
      ? fact(texts.who, who, against ? context.say("against", { names: against }) : "")
      : fact(texts.who, context.say("against", { names: against }), "");
  }
}

/** By a day, an event went by the name of whichever account had been published: the earliest stands for it. */
async function fetchByThen(id: string, known: Day | null, error: Error, signal: AbortSignal): Promise<EventDetail> {
  if (known === null || !(error instanceof ApiError) || error.status !== 404) throw error;
  const { sources } = (await fetchEvent(id, null, signal)).properties;
  const [earliest] = sources
    .filter(({ published }) => published !== null && published <= formatDay(known))
    .sort((a, b) => (String(a.published) < String(b.published) ? -1 : 1));
  if (!earliest?.claim) throw error;
  return fetchEvent(earliest.claim, known, signal);
}

function fact(name: string, value: string, note: string): HTMLElement[] {
  return [
    el("dt", {}, name),
    el(
      "dd",
      {},
      el("span", { class: "fact", dir: "auto" }, value),
      note ? el("span", { class: "fact-note" }, note) : null,
    ),
  ];
}
