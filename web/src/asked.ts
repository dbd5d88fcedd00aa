// Which day the card of a place or a spot speaks of: with two days side by side, the one drawn where it was clicked.
import type { Data } from "./scene.ts";
import type { Day } from "./time.ts";
import type { View } from "./url.ts";

type Shown = Pick<View, "day" | "against" | "compare" | "selection"> & { data: Pick<Data, "areas"> };

/** The day seen left of the line, or null where the map shows one day only. */
export function dayBeside({ against, compare, data }: Omit<Shown, "day" | "selection">): Day | null {
  return compare === "swipe" && data.areas !== null ? against : null;
}

/** Without a line, it is the moment that is asked about. */
export function dayAsked(state: Shown): Day {
  const beside = state.selection?.beside ? dayBeside(state) : null;
  return beside ?? state.day;
}
