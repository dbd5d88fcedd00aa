// The seven groups of event types a reader tells apart on the map, and which group a type of the data belongs to.

export const GROUPS = ["air-strike", "shelling", "explosion", "battle", "civilians", "protest", "strategic"] as const;

export type Group = (typeof GROUPS)[number];

export interface Kind {
  event_type: string;
  sub_event_type: string;
  strike: boolean;
}

/** Index into `GROUPS`. Types nobody has heard of are shown with the strategic developments rather than dropped. */
export function groupOf(eventType: string, subEventType: string): number {
  const type = eventType.toLowerCase();
  const sub = subEventType.toLowerCase();
  if (type.startsWith("explosions")) {
    if (sub.startsWith("air")) return 0;
    if (sub.startsWith("shelling")) return 1;
    return 2;
  }
  if (type.startsWith("battle")) return 3;
  if (type.startsWith("violence")) return 4;
  if (type.startsWith("protest") || type.startsWith("riot")) return 5;
  return 6;
}
