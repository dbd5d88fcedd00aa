// Small columns for tests: a row is [start, end] and whatever else matters.
import { type Columns, fromColumns, NO_ACTOR, NOBODY_SAYS } from "../src/columns.ts";

export interface Row {
  start: number;
  end?: number;
  kind?: number;
  actor1?: number;
  actor2?: number;
  status?: number;
}

export const KINDS = [
  { event_type: "Explosions/Remote violence", sub_event_type: "Air/drone strike", strike: true },
  { event_type: "Battles", sub_event_type: "Armed clash", strike: false },
  { event_type: "Protests", sub_event_type: "Peaceful protest", strike: false },
];

export function columnsOf(rows: Row[]): Columns {
  const sorted = [...rows].sort((a, b) => a.start - b.start);
  const each = <T>(type: { from(rows: Row[], f: (row: Row) => number): T }, f: (row: Row) => number) =>
    type.from(sorted, f);
  const bytes = { from: (list: Row[], f: (row: Row) => number) => Uint8Array.from(list.map(f)) };
  const words = { from: (list: Row[], f: (row: Row) => number) => Uint16Array.from(list.map(f)) };
  return fromColumns({
    count: sorted.length,
    start: Int32Array.from(sorted, (r) => r.start),
    end: Int32Array.from(sorted, (r) => r.end ?? r.start + 1),
    longitude: new Float32Array(sorted.length),
    latitude: new Float32Array(sorted.length),
    kind: each(bytes, (r) => r.kind ?? 0),
    timePrecision: each(bytes, () => 1),
    geoPrecision: each(bytes, () => 1),
    status: each(bytes, (r) => r.status ?? 0),
    actor1: each(words, (r) => r.actor1 ?? NO_ACTOR),
    actor2: each(words, (r) => r.actor2 ?? NO_ACTOR),
    source: each(words, () => 0),
    deaths: Uint32Array.from(sorted, () => NOBODY_SAYS),
    kinds: KINDS,
    actors: ["army", "rebels"],
    sources: ["agency"],
    idOf: String,
    rowOf: Number,
  });
}

/** A generator with a seed, so that a failing property fails again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
