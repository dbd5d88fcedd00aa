// Who holds each face on a day: a cursor over the stream of changes that goes either way, so that another day costs only
// the changes between.
import { type AreaData, type Label, OUTSIDE } from "./mesh.ts";
import type { Day } from "./time.ts";

/** `since` of a face that nothing was ever known of. */
export const NEVER = -0x80000000;

/** What each change undoes, so that a cursor can go back. */
interface Former {
  label: Uint16Array;
  doubt: Uint8Array;
  since: Int32Array;
  /** The label before the label before. */
  former: Uint16Array;
}

const undoing = new WeakMap<AreaData, Former>();

export class AreasOn {
  readonly data: AreaData;
  /** Index into `labels` by face. */
  readonly label: Uint16Array;
  /** Index into `doubts` by face. */
  readonly doubt: Uint8Array;
  /** The day each face last changed its label. */
  readonly since: Int32Array;
  /** The label each face had before that day. */
  readonly former: Uint16Array;
  /** Nothing has happened yet. */
  day: Day = NEVER;
  /** Changes up to and with `day`. */
  cursor = 0;
  private readonly undo: Former;

  constructor(data: AreaData) {
    const { faces } = data.mesh;
    this.data = data;
    this.label = new Uint16Array(faces);
    this.doubt = new Uint8Array(faces);
    this.since = new Int32Array(faces).fill(NEVER);
    this.former = new Uint16Array(faces);
    let undo = undoing.get(data);
    if (!undo) undoing.set(data, (undo = formerOf(data)));
    this.undo = undo;
  }

  /** Goes to the end of a day; `onFace` hears of every face that a change on the way speaks of, some more than once. */
  seek(day: Day, onFace?: (face: number) => void): void {
    const { changes } = this.data;
    this.day = day;
    while (this.cursor < changes.count && changes.day[this.cursor] <= day) {
      const i = this.cursor++;
      const face = changes.face[i];
      if (this.label[face] !== changes.label[i]) {
        this.former[face] = this.label[face];
        this.label[face] = changes.label[i];
        this.since[face] = changes.day[i];
      }
      this.doubt[face] = changes.doubt[i];
      onFace?.(face);
    }
    while (this.cursor > 0 && changes.day[this.cursor - 1] > day) {
      const i = --this.cursor;
      const face = changes.face[i];
      this.label[face] = this.undo.label[i];
      this.doubt[face] = this.undo.doubt[i];
      this.since[face] = this.undo.since[i];
      this.former[face] = this.undo.former[i];
      onFace?.(face);
    }
  }
}

function formerOf({ mesh, changes }: AreaData): Former {
  const label = new Uint16Array(mesh.faces);
  const doubt = new Uint8Array(mesh.faces);
  const since = new Int32Array(mesh.faces).fill(NEVER);
  const former = new Uint16Array(mesh.faces);
  const undo: Former = {
    label: new Uint16Array(changes.count),
    doubt: new Uint8Array(changes.count),
    since: new Int32Array(changes.count),
    former: new Uint16Array(changes.count),
  };
  for (let i = 0; i < changes.count; i++) {
    const face = changes.face[i];
    undo.label[i] = label[face];
    undo.doubt[i] = doubt[face];
    undo.since[i] = since[face];
    undo.former[i] = former[face];
    if (label[face] !== changes.label[i]) {
      former[face] = label[face];
      label[face] = changes.label[i];
      since[face] = changes.day[i];
    }
    doubt[face] = changes.doubt[i];
  }
  return undo;
}

/** How many changes happened before `day`. */
export function changesBefore({ changes }: AreaData, day: Day): number {
  let low = 0;
  let high = changes.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (changes.day[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everybody who is in a face with this label. */
export function partiesOf({ status, holders, against }: Label): string[] {
  return status === "unknown" ? [] : status === "contested" ? [...holders, ...against] : holders;
}

/** Who faces whom where two labels meet, or null where that is no front line; asked often, so answers are kept. */
export function frontsBetween({ labels, hostile }: AreaData): (one: number, other: number) => [string, string] | null {
  const enemies = new Set(hostile.flatMap(([a, b]) => [`${a}\n${b}`, `${b}\n${a}`]));
  const parties = labels.map(partiesOf);
  const kept = new Map<number, [string, string] | null>();
  return (one, other) => {
    if (one === other) return null;
    const key = one * labels.length + other;
    let pair = kept.get(key);
    if (pair === undefined) {
      pair = null;
      for (const a of parties[one]) {
        const b = parties[other].find((enemy) => enemies.has(`${a}\n${enemy}`));
        if (b === undefined) continue;
        pair = [a, b];
        break;
      }
      kept.set(key, pair);
    }
    return pair;
  };
}

/** The day from which an arc has separated what it separates: the later of its two faces' last changes. */
export function arcSince({ since, data }: AreasOn, arc: number): Day {
  const { left, right } = data.mesh;
  const ofLeft = left[arc] === OUTSIDE ? NEVER : since[left[arc]];
  const ofRight = right[arc] === OUTSIDE ? NEVER : since[right[arc]];
  return Math.max(ofLeft, ofRight);
}
