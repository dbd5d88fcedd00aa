// The words, dates and numbers of the chosen language.
import { type Day, dateOf } from "../time.ts";
import type { Language } from "../url.ts";
import { ar } from "./ar.ts";
import { en, type Texts } from "./en.ts";

export type { Language, Texts };

export function textsFor(language: Language): Texts {
  return language === "ar" ? ar : en;
}

/** Fills `{name}` gaps. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

// Levantine month names (كانون الثاني) and Western digits, as the region's press writes them.
const LOCALE: Record<Language, string> = { en: "en-GB", ar: "ar-SY-u-nu-latn" };
const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: Language, style: "long" | "short"): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  let format = formats.get(key);
  if (!format) {
    const month = style === "long" ? "long" : "short";
    format = new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month, year: "numeric", timeZone: "UTC" });
    formats.set(key, format);
  }
  return format;
}

export function dayText(day: Day, language: Language, style: "long" | "short" = "long"): string {
  return dateFormat(language, style).format(dateOf(day));
}

/** One day, or the days from `start` up to, but without, `end`. */
export function daysText(start: Day, end: Day, language: Language): string {
  if (end - start <= 1) return dayText(start, language, "short");
  return dateFormat(language, "short").formatRange(dateOf(start), dateOf(end - 1));
}

const numbers: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat("en-GB"),
  ar: new Intl.NumberFormat("ar-SY-u-nu-latn"),
};

export function numberText(value: number, language: Language): string {
  return numbers[language].format(value);
}

/** The name of something in the chosen language, the other one when it lacks it. */
export function nameOf(thing: { name: string; name_ar?: string | null }, language: Language): string {
  return (language === "ar" && thing.name_ar) || thing.name;
}
