// The picture behind the time slider: bars of strikes and other events, years, and the window one can drag.
import { binDays, type DailyCounts } from "../histogram.ts";
import type { Palette } from "../palette.ts";
import { dateOf, type Span, type Window } from "../time.ts";
import { el } from "./dom.ts";

const AXIS = 15;
const BAR = 3;
/** Height of the lowest bar that is not empty, in CSS pixels. */
const LEAST = 2;

export interface HistogramView {
  element: HTMLElement;
  setCounts(counts: DailyCounts): void;
  draw(palette: Palette): void;
  showWindow(window: Window): void;
}

/** `onDay` hears of the last day a reader drags or jumps to. */
export function createHistogram(
  span: Span,
  label: string,
  onDay: (day: number, dragging: boolean) => void,
): HistogramView {
  const canvas = el("canvas", { class: "histogram-canvas", role: "img", "aria-label": label });
  const shade = el("div", { class: "histogram-window" });
  const element = el("div", { class: "histogram" }, canvas, shade);
  const days = span.last + 1 - span.first;
  let counts: DailyCounts = { strikes: new Uint32Array(days), others: new Uint32Array(days) };
  let shown: Window = { from: span.first, to: span.last + 1 };
  const isRtl = () => getComputedStyle(element).direction === "rtl";

  const dayAt = (clientX: number) => {
    const box = element.getBoundingClientRect();
    const share = isRtl() ? (box.right - clientX) / box.width : (clientX - box.left) / box.width;
    return span.first + share * days;
  };

  let grip: number | null = null;
  element.addEventListener("pointerdown", (event) => {
    // The thumbs of the sliders lie above and are dragged on their own.
    if (event.button !== 0 || event.target instanceof HTMLInputElement) return;
    const day = dayAt(event.clientX);
    const inside = day >= shown.from && day < shown.to && shown.from > span.first;
    grip = inside ? shown.to - 1 - day : -0.5;
    element.setPointerCapture(event.pointerId);
    if (!inside) onDay(Math.floor(day), false);
  });
  element.addEventListener("pointermove", (event) => {
    if (grip === null) return;
    onDay(Math.round(dayAt(event.clientX) + grip), true);
  });
  for (const end of ["pointerup", "pointercancel"] as const) element.addEventListener(end, () => (grip = null));

  return {
    element,
    setCounts(next) {
      counts = next;
    },
    draw(palette) {
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const width = element.clientWidth;
      const height = element.clientHeight;
      if (width === 0) return;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      const context = canvas.getContext("2d")!;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const at = (share: number) => (isRtl() ? (1 - share) * width : share * width);
      drawYears(context, at, width, height, palette);
      const bars = binDays(counts, Math.floor(width / BAR));
      const top = height - AXIS;
      const most = bars.reduce((m, b) => Math.max(m, b.strikes + b.others), 1);
      const scale = (top - 4) / most;
      bars.forEach((bar, i) => {
        const a = at(i / bars.length);
        const b = at((i + 1) / bars.length);
        const left = Math.min(a, b) + 0.25;
        const wide = Math.max(0.75, Math.abs(b - a) - 0.6);
        // Days with few events must not vanish beside the worst ones.
        const total = bar.strikes + bar.others;
        const stretch = total > 0 ? Math.max(scale, LEAST / total) : 0;
        const strikes = bar.strikes * stretch;
        const others = bar.others * stretch;
        context.fillStyle = palette.histogram.others;
        context.fillRect(left, top - strikes - others, wide, others);
        context.fillStyle = palette.histogram.strikes;
        context.fillRect(left, top - strikes, wide, strikes);
      });
    },
    showWindow(next) {
      shown = next;
      const from = ((next.from - span.first) / days) * 100;
      const to = ((next.to - span.first) / days) * 100;
      shade.style.insetInlineStart = `${from}%`;
      shade.style.width = `max(2px, ${to - from}%)`;
    },
  };

  function drawYears(
    context: CanvasRenderingContext2D,
    at: (share: number) => number,
    width: number,
    height: number,
    palette: Palette,
  ) {
    const first = dateOf(span.first).getUTCFullYear();
    const last = dateOf(span.last).getUTCFullYear();
    const every = Math.max(1, Math.ceil(((last - first + 1) * 38) / width));
    context.font = "10.5px system-ui, sans-serif";
    context.direction = "ltr";
    context.textBaseline = "alphabetic";
    context.textAlign = "center";
    for (let year = first; year <= last; year++) {
      const day = Date.UTC(year, 0, 1) / 86_400_000;
      const x = at((day - span.first) / days);
      context.fillStyle = palette.histogram.grid;
      if (day > span.first) context.fillRect(Math.round(x), 0, 1, height - AXIS + 4);
      const middle = at((day + 182 - span.first) / days);
      context.fillStyle = palette.histogram.ink;
      if ((year - first) % every === 0 && middle > 14 && middle < width - 14) {
        context.fillText(String(year), middle, height - 3);
      }
    }
    context.fillStyle = palette.histogram.grid;
    context.fillRect(0, height - AXIS, width, 1);
  }
}
