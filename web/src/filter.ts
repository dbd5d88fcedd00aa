// Which events the reader has switched off: one byte a row, made anew only when a filter changes.
import { type Columns, NO_ACTOR, type Rows } from "./columns.ts";
import { GROUPS } from "./kinds.ts";
import { STATUSES } from "./statuses.ts";

/** Side of events nobody is named for. */
export const NO_SIDE = "unknown";

export interface Filter {
  hiddenGroups: ReadonlySet<string>;
  hiddenSides: ReadonlySet<string>;
  hiddenStatuses: ReadonlySet<string>;
}

/** Side of each actor of the columns, by index; `sideOf` knows the theatre's actor table. */
export function sidesOf(columns: Columns, sideOf: (actor: string) => string | undefined): string[] {
  return columns.actors.map((actor) => sideOf(actor) ?? NO_SIDE);
}

/**
 * 1 where an event is shown. An event goes when its type or its status is off, or when a side it names is off; one that
 * names nobody belongs to the side `unknown`. While a single side is on, every event that it takes part in stays: the
 * others are off so that this one can be looked at, and it fights somebody.
 */
export function shownRows(columns: Columns, sides: string[], filter: Filter): Uint8Array {
  const { count, group, status, actor1, actor2 } = columns;
  const statusOff = STATUSES.map((name) => filter.hiddenStatuses.has(name));
  const groupOff = GROUPS.map((name) => filter.hiddenGroups.has(name));
  const sideOff = sides.map((side) => filter.hiddenSides.has(side));
  const nobodyOff = filter.hiddenSides.has(NO_SIDE);
  const anySide = filter.hiddenSides.size > 0;
  const visible = new Set([...sides, NO_SIDE].filter((side) => !filter.hiddenSides.has(side)));
  const shown = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    if (groupOff[group[row]] || statusOff[status[row]]) continue;
    if (anySide) {
      const a = actor1[row];
      const b = actor2[row];
      const offA = a === NO_ACTOR ? nobodyOff : sideOff[a];
      const offB = b === NO_ACTOR ? offA : sideOff[b];
      if (visible.size === 1 ? offA && offB : offA || offB) continue;
    }
    shown[row] = 1;
  }
  return shown;
}

/** Events of the window by group, whether or not their group is switched on, so that a legend can say what is hidden. */
export function countGroups({ group }: Columns, rows: Rows, anyGroup: Uint8Array): number[] {
  return countBy(group, GROUPS.length, rows, anyGroup);
}

/** The same by status. */
export function countStatuses({ status }: Columns, rows: Rows, anyStatus: Uint8Array): number[] {
  return countBy(status, STATUSES.length, rows, anyStatus);
}

function countBy(column: Uint8Array, values: number, rows: Rows, shown: Uint8Array): number[] {
  const counts = new Array<number>(values).fill(0);
  for (let row = rows.low; row < rows.high; row++) counts[column[row]] += shown[row];
  for (const row of rows.carried) counts[column[row]] += shown[row];
  return counts;
}

/** Events of the window by side; an event between two sides counts once for each. */
export function countSides(columns: Columns, rows: Rows, sides: string[], anySide: Uint8Array): Map<string, number> {
  const byActor = new Uint32Array(sides.length + 1);
  const nobody = sides.length;
  const counts = new Map<string, number>();
  const note = (row: number) => {
    if (!anySide[row]) return;
    const a = columns.actor1[row] === NO_ACTOR ? nobody : columns.actor1[row];
    const b = columns.actor2[row];
    byActor[a]++;
    if (b !== NO_ACTOR && (a === nobody || sides[b] !== sides[a])) byActor[b]++;
  };
  for (let row = rows.low; row < rows.high; row++) note(row);
  for (const row of rows.carried) note(row);
  byActor.forEach((n, actor) => {
    const side = sides[actor] ?? NO_SIDE;
    if (n) counts.set(side, (counts.get(side) ?? 0) + n);
  });
  return counts;
}
