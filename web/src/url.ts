// What the reader sees, as the text after `#` and back; pure, and forgiving to links written by hand.
import { GROUPS } from "./kinds.ts";
import { readSpot, spotName } from "./spot.ts";
import { STATUSES } from "./statuses.ts";
import { clampDay, type Day, formatDay, type Mode, parseDay, type Span } from "./time.ts";

export type Language = "en" | "ar";
export type Theme = "auto" | "light" | "dark";
export const LAYERS = ["events", "areas", "fronts", "control", "names"] as const;
export type Layer = (typeof LAYERS)[number];

/** Two days side by side, or what changed hands between them. */
export type Compare = "swipe" | "difference";

/** `beside`: picked where the map shows the day that the moment is compared with. */
export type Selection = { type: "event" | "place" | "spot"; id: string; beside?: true } | null;

/** Everything a link carries. Times playing or the pointer are not part of it. */
export interface View {
  zoom: number;
  latitude: number;
  longitude: number;
  /** The moment: the last day on show. */
  day: Day;
  /** Days in window mode. */
  length: number;
  mode: Mode;
  hiddenGroups: ReadonlySet<string>;
  hiddenSides: ReadonlySet<string>;
  hiddenHolders: ReadonlySet<string>;
  hiddenStatuses: ReadonlySet<string>;
  layers: ReadonlySet<Layer>;
  /** Whether land changes hands at once while the film plays. */
  hardSteps: boolean;
  /** Only what was published by the end of this day, if there is one. */
  known: Day | null;
  /** A second day to compare the moment with, if there is one, and how. */
  against: Day | null;
  compare: Compare;
  selection: Selection;
  language: Language;
  theme: Theme;
}

const list = (set: ReadonlySet<string>) => [...set].sort().map(encodeURIComponent).join(",");
const parseList = (text: string | null) =>
  new Set((text ?? "").split(",").filter(Boolean).map(safeDecode).slice(0, 500));

export function encodeView(view: View): string {
  const parts = [
    `at=${round(view.zoom, 2)}/${round(view.latitude, 5)}/${round(view.longitude, 5)}`,
    `on=${formatDay(view.day)}`,
    view.mode === "cumulative" ? "mode=cumulative" : `days=${view.length}`,
  ];
  if (view.mode === "cumulative" && view.length !== 30) parts.push(`days=${view.length}`);
  if (view.hiddenGroups.size) parts.push(`hide=${list(view.hiddenGroups)}`);
  if (view.hiddenSides.size) parts.push(`sides=${list(view.hiddenSides)}`);
  if (view.hiddenHolders.size) parts.push(`holders=${list(view.hiddenHolders)}`);
  if (view.hiddenStatuses.size) parts.push(`status=${shownStatuses(view.hiddenStatuses)}`);
  if (view.layers.size < LAYERS.length) parts.push(`layers=${list(view.layers) || "none"}`);
  if (view.hardSteps) parts.push("steps=hard");
  if (view.known !== null) parts.push(`known=${formatDay(view.known)}`);
  if (view.against !== null) {
    parts.push(`against=${formatDay(view.against)}`);
    if (view.compare === "difference") parts.push("compare=difference");
  }
  if (view.selection) parts.push(`${view.selection.type}=${encodeURIComponent(view.selection.id)}`);
  if (view.selection?.beside && view.against !== null) parts.push("asked=against");
  parts.push(`lang=${view.language}`);
  if (view.theme !== "auto") parts.push(`theme=${view.theme}`);
  return parts.join("&");
}

/** The day by which something must have been published to be shown, which is needed before anything is loaded. */
export function knownIn(hash: string): Day | null {
  return parseDay(/[#&]known=([^&]*)/.exec(hash)?.[1] ?? "");
}

/** Reads a hash over `fallback`: what it does not say, or says wrongly, stays as the fallback has it. */
export function decodeView(hash: string, fallback: View, span: Span): View {
  const fields = new Map<string, string>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) fields.set(part.slice(0, at), part.slice(at + 1));
  }
  if (fields.size === 0) return fallback;
  const [zoom, latitude, longitude] = (fields.get("at") ?? "").split("/").map(Number);
  const placed = isWithin(zoom, 0, 20) && isWithin(latitude, -85, 85) && isWithin(longitude, -180, 180);
  const day = parseDay(fields.get("on") ?? "");
  const against = parseDay(fields.get("against") ?? "");
  const days = Number(fields.get("days"));
  const layers = fields.get("layers");
  const event = fields.get("event");
  const place = fields.get("place");
  const spot = readSpot(safeDecode(fields.get("spot") ?? ""));
  const beside = against !== null && fields.get("asked") === "against" ? { beside: true as const } : {};
  const groups: readonly string[] = GROUPS;
  return {
    ...(placed ? { zoom, latitude, longitude } : pick(fallback)),
    day: day === null ? fallback.day : clampDay(day, span),
    length: Number.isInteger(days) && days >= 1 && days <= 36_525 ? days : fallback.length,
    mode: fields.get("mode") === "cumulative" ? "cumulative" : fields.has("on") ? "window" : fallback.mode,
    hiddenGroups: new Set([...parseList(fields.get("hide") ?? null)].filter((g) => groups.includes(g))),
    hiddenSides: parseList(fields.get("sides") ?? null),
    hiddenHolders: parseList(fields.get("holders") ?? null),
    hiddenStatuses: hiddenStatuses(fields.get("status")),
    layers: layers === undefined ? new Set(LAYERS) : new Set(LAYERS.filter((l) => layers.split(",").includes(l))),
    hardSteps: fields.get("steps") === "hard",
    known: knownIn(hash),
    against: against === null ? null : clampDay(against, span),
    compare: fields.get("compare") === "difference" ? "difference" : "swipe",
    selection: event
      ? { type: "event", id: safeDecode(event) }
      : place
        ? { type: "place", id: safeDecode(place), ...beside }
        : spot
          ? { type: "spot", id: spotName(spot), ...beside }
          : null,
    language: fields.get("lang") === "ar" ? "ar" : fields.get("lang") === "en" ? "en" : fallback.language,
    theme: themeOf(fields.get("theme")),
  };
}

// The address names the statuses that are shown, as the server's own parameter does.
const shownStatuses = (hidden: ReadonlySet<string>) => STATUSES.filter((s) => !hidden.has(s)).join(",") || "none";

function hiddenStatuses(text: string | undefined): ReadonlySet<string> {
  const named = (text ?? "").split(",");
  const shown = STATUSES.filter((status) => named.includes(status));
  const isSaid = shown.length > 0 || text === "none";
  return new Set(isSaid ? STATUSES.filter((status) => !shown.includes(status)) : []);
}

const themeOf = (text: string | undefined): Theme => (text === "light" || text === "dark" ? text : "auto");
const pick = ({ zoom, latitude, longitude }: View) => ({ zoom, latitude, longitude });
const isWithin = (value: number, low: number, high: number) => value >= low && value <= high;

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
