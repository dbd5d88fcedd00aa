// The outline of each group's symbol and the marks on it, shared by the map's masks and the legend's drawings so that
// they cannot differ.
import type { Group } from "./kinds.ts";
import type { Status } from "./statuses.ts";

/** A closed outline in units of the symbol's radius; y points down. A circle is `null`. */
export type Outline = readonly (readonly [number, number])[] | null;

const arm = 0.36;
const saltire: [number, number][] = [
  [0, -arm * 1.15],
  [0.62, -1],
  [1, -0.62],
  [arm * 1.15, 0],
  [1, 0.62],
  [0.62, 1],
  [0, arm * 1.15],
  [-0.62, 1],
  [-1, 0.62],
  [-arm * 1.15, 0],
  [-1, -0.62],
  [-0.62, -1],
];
const cross: [number, number][] = [
  [-arm, -1.05],
  [arm, -1.05],
  [arm, -arm],
  [1.05, -arm],
  [1.05, arm],
  [arm, arm],
  [arm, 1.05],
  [-arm, 1.05],
  [-arm, arm],
  [-1.05, arm],
  [-1.05, -arm],
  [-arm, -arm],
];

export const OUTLINES: Record<Group, Outline> = {
  "air-strike": [
    [-1.1, -0.85],
    [1.1, -0.85],
    [0, 1.1],
  ],
  shelling: null,
  explosion: [
    [0, -1.22],
    [1.22, 0],
    [0, 1.22],
    [-1.22, 0],
  ],
  battle: saltire,
  civilians: cross,
  protest: [
    [0, -1.1],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  strategic: [
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
  ],
};

/** What is drawn with a symbol so that its status is seen without color. */
export type Mark = "none" | "brackets" | "slash";

/** Disputed events stand in brackets, which no ring of a selection looks like; denied ones are struck out. */
export const MARKS: Record<Status, Mark> = {
  single: "none",
  corroborated: "none",
  disputed: "brackets",
  denied: "slash",
};

/** Brackets: arcs about the symbol's center, in units of its radius and radians to either side of left and right. */
export const BRACKETS = { radius: 1.7, spread: 0.95 };
/** The slash runs from minus to plus this, in units of the symbol's radius; y points down. */
export const SLASH: readonly [number, number] = [1.25, -1.4];
