// A quoted sentence with the words of the claim underlined, each part in a way of its own, and the key to these.
import type { Account } from "../api.ts";
import type { Texts } from "../i18n/index.ts";
import { markQuote, PARTS, type Part, partsOf } from "../quote.ts";
import type { Context } from "./context.ts";
import { el } from "./dom.ts";

const NAMES: Record<Part, keyof Texts> = {
  event: "what",
  place: "where",
  time: "when",
  deaths: "toll",
  injured: "injured",
  actor1: "who",
  actor2: "toWhom",
  weapon: "withWhat",
  target: "whatWasHit",
  said_by: "whoSays",
};

export function quotation(context: Context, quote: string, spans: Account["spans"]): HTMLElement[] {
  const { texts } = context;
  if (!spans) return [el("blockquote", { dir: "auto" }, quote)];
  const { pieces, elsewhere, isCut } = markQuote(quote, spans);
  const marked = pieces.map(({ text, part }) => (part ? underlined(part, text, texts[NAMES[part]]) : text));
  const missing = elsewhere.map((part) => texts[NAMES[part]]).join(texts.comma);
  return [
    el("blockquote", { dir: "auto", class: isCut ? "is-cut" : null }, ...marked),
    ...(missing ? [el("p", { class: "note" }, context.say("elsewhere", { parts: missing }))] : []),
  ];
}

/** What the underlines mean, for those parts that the accounts have; null where nothing is underlined. */
export function underlineKey({ texts }: Context, accounts: Account[]): HTMLElement | null {
  const used = PARTS.filter((part) =>
    accounts.some(({ quote, spans }) => quote && spans && partsOf(spans).includes(part)),
  );
  if (used.length === 0) return null;
  const items = used.map((part) => el("li", {}, underlined(part, texts[NAMES[part]])));
  return el("ul", { class: "part-key", "aria-label": texts.underlines }, ...items);
}

function underlined(part: Part, text: string, title?: string): HTMLElement {
  return el("u", { class: `part is-${part.replace("_", "-")}`, title }, text);
}
