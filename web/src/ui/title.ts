// What a map is called: its theatre, and the years that its record covers.
import { nameOf } from "../i18n/index.ts";
import type { Data } from "../scene.ts";
import { dateOf } from "../time.ts";
import type { Language } from "../url.ts";

export function titleOf({ theatre, span }: Data, language: Language): string {
  const name = nameOf({ name: theatre.title, name_ar: theatre.title_ar }, language);
  const [first, last] = [span.first, span.last].map((day) => dateOf(day).getUTCFullYear());
  return `${name} ${first === last ? first : `${first}–${last}`}`;
}
