// From which zoom a name, and a city's dot, is on the map.
import type { Feature } from "./basemap.ts";

export type Kind = Feature["kind"] | "town";

/** By kind; index 0 is rank 1. */
const FROM: Record<Kind, number[]> = {
  sea: [4],
  country: [4, 5, 6.2],
  governorate: [0, 0, 7.5],
  city: [5, 6, 7, 8, 8.9],
  foreign: [5, 5.5, 7, 8],
  lake: [0, 7.5, 8.4, 9.5, 10.5],
  river: [0, 0, 7.4, 8.6],
  road: [0, 0, 7.8, 8.8],
  town: [9.4],
};
/** Above this zoom a kind is no longer written. */
const UNTIL: Partial<Record<Kind, number>> = { sea: 11, country: 8.4, governorate: 9.6 };
/** Degrees within which a label and a town are the same place. */
const SAME_PLACE = 0.025;

export function isWritten(kind: Kind, rank: number, zoom: number): boolean {
  return zoom >= (FROM[kind][rank - 1] ?? 99) && zoom <= (UNTIL[kind] ?? 99);
}

export function isSamePlace(feature: Feature, town: { latitude: number; longitude: number }): boolean {
  return Math.hypot(feature.at[0] - town.latitude, feature.at[1] - town.longitude) < SAME_PLACE;
}
