// What the server answers: the shapes of its JSON and the few requests the page makes. Nothing else calls fetch.
import { type Columns, decodeColumns } from "./columns.ts";
import type { ControlStatus } from "./control.ts";
import { type AreaData, decodeAreas } from "./mesh.ts";
import type { Spans } from "./quote.ts";
import type { Spot } from "./spot.ts";
import { type Day, formatDay } from "./time.ts";

export interface Side {
  id: string;
  name: string;
  name_ar: string;
  color: string;
}

export type Pattern = "solid" | "diagonal" | "cross" | "dots";

export interface Actor {
  id: string;
  name: string;
  name_ar: string;
  side: string;
  /** What it is a part of: an air force of its state. */
  parent?: string | null;
  color: string;
  pattern: Pattern;
}

export interface Source {
  id: string;
  name: string;
  name_ar?: string;
  licence: string;
  attribution: string;
  republish: boolean;
  url?: string | null;
  events: number;
}

export interface Theatre {
  id: string;
  title: string;
  title_ar: string;
  time_zone: string;
  bbox: [number, number, number, number];
  first_day: string;
  last_day: string;
  notes: { time: string; borders: string; control: string; [key: string]: string };
  counts: Record<string, number>;
  sides: Side[];
  actors: Actor[];
  sources: Source[];
}

export interface Toll {
  low: number | null;
  best: number | null;
  high: number | null;
}

export interface Account {
  claim?: string;
  source: string;
  name: string;
  url: string | null;
  published: string | null;
  quote: string | null;
  said_by: string | null;
  modality?: string;
  /** The account itself says that this is not settled. */
  unsettled?: boolean;
  /** Where the report's text says it, when it was read in prose. */
  spans?: Spans;
  /** Why it is joined to an earlier claim, or kept apart from it. */
  link?: { claim: string; joined: boolean; reason: string };
  sub_event_type?: string;
  deaths?: Toll | null;
  actors?: { actor: string; name?: string; role: string }[];
  licence?: string;
  attribution?: string;
  republish?: boolean;
}

/** Where the truth lies: around a point, and in an area or along a course where that is known better. */
export interface Extent {
  radius_km?: number | null;
  within?:
    | { type: "MultiPolygon"; coordinates: [number, number][][][] }
    | { type: "MultiLineString"; coordinates: [number, number][][] }
    | null;
}

export interface EventDetail {
  geometry: { coordinates: [number, number] } | null;
  properties: Extent & {
    id: string;
    event_type: string;
    sub_event_type: string;
    start: string;
    end: string;
    time_precision: 1 | 2 | 3;
    place_name: string | null;
    place_name_ar: string | null;
    toponym: string | null;
    admin1: string | null;
    geo_precision: 1 | 2 | 3;
    actors: { actor: string; name: string; role: string }[];
    deaths: Toll | null;
    injured: number | null;
    status: string;
    classified_by: string | null;
    sources: Account[];
  };
}

export interface ControlFeature {
  geometry: { coordinates: [number, number] } | null;
  properties: {
    id: string;
    place_id: string;
    place_name: string;
    place_name_ar?: string | null;
    admin1?: string | null;
    start: string;
    start_latest?: string | null;
    /** Exclusive: the day the next state begins; null while it lasts. */
    until: string | null;
    /** The day from which on it is unknown, because nobody has vouched for it for too long; null while it lasts. */
    fades?: string | null;
    status: ControlStatus;
    holders: string[];
    against?: string[];
    basis: "assessed" | "claimed";
    sources: Account[];
  };
}

interface Named {
  actor: string;
  name: string;
}

/** Who holds a spot on a day. */
export interface ControlAt {
  day: string;
  longitude: number;
  latitude: number;
  status: ControlStatus;
  holders: Named[];
  against: Named[];
  since: string | null;
  since_latest: string | null;
  /** The nearest place that says so. */
  place: { place_id: string; name: string; name_ar: string | null; distance_km: number } | null;
  /** `wrong` is the share of faces like this one that are held by somebody else. */
  doubt: { r: number; wrong: number } | null;
  sentences: string[];
  sources: Account[];
  claimed: { status: ControlStatus; holders: Named[]; since: string | null; sources: Account[] }[];
  /** Who denies what is claimed. */
  denials?: Account[];
}

export interface PlaceCandidate extends Extent {
  place_id: string;
  name: string;
  name_ar: string | null;
  latitude: number;
  longitude: number;
  feature_code: string;
  admin1: string | null;
  country: string | null;
  confidence: number;
  reasons: string[];
}

interface Page<T> {
  features: T[];
  links?: { rel: string; href: string }[];
}

/** What went wrong, in the server's own words where it has some (RFC 9457). */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function get(path: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(new URL(path, document.baseURI), { signal: signal ?? null });
  if (response.ok) return response;
  let detail = `${response.status} ${response.statusText}`;
  if (response.headers.get("content-type")?.includes("json")) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
    detail = problem.detail ?? problem.title ?? detail;
  }
  throw new ApiError(response.status, detail);
}

// `known`: only what was published by the end of that day; null for all that is known.
const asOf = (known: Day | null) => (known === null ? "" : `?known=${formatDay(known)}`);

export async function fetchTheatre(known: Day | null): Promise<Theatre> {
  return (await get(`theatre${asOf(known)}`)).json();
}

export async function fetchEvents(known: Day | null): Promise<Columns> {
  return decodeColumns(await (await get(`columns/events${asOf(known)}`)).arrayBuffer());
}

/** Null where the theatre has no areas of control. */
export async function fetchAreas(known: Day | null): Promise<AreaData | null> {
  try {
    return decodeAreas(await (await get(`columns/control${asOf(known)}`)).arrayBuffer());
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

export async function fetchControlAt(
  { longitude, latitude }: Spot,
  day: Day,
  known: Day | null,
  signal: AbortSignal,
): Promise<ControlAt> {
  const where = `longitude=${longitude}&latitude=${latitude}&datetime=${formatDay(day)}`;
  return (await get(`control/at?${where}${asOf(known).replace("?", "&")}`, signal)).json();
}

export async function fetchEvent(id: string, known: Day | null, signal?: AbortSignal): Promise<EventDetail> {
  return (await get(`collections/events/items/${encodeURIComponent(id)}${asOf(known)}`, signal)).json();
}

export async function fetchPlace(id: string, signal?: AbortSignal): Promise<Extent> {
  const answer = await get(`collections/places/items/${encodeURIComponent(id)}`, signal);
  return ((await answer.json()) as { properties: Extent }).properties;
}

/** Every state of every place, following `next` links of the same origin. */
export async function fetchControl(known: Day | null): Promise<ControlFeature[]> {
  const features: ControlFeature[] = [];
  const seen = new Set<string>();
  let path: string | undefined = `collections/control/items?limit=10000${asOf(known).replace("?", "&")}`;
  while (path && !seen.has(path)) {
    seen.add(path);
    const page: Page<ControlFeature> = await (await get(path)).json();
    features.push(...page.features);
    const next = page.links?.find((link) => link.rel === "next")?.href;
    path = next && new URL(next, document.baseURI).origin === location.origin ? next : undefined;
  }
  return features;
}

export async function searchPlaces(text: string, signal: AbortSignal): Promise<PlaceCandidate[]> {
  const answer = await get(`places?q=${encodeURIComponent(text)}&limit=8`, signal);
  return ((await answer.json()) as { candidates: PlaceCandidate[] }).candidates;
}
