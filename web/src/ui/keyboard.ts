// Keys that move time wherever the focus is, except where a key already means something else.
import type { Store } from "../store.ts";
import type { Span } from "../time.ts";

/** Days and presses a key stands for; `null` for keys that are not ours. */
export function stepOf(key: string, shift: boolean, rtl: boolean, length: number): number | null {
  const unit = shift ? 7 : 1;
  switch (key) {
    case "ArrowRight":
      return rtl ? -unit : unit;
    case "ArrowLeft":
      return rtl ? unit : -unit;
    case "ArrowUp":
      return unit;
    case "ArrowDown":
      return -unit;
    case "PageUp":
      return length;
    case "PageDown":
      return -length;
    case "Home":
      return Number.NEGATIVE_INFINITY;
    case "End":
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}

export function bindKeys(store: Store, span: Span): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    const slider = target instanceof HTMLInputElement && target.type === "range";
    const busy = !slider && target.closest("input, select, textarea, [contenteditable]") !== null;
    if (busy) return;
    if (event.key === " ") {
      if (target.closest("button, a, summary")) return;
      event.preventDefault();
      const { playing, day } = store.state;
      store.set({ playing: !playing, ...(!playing && day >= span.last ? { day: span.first } : {}) });
      return;
    }
    if (event.key === "Escape") {
      if (store.state.selection) store.set({ selection: null }, "push");
      return;
    }
    const { state } = store;
    const step = stepOf(event.key, event.shiftKey, document.documentElement.dir === "rtl", state.length);
    if (step === null) return;
    const scrolls = target.closest(".leaflet-container, .panel-body") !== null;
    if (scrolls) return;
    event.preventDefault();
    if (slider && target.classList.contains("slider-start")) {
      const from = Math.max(span.first, Math.min(state.day, state.day - state.length + 1 + step));
      store.set({ length: state.day - from + 1, mode: "window", playing: false });
      return;
    }
    const day =
      step === Number.NEGATIVE_INFINITY ? span.first : step === Number.POSITIVE_INFINITY ? span.last : state.day + step;
    store.set({ day, playing: false });
  });
}
