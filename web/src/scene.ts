// What follows from the shared state and is needed by several drawers: the window, its rows, what filters leave.
import type { Theatre } from "./api.ts";
import { type Columns, type Rows, rowsIn } from "./columns.ts";
import type { Town } from "./control.ts";
import { type Filter, shownRows, sidesOf } from "./filter.ts";
import type { AreaData } from "./mesh.ts";
import { type Day, parseDay, type Span, WINDOW_PRESETS, type Window, windowAt } from "./time.ts";
import type { View } from "./url.ts";

/** What was loaded: all that is known, or what was by a day. Another day is another `Data`; none ever changes. */
export interface Data {
  theatre: Theatre;
  columns: Columns;
  towns: Town[];
  /** Areas of control; null where the theatre has none. */
  areas: AreaData | null;
  /** Side of each actor of the columns. */
  sides: string[];
  span: Span;
  /** Only what was published by the end of this day, if there is one. */
  known: Day | null;
  /** Why it is not known who holds what. */
  notice: string | null;
}

interface Masks {
  /** 1 where type, sides and status are switched on. */
  shown: Uint8Array;
  /** The same whatever the type, so that a legend can say how many of each type there are. */
  anyGroup: Uint8Array;
  /** The same whatever the sides. */
  anySide: Uint8Array;
  /** The same whatever the status. */
  anyStatus: Uint8Array;
}

export interface Scene extends Masks {
  window: Window;
  rows: Rows;
}

const NOTHING: ReadonlySet<string> = new Set();

export function gatherData(
  theatre: Theatre,
  columns: Columns,
  towns: Town[],
  areas: AreaData | null,
  known: Day | null,
  notice: string | null,
): Data {
  const sideOf = new Map(theatre.actors.map((actor) => [actor.id, actor.side]));
  const first = parseDay(theatre.first_day) ?? 0;
  const last = parseDay(theatre.last_day) ?? first;
  const sides = sidesOf(columns, (id) => sideOf.get(id));
  return { theatre, columns, towns, areas, sides, span: { first, last }, known, notice };
}

/** Events that make a first look worth having. */
const ENOUGH = 30;

/** A month, or whichever longer preset first shows enough events before the theatre's last day. */
export function fillingLength(columns: Columns, span: Span): number {
  const [month, ...longer] = WINDOW_PRESETS.filter((days) => days >= 30);
  const shows = (days: number) => {
    const { low, high, carried } = rowsIn(columns, windowAt(span.last, days, "window", span));
    return high - low + carried.length;
  };
  return [month, ...longer].find((days) => shows(days) >= ENOUGH) ?? longer.at(-1) ?? month;
}

/** What is to be seen, and of which record. */
type Seen = View & { data: Data };

/** A function from state to scene that computes again only what a change touches. */
export function sceneOf(): (view: Seen) => Scene {
  let last: Seen | undefined;
  let scene: Scene | undefined;
  return (view) => {
    if (last === view && scene) return scene;
    const { columns, span } = view.data;
    const sameData = last?.data === view.data;
    const sameFilter = last !== undefined && sameData && isSameFilter(last, view);
    const sameTime =
      last !== undefined && sameData && last.day === view.day && last.length === view.length && last.mode === view.mode;
    const window = sameTime && scene ? scene.window : windowAt(view.day, view.length, view.mode, span);
    const { shown, anyGroup, anySide, anyStatus } = sameFilter && scene ? scene : masksOf(view);
    last = view;
    if (sameFilter && sameTime && scene) return scene;
    scene = {
      window,
      rows: sameTime && scene ? scene.rows : rowsIn(columns, window),
      shown,
      anyGroup,
      anySide,
      anyStatus,
    };
    return scene;
  };

  function masksOf(view: Seen): Masks {
    const { columns, sides } = view.data;
    const mask = (change: Partial<Filter>) => shownRows(columns, sides, { ...view, ...change });
    return {
      shown: mask({}),
      anyGroup: mask({ hiddenGroups: NOTHING }),
      anySide: mask({ hiddenSides: NOTHING }),
      anyStatus: mask({ hiddenStatuses: NOTHING }),
    };
  }
}

/** Whether the same events are switched off: sets are never changed, only replaced. */
export function isSameFilter(one: Filter, other: Filter): boolean {
  return (
    one.hiddenGroups === other.hiddenGroups &&
    one.hiddenSides === other.hiddenSides &&
    one.hiddenStatuses === other.hiddenStatuses
  );
}
