// The Leaflet map: puts the layers into their panes and keeps them, and the view, in step with the store.
import * as L from "leaflet";
import { type Language, type Texts, textsFor } from "../i18n/index.ts";
import { paletteFor } from "../palette.ts";
import type { Scene } from "../scene.ts";
import { spotName } from "../spot.ts";
import type { State, Store } from "../store.ts";
import type { LookOf } from "../town-symbol.ts";
import { AreasLayer, type AreasShown } from "./areas-layer.ts";
import { createBasemap } from "./basemap.ts";
import { Comparison } from "./comparison.ts";
import { ControlLayer } from "./control-layer.ts";
import { LabelsLayer } from "./labels.ts";
import { MarksLayer } from "./marks.ts";
import { PointsLayer } from "./points.ts";
import { type Reach, ReachLayer } from "./reach.ts";

/** What the rest of the page may ask of the map. */
export interface MapHandle {
  inView: PointsLayer["inView"];
  /** Moves to a place, at least as close as `zoom`. */
  goTo(latitude: number, longitude: number, zoom: number): void;
  /** Takes the room that the page leaves it, with the same place in its middle, to the pixel. */
  fit(): void;
  /** Pans, if it must, so that a place lies clear of the map's edges and of a panel over it. */
  reveal(latitude: number, longitude: number, panel: HTMLElement): void;
  /** Draws within what the truth lies until the next is shown, and none for `null`. */
  showReach(reach: Reach | null): void;
  /** Moves so far out that all that is drawn of it is in view; `false` where that is little or nothing. */
  goToReach(zoom: number): boolean;
  /** Events drawn on the spot of the selected one, topmost first. */
  readonly stack: number[];
  /** Called after each change of the view, when layers have drawn. */
  onMoved(listener: () => void): void;
}

export interface MapParts {
  store: Store;
  scene(view: State): Scene;
  lookOf: LookOf;
  themeOf(state: State): "light" | "dark";
}

const PANES = {
  base: 200,
  areas: 402,
  "areas-then": 402,
  difference: 403,
  reach: 405,
  control: 410,
  "control-then": 410,
  points: 420,
  names: 430,
  marks: 440,
} as const;

/** Days in which land counts as freshly taken where the window does not say. */
const USUAL_FRESH = 30;

/** Where the legend is not. */
const cornerFor = (language: Language) => (language === "ar" ? "bottomleft" : "bottomright");

const townsOnTop = ({ mode }: State) => mode === "cumulative";

export function createMap(element: HTMLElement, parts: MapParts): MapHandle {
  const { store, lookOf, themeOf } = parts;
  const { state } = store;
  const [west, south, east, north] = state.data.theatre.bbox;
  const map = L.map(element, {
    center: [state.latitude, state.longitude],
    zoom: state.zoom,
    minZoom: 5,
    maxZoom: 15,
    zoomSnap: 0.5,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    attributionControl: false,
    zoomControl: false,
    keyboardPanDelta: 120,
    maxBounds: [
      [south - 6, west - 9],
      [north + 6, east + 9],
    ],
    maxBoundsViscosity: 0.6,
  });
  for (const [name, z] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(z);
    if (name !== "base") pane.style.pointerEvents = "none";
  }
  createBasemap("base").addTo(map);
  const reach = new ReachLayer(map, "reach");
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
  let stack: number[] = [];
  const moved: (() => void)[] = [];

  let zoomControl: L.Control.Zoom | null = null;
  const placeControls = (language: Language) => {
    zoomControl?.remove();
    const texts: Texts = textsFor(language);
    zoomControl = L.control.zoom({
      position: cornerFor(language),
      zoomInTitle: texts.zoomIn,
      zoomOutTitle: texts.zoomOut,
    });
    zoomControl.addTo(map);
  };
  placeControls(state.language);
  const scale = L.control.scale({ imperial: false, maxWidth: 110, position: cornerFor(state.language) }).addTo(map);

  let { areas, control, points, names, marks } = layersOf(state);
  const comparison = new Comparison(map, lookOf, paletteFor(themeOf(state)));
  let onShow = parts.scene(state);
  addLayers(state);
  stackPanes(state);

  let reported = { latitude: state.latitude, longitude: state.longitude, zoom: state.zoom };
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    reported = { latitude: lat, longitude: lng, zoom: map.getZoom() };
    store.set(reported);
    for (const listener of moved) listener();
  });

  map.on("click", (event) => {
    // Whoever shows a card next shows its own.
    reach.show(null);
    const then = comparison.pick(event.containerPoint);
    const town = then === undefined ? control.pick(event.containerPoint) : then;
    const isCovered = then !== undefined || (town && townsOnTop(store.state));
    const found = isCovered ? [] : points.pick(event.containerPoint);
    if (found.length) {
      const { selection, data } = store.state;
      const at = found.findIndex((row) => selection?.type === "event" && data.columns.idOf(row) === selection.id);
      const row = at >= 0 ? found[(at + 1) % found.length] : found[0];
      stack = at >= 0 && stack.includes(row) ? stack : found;
      store.set({ selection: { type: "event", id: data.columns.idOf(row) }, playing: false }, "push");
      return;
    }
    const { lat: latitude, lng: longitude } = event.latlng;
    const beside = then === undefined ? {} : { beside: true as const };
    if (town) store.set({ selection: { type: "place", id: town.id, ...beside } }, "push");
    else if (areas?.covers(longitude, latitude)) {
      const id = spotName({ longitude, latitude });
      store.set({ selection: { type: "spot", id, ...beside }, playing: false }, "push");
    } else if (store.state.selection) store.set({ selection: null }, "push");
  });

  const hover = (event: L.LeafletMouseEvent) => {
    const then = comparison.pick(event.containerPoint);
    const row = then === undefined ? points.topmost(event.containerPoint) : -1;
    const over = row >= 0 || (then === undefined ? control.pick(event.containerPoint) : then) !== null;
    element.classList.toggle("is-over", over);
    if (row !== store.state.hovered) store.set({ hovered: row });
  };
  if (window.matchMedia("(hover: hover)").matches) {
    map.on("mousemove", hover);
    map.on("mouseout", () => store.set({ hovered: -1 }));
  }

  store.subscribe((now, before) => {
    if (now.data !== before.data) {
      for (const layer of [areas, control, points, names, marks]) layer?.remove();
      ({ areas, control, points, names, marks } = layersOf(now));
      onShow = parts.scene(now);
      addLayers(now);
    }
    const theme = themeOf(now);
    if (theme !== themeOf(before) || now.theme !== before.theme) repaint(now);
    if (now.language !== before.language) {
      names.update(paletteFor(theme), now.language);
      placeControls(now.language);
      scale.setPosition(cornerFor(now.language));
    }
    if (now.layers !== before.layers) {
      if (now.layers.has("names")) names.addTo(map);
      else names.remove();
    }
    if (now.mode !== before.mode) stackPanes(now);
    const scene = parts.scene(now);
    if (scene !== onShow || now.layers !== before.layers) {
      onShow = scene;
      points.show(now.layers.has("events") ? scene : null);
    }
    showAreas(now);
    showControl(now);
    marks.show(now);
    follow(now);
  });

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(store.state));

  /** What is drawn of a record; another record has others. */
  function layersOf({ data, language }: State) {
    const palette = paletteFor(themeOf(store.state));
    return {
      areas: data.areas && new AreasLayer("areas", data.areas, lookOf, palette),
      control: new ControlLayer("control", data.towns, lookOf, palette),
      points: new PointsLayer("points", data.columns, palette),
      names: new LabelsLayer("names", data.towns, palette, language),
      marks: new MarksLayer("marks", data, palette),
    };
  }

  function addLayers(now: State) {
    showAreas(now);
    areas?.addTo(map);
    showControl(now);
    control.addTo(map);
    points.addTo(map);
    if (now.layers.has("names")) names.addTo(map);
    marks.addTo(map);
    points.show(now.layers.has("events") ? onShow : null);
    marks.show(now);
  }

  function areasOf({ day, mode, length, hiddenHolders, layers, playing, hardSteps }: State): AreasShown {
    return {
      day,
      fresh: mode === "window" ? length : USUAL_FRESH,
      hidden: hiddenHolders,
      areas: layers.has("areas"),
      fronts: layers.has("fronts"),
      sweep: playing && !hardSteps && !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    };
  }

  function showAreas(now: State) {
    areas?.show(areasOf(now));
  }

  function showControl(now: State) {
    const dots = now.layers.has("names") && !townsOnTop(now);
    control.show(now.day, now.hiddenHolders, now.layers.has("control"), dots);
    comparison.show(now, areasOf(now), dots);
  }

  /** Years of events would bury the towns, so in cumulative mode these lie on top. */
  function stackPanes(now: State) {
    const z = String(townsOnTop(now) ? PANES.points + 1 : PANES.control);
    for (const name of ["control", "control-then"]) map.getPane(name)!.style.zIndex = z;
  }

  function repaint(now: State) {
    const colors = paletteFor(themeOf(now));
    areas?.setPalette(colors);
    control.setPalette(colors);
    comparison.setPalette(colors);
    points.setPalette(colors);
    names.update(colors, now.language);
    marks.setPalette(colors);
  }

  /** Without `reset` Leaflet pans by whole pixels, and without the event its SVG stands between pixels: a link would differ. */
  function showExactly(latitude: number, longitude: number, zoom: number) {
    map.setView([latitude, longitude], zoom, { animate: false, reset: true } as L.ZoomPanOptions);
    map.fire("moveend");
  }

  /** Goes where a link or the back button says; what the map itself reported it has left, or is about to, of its own. */
  function follow({ latitude, longitude, zoom }: State) {
    if (latitude === reported.latitude && longitude === reported.longitude && zoom === reported.zoom) return;
    const center = map.getCenter();
    const pixel = 360 / (256 * 2 ** zoom);
    const off = Math.max(Math.abs(center.lat - latitude), Math.abs(center.lng - longitude)) > pixel;
    if (off || Math.abs(map.getZoom() - zoom) > 0.01) showExactly(latitude, longitude, zoom);
  }

  return {
    inView: (limit) => points.inView(limit),
    get stack() {
      const { selection, data } = store.state;
      if (selection?.type !== "event") return [];
      const row = data.columns.rowOf(selection.id);
      return stack.includes(row) ? stack : [row];
    },
    goTo(latitude, longitude, zoom) {
      map.flyTo([latitude, longitude], Math.max(zoom, map.getZoom()), { duration: 0.6 });
    },
    showReach(shown) {
      reach.show(shown);
    },
    goToReach(zoom) {
      const bounds = reach.bounds();
      if (!bounds || map.getBoundsZoom(bounds) >= zoom) return false;
      map.flyToBounds(bounds, { duration: 0.6 });
      return true;
    },
    fit() {
      const { latitude, longitude, zoom } = store.state;
      map.invalidateSize({ pan: false, animate: false });
      showExactly(latitude, longitude, zoom);
    },
    reveal(latitude, longitude, panel) {
      const view = element.getBoundingClientRect();
      const cover = panel.getBoundingClientRect();
      const sheet = cover.width > view.width * 0.8;
      const atRight = cover.left > view.left + view.width / 2;
      const edge = 48;
      // Something may be said over the top of the map.
      const top = 64;
      map.panInside([latitude, longitude], {
        paddingTopLeft: [sheet || atRight ? edge : cover.right - view.left + edge, top],
        paddingBottomRight: sheet
          ? [edge, Math.min(view.height - 2 * edge, view.bottom - cover.top + edge)]
          : [atRight ? view.right - cover.left + edge : edge, edge],
      });
    },
    onMoved(listener) {
      moved.push(listener);
    },
  };
}
