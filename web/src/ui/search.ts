// Place search: a combobox as ARIA describes it, asking the gazetteer in Arabic or Latin letters.
import { type PlaceCandidate, searchPlaces } from "../api.ts";
import { nameOf } from "../i18n/index.ts";
import type { Context } from "./context.ts";
import { el, icon } from "./dom.ts";

const WAIT_MS = 160;
/** Zoom that shows a town and what is around it. */
const CLOSE = 10.5;

export function createSearch(context: Context): HTMLElement {
  const { texts, store, map } = context;
  const list = el("ul", {
    id: "search-list",
    class: "search-list",
    role: "listbox",
    "aria-label": texts.searchLabel,
    hidden: true,
  });
  const status = el("p", { class: "visually-hidden", role: "status" });
  const input = el("input", {
    class: "search-input",
    type: "text",
    role: "combobox",
    "aria-label": texts.searchLabel,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "search-list",
    placeholder: texts.searchHint,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    maxlength: 120,
  });
  let candidates: PlaceCandidate[] = [];
  let active = -1;
  let timer = 0;
  let asked: AbortController | null = null;

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (candidates.length === 0) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate((active + step + candidates.length) % candidates.length);
    } else if (event.key === "Enter") {
      const chosen = candidates[Math.max(0, active)];
      if (chosen) choose(chosen);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  input.addEventListener("blur", () => window.setTimeout(close, 120));
  input.addEventListener("focus", () => {
    if (candidates.length) open();
  });

  async function ask() {
    asked?.abort();
    const text = input.value.trim();
    if (text.length < 2) {
      if (!store.state.selection) map.showReach(null);
      candidates = [];
      close();
      return;
    }
    asked = new AbortController();
    try {
      candidates = await searchPlaces(text, asked.signal);
      show(candidates.length ? "" : texts.searchNone);
      status.textContent = context.say("searchCount", { n: candidates.length });
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      candidates = [];
      show(texts.searchFailed);
    }
  }

  function show(message: string) {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...candidates.map((candidate, i) => {
        const where = [candidate.admin1, candidate.country].filter(Boolean).join(", ");
        const other = nameOf(candidate, store.state.language === "ar" ? "en" : "ar");
        const name = nameOf(candidate, store.state.language);
        const item = el(
          "li",
          { id: `search-${i}`, role: "option", "aria-selected": "false", class: "search-item" },
          el("span", { class: "search-name", dir: "auto" }, name),
          el(
            "span",
            { class: "search-where", dir: "auto" },
            [other === name ? "" : other, where].filter(Boolean).join(" · "),
          ),
        );
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          choose(candidate);
        });
        return item;
      }),
    );
    if (message)
      list.append(
        el("li", { class: "search-none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, message),
      );
    open();
  }

  function activate(index: number) {
    active = index;
    list.querySelectorAll('[role="option"]').forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === index));
      if (i === index) item.scrollIntoView({ block: "nearest" });
    });
    input.setAttribute("aria-activedescendant", `search-${index}`);
  }

  function choose(candidate: PlaceCandidate) {
    input.value = nameOf(candidate, store.state.language);
    candidates = [];
    close();
    input.blur();
    map.showReach(candidate);
    if (!map.goToReach(CLOSE)) map.goTo(candidate.latitude, candidate.longitude, CLOSE);
    const town = context.data.towns.find((t) => t.id === candidate.place_id);
    if (town) store.set({ selection: { type: "place", id: town.id } }, "push");
  }

  function open() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  return el("div", { class: "search", role: "search" }, icon("search"), input, list, status);
}
