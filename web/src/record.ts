// What the theatre holds, as it is known now or was by the end of a day: loading it, and keeping it in step with the day
// that the reader asks for.
import { fetchAreas, fetchControl, fetchEvents, fetchTheatre } from "./api.ts";
import { readTowns } from "./control.ts";
import { type Data, gatherData } from "./scene.ts";
import type { Store } from "./store.ts";
import type { Day } from "./time.ts";

/** Everything the map draws from. Who holds what may be missing; then `notice` says why. */
export async function loadRecord(known: Day | null): Promise<Data> {
  let notice: string | null = null;
  const without =
    <T>(nothing: T) =>
    (error: Error) => {
      notice = error.message;
      return nothing;
    };
  const [now, then, columns, control, areas] = await Promise.all([
    fetchTheatre(null),
    known === null ? null : fetchTheatre(known),
    fetchEvents(known),
    fetchControl(known).catch(without([])),
    fetchAreas(known).catch(without(null)),
  ]);
  // Its days stay those of all that is known, so that the slider does not move under the reader's hand.
  const theatre = then ? { ...now, counts: then.counts, sources: then.sources } : now;
  return gatherData(theatre, columns, readTowns(control).towns, areas, known, notice);
}

/** Loads another record when another day is asked for. Until it is here, and when it cannot be had, the old one stays. */
export function bindRecord(store: Store): void {
  let asked: Day | null | undefined;

  async function load(known: Day | null) {
    try {
      const data = await loadRecord(known);
      if (asked === known) store.set({ data, problem: null, hovered: -1 });
    } catch (error) {
      if (asked === known) store.set({ known: store.state.data.known, problem: (error as Error).message });
    }
    if (asked === known) asked = undefined;
  }

  store.subscribe(({ known, data }) => {
    if (known === data.known) asked = undefined;
    else if (known !== asked) {
      asked = known;
      load(known);
    }
  });
}
