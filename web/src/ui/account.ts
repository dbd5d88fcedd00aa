// One account of an event or a state: who says it, how firmly, in which words, under which licence.
import { type Differences, isDenial, quotedBy } from "../accounts.ts";
import type { Account } from "../api.ts";
import { dayText, type Texts } from "../i18n/index.ts";
import { readReasons } from "../reasons.ts";
import { parseDay } from "../time.ts";
import type { Context } from "./context.ts";
import { button, el, safeLink } from "./dom.ts";
import { quotation } from "./quotation.ts";
import { tollText } from "./toll.ts";

/** What an account says where others say nothing else. */
const ALIKE: Differences = { toll: false, doers: false, kind: false };

/** Ways of saying that are no plain assertion, and what stands beside the name for them. */
const CHIPS: Record<string, keyof Texts> = {
  denied: "denied",
  negated: "negated",
  threatened: "threatened",
  planned: "planned",
  hypothetical: "hypothetical",
};

/** An actor's name from the theatre's table, else as the answer writes it. */
export function actorText(context: Context, { actor, name }: { actor: string; name?: string }): string {
  const known = context.actorName(actor);
  return known === actor ? name || actor : known;
}

/** `differences`: in what this account is to say what it says, because others say something else. */
export function accountItem(context: Context, account: Account, differences = ALIKE): HTMLElement {
  const { texts, store } = context;
  const published = account.published ? parseDay(account.published.slice(0, 10)) : null;
  const attribution = account.attribution === account.name ? "" : account.attribution;
  const terms = [
    published === null ? "" : context.say("published", { day: dayText(published, store.state.language) }),
    attribution,
    account.licence ? context.say("licence", { licence: account.licence }) : "",
  ]
    .filter((text, i, all) => text && all.indexOf(text) === i)
    .join(" · ");
  const own = ownFacts(context, account, differences);
  return el(
    "li",
    { class: isDenial(account) ? "account is-denial" : "account" },
    head(context, account),
    ...(account.quote
      ? quotation(context, account.quote, account.spans)
      : account.republish === false
        ? [el("p", { class: "note" }, texts.noQuote)]
        : []),
    own.length ? el("ul", { class: "account-facts" }, ...own) : null,
    link(context, account),
    terms ? el("p", { class: "note", dir: "auto" }, terms) : null,
  );
}

/** "ZeroHedge quotes the Syrian Observatory for Human Rights", and what is doubtful about it. */
function head(context: Context, account: Account): HTMLElement {
  const { texts } = context;
  const { modality = "", unsettled } = account;
  const quoted = quotedBy(account);
  const chip = CHIPS[modality];
  const says = quoted
    ? context.say("quotes", { name: context.actorName(quoted) })
    : chip
      ? ""
      : modality === "claimed"
        ? texts.claimed
        : modality === "asserted"
          ? texts.asserted
          : "";
  return el(
    "p",
    { class: "account-head" },
    el("b", { dir: "auto" }, safeLink(account.url, account.name)),
    says ? el("span", { dir: "auto" }, says) : null,
    chip ? el("span", { class: "chip is-warning" }, texts[chip]) : null,
    unsettled ? el("span", { class: "chip is-warning" }, texts.unsettled) : null,
  );
}

function ownFacts(context: Context, account: Account, { toll, doers, kind }: Differences): HTMLElement[] {
  const { texts } = context;
  const acting = (account.actors ?? []).filter((a) => a.role === "actor1").map((a) => actorText(context, a));
  const fact = (text: string, attributes = {}) => el("li", { dir: "auto", ...attributes }, text);
  return [
    ...(toll && account.deaths ? [fact(`${texts.toll}: ${tollText(context, account.deaths)}`)] : []),
    ...(doers && acting.length ? [fact(context.say("names", { names: acting.join(texts.comma) }))] : []),
    ...(kind && account.sub_event_type ? [fact(account.sub_event_type, { lang: "en" })] : []),
  ];
}

/** Why the account is one of this event, or why it is not one of another event that it resembles. */
function link(context: Context, { link: found }: Account): HTMLElement | null {
  if (!found) return null;
  const { texts, store } = context;
  const reasons = readReasons(found.reason)
    .map(({ key, values }) => (key === "other" ? values.words : context.say(key, values)))
    .join(texts.comma);
  const line = el("p", { class: "note" }, context.say(found.joined ? "joined" : "keptApart", { reasons }));
  if (!found.joined) {
    const show = () => store.set({ selection: { type: "event", id: found.claim } }, "push");
    line.append(" ", button("link", texts.showOther, show, texts.showOther));
  }
  return line;
}
