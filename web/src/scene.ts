// What follows from the shared state and is needed by several drawers: the window, its rows, what filters leave.
import type { Theatre } from "./api.ts";
import { type Columns, type Rows, rowsIn } from "./columns.ts";
import type { Town } from "./control.ts";
import { shownRows, sidesOf } from "./filter.ts";
import { parseDay, type Span, WINDOW_PRESETS, type Window, windowAt } from "./time.ts";
import type { View } from "./url.ts";

/** What was loaded; it does not change while the page is open. */
export interface Data {
  theatre: Theatre;
  columns: Columns;
  towns: Town[];
  /** Side of each actor of the columns. */
  sides: string[];
  span: Span;
}

export interface Scene {
  window: Window;
  rows: Rows;
  /** 1 where type and sides are switched on. */
  shown: Uint8Array;
  /** 1 where the sides are switched on, whatever the type. */
  withinSides: Uint8Array;
  /** 1 where the type is switched on, whatever the sides. */
  withinGroups: Uint8Array;
}

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

export function gatherData(theatre: Theatre, columns: Columns, towns: Town[]): Data {
  const sideOf = new Map(theatre.actors.map((actor) => [actor.id, actor.side]));
  const first = parseDay(theatre.first_day) ?? 0;
  const last = parseDay(theatre.last_day) ?? first;
  return { theatre, columns, towns, sides: sidesOf(columns, (id) => sideOf.get(id)), span: { first, last } };
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

/** A function from state to scene that computes again only what a change touches. */
export function sceneOf(data: Data): (view: View) => Scene {
  const { columns, sides, span } = data;
  let last: View | undefined;
  let scene: Scene | undefined;
  return (view) => {
    if (last === view && scene) return scene;
    const sameFilter = last?.hiddenGroups === view.hiddenGroups && last?.hiddenSides === view.hiddenSides;
    const sameTime =
      last !== undefined && last.day === view.day && last.length === view.length && last.mode === view.mode;
    const window = sameTime && scene ? scene.window : windowAt(view.day, view.length, view.mode, span);
    const masks = sameFilter && scene ? scene : masksOf(view);
    last = view;
    if (sameFilter && sameTime && scene) return scene;
    scene = {
      window,
      rows: sameTime && scene ? scene.rows : rowsIn(columns, window),
      shown: masks.shown,
      withinSides: masks.withinSides,
      withinGroups: masks.withinGroups,
    };
    return scene;
  };

  function masksOf({ hiddenGroups, hiddenSides }: View) {
    const mask = (groups: ReadonlySet<string>, hidden: ReadonlySet<string>) =>
      shownRows(columns, sides, { hiddenGroups: groups, hiddenSides: hidden });
    return {
      shown: mask(hiddenGroups, hiddenSides),
      withinSides: mask(NOTHING_HIDDEN, hiddenSides),
      withinGroups: mask(hiddenGroups, NOTHING_HIDDEN),
    };
  }
}
