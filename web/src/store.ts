// The one place that holds what is shared, tells whoever draws once a frame, and mirrors it in the address.
import type { Data } from "./scene.ts";
import { clampDay } from "./time.ts";
import { decodeView, encodeView, type View } from "./url.ts";

export interface State extends View {
  playing: boolean;
  /** Multiple of `BASE_RATE`. */
  speed: number;
  /** Row under the pointer or the focused list entry, or -1. */
  hovered: number;
  /** Where the line between two days stands, as a share of the map's width. */
  divider: number;
  /** What is on show; `known` differs from its own while another record is being loaded. */
  data: Data;
  /** Why what was known by a day could not be had. */
  problem: string | null;
}

export type Listener = (state: State, before: State) => void;

export interface Store {
  readonly state: State;
  /** Merges a change; everyone hears of it once, in the next frame. `push` makes it a step the back button undoes. */
  set(change: Partial<State>, history?: "push" | "replace"): void;
  subscribe(listener: Listener): void;
}

const URL_DELAY_MS = 250;

export function createStore(defaults: View, data: Data, problem: string | null): Store {
  const { span } = data;
  const read = (): View => decodeView(location.hash, defaults, span);
  const store = {
    state: { ...read(), playing: false, speed: 1, hovered: -1, divider: 0.5, data, problem } as State,
    set,
    subscribe(listener: Listener) {
      listeners.push(listener);
    },
  };
  const listeners: Listener[] = [];
  let told = store.state;
  let frame = 0;
  let timer = 0;

  function set(change: Partial<State>, history: "push" | "replace" = "replace") {
    const day = change.day === undefined ? store.state.day : clampDay(change.day, span);
    store.state = { ...store.state, ...change, day };
    if (frame === 0) frame = requestAnimationFrame(tell);
    if (history === "push") write("push");
    else if (timer === 0) timer = window.setTimeout(() => write("replace"), URL_DELAY_MS);
  }

  function tell() {
    frame = 0;
    const before = told;
    told = store.state;
    for (const listener of listeners) listener(told, before);
  }

  function write(how: "push" | "replace") {
    window.clearTimeout(timer);
    timer = 0;
    const hash = `#${encodeView(store.state)}`;
    if (hash === location.hash) return;
    if (how === "push") history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  }

  window.addEventListener("popstate", () => {
    window.clearTimeout(timer);
    timer = 0;
    store.state = { ...store.state, ...read(), playing: false };
    if (frame === 0) frame = requestAnimationFrame(tell);
  });

  return store;
}
