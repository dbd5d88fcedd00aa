// Counts of events by day and by bar, for the picture behind the time slider.
import type { Columns } from "./columns.ts";
import type { Span } from "./time.ts";

export interface DailyCounts {
  strikes: Uint32Array;
  others: Uint32Array;
}

export interface Bar {
  strikes: number;
  others: number;
}

/** Shown events by the day they start, from the theatre's first day to its last. */
export function dailyCounts(columns: Columns, shown: Uint8Array, span: Span): DailyCounts {
  const days = span.last - span.first + 1;
  const strikes = new Uint32Array(days);
  const others = new Uint32Array(days);
  for (let row = 0; row < columns.count; row++) {
    if (!shown[row]) continue;
    const day = Math.min(days - 1, Math.max(0, columns.start[row] - span.first));
    if (columns.kinds[columns.kind[row]].strike) strikes[day]++;
    else others[day]++;
  }
  return { strikes, others };
}

/** `bars` bars over all days; every day falls into exactly one. */
export function binDays(counts: DailyCounts, bars: number): Bar[] {
  const days = counts.strikes.length;
  const out = Array.from({ length: Math.max(1, Math.min(bars, days)) }, () => ({ strikes: 0, others: 0 }));
  for (let day = 0; day < days; day++) {
    const bar = out[Math.floor((day * out.length) / days)];
    bar.strikes += counts.strikes[day];
    bar.others += counts.others[day];
  }
  return out;
}
