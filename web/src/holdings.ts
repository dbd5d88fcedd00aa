// How much land each holder has, in km2: on a day, over time, and what changed hands between two days.
import type { AreasOn } from "./areas.ts";
import type { AreaData, Label } from "./mesh.ts";
import type { Day } from "./time.ts";

/** What land counts as: its first holder, `contested`, or `unknown`. */
export function accountOf({ status, holders }: Label): string {
  return status === "unknown" || holders.length === 0 ? "unknown" : status === "contested" ? "contested" : holders[0];
}

export interface Holding {
  label: number;
  km2: number;
  /** People of the places in it as far as that is known; null where of none. */
  population: number | null;
}

/** Land by label on a day, the most first; labels that nothing has are left out. */
export function holdingsOn({ data, label }: AreasOn): Holding[] {
  const { faceArea, facePlace, population, mesh, labels } = data;
  const km2 = new Float64Array(labels.length);
  const people = new Float64Array(labels.length);
  for (let face = 0; face < mesh.faces; face++) km2[label[face]] += faceArea[face];
  for (let face = 0; face < mesh.faces; face++) {
    if (facePlace[face] >= 0) people[label[face]] += population[facePlace[face]];
  }
  return [...labels.keys()]
    .filter((i) => km2[i] > 0)
    .map((i) => ({ label: i, km2: km2[i], population: people[i] > 0 ? people[i] : null }))
    .sort((a, b) => b.km2 - a.km2);
}

/** Land by account over time: `km2[account][i]` from `days[i]` up to, but without, `days[i + 1]`. */
export interface Series {
  days: Int32Array;
  accounts: string[];
  km2: Float64Array[];
}

/** Replays the whole stream once. Accounts with the most land over the days come first, then contested, then unknown. */
export function seriesOf(data: AreaData): Series {
  const { changes, faceArea, mesh, labels, firstDay, lastDay } = data;
  const names = [...new Set(labels.map(accountOf))];
  const account = labels.map((label) => names.indexOf(accountOf(label)));
  const now = new Float64Array(names.length);
  const label = new Uint16Array(mesh.faces);
  for (let face = 0; face < mesh.faces; face++) now[account[0]] += faceArea[face];
  const days: number[] = [];
  const rows: Float64Array[] = [];
  const keep = (day: Day) => {
    days.push(day);
    rows.push(now.slice());
  };
  for (let i = 0; i < changes.count; ) {
    const day = changes.day[i];
    if (i === 0 && day > firstDay) keep(firstDay);
    for (; i < changes.count && changes.day[i] === day; i++) {
      const face = changes.face[i];
      now[account[label[face]]] -= faceArea[face];
      label[face] = changes.label[i];
      now[account[label[face]]] += faceArea[face];
    }
    keep(day);
  }
  if (days.length === 0) keep(firstDay);
  const held = names.map((_, n) =>
    rows.reduce((sum, row, i) => sum + row[n] * ((days[i + 1] ?? lastDay + 1) - days[i]), 0),
  );
  const rank = (name: string) => (name === "unknown" ? 2 : name === "contested" ? 1 : 0);
  const order = [...names.keys()].sort((a, b) => rank(names[a]) - rank(names[b]) || held[b] - held[a]);
  return {
    days: Int32Array.from(days),
    accounts: order.map((n) => names[n]),
    // Sums of what was added and taken end a hair beside zero.
    km2: order.map((n) => Float64Array.from(rows, (row) => Math.max(0, row[n]))),
  };
}

/** Land of the account number `n` at the end of a day. */
export function valueAt({ days, km2 }: Series, n: number, day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return km2[n][Math.max(0, low - 1)];
}

export interface Transfer {
  /** Accounts. */
  from: string;
  to: string;
  km2: number;
  population: number | null;
}

/** What changed hands between two days, by accounts from and to, the most land first. */
export function transfers(before: AreasOn, after: AreasOn): Transfer[] {
  const { faceArea, facePlace, population, mesh, labels } = after.data;
  const accounts = labels.map(accountOf);
  const found = new Map<string, Transfer>();
  for (let face = 0; face < mesh.faces; face++) {
    const from = accounts[before.label[face]];
    const to = accounts[after.label[face]];
    if (from === to) continue;
    const key = `${from}\n${to}`;
    let transfer = found.get(key);
    if (!transfer) found.set(key, (transfer = { from, to, km2: 0, population: null }));
    transfer.km2 += faceArea[face];
    const people = facePlace[face] < 0 ? 0 : population[facePlace[face]];
    if (people > 0) transfer.population = (transfer.population ?? 0) + people;
  }
  return [...found.values()].sort((a, b) => b.km2 - a.km2);
}
