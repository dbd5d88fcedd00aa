// The slim header: title, place search, and the switches for panels, language and theme.
import type { Theme } from "../url.ts";
import type { Context } from "./context.ts";
import { button, el, icon } from "./dom.ts";
import type { Panels } from "./panels.ts";
import { createSearch } from "./search.ts";
import { titleOf } from "./title.ts";

const THEMES: Theme[] = ["auto", "light", "dark"];

export function createHeader(context: Context, panels: Panels): HTMLElement {
  const { store, texts, data } = context;
  const { language, theme } = store.state;
  const toggle = (name: "legend" | "list" | "land" | "about", label: string) => {
    const made = button("tool", label, () => panels.toggle(name), icon(name === "about" ? "info" : name));
    if (name !== "about") made.append(el("span", { class: "tool-text" }, label));
    made.dataset.panel = name;
    panels.bind(name, made);
    return made;
  };
  const themeNames: Record<Theme, string> = { auto: texts.themeAuto, light: texts.themeLight, dark: texts.themeDark };
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  const switchTheme = button(
    "tool",
    `${texts.theme}: ${themeNames[theme]}`,
    () => store.set({ theme: next }),
    icon("theme"),
  );
  switchTheme.dataset.control = "theme";
  const other = language === "ar" ? "en" : "ar";
  const switchLanguage = button("tool language", `${texts.otherLanguage}: ${texts.switchLanguage}`, () =>
    store.set({ language: other }),
  );
  switchLanguage.append(el("span", { lang: other, dir: other === "ar" ? "rtl" : "ltr" }, texts.otherLanguage));
  switchLanguage.dataset.control = "language";
  const title = titleOf(data, language);
  return el(
    "header",
    { class: "header" },
    el(
      "h1",
      { class: "brand" },
      el("span", { class: "brand-name" }, language === "ar" ? "خريطة" : "Kharita"),
      el("span", { class: "brand-title" }, title),
    ),
    createSearch(context),
    el(
      "div",
      { class: "tools" },
      toggle("legend", texts.legend),
      toggle("list", texts.list),
      data.areas ? toggle("land", texts.land) : null,
      switchLanguage,
      switchTheme,
      toggle("about", texts.about),
    ),
  );
}
