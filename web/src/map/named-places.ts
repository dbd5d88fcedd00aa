// Places with a name that the page knows without asking: the control towns and the basemap's cities.
import type { Town } from "../control.ts";
import { namedFeatures } from "./basemap.ts";

/** Spellings of governorates that folding alone does not bring together. */
const ALSO: Record<string, string> = {
  rifdimashq: "ruraldamascus",
  raqqah: "raqqa",
  dara: "daraa",
  hasaka: "hasakah",
  hassakeh: "hasakah",
  sweida: "suwayda",
  idleb: "idlib",
  deirezzour: "deirezzor",
  dayralzawr: "deirezzor",
};

function folded(name: string): string {
  const letters = name
    .toLowerCase()
    .replace(/governorate|^a[lrs]-/g, "")
    .replace(/[^a-z]/g, "");
  return ALSO[letters] ?? letters;
}

/** A governorate's name in the page's language; the data knows it in English. */
export function governorateName(name: string, arabic: boolean): string {
  if (!arabic) return name;
  const wanted = folded(name);
  return namedFeatures().find((f) => f.kind === "governorate" && folded(f.name) === wanted)?.nameAr ?? name;
}

export function namedPlaces(towns: Town[]): { name: string; name_ar: string; longitude: number; latitude: number }[] {
  return [
    ...towns.map(({ name, nameAr, longitude, latitude }) => ({ name, name_ar: nameAr, longitude, latitude })),
    ...namedFeatures()
      .filter((f) => f.kind === "city" || f.kind === "foreign")
      .map(({ name, nameAr, at }) => ({ name, name_ar: nameAr, longitude: at[1], latitude: at[0] })),
  ];
}
