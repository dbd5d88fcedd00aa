// What every part of the page is given: the data, the store, and the words and colors of the moment.
import type { Actor } from "../api.ts";
import { fill, nameOf, type Texts, textsFor } from "../i18n/index.ts";
import type { MapHandle } from "../map/map.ts";
import { type Palette, paletteFor } from "../palette.ts";
import type { Data, Scene } from "../scene.ts";
import type { State, Store } from "../store.ts";
import type { LookOf } from "../town-symbol.ts";

export interface Context {
  readonly data: Data;
  store: Store;
  scene(state: State): Scene;
  lookOf: LookOf;
  map: MapHandle;
  readonly texts: Texts;
  readonly palette: Palette;
  say(key: keyof Texts, values?: Record<string, string | number>): string;
  actorName(id: string): string;
  sideName(id: string): string;
  /** What an actor is a part of. */
  parentOf(id: string): string | null;
}

export function themeOf(state: State): "light" | "dark" {
  if (state.theme !== "auto") return state.theme;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Colors and patterns of holders; one the theatre's table lacks is gray. */
export function lookTable(actors: Actor[]): LookOf {
  const looks = new Map(actors.map(({ id, color, pattern }) => [id, { color, pattern }]));
  return (actor) => looks.get(actor) ?? { color: "#8b877c", pattern: "solid" };
}

export function createContext(parts: Pick<Context, "store" | "scene" | "lookOf" | "map">): Context {
  const { theatre } = parts.store.state.data;
  const actors = new Map(theatre.actors.map((actor) => [actor.id, actor]));
  const sides = new Map(theatre.sides.map((side) => [side.id, side]));
  const { store } = parts;
  return {
    ...parts,
    get data() {
      return store.state.data;
    },
    get texts() {
      return textsFor(store.state.language);
    },
    get palette() {
      return paletteFor(themeOf(store.state));
    },
    say(key, values = {}) {
      return fill(this.texts[key], values);
    },
    actorName(id) {
      if (id === "unknown") return this.texts.unknownHolder;
      const actor = actors.get(id);
      return actor ? nameOf(actor, store.state.language) : id;
    },
    parentOf: (id) => actors.get(id)?.parent ?? null,
    sideName(id) {
      const side = sides.get(id);
      if (side) return nameOf(side, store.state.language);
      return id === "unknown" ? this.texts.unknownSide : id;
    },
  };
}
