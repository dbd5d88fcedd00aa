// One account of an event or a state: who says it, how firmly, in which words, under which licence.
import type { Account } from "../api.ts";
import { dayText } from "../i18n/index.ts";
import { parseDay } from "../time.ts";
import type { Context } from "./context.ts";
import { el, safeLink } from "./dom.ts";
import { tollText } from "./toll.ts";

export function accountItem(context: Context, account: Account): HTMLElement {
  const { texts, store } = context;
  const { language } = store.state;
  const published = account.published ? parseDay(account.published.slice(0, 10)) : null;
  const modality =
    account.modality === "claimed" ? texts.claimed : account.modality === "denied" ? texts.denied : texts.asserted;
  const facts = [
    account.said_by ? context.say("saidBy", { name: account.said_by }) : "",
    published === null ? "" : context.say("published", { day: dayText(published, language) }),
    account.deaths ? `${texts.toll}: ${tollText(context, account.deaths)}` : "",
  ].filter(Boolean);
  const terms = [account.attribution, account.licence ? context.say("licence", { licence: account.licence }) : ""]
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
