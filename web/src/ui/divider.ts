// The line between two days on the map: dragged, or moved by arrow keys; each side says its day.
import { dayBeside } from "../asked.ts";
import { dayText } from "../i18n/index.ts";
import type { State } from "../store.ts";
import type { Context } from "./context.ts";
import { el } from "./dom.ts";
import type { Part } from "./part.ts";

const STEP = 0.02;
/** The line stays this far within the map. */
const EDGE = 0.03;

export function createDivider(context: Context, stage: HTMLElement): Part {
  const { store, texts } = context;
  const then = el("span", { class: "divider-day is-then" });
  const now = el("span", { class: "divider-day is-now" });
  const grip = el("div", {
    class: "divider-grip",
    role: "slider",
    tabindex: "0",
    "aria-label": texts.divider,
    "aria-orientation": "horizontal",
    "aria-valuemin": 0,
    "aria-valuemax": 100,
  });
  // As the map, the line knows left and right only.
  const element = el("div", { class: "divider", dir: "ltr" }, then, now, grip);
  const move = (share: number) => store.set({ divider: Math.max(EDGE, Math.min(1 - EDGE, share)) });
  let dragging = false;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = true;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    const box = stage.getBoundingClientRect();
    move((event.clientX - box.left) / box.width);
  });
  for (const end of ["pointerup", "pointercancel"] as const) grip.addEventListener(end, () => (dragging = false));
  grip.addEventListener("keydown", (event) => {
    const { divider } = store.state;
    const steps: Record<string, number> = {
      ArrowLeft: divider - STEP,
      ArrowRight: divider + STEP,
      ArrowDown: divider - STEP,
      ArrowUp: divider + STEP,
      PageDown: divider - 5 * STEP,
      PageUp: divider + 5 * STEP,
      Home: 0,
      End: 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(wanted);
  });

  const show = (state: State) => {
    const { divider, day, language } = state;
    const beside = dayBeside(state);
    element.hidden = beside === null;
    if (beside === null) return;
    element.style.left = `${divider * 100}%`;
    const days = [dayText(beside, language, "short"), dayText(day, language, "short")];
    if (then.textContent !== days[0]) then.textContent = days[0];
    if (now.textContent !== days[1]) now.textContent = days[1];
    const percent = Math.round(divider * 100);
    grip.setAttribute("aria-valuenow", String(percent));
    grip.setAttribute("aria-valuetext", context.say("dividerAt", { n: percent, left: days[0], right: days[1] }));
  };
  return {
    element,
    update: show,
    start() {
      show(store.state);
    },
  };
}
