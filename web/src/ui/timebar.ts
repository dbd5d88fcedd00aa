// The time bar: play, step, mode, length, a day to go to, and two sliders over the histogram.
import { dailyCounts } from "../histogram.ts";
import { seriesOf } from "../holdings.ts";
import { dayText, numberText } from "../i18n/index.ts";
import { isSameFilter } from "../scene.ts";
import type { State } from "../store.ts";
import { type Day, formatDay, parseDay, SPEEDS, WINDOW_PRESETS, windowAt } from "../time.ts";
import { createAreaChart } from "./area-chart.ts";
import type { Context } from "./context.ts";
import { button, el, icon, throttle } from "./dom.ts";
import { createHistogram } from "./histogram-view.ts";
import type { Part } from "./part.ts";

/** Whether the chart of land is unfolded; the page may be built anew around it. */
let isChartOpen = false;

export function createTimebar(context: Context): Part {
  const { store, texts, data, map } = context;
  const { span } = data;
  const play = button("tool play", texts.play, togglePlay);
  const back = button(
    "tool",
    texts.stepBack,
    () => store.set({ day: store.state.day - 1, playing: false }),
    icon("previous"),
  );
  const forward = button(
    "tool",
    texts.stepForward,
    () => store.set({ day: store.state.day + 1, playing: false }),
    icon("next"),
  );
  const moment = el("p", { class: "moment" });
  const summary = el("p", { class: "summary", role: "status" });
  const mode = {
    window: button("segment", texts.modeWindow, () => store.set({ mode: "window" }), texts.modeWindow),
    cumulative: button("segment", texts.modeCumulative, () => store.set({ mode: "cumulative" }), texts.modeCumulative),
  };
  const speed = el("select", { class: "field", "aria-label": texts.speed, title: texts.speed });
  for (const s of SPEEDS) speed.append(el("option", { value: s }, `${s}×`));
  speed.addEventListener("change", () => store.set({ speed: Number(speed.value) }));
  const length = el("select", { class: "field", "aria-label": texts.windowLength, title: texts.windowLength });
  length.addEventListener("change", () => store.set({ length: Number(length.value), mode: "window" }));
  const jump = el("input", {
    class: "field date",
    type: "date",
    "aria-label": texts.jumpTo,
    title: texts.jumpTo,
    min: formatDay(span.first),
    max: formatDay(span.last),
  });
  jump.addEventListener("change", () => {
    const day = parseDay(jump.value);
    if (day !== null) store.set({ day, playing: false });
  });
  const histogram = createHistogram(span, texts.histogram, (day) => store.set({ day, playing: false }));
  // Both sliders run over the edges between days, so that a thumb stands exactly where the shade begins or ends.
  const slider = (className: string, label: string) =>
    el("input", {
      type: "range",
      class: `slider ${className}`,
      "aria-label": label,
      min: span.first,
      max: span.last + 1,
      step: 1,
    });
  const start = slider("slider-start", texts.windowStart);
  const end = slider("slider-end", texts.windowEnd);
  start.addEventListener("input", () => setStart(Number(start.value)));
  end.addEventListener("input", () => store.set({ day: Number(end.value) - 1, playing: false }));
  histogram.element.append(start, end);
  const chart =
    data.areas &&
    createAreaChart(seriesOf(data.areas), span, context.lookOf, (day) => store.set({ day, playing: false }));
  const chartSwitch = button("link chart-switch", texts.chart, () => showChart(!isChartOpen), texts.chart);
  const element = el(
    "section",
    { class: "timebar", "aria-label": texts.time },
    el(
      "div",
      { class: "timebar-row" },
      el("div", { class: "transport" }, back, play, forward),
      el("div", { class: "now" }, moment, summary),
      el(
        "div",
        { class: "time-options" },
        el("div", { class: "segments", role: "group", "aria-label": texts.mode }, mode.window, mode.cumulative),
        length,
        speed,
        jump,
      ),
    ),
    chart?.element,
    histogram.element,
    el(
      "div",
      { class: "footline" },
      chart ? chartSwitch : null,
      el("span", { class: "key-strikes" }, texts.strikes),
      el("span", { class: "key-others" }, texts.others),
      el(
        "ul",
        { class: "footline-notes" },
        el("li", {}, context.say("footerTime", { zone: data.theatre.time_zone })),
        el("li", {}, texts.footerBorders),
        el("li", {}, texts.footerControl),
      ),
    ),
  );

  /** What need not follow every frame of a film: form fields and what a screen reader is told. */
  const settle = throttle(() => {
    const { state } = store;
    const { from } = windowAt(state.day, state.length, state.mode, span);
    start.setAttribute("aria-valuetext", dayText(from, state.language));
    end.setAttribute("aria-valuetext", dayText(state.day, state.language));
    start.disabled = state.mode === "cumulative";
    for (const name of ["window", "cumulative"] as const)
      mode[name].setAttribute("aria-pressed", String(state.mode === name));
    jump.value = formatDay(state.day);
    showLengths(state);
  }, 200);

  /** How many events the days and filters leave, and how many of them the map has in view. */
  const summarize = throttle(() => {
    const { state } = store;
    const { rows, shown } = context.scene(state);
    let n = 0;
    for (let row = rows.low; row < rows.high; row++) n += shown[row];
    for (const row of rows.carried) n += shown[row];
    const text = context.say("summary", {
      n: numberText(n, state.language),
      inView: numberText(map.inView(0).total, state.language),
    });
    if (summary.textContent !== text) summary.textContent = text;
  }, 200);

  return {
    element,
    update(state, before) {
      const filters = !isSameFilter(state, before);
      if (filters) count(state);
      if (filters || state.theme !== before.theme) histogram.draw(context.palette);
      if (state.theme !== before.theme) chart?.draw(context.palette);
      const time = state.day !== before.day || state.length !== before.length || state.mode !== before.mode;
      if (time) showTime(state);
      if (time || filters || state.layers !== before.layers) summarize();
      if (state.playing !== before.playing) showPlaying(state);
      if (state.speed !== before.speed) speed.value = String(state.speed);
    },
    start() {
      count(store.state);
      showTime(store.state);
      showPlaying(store.state);
      speed.value = String(store.state.speed);
      summarize();
      map.onMoved(summarize);
      new ResizeObserver(() => histogram.draw(context.palette)).observe(histogram.element);
      showChart(isChartOpen);
      if (chart) new ResizeObserver(() => chart.draw(context.palette)).observe(chart.element);
      window
        .matchMedia("(prefers-color-scheme: dark)")
        .addEventListener("change", () => histogram.draw(context.palette));
    },
  };

  function showChart(open: boolean) {
    isChartOpen = open;
    chartSwitch.setAttribute("aria-expanded", String(open));
    if (chart) chart.element.hidden = !open;
  }

  function togglePlay() {
    const { state } = store;
    // At the end, playing starts over.
    if (!state.playing && state.day >= span.last) store.set({ day: span.first });
    store.set({ playing: !state.playing });
  }

  function setStart(edge: Day) {
    const from = Math.min(edge, store.state.day);
    store.set({ length: store.state.day - from + 1, mode: "window" });
  }

  function count(state: State) {
    histogram.setCounts(dailyCounts(data.columns, context.scene(state).shown, span));
  }

  function showPlaying({ playing }: State) {
    summary.setAttribute("aria-live", playing ? "off" : "polite");
    const label = playing ? texts.pause : texts.play;
    play.replaceChildren(icon(playing ? "pause" : "play"));
    play.setAttribute("aria-label", label);
    play.title = label;
  }

  function showTime(state: State) {
    const { language, day } = state;
    const shown = windowAt(day, state.length, state.mode, span);
    const first = dayText(shown.from, language, "short");
    const last = dayText(day, language, "short");
    moment.textContent = shown.from === day ? last : context.say("range", { from: first, to: last });
    histogram.showWindow(shown);
    chart?.showDay(day);
    start.value = String(shown.from);
    end.value = String(shown.to);
    settle();
  }

  function showLengths(state: State) {
    const presets: readonly number[] = WINDOW_PRESETS;
    const lengths = presets.includes(state.length) ? presets : [...presets, state.length].sort((a, b) => a - b);
    if (length.options.length !== lengths.length || !lengths.every((n, i) => length.options[i].value === String(n))) {
      length.replaceChildren(...lengths.map((n) => el("option", { value: n }, lengthText(n))));
    }
    length.value = String(state.length);
    length.disabled = state.mode === "cumulative";
  }

  function lengthText(n: number): string {
    const named: Record<number, string> = {
      1: texts.days1,
      7: texts.days7,
      30: texts.days30,
      90: texts.days90,
      365: texts.days365,
    };
    return named[n] ?? context.say("daysOther", { n });
  }
}
