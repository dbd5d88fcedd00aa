// Events as typed columns sorted by start: decoding what the server sends and finding the rows of a window.
import { readBlock } from "./block.ts";
import { GROUPS, groupOf, type Kind } from "./kinds.ts";
import { overlaps, type Window } from "./time.ts";

export const NO_ACTOR = 0xffff;
export const NOBODY_SAYS = 0xffffffff;

export interface Columns {
  count: number;
  start: Int32Array;
  /** Exclusive. */
  end: Int32Array;
  longitude: Float32Array;
  latitude: Float32Array;
  kind: Uint8Array;
  /** Index into `GROUPS`, derived from `kind`. */
  group: Uint8Array;
  timePrecision: Uint8Array;
  geoPrecision: Uint8Array;
  /** 0 single source, 1 corroborated, 2 disputed, 3 denied. */
  status: Uint8Array;
  actor1: Uint16Array;
  actor2: Uint16Array;
  source: Uint16Array;
  deaths: Uint32Array;
  kinds: Kind[];
  actors: string[];
  sources: string[];
  /** Rows that last longer than a day, by start, and the longest of them in days. */
  long: Int32Array;
  longest: number;
  idOf(row: number): string;
  /** Row of an event's id, or -1. */
  rowOf(id: string): number;
}

interface Header {
  count: number;
  columns: { name: string; type: string; offset: number; length: number }[];
  kinds: Kind[];
  actors: string[];
  sources: string[];
}

/** Reads `/columns/events`. Throws with the column's name when the file is not what it says it is. */
export function decodeColumns(buffer: ArrayBuffer): Columns {
  const { header, bytes, view: viewOf } = readBlock<Header>(buffer, "event columns");
  const { count } = header;
  const view: <T>(name: string, type: Parameters<typeof viewOf<T>>[1]) => T = (name, type) => viewOf(name, type, count);
  const text = new TextDecoder();
  const idBytes = bytes("ids");
  const idEnd = view("id_end", Uint32Array);
  const kind = view("kind", Uint8Array);
  const idFrom = (row: number) => (row === 0 ? 0 : idEnd[row - 1]);
  return fromColumns({
    count,
    start: view("start", Int32Array),
    end: view("end", Int32Array),
    longitude: view("longitude", Float32Array),
    latitude: view("latitude", Float32Array),
    kind,
    timePrecision: view("time_precision", Uint8Array),
    geoPrecision: view("geo_precision", Uint8Array),
    status: view("status", Uint8Array),
    actor1: view("actor1", Uint16Array),
    actor2: view("actor2", Uint16Array),
    source: view("source", Uint16Array),
    deaths: view("deaths", Uint32Array),
    kinds: header.kinds,
    actors: header.actors,
    sources: header.sources,
    idOf: (row) => text.decode(idBytes.subarray(idFrom(row), idEnd[row])),
    rowOf(id) {
      const wanted = new TextEncoder().encode(id);
      for (let row = 0; row < count; row++) {
        const from = idFrom(row);
        if (idEnd[row] - from === wanted.length && wanted.every((byte, i) => idBytes[from + i] === byte)) return row;
      }
      return -1;
    },
  });
}

/** Adds what is derived once: the group of each row and the list of long intervals. */
export function fromColumns(raw: Omit<Columns, "group" | "long" | "longest">): Columns {
  const groups = raw.kinds.map((k) => groupOf(k.event_type, k.sub_event_type));
  const long: number[] = [];
  let longest = 1;
  for (let row = 0; row < raw.count; row++) {
    const days = raw.end[row] - raw.start[row];
    if (days > 1) long.push(row);
    if (days > longest) longest = days;
  }
  return { ...raw, group: raw.kind.map((k) => groups[k] ?? 6), long: Int32Array.from(long), longest };
}

/** First row whose start is not before `day`. */
export function lowerBound(start: Int32Array, day: number): number {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Rows as they are drawn, one over the other: by day, and within a day strikes last, so that no meeting hides a raid.
 * A range of rows that ends where a day does is the same range here.
 */
export function drawingOrder({ count, start, group }: Pick<Columns, "count" | "start" | "group">): Int32Array {
  const order = new Int32Array(count);
  for (let low = 0; low < count; ) {
    let high = low;
    while (high < count && start[high] === start[low]) high++;
    let at = low;
    for (let wanted = GROUPS.length - 1; wanted >= 0; wanted--) {
      for (let row = low; row < high; row++) if (group[row] === wanted) order[at++] = row;
    }
    low = high;
  }
  return order;
}

/** Rows of a window: those that start inside it are `[low, high)`, `carried` began earlier and still last. */
export interface Rows {
  low: number;
  high: number;
  carried: number[];
}

export function rowsIn(columns: Columns, window: Window): Rows {
  const { start, end, long, longest } = columns;
  const low = lowerBound(start, window.from);
  const high = Math.max(low, lowerBound(start, window.to));
  const carried: number[] = [];
  // Long intervals that can reach into the window start at most `longest` days before it.
  let at = 0;
  let to = long.length;
  while (at < to) {
    const middle = (at + to) >>> 1;
    if (start[long[middle]] <= window.from - longest) at = middle + 1;
    else to = middle;
  }
  for (; at < long.length && long[at] < low; at++) {
    const row = long[at];
    if (overlaps(start[row], end[row], window)) carried.push(row);
  }
  return { low, high, carried };
}
