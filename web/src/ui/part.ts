// A part of the page: its element, what it does when the state changes, and what it does once it is in the page.
import type { State } from "../store.ts";

export interface Part {
  element: HTMLElement;
  update(state: State, before: State): void;
  start(): void;
}
