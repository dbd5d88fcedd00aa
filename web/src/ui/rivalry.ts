// What is in dispute about an event, in a few lines above its accounts: tolls, culprits, denials.
import { quotedBy, rivalry } from "../accounts.ts";
import type { Account, EventDetail } from "../api.ts";
import { numberText } from "../i18n/index.ts";
import type { Context } from "./context.ts";
import { el } from "./dom.ts";

/** Null where the accounts do not contradict each other. */
export function rivalryLines(context: Context, event: EventDetail["properties"]): HTMLElement | null {
  const { texts, store } = context;
  const { toll, doers, deniedBy, unsettledBy } = rivalry(event.sources, event, context.parentOf);
  const figure = (n: number) => numberText(n, store.state.language);
  const lines: string[] = [];
  if (toll) {
    const { low, high, accounts } = toll;
    lines.push(context.say("rivalTolls", { low: figure(low), high: figure(high), n: figure(accounts) }));
  }
  if (doers.length > 0) {
    const named = doers.map((actors) => actors.map((id) => context.actorName(id)).join(" + "));
    lines.push(named.reduce((a, b) => context.say("rival", { a, b })));
  }
  const voices = (accounts: Account[]) =>
    [...new Set(accounts.map((account) => voiceOf(context, account)))].join(texts.comma);
  if (deniedBy.length > 0) lines.push(context.say("deniedBy", { names: voices(deniedBy) }));
  if (unsettledBy.length > 0) lines.push(context.say("unsettledBy", { names: voices(unsettledBy) }));
  if (lines.length === 0) return null;
  return el(
    "ul",
    { class: "rivalry", "aria-label": texts.inDispute },
    ...lines.map((line) => el("li", { dir: "auto" }, line)),
  );
}

/** Whoever an account quotes, else the outlet. */
function voiceOf(context: Context, account: Account): string {
  return context.actorName(quotedBy(account) ?? account.name);
}
