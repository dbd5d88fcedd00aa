// Days, half-open windows of days and how they move; pure arithmetic on day numbers, no clock and no time zone.

/** Days since 1970-01-01 in the theatre's local calendar. */
export type Day = number;

/** Whole days from `from` up to, but without, `to`. */
export interface Window {
  from: Day;
  to: Day;
}

export type Mode = "window" | "cumulative";

/** The first and the last day the theatre knows of, both counted. */
export interface Span {
  first: Day;
  last: Day;
}

export const WINDOW_PRESETS = [1, 7, 30, 90, 365] as const;

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Day number of `2017-11-13`, or null when the text is no calendar day. */
export function parseDay(iso: string): Day | null {
  const parts = ISO_DAY.exec(iso);
  if (!parts) return null;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  const day = ms / MS_PER_DAY;
  return formatDay(day) === iso ? day : null;
}

export function formatDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Midnight UTC of `day`, for `Intl` formatting in UTC only. */
export function dateOf(day: Day): Date {
  return new Date(day * MS_PER_DAY);
}

export function clampDay(day: Day, span: Span): Day {
  return Math.min(span.last, Math.max(span.first, Math.round(day)));
}

/**
 * The days on show when `day` is the moment: the `length` days that end with it, or everything up to and with it.
 * The moment itself is always inside, so neither the first nor the last day of the theatre can be missed.
 */
export function windowAt(day: Day, length: number, mode: Mode, span: Span): Window {
  const from = mode === "cumulative" ? span.first : Math.max(span.first, day - length + 1);
  return { from: Math.min(from, day), to: day + 1 };
}

/** Whether something occupying `[start, end)` has a day in common with `window`. */
export function overlaps(start: Day, end: Day, window: Window): boolean {
  return start < window.to && end > window.from;
}

/**
 * Whole days to move after `elapsed` ms of playing, and the fraction of a day carried to the next frame.
 * `rate` is in days per second.
 */
export function advance(elapsed: number, rate: number, carried: number): { days: number; carried: number } {
  const due = carried + (elapsed / 1000) * rate;
  const days = Math.floor(due);
  return { days, carried: due - days };
}

/** Days per second at speed 1: a month of fighting in two seconds or so. */
export const BASE_RATE = 14;
export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
