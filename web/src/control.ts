// Who holds a place on a day: states by place, read from the control collection.
import type { ControlFeature } from "./api.ts";
import { type Day, parseDay } from "./time.ts";

export type ControlStatus = "held" | "contested" | "besieged" | "mixed" | "truce" | "unknown";

export interface ControlState {
  id: string;
  start: Day;
  /** The state began on a day from `start` to this one, both counted. */
  startLatest: Day;
  /** Exclusive; null while it lasts. */
  until: Day | null;
  status: ControlStatus;
  holders: string[];
  against: string[];
  basis: "assessed" | "claimed";
  sources: ControlFeature["properties"]["sources"];
}

export interface Town {
  id: string;
  name: string;
  nameAr: string;
  admin1: string;
  longitude: number;
  latitude: number;
  /** Assessed states by start: these color the map. */
  states: ControlState[];
  /** Rival claims: shown in the card only. */
  claims: ControlState[];
}

/** Groups features by place; a state whose dates cannot be read is left out and counted in `problems`. */
export function readTowns(features: ControlFeature[]): { towns: Town[]; problems: number } {
  const towns = new Map<string, Town>();
  let problems = 0;
  for (const { geometry, properties: p } of features) {
    const start = parseDay(p.start);
    // What has faded is over for the map as what was followed by something else.
    const ends = [p.until, p.fades ?? null].filter((end) => end !== null).sort();
    const until = ends.length ? parseDay(ends[0]) : null;
    if (start === null || (ends.length > 0 && until === null) || !geometry) {
      problems++;
      continue;
    }
    let town = towns.get(p.place_id);
    if (!town) {
      const [longitude, latitude] = geometry.coordinates;
      town = {
        id: p.place_id,
        name: p.place_name,
        nameAr: p.place_name_ar ?? p.place_name,
        admin1: p.admin1 ?? "",
        longitude,
        latitude,
        states: [],
        claims: [],
      };
      towns.set(p.place_id, town);
    }
    const state: ControlState = {
      id: p.id,
      start,
      startLatest: (p.start_latest && parseDay(p.start_latest)) || start,
      until,
      status: p.status,
      holders: p.holders,
      against: p.against ?? [],
      basis: p.basis,
      sources: p.sources,
    };
    (p.basis === "claimed" ? town.claims : town.states).push(state);
  }
  for (const town of towns.values()) {
    town.states.sort((a, b) => a.start - b.start);
    town.claims.sort((a, b) => a.start - b.start);
  }
  return { towns: [...towns.values()].sort((a, b) => b.latitude - a.latitude), problems };
}

/** The assessed state on `day`, or null when nothing is known of it. */
export function stateOn(town: Town, day: Day): ControlState | null {
  const { states } = town;
  for (let i = states.length - 1; i >= 0; i--) {
    const state = states[i];
    if (state.start <= day) return state.until === null || day < state.until ? state : null;
  }
  return null;
}

/** Rival claims that speak of `day`. */
export function claimsOn(town: Town, day: Day): ControlState[] {
  return town.claims.filter((c) => c.start <= day && (c.until === null || day < c.until));
}

/** Whether `day` lies where the change itself is not known to the day. */
export function isUncertain(state: ControlState, day: Day): boolean {
  return day >= state.start && day < state.startLatest;
}

/** What a town counts as in the legend: its first holder, or `unknown`. */
export function legendKey(state: ControlState | null): string {
  if (!state || state.status === "unknown" || state.holders.length === 0) return "unknown";
  return state.holders[0];
}
