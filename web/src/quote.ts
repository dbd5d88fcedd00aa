// A quoted sentence cut into pieces by the parts of the claim that its words stand for; pure, in Unicode code points.

export const PARTS = [
  "event",
  "place",
  "time",
  "deaths",
  "injured",
  "actor1",
  "actor2",
  "weapon",
  "target",
  "said_by",
] as const;

/** A part of a claim that words of a report stand for. */
export type Part = (typeof PARTS)[number];

/** Characters of the report's text, counted in code points: from the first one to the one after the last. */
export type Span = [number, number];

/** Where a report's text says a claim; the quotation is its sentence, from the beginning. */
export type Spans = { sentence: Span } & { [part in Part]?: Span };

export interface Piece {
  text: string;
  /** What these words stand for; the narrowest part where one lies within another. */
  part: Part | null;
}

export interface Marked {
  pieces: Piece[];
  /** Parts that were read in another sentence, or in what was cut off this one. */
  elsewhere: Part[];
  /** Whether the sentence goes on where the quotation ends. */
  isCut: boolean;
}

/** The parts that a claim has words for. A weapon within who or what, as in "airstrike" and "army jets", is no second one. */
export function partsOf(spans: Spans): Part[] {
  const { weapon } = spans;
  const isWithin = (span?: Span) => weapon && span && span[0] <= weapon[0] && weapon[1] <= span[1];
  const isToldAlready = isWithin(spans.event) || isWithin(spans.actor1);
  return PARTS.filter((part) => spans[part] && !(part === "weapon" && isToldAlready));
}

/** Cuts `quote` where a part begins or ends. Spans that make no sense mark nothing, and no character is lost or told twice. */
export function markQuote(quote: string, spans: Spans): Marked {
  const letters = Array.from(quote);
  const [from, to] = spans.sentence;
  const within: { part: Part; start: number; end: number }[] = [];
  const elsewhere: Part[] = [];
  for (const part of partsOf(spans)) {
    const span = spans[part];
    if (!span) continue;
    const start = span[0] - from;
    const end = span[1] - from;
    if (start >= 0 && start < end && end <= letters.length) within.push({ part, start, end });
    else elsewhere.push(part);
  }
  // Wide ones first, so that a narrower one is written over them.
  within.sort((a, b) => b.end - b.start - (a.end - a.start));
  const parts = new Array<Part | null>(letters.length).fill(null);
  for (const { part, start, end } of within) parts.fill(part, start, end);
  const pieces: Piece[] = [];
  letters.forEach((letter, i) => {
    const last = pieces.at(-1);
    if (last && last.part === parts[i]) last.text += letter;
    else pieces.push({ text: letter, part: parts[i] });
  });
  return { pieces, elsewhere, isCut: to - from > letters.length };
}
