import { expect, test } from "vitest";
import { decodeView, encodeView, LAYERS, type View } from "../src/url.ts";
import { random } from "./fixtures.ts";

const span = { first: 15048, last: 20065 };
const fallback: View = {
  zoom: 7,
  latitude: 35,
  longitude: 38.5,
  day: span.last,
  length: 30,
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
  language: "en",
  theme: "auto",
};

test("a link carries the whole view", () => {
  const view: View = {
    ...fallback,
    zoom: 8.5,
    latitude: 35.7512,
    longitude: 36.75,
    day: 17483,
    length: 7,
    hiddenGroups: new Set(["protest", "battle"]),
    hiddenSides: new Set(["a,b", "ümlaut&=#"]),
    hiddenHolders: new Set(["unknown"]),
    hiddenStatuses: new Set(["single", "corroborated"]),
    layers: new Set(["control"]),
    hardSteps: true,
    known: 17484,
    against: 16000,
    compare: "difference",
    selection: { type: "event", id: "ucdp/12 &=#%" },
    language: "ar",
    theme: "dark",
  };
  expect(decodeView(`#${encodeView(view)}`, fallback, span)).toEqual(view);
});

test("the address names the statuses on show, as the server's own parameter does", () => {
  const hidden = (hash: string) => [...decodeView(hash, fallback, span).hiddenStatuses];
  expect(hidden("#status=disputed,denied")).toEqual(["single", "corroborated"]);
  expect(hidden("#status=none").length).toBe(4);
  expect(hidden("#status=nonsense")).toEqual([]);
  const view = { ...fallback, hiddenStatuses: new Set(["single", "corroborated", "disputed", "denied"]) };
  expect(encodeView(view)).toContain("status=none");
});

test("any view survives the way through the address", () => {
  const next = random(9);
  for (let round = 0; round < 100; round++) {
    const view: View = {
      ...fallback,
      zoom: Math.round(next() * 40) / 4 + 4,
      latitude: Number((next() * 10 + 30).toFixed(4)),
      longitude: Number((next() * 10 + 34).toFixed(4)),
      day: span.first + Math.floor(next() * (span.last - span.first)),
      length: 1 + Math.floor(next() * 400),
      mode: next() < 0.5 ? "window" : "cumulative",
      layers: new Set(LAYERS.filter(() => next() < 0.5)),
      selection: next() < 0.5 ? { type: "place", id: `sy-${Math.floor(next() * 99)}` } : null,
    };
    expect(decodeView(encodeView(view), fallback, span)).toEqual(view);
  }
});

test("a link may carry a spot of the map, and one that is nowhere is none", () => {
  const selection = { type: "spot" as const, id: "36.6312,35.9301" };
  expect(decodeView(encodeView({ ...fallback, selection }), fallback, span).selection).toEqual(selection);
  expect(decodeView("#spot=36.63,35.93", fallback, span).selection).toEqual({ type: "spot", id: "36.6300,35.9300" });
  for (const nowhere of ["", "36", "36,", "x,y", "400,3", "1,2,3"]) {
    expect(decodeView(`#spot=${nowhere}`, fallback, span).selection).toBe(null);
  }
});

test("a link says that a spot or a town was asked about on the day compared with, while there is one", () => {
  for (const selection of [
    { type: "spot" as const, id: "36.6312,35.9301", beside: true as const },
    { type: "place" as const, id: "sy-1", beside: true as const },
  ]) {
    const compared = { ...fallback, against: span.first + 10, selection };
    expect(decodeView(encodeView(compared), fallback, span)).toEqual(compared);
    const { type, id } = selection;
    expect(decodeView(encodeView({ ...compared, against: null }), fallback, span).selection).toEqual({ type, id });
  }
});

test("a broken link shows the map all the same", () => {
  for (const hash of [
    "#at=9/x/36&on=2017-02-30&days=-4&lang=xx&theme=red&hide=nonsense",
    "#%%%",
    "#on=&known=2017-11-31&against=2017-13-01&compare=x",
    "#event=%E0%A4%A",
  ]) {
    const view = decodeView(hash, fallback, span);
    expect(view.day).toBe(fallback.day);
    expect(view.length).toBe(30);
    expect([view.zoom, view.latitude]).toEqual([7, 35]);
    expect(view.hiddenGroups.size).toBe(0);
    expect(view.known).toBe(null);
    expect(view.against).toBe(null);
  }
});

test("a day outside the theatre is brought to its nearest end", () => {
  expect(decodeView("#on=1999-01-01", fallback, span).day).toBe(span.first);
  expect(decodeView("#on=2099-01-01", fallback, span).day).toBe(span.last);
});
