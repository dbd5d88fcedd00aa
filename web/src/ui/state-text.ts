// A state of control in words: who, how, and against whom.
import type { ControlState } from "../control.ts";
import type { Context } from "./context.ts";

export function describeState(
  context: Context,
  { status, holders, against }: Pick<ControlState, "status" | "holders" | "against">,
): string {
  const { texts } = context;
  const who = holders.map((id) => context.actorName(id)).join(" + ");
  const enemies = against.map((id) => context.actorName(id)).join(" + ");
  if (status === "unknown" || !who) return texts.unknown;
  const rival = enemies ? ` ${context.say("against", { names: enemies })}` : "";
  return status === "held" ? `${who}${rival}` : `${who} · ${texts[status]}${rival}`;
}
