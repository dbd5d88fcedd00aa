// The card of a town: who holds it on the day shown there, since when, and every state and rival claim with its sources.
import { dayAsked } from "../asked.ts";
import { type ControlState, claimsOn, stateOn, type Town } from "../control.ts";
import { dayText, nameOf } from "../i18n/index.ts";
import { governorateName } from "../map/named-places.ts";
import { accountItem } from "./account.ts";
import type { Context } from "./context.ts";
import { button, el } from "./dom.ts";
import { townGlyph } from "./glyph.ts";
import { describeState } from "./state-text.ts";

export function townCard(context: Context, town: Town): HTMLElement {
  const { texts, store, lookOf, palette, map } = context;
  const { language } = store.state;
  const day = dayAsked(store.state);
  const now = stateOn(town, day);
  const claims = claimsOn(town, day);
  const name = nameOf({ name: town.name, name_ar: town.nameAr }, language);
  return el(
    "article",
    { class: "card" },
    el(
      "header",
      { class: "card-head" },
      townGlyph(now, lookOf, palette),
      el(
        "div",
        {},
        el("h2", { dir: "auto" }, name),
        el("p", { class: "note", dir: "auto" }, governorateName(town.admin1, language === "ar")),
      ),
    ),
    el("p", { class: "note" }, context.say("stateNow", { day: dayText(day, language) })),
    now
      ? el(
          "p",
          { class: "state-now" },
          describeState(context, now),
          el("span", { class: "fact-note" }, sinceText(context, now)),
        )
      : el("p", { class: "state-now" }, texts.noState),
    el(
      "p",
      { class: "card-links" },
      button("link", texts.centerHere, () => map.goTo(town.latitude, town.longitude, 10), texts.centerHere),
    ),
    claims.length ? el("h3", {}, texts.rivalClaims) : null,
    claims.length ? el("ol", { class: "accounts" }, ...claims.map((claim) => stateItem(context, claim, false))) : null,
    el("h3", {}, texts.timeline),
    el(
      "ol",
      { class: "timeline" },
      ...town.states
        .map((state, i) => ({ state, former: town.states[i - 1] }))
        // What begins after the record is no news of it.
        .filter(({ state }) => state.start <= context.data.span.last)
        .map(({ state, former }) => stateItem(context, state, state === now, former))
        .reverse(),
    ),
  );
}

function stateItem(context: Context, state: ControlState, current: boolean, former?: ControlState): HTMLElement {
  const { texts, store, lookOf, palette } = context;
  const { language } = store.state;
  const ends = state.until !== null && state.until <= context.data.span.last + 1;
  const until = ends ? context.say("until", { day: dayText((state.until ?? 0) - 1, language) }) : texts.open;
  const go = el(
    "button",
    { type: "button", class: "timeline-go", title: `${texts.goHere}: ${dayText(state.start, language)}` },
    townGlyph(state, lookOf, palette),
    el(
      "span",
      { class: "timeline-text" },
      el("b", {}, describeState(context, state)),
      el("span", { class: "fact-note" }, `${sinceText(context, state)}${texts.comma}${until}`),
    ),
  );
  go.addEventListener("click", () => store.set({ day: state.start }));
  return el(
    "li",
    { class: current ? "timeline-item is-current" : "timeline-item", "aria-current": current ? "true" : null },
    go,
    former && state.status === "unknown" && sameClaims(state, former)
      ? el("p", { class: "note timeline-note" }, texts.sameAccounts)
      : el("ol", { class: "accounts" }, ...state.sources.map((source) => accountItem(context, source))),
  );
}

/** A state that only ends another has no account of its own. */
function sameClaims(a: ControlState, b: ControlState): boolean {
  const claims = (state: ControlState) => state.sources.map((source) => source.claim).join(" ");
  return claims(a) === claims(b);
}

function sinceText(context: Context, { start, startLatest }: ControlState): string {
  const { language } = context.store.state;
  const from = dayText(start, language);
  return startLatest > start
    ? context.say("stateSinceBetween", { from, to: dayText(startLatest, language) })
    : context.say("stateSince", { day: from });
}
