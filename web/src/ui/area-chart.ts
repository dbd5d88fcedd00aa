// Land by holder over time, stacked, over the time slider and as wide: a click or a drag goes to a day. It is a picture for
// the eye; the slider beneath it is the way by keyboard, and the panel of land has its numbers.
import { type Series, valueAt } from "../holdings.ts";
import type { Palette } from "../palette.ts";
import type { Day, Span } from "../time.ts";
import type { LookOf } from "../town-symbol.ts";
import { el } from "./dom.ts";

export interface AreaChart {
  element: HTMLElement;
  draw(palette: Palette): void;
  showDay(day: Day): void;
}

export function createAreaChart(series: Series, span: Span, lookOf: LookOf, onDay: (day: Day) => void): AreaChart {
  const canvas = el("canvas", { class: "chart-canvas" });
  const cursor = el("div", { class: "chart-cursor" });
  const element = el("div", { class: "chart", "aria-hidden": "true" }, canvas, cursor);
  const days = span.last + 1 - span.first;
  const whole = series.km2.reduce((sum, km2) => sum + km2[0], 0) || 1;
  const isRtl = () => getComputedStyle(element).direction === "rtl";

  const go = (event: PointerEvent) => {
    const box = element.getBoundingClientRect();
    const share = isRtl() ? (box.right - event.clientX) / box.width : (event.clientX - box.left) / box.width;
    onDay(Math.floor(span.first + share * days));
  };
  let dragging = false;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = true;
    element.setPointerCapture(event.pointerId);
    go(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (dragging) go(event);
  });
  for (const end of ["pointerup", "pointercancel"] as const) element.addEventListener(end, () => (dragging = false));

  return {
    element,
    draw(palette) {
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const width = Math.round(element.clientWidth * ratio);
      const height = Math.round(element.clientHeight * ratio);
      if (width === 0) return;
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d")!;
      const rtl = isRtl();
      const colors = series.accounts.map((account) =>
        account === "unknown"
          ? null
          : account === "contested"
            ? stripes(context, palette.area.border, ratio)
            : lookOf(account).color,
      );
      context.globalAlpha = 0.8;
      for (let column = 0; column < width; column++) {
        const day = span.first + Math.floor((column / width) * days);
        const x = rtl ? width - 1 - column : column;
        let bottom = height;
        colors.forEach((color, n) => {
          const top = bottom - (valueAt(series, n, day) / whole) * height;
          if (color && bottom - top > 0.05) {
            context.fillStyle = color;
            context.fillRect(x, top, 1, bottom - top);
          }
          bottom = top;
        });
      }
    },
    showDay(day) {
      cursor.style.insetInlineStart = `${((day + 0.5 - span.first) / days) * 100}%`;
    },
  };
}

function stripes(context: CanvasRenderingContext2D, color: string, ratio: number): CanvasPattern {
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(4 * ratio);
  const inner = tile.getContext("2d")!;
  inner.fillStyle = color;
  inner.fillRect(0, 0, tile.width, tile.height / 2);
  return context.createPattern(tile, "repeat")!;
}
