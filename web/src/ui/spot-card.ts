// The card of a spot on the map: who holds it on the day shown, since when, why, and how sure that is.
import type { ControlAt } from "../api.ts";
import { dayText, nameOf, numberText } from "../i18n/index.ts";
import { parseDay } from "../time.ts";
import { accountItem } from "./account.ts";
import type { Context } from "./context.ts";
import { el } from "./dom.ts";
import { townGlyph } from "./glyph.ts";
import { describeState } from "./state-text.ts";

export function spotCard(context: Context, found: ControlAt): HTMLElement {
  const { texts, store, lookOf, palette } = context;
  const { language } = store.state;
  const state = stateOf(found.status, found.holders, found.against);
  const isKnown = found.status !== "unknown" && found.holders.length > 0;
  const figure = (n: number) => numberText(n, language);
  return el(
    "article",
    { class: "card" },
    el(
      "header",
      { class: "card-head" },
      townGlyph(isKnown ? state : null, lookOf, palette),
      el(
        "div",
        {},
        el("h2", { dir: "auto" }, isKnown ? describeState(context, state) : texts.spotNobody),
        el("p", { class: "note" }, context.say("stateNow", { day: dayText(parseDay(found.day) ?? 0, language) })),
      ),
    ),
    el("p", { class: "spot-since" }, isKnown ? sinceText(found) : texts.spotUnknown),
    found.place
      ? el(
          "p",
          { class: "note", dir: "auto" },
          context.say(isKnown ? "spotPlace" : "spotNearest", {
            km: figure(Math.round(found.place.distance_km)),
            place: nameOf(found.place, language),
          }),
        )
      : null,
    found.doubt && isKnown ? el("p", { class: "spot-doubt" }, doubtText(found.doubt.wrong)) : null,
    found.claimed.length ? el("h3", {}, texts.rivalClaims) : null,
    ...found.claimed.flatMap((claim) => [
      el("p", { class: "spot-claim", dir: "auto" }, describeState(context, stateOf(claim.status, claim.holders, []))),
      el("ol", { class: "accounts" }, ...claim.sources.map((source) => accountItem(context, source))),
    ]),
    found.denials?.length
      ? el("ol", { class: "accounts" }, ...found.denials.map((source) => accountItem(context, source)))
      : null,
    found.sentences.length ? el("h3", {}, texts.spotSentences) : null,
    el("ul", { class: "spot-sentences" }, ...found.sentences.map((sentence) => el("li", { dir: "auto" }, sentence))),
    found.sources.length ? el("h3", {}, texts.accounts) : null,
    el("ol", { class: "accounts" }, ...found.sources.map((source) => accountItem(context, source))),
  );

  function sinceText({ since, since_latest }: ControlAt): string {
    const from = since === null ? null : parseDay(since);
    if (from === null) return "";
    const latest = since_latest ? parseDay(since_latest) : null;
    return latest !== null && latest > from
      ? context.say("stateSinceBetween", { from: dayText(from, language), to: dayText(latest, language) })
      : context.say("stateSince", { day: dayText(from, language) });
  }

  function doubtText(wrong: number): string {
    if (wrong <= 0) return texts.spotSure;
    return context.say("spotDoubt", { n: figure(Math.max(2, Math.round(1 / wrong))) });
  }
}

function stateOf(status: ControlAt["status"], holders: { actor: string }[], against: { actor: string }[]) {
  return {
    id: "",
    start: 0,
    startLatest: 0,
    until: null,
    status,
    holders: holders.map(({ actor }) => actor),
    against: against.map(({ actor }) => actor),
    basis: "assessed" as const,
    sources: [],
  };
}
