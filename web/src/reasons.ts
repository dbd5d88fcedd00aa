// Why two claims are one event or two, taken apart from the server's words so that it can be said in any language.

/** A reason with its figures; `other` is one that nobody has taught the page, in the server's own words. */
export interface Reason {
  key: ReasonKey | "other";
  values: Record<string, string>;
}

const PATTERNS = {
  reason_table: /^the table says that they are one happening$/,
  reason_place: /^the same place$/,
  reason_kilometers: /^(?<n>[\d.]+) km apart$/,
  reason_meters: /^(?<n>[\d.]+) m apart$/,
  reason_region: /^one region$/,
  reason_day: /^the same day$/,
  reason_days: /^the same days$/,
  reason_overlap: /^days that overlap$/,
  reason_type: /^the same type$/,
  reason_covers: /^a type that covers the other$/,
  reason_doer: /^the same doer$/,
  reason_toll: /^(?<n>\d+) dead in both$/,
  reason_tolls: /^(?<a>\d+) and (?<b>\d+) dead$/,
  reason_apart: /^(?<a>\d+) dead and (?<b>\d+) dead are two happenings$/,
  reason_rows: /^two rows of one table are two happenings$/,
} as const;

export type ReasonKey = keyof typeof PATTERNS;

/** "the same place, the same day, 83 and 60 dead" as its three reasons. */
export function readReasons(text: string): Reason[] {
  return text.split(", ").map((words) => {
    for (const [key, pattern] of Object.entries(PATTERNS)) {
      const found = pattern.exec(words);
      if (found) return { key: key as ReasonKey, values: { ...found.groups } };
    }
    return { key: "other", values: { words } };
  });
}
