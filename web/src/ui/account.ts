// One account of an event or a state: who says it, how firmly, in which words, under which licence.
import type { Account } from "../api.ts";
import { dayText } from "../i18n/index.ts";
import { parseDay } from "../time.ts";
import type { Context } from "./context.ts";
import { el, safeLink } from "./dom.ts";
import { tollText } from "./toll.ts";

/** Who acted, as this account has it. */
export function doersOf(account: Account): string[] {
  return (account.actors ?? []).filter((a) => a.role === "actor1").map((a) => a.actor);
}

/** An actor's name from the theatre's table, else as the answer writes it. */
export function actorText(context: Context, { actor, name }: { actor: string; name?: string }): string {
  const known = context.actorName(actor);
  return known === actor ? name || actor : known;
}

export function accountItem(context: Context, account: Account): HTMLElement {
  const { texts, store } = context;
  const { language } = store.state;
  const published = account.published ? parseDay(account.published.slice(0, 10)) : null;
  const modality =
    account.modality === "claimed" ? texts.claimed : account.modality === "denied" ? texts.denied : texts.asserted;
  const doers = (account.actors ?? []).filter((a) => a.role === "actor1").map((a) => actorText(context, a));
  const facts = [
    doers.length ? context.say("names", { names: doers.join(texts.comma) }) : "",
    account.said_by ? context.say("saidBy", { name: account.said_by }) : "",
    published === null ? "" : context.say("published", { day: dayText(published, language) }),
    account.deaths ? `${texts.toll}: ${tollText(context, account.deaths)}` : "",
  ].filter(Boolean);
  const attribution = account.attribution === account.name ? "" : account.attribution;
  const terms = [attribution, account.licence ? context.say("licence", { licence: account.licence }) : ""]
    .filter((text, i, all) => text && all.indexOf(text) === i)
    .join(" · ");
  return el(
    "li",
    { class: `account is-${account.modality ?? "asserted"}` },
    el(
      "p",
      { class: "account-head" },
      el("b", { dir: "auto" }, safeLink(account.url, account.name)),
      account.modality ? el("span", { class: "chip" }, modality) : null,
    ),
    account.quote
      ? el("blockquote", { dir: "auto" }, account.quote)
      : account.republish === false
        ? el("p", { class: "note" }, texts.noQuote)
        : null,
    facts.length ? el("p", { class: "account-facts", dir: "auto" }, facts.join(" · ")) : null,
    terms ? el("p", { class: "note", dir: "auto" }, terms) : null,
  );
}
