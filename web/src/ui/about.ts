// What a reader must know to trust the map: time zone, border policy, how control is assessed, sources and licences.
import { nameOf, numberText, type Texts } from "../i18n/index.ts";
import type { Context } from "./context.ts";
import { button, el, icon, safeLink } from "./dom.ts";
import type { Panels } from "./panels.ts";
import type { Part } from "./part.ts";

const COUNTS = ["events", "strikes", "control", "places", "reports", "claims", "problems"] as const;

export function createAbout(context: Context, panels: Panels): Part {
  const { texts, store, data } = context;
  const { language } = store.state;
  const { theatre } = data;
  /** The theatre's words; the page's own where it has none, and before them in a language the theatre does not write. */
  const paragraph = (title: string, own: string, theirs?: string) => [
    el("h3", {}, title),
    !theirs || language !== "en" ? el("p", {}, own) : null,
    theirs ? el("p", { dir: "auto" }, theirs) : null,
  ];
  const counts = COUNTS.filter((key) => theatre.counts[key] !== undefined).map((key) =>
    el("li", {}, el("b", {}, numberText(theatre.counts[key], language)), ` ${texts[`count_${key}` as keyof Texts]}`),
  );
  // A theatre describes more sources than it quotes.
  const quoted = theatre.sources.filter((source) => source.events > 0);
  const sources = quoted.map((source) =>
    el(
      "li",
      {},
      el(
        "p",
        {},
        el("b", { dir: "auto" }, safeLink(source.url, nameOf(source, language))),
        ` · ${context.say("sourceEvents", { n: numberText(source.events, language) })}`,
      ),
      el(
        "p",
        { class: "note", dir: "auto" },
        [
          source.attribution,
          context.say("licence", { licence: source.licence }),
          source.republish ? "" : texts.notRepublished,
        ]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
  );
  const element = el(
    "section",
    { class: "panel panel-end", "aria-label": texts.about },
    el(
      "div",
      { class: "panel-head" },
      el("h2", {}, texts.about),
      button("tool", texts.close, () => panels.close("about"), icon("close")),
    ),
    el(
      "div",
      { class: "panel-body prose" },
      ...paragraph(texts.controlNote, texts.assessmentNote, theatre.notes.control),
      ...paragraph(texts.disputedNote, texts.bordersNote, theatre.notes.borders),
      ...paragraph(texts.timeTitle, context.say("timeNote", { zone: theatre.time_zone }), theatre.notes.time),
      ...paragraph(texts.basemapTitle, texts.basemapNote),
      el("h3", {}, texts.countsTitle),
      el("ul", { class: "counts" }, ...counts),
      el("h3", {}, texts.sourcesTitle),
      el("ul", { class: "sources" }, ...sources),
      ...paragraph(texts.keysTitle, texts.keysNote),
    ),
  );
  return { element, update() {}, start() {} };
}
