// How the accounts of an event agree: four words, in the order in which the event columns number them.

export const STATUSES = ["single", "corroborated", "disputed", "denied"] as const;

export type Status = (typeof STATUSES)[number];

const DISPUTED = STATUSES.indexOf("disputed");

/** The status that the server's word for it means; null for a word nobody has heard of. */
export function statusOf(word: string): Status | null {
  return STATUSES.find((status) => word === status || word === `${status} source`) ?? null;
}

/** Whether accounts contradict each other, by the number in the columns: such events are marked wherever they are shown. */
export function isContradicted(number: number): boolean {
  return number >= DISPUTED;
}
