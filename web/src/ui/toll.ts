// A toll in words: the best figure, with its range where low and high differ.
import type { Toll } from "../api.ts";
import { numberText } from "../i18n/index.ts";
import type { Context } from "./context.ts";

export function tollText(context: Context, toll: Toll | null): string {
  const { language } = context.store.state;
  const figure = (n: number | null) => (n === null ? null : numberText(n, language));
  const best = figure(toll?.best ?? null);
  const low = figure(toll?.low ?? null);
  const high = figure(toll?.high ?? null);
  if (best === null && low === null && high === null) return context.texts.deathsNone;
  if (low === null || high === null || low === high) return best ?? low ?? high ?? "";
  return best === null ? `${low}–${high}` : context.say("deathsBest", { best, low, high });
}
