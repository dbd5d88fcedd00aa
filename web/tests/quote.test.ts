import { expect, test } from "vitest";
import { markQuote, type Spans } from "../src/quote.ts";
import { random } from "./fixtures.ts";

const show = (quote: string, spans: Spans) =>
  markQuote(quote, spans)
    .pieces.map(({ text, part }) => (part ? `[${part} ${text}]` : text))
    .join("");

test("the words of each part are cut out, in code points from where the sentence begins", () => {
  expect(
    show("An airstrike 🔴 on Kafr Nabl killed 61.", {
      sentence: [38, 77],
      event: [41, 50],
      place: [56, 65],
      deaths: [73, 75],
    }),
  ).toBe("An [event airstrike] 🔴 on [place Kafr Nabl] killed [deaths 61].");
});

test("a part within another is told apart from it", () => {
  expect(show("Russian jets hit it", { sentence: [0, 19], actor1: [0, 12], event: [8, 16] })).toBe(
    "[actor1 Russian ][event jets hit] it",
  );
});

test("what was read elsewhere, or cut off, is said to be so", () => {
  const marked = markQuote("It hit", { sentence: [10, 40], place: [2, 5], event: [13, 16], time: [30, 34] });
  expect(marked.elsewhere).toEqual(["place", "time"]);
  expect(marked.isCut).toBe(true);
  expect(marked.pieces.map(({ text }) => text)).toEqual(["It ", "hit"]);
});

test("whatever the spans say, no letter is lost", () => {
  const next = random(5);
  const quote = "قصف 🛩 على الأتارب، ٦١ قتيلًا";
  const span = (): [number, number] => [Math.floor(next() * 60) - 10, Math.floor(next() * 60) - 10];
  for (let round = 0; round < 300; round++) {
    const { pieces } = markQuote(quote, { sentence: [0, 40], event: span(), place: span(), actor1: span() });
    expect(pieces.map(({ text }) => text).join("")).toBe(quote);
  }
});
