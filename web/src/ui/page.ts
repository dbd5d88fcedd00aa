// Puts the parts around the map and builds them anew when the language changes.
import { fill } from "../i18n/index.ts";
import { namedPlaces } from "../map/named-places.ts";
import { createAbout } from "./about.ts";
import { createCard } from "./card.ts";
import { type Context, themeOf } from "./context.ts";
import { el } from "./dom.ts";
import { createHeader } from "./header.ts";
import { createLegend } from "./legend.ts";
import { createList } from "./list.ts";
import { createPanels } from "./panels.ts";
import type { Part } from "./part.ts";
import { createTimebar } from "./timebar.ts";
import { titleOf } from "./title.ts";

export function buildPage(context: Context, mapElement: HTMLElement, notice: string | null): void {
  const { store, data } = context;
  const panels = createPanels();
  const places = namedPlaces(data.towns);
  const app = document.getElementById("app")!;
  const stage = mapElement.parentElement!;
  let parts: Part[] = [];

  function build() {
    const { language } = store.state;
    const { texts } = context;
    panels.reset();
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    document.title = `${titleOf(data, language)} · ${language === "ar" ? "خريطة" : "Kharita"}`;
    mapElement.setAttribute("aria-label", texts.map);
    const legend = createLegend(context, panels);
    const list = createList(context, panels, places);
    const card = createCard(context, panels);
    const about = createAbout(context, panels);
    const timebar = createTimebar(context);
    parts = [legend, list, card, about, timebar];
    panels.add("legend", legend.element);
    panels.add("list", list.element);
    panels.add("card", card.element);
    panels.add("about", about.element);
    app.querySelector(".header")?.remove();
    app.querySelector(".timebar")?.remove();
    for (const old of stage.querySelectorAll(".panel, .notice")) old.remove();
    app.prepend(createHeader(context, panels));
    stage.append(legend.element, list.element, card.element, about.element);
    if (data.columns.count === 0 && data.towns.length === 0) {
      stage.append(el("p", { class: "notice", role: "status" }, texts.empty));
    } else if (notice) {
      stage.append(el("p", { class: "notice", role: "status" }, fill(texts.failedControl, { reason: notice })));
    }
    app.append(timebar.element);
    for (const part of parts) part.start();
    context.map.fit();
  }

  function applyTheme() {
    document.documentElement.dataset.theme = themeOf(store.state);
  }

  applyTheme();
  build();
  store.subscribe((state, before) => {
    if (state.theme !== before.theme) applyTheme();
    if (state.language !== before.language || state.theme !== before.theme) {
      const focused = (document.activeElement as HTMLElement | null)?.dataset?.control;
      build();
      if (focused) app.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus();
      return;
    }
    for (const part of parts) part.update(state, before);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    applyTheme();
    build();
  });
}
