// Puts the parts around the map and builds them anew when the language changes.
import { fill } from "../i18n/index.ts";
import { namedPlaces } from "../map/named-places.ts";
import { createAbout } from "./about.ts";
import { createCard } from "./card.ts";
import { type Context, themeOf } from "./context.ts";
import { createDivider } from "./divider.ts";
import { el } from "./dom.ts";
import { createHeader } from "./header.ts";
import { createKnownBanner } from "./known-banner.ts";
import { createLandPanel } from "./land-panel.ts";
import { createLegend } from "./legend.ts";
import { createList } from "./list.ts";
import { createPanels } from "./panels.ts";
import type { Part } from "./part.ts";
import { createTimebar } from "./timebar.ts";
import { titleOf } from "./title.ts";

export function buildPage(context: Context, mapElement: HTMLElement): void {
  const { store } = context;
  const panels = createPanels();
  const app = document.getElementById("app")!;
  const stage = mapElement.parentElement!;
  let parts: Part[] = [];

  function build() {
    const { language } = store.state;
    const { texts, data } = context;
    const scrolled = scrollsOf(stage);
    panels.reset();
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    document.title = `${titleOf(data, language)} · ${language === "ar" ? "خريطة" : "Kharita"}`;
    mapElement.setAttribute("aria-label", texts.map);
    const legend = createLegend(context, panels);
    const list = createList(context, panels, namedPlaces(data.towns));
    const card = createCard(context, panels);
    const about = createAbout(context, panels);
    const land = data.areas && createLandPanel(context, panels, data.areas);
    const timebar = createTimebar(context);
    const divider = createDivider(context, stage);
    parts = [legend, list, card, about, timebar, divider, ...(land ? [land] : [])];
    panels.add("legend", legend.element);
    panels.add("list", list.element);
    panels.add("card", card.element);
    panels.add("about", about.element);
    if (land) panels.add("land", land.element);
    app.querySelector(".header")?.remove();
    app.querySelector(".timebar")?.remove();
    for (const old of stage.querySelectorAll(".panel, .notice, .divider")) old.remove();
    app.prepend(createHeader(context, panels));
    stage.append(
      divider.element,
      legend.element,
      list.element,
      card.element,
      about.element,
      ...(land ? [land.element] : []),
    );
    if (data.columns.count === 0 && data.towns.length === 0 && data.known === null) {
      stage.append(el("p", { class: "notice", role: "status" }, texts.empty));
    } else if (data.notice) {
      stage.append(el("p", { class: "notice", role: "status" }, fill(texts.failedControl, { reason: data.notice })));
    }
    app.append(timebar.element);
    for (const part of parts) part.start();
    for (const [id, top] of scrolled) document.getElementById(id)?.querySelector(".panel-body")?.scrollTo(0, top);
    context.map.fit();
  }

  function applyTheme() {
    document.documentElement.dataset.theme = themeOf(store.state);
  }

  applyTheme();
  build();
  stage.append(createKnownBanner(context));
  store.subscribe((state, before) => {
    if (state.theme !== before.theme) applyTheme();
    if (state.language !== before.language || state.theme !== before.theme || state.data !== before.data) {
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

/** How far each panel is scrolled, so that it is so again in the page that takes this one's place. */
function scrollsOf(stage: HTMLElement): [string, number][] {
  return [...stage.querySelectorAll(".panel")].map((panel) => [
    panel.id,
    panel.querySelector(".panel-body")?.scrollTop ?? 0,
  ]);
}
