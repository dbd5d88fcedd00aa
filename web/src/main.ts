// Start: load the theatre, make the store, put map and page together, and say so when something fails.
import { type Language, textsFor } from "./i18n/index.ts";
import { createMap } from "./map/map.ts";
import { bindPlayback } from "./playback.ts";
import { bindRecord, loadRecord } from "./record.ts";
import { type Data, fillingLength, sceneOf } from "./scene.ts";
import { createStore, type State } from "./store.ts";
import { createContext, lookTable, themeOf } from "./ui/context.ts";
import { button, el } from "./ui/dom.ts";
import { bindKeys } from "./ui/keyboard.ts";
import { buildPage } from "./ui/page.ts";
import { knownIn, LAYERS, type View } from "./url.ts";

/** Room the legend takes of a wide map, and the header and time bar of any, in CSS pixels. */
const LEGEND_WIDTH = 312;
const BARS_HEIGHT = 200;

const app = document.getElementById("app")!;
/** Before the store exists the browser's own wish decides the language of messages. */
const early = textsFor(languageWished());

/** What the link says, else the browser. */
function languageWished(): Language {
  const said = /[#&]lang=(ar|en)/.exec(location.hash)?.[1] ?? navigator.language;
  return said.startsWith("ar") ? "ar" : "en";
}

async function start(): Promise<void> {
  app.replaceChildren(el("p", { class: "splash", role: "status" }, `${early.loading}…`));
  const known = knownIn(location.hash);
  let problem: string | null = null;
  try {
    const data = await loadRecord(known).catch((error: Error) => {
      if (known === null) throw error;
      // A link to a day that cannot be had shows what is known now, and says so.
      problem = error.message;
      return loadRecord(null);
    });
    show(data, problem);
  } catch (error) {
    console.error(error);
    app.replaceChildren(
      el(
        "div",
        { class: "splash", role: "alert" },
        el("p", {}, early.failed),
        el("p", { class: "note", dir: "ltr" }, (error as Error).message),
        button("retry", early.retry, start, early.retry),
      ),
    );
  }
}

function show(data: Data, problem: string | null): void {
  const mapElement = el("div", { id: "map", class: "map", dir: "ltr", role: "region" });
  app.replaceChildren(el("main", { class: "stage" }, mapElement));
  const store = createStore(defaultView(data), data, problem);
  if (store.state.known !== data.known) store.set({ known: data.known });
  const scene = sceneOf();
  const lookOf = lookTable(data.theatre.actors);
  const map = createMap(mapElement, { store, scene, lookOf, themeOf: (state: State) => themeOf(state) });
  buildPage(createContext({ store, scene, lookOf, map }), mapElement);
  bindRecord(store);
  bindPlayback(store, data.span);
  bindKeys(store, data.span);
}

/** The whole theatre beside the open legend, in a time that ends with its last day. */
function defaultView({ theatre, columns, span }: Data): View {
  const language = languageWished();
  const legend = window.innerWidth > 760 ? LEGEND_WIDTH : 0;
  const width = Math.max(320, window.innerWidth - legend);
  const height = Math.max(240, window.innerHeight - BARS_HEIGHT);
  const [west, south, east, north] = theatre.bbox;
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const fits = (pixels: number, degrees: number) => Math.log2((pixels / 256) * (360 / Math.max(degrees, 0.02)));
  const zoom = Math.min(fits(width, east - west), fits(height, (north - south) / shrink));
  const snapped = Math.max(5, Math.min(13, Math.floor(zoom * 2) / 2));
  const aside = ((legend / 2) * 360) / (256 * 2 ** snapped);
  return {
    zoom: snapped,
    latitude: (south + north) / 2,
    longitude: (west + east) / 2 + (language === "ar" ? aside : -aside),
    day: span.last,
    length: fillingLength(columns, span),
    mode: "window",
    hiddenGroups: new Set(),
    hiddenSides: new Set(),
    hiddenHolders: new Set(),
    hiddenStatuses: new Set(),
    layers: new Set(LAYERS),
    hardSteps: false,
    known: null,
    against: null,
    compare: "swipe",
    selection: null,
    language,
    theme: "auto",
  };
}

start();
