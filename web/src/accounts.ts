// In what the accounts of one event differ: pure, so that a card can say it at a glance.
import type { Account, Toll } from "./api.ts";

/** What rival accounts leave open. Empty lists and nulls where they agree. */
export interface Rivalry {
  /** The lowest and the highest toll of those accounts that give one, and how many these are. */
  toll: { low: number; high: number; accounts: number } | null;
  /** Who did it, as each account names them: at least two of these have nobody in common. */
  doers: string[][];
  deniedBy: Account[];
  /** Accounts that say of themselves that this is not settled. */
  unsettledBy: Account[];
}

/** What each account has to say of its own, because not all that speak of it say the same. */
export interface Differences {
  toll: boolean;
  doers: boolean;
  kind: boolean;
}

/** Ids of those who acted, as this account has it. */
export function doersOf(account: Account): string[] {
  return (account.actors ?? []).filter((a) => a.role === "actor1").map((a) => a.actor);
}

/** Whether the account says that it did not happen. */
export function isDenial({ modality }: Account): boolean {
  return modality === "denied" || modality === "negated";
}

/** Who is quoted, unless it is the outlet itself. */
export function quotedBy({ said_by, source, name }: Account): string | null {
  return said_by && said_by !== source && said_by !== name ? said_by : null;
}

/** What an actor is a part of, and what that is a part of. */
export type ParentOf = (actor: string) => string | null | undefined;

export function rivalry(accounts: Account[], { event_type, sub_event_type }: Kind, parentOf: ParentOf): Rivalry {
  const affirming = accounts.filter((account) => !isDenial(account));
  const tolls = affirming.map((account) => rangeOf(account.deaths)).filter((range) => range !== null);
  const low = Math.min(...tolls.map((toll) => toll[0]));
  const high = Math.max(...tolls.map((toll) => toll[1]));
  const named = isClash(event_type, sub_event_type) ? [] : distinct(affirming.map(doersOf).filter((d) => d.length > 0));
  // A brigade and its army are no rivals: one account only knows it better.
  const isKin = (one: string, other: string) => isWithin(one, other, parentOf) || isWithin(other, one, parentOf);
  const shares = (one: string[], other: string[]) => one.some((doer) => other.some((known) => isKin(doer, known)));
  const isRival = named.some((one, i) => named.slice(0, i).some((other) => !shares(one, other)));
  return {
    toll: new Set(tolls.map(String)).size > 1 ? { low, high, accounts: tolls.length } : null,
    doers: isRival ? named : [],
    deniedBy: accounts.filter(isDenial),
    unsettledBy: accounts.filter((account) => account.unsettled),
  };
}

/** One account alone repeats nothing: what it says is what the event's own facts say. */
export function differences(accounts: Account[]): Differences {
  const differs = (of: (account: Account) => unknown) => new Set(accounts.map((a) => JSON.stringify(of(a)))).size > 1;
  return {
    toll: differs(({ deaths }) => rangeOf(deaths)),
    doers: differs(doersOf),
    kind: differs((account) => account.sub_event_type ?? null),
  };
}

interface Kind {
  event_type: string;
  sub_event_type: string;
}

/** In a clash both sides act, and who is named first says nothing; who took a place does. */
function isClash(eventType: string, subEventType: string): boolean {
  return eventType === "Battles" && !subEventType.includes("territory");
}

/** The fewest and the most dead that a toll allows; null where it says nothing. */
function rangeOf(toll: Toll | null | undefined): [number, number] | null {
  const low = toll?.low ?? toll?.best ?? toll?.high ?? null;
  const high = toll?.high ?? toll?.best ?? toll?.low ?? null;
  return low === null || high === null ? null : [low, high];
}

function isWithin(actor: string, wider: string, parentOf: ParentOf): boolean {
  let at: string | null | undefined = actor;
  for (let step = 0; at && step < 8; step++) {
    if (at === wider) return true;
    at = parentOf(at);
  }
  return false;
}

function distinct(lists: string[][]): string[][] {
  const seen = new Map(lists.map((list) => [[...list].sort().join("\n"), list]));
  return [...seen.values()];
}
