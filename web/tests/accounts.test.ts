import { expect, test } from "vitest";
import { differences, quotedBy, rivalry } from "../src/accounts.ts";
import type { Account } from "../src/api.ts";
import { readReasons } from "../src/reasons.ts";

const account = (more: Partial<Account>): Account => ({
  source: "paper",
  name: "Paper",
  url: null,
  published: null,
  quote: null,
  said_by: null,
  modality: "asserted",
  ...more,
});
const dead = (best: number | null, low = best, high = best) => ({ low, best, high });
const by = (...actors: string[]) => actors.map((actor) => ({ actor, role: "actor1" }));
const STRIKE = { event_type: "Explosions/Remote violence", sub_event_type: "Air/drone strike" };
const PARENTS = (actor: string) => (actor === "air force" ? "army" : null);

test("an air force and its army are no rivals", () => {
  const told = (...actors: string[]) =>
    rivalry(
      actors.map((actor) => account({ actors: by(actor) })),
      STRIKE,
      PARENTS,
    ).doers.length;
  expect(told("army", "air force")).toBe(0);
  expect(told("russia", "air force")).toBe(2);
});

test("rival tolls, culprits and denials are told; a denial gives no toll", () => {
  const denial = account({ modality: "denied", deaths: dead(0), said_by: "sana" });
  const told = rivalry(
    [
      account({ deaths: dead(60), actors: by("army") }),
      account({ deaths: dead(null, 70, 83), actors: by("russia") }),
      account({}),
      denial,
    ],
    STRIKE,
    PARENTS,
  );
  expect(told.toll).toEqual({ low: 60, high: 83, accounts: 2 });
  expect(told.doers).toEqual([["army"], ["russia"]]);
  expect(told.deniedBy).toEqual([denial]);
});

test("accounts that agree leave nothing open", () => {
  const accounts = [
    account({ deaths: dead(3), actors: by("army", "allies") }),
    account({ deaths: dead(null, 3, null), actors: by("allies") }),
  ];
  expect(rivalry(accounts, STRIKE, PARENTS)).toEqual({ toll: null, doers: [], deniedBy: [], unsettledBy: [] });
  expect(differences(accounts)).toEqual({ toll: false, doers: true, kind: false });
});

test("in a clash both sides act, but only one takes a town", () => {
  const accounts = [account({ actors: by("army") }), account({ actors: by("rebels") })];
  const battle = (sub_event_type: string) =>
    rivalry(accounts, { event_type: "Battles", sub_event_type }, PARENTS).doers.length;
  expect(battle("Armed clash")).toBe(0);
  expect(battle("Government regains territory")).toBe(2);
});

test("an outlet does not quote itself", () => {
  expect(quotedBy(account({ said_by: "paper" }))).toBe(null);
  expect(quotedBy(account({ said_by: "Paper" }))).toBe(null);
  expect(quotedBy(account({ said_by: "sana" }))).toBe("sana");
});

test("reasons are taken apart with their figures, and unknown ones kept as they are", () => {
  expect(readReasons("the same place, days that overlap, 83 and 60 dead")).toEqual([
    { key: "reason_place", values: {} },
    { key: "reason_overlap", values: {} },
    { key: "reason_tolls", values: { a: "83", b: "60" } },
  ]);
  expect(readReasons("3.9 km apart, the moon")).toEqual([
    { key: "reason_kilometers", values: { n: "3.9" } },
    { key: "other", values: { words: "the moon" } },
  ]);
});
