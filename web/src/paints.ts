// What a face looks like: labels that look alike share a paint, and between two faces of one paint there is no line.
import type { AreasOn } from "./areas.ts";
import type { Label } from "./mesh.ts";
import type { Day } from "./time.ts";

export interface Paint {
  kind: "held" | "contested" | "mixed" | "unknown";
  /** Whose color it has; the second's with it where the kind wants two. */
  first: string;
  second: string | null;
  /** Who besieges it, in whose color it is outlined. */
  besieger: string | null;
}

/** Paint of what is not drawn because its holder is switched off. */
export const NO_PAINT = 0;

/** Share of wrong faces from which a face is hatched as doubtful: one in eight. */
export const DOUBTFUL = 0.125;

/** Days after which a front line looks older, and one more class beyond. */
export const FRONT_AGES = [7, 30, 90, 365] as const;

/** Overlays of a face, as bits. */
export const FRESH = 1;
export const DOUBT = 2;

/** Paints by number, and the number of each label's; number 0 is `NO_PAINT`. */
export function paintsOf(labels: Label[], hidden: ReadonlySet<string>): { paints: Paint[]; byLabel: Uint16Array } {
  const paints: Paint[] = [{ kind: "unknown", first: "", second: null, besieger: null }];
  const numbers = new Map<string, number>();
  const byLabel = Uint16Array.from(labels, (label) => {
    const paint = paintOf(label);
    if (hidden.has(paint.kind === "unknown" ? "unknown" : paint.first)) return NO_PAINT;
    const key = JSON.stringify(paint);
    let number = numbers.get(key);
    if (number === undefined) {
      number = paints.length;
      numbers.set(key, number);
      paints.push(paint);
    }
    return number;
  });
  return { paints, byLabel };
}

function paintOf({ status, holders, against }: Label): Paint {
  const [first, other] = holders;
  if (status === "unknown" || first === undefined) return { kind: "unknown", first: "", second: null, besieger: null };
  const enemy = against[0] ?? null;
  if (status === "contested") return { kind: "contested", first, second: enemy ?? other ?? null, besieger: null };
  if (status === "mixed") return { kind: "mixed", first, second: other ?? null, besieger: null };
  return { kind: "held", first, second: null, besieger: status === "besieged" ? (enemy ?? "") : null };
}

/** Whether a face was taken from somebody in the `days` that end with the day shown. */
export function isFresh({ data, label, former, since, day }: AreasOn, face: number, days: number): boolean {
  if (since[face] <= day - days) return false;
  const [was, is] = [data.labels[former[face]], data.labels[label[face]]];
  return was.holders.length > 0 && is.holders.length > 0 && was.holders[0] !== is.holders[0];
}

/** Whether so many faces like this one are wrong that it must not look certain. */
export function isDoubtful({ data, label, doubt }: AreasOn, face: number): boolean {
  return label[face] !== 0 && (data.doubts[doubt[face]]?.wrong ?? 0) >= DOUBTFUL;
}

/** Class of a front line by its age: 0 is the most recent. */
export function frontClass(since: Day, day: Day): number {
  const age = day - since;
  let kind = 0;
  while (kind < FRONT_AGES.length && age >= FRONT_AGES[kind]) kind++;
  return kind;
}
