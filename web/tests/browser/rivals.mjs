// A small theatre in which papers contradict each other: tables and texts, with the days they were published on.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kharita } from "./program.mjs";

const TOLD = `event,date,place,governorate,event_type,actor1,actor2,modality,said_by,deaths_best,source,url,published,notes
market,2017-11-13,Atarib,Aleppo,Air/drone strike,Syrian government,Civilians,asserted,,60,paper one,https://example.org/market,2017-11-14,Government jets hit the market.
market,2017-11-13,Atarib,Aleppo,Air/drone strike,Russia,Civilians,asserted,,83,paper two,,2017-11-15,Russian jets hit the market.
market,2017-11-13,Atarib,Aleppo,Air/drone strike,,,denied,sana,,paper three,,2017-11-16,No jet was there.
gate,2017-11-20,Atarib,Aleppo,Shelling/artillery/missile attack,Syrian government,,asserted,,3,paper one,,2017-11-21,
clash,2017-11-12,Ariha,Idlib,Armed clash,Syrian government,Syrian opposition,asserted,,2,paper one,,2017-11-13,
clash,2017-11-12,Ariha,Idlib,Armed clash,Syrian government,Syrian opposition,asserted,,2,paper two,,2017-11-14,
bridge,2017-11-10,Saraqib,Idlib,Air/drone strike,,,denied,,,paper three,,2017-11-11,Nothing happened at the bridge.
undated,2017-11-18,Harem,Idlib,Armed clash,,,asserted,,,paper one,,,
`;
const HELD = `place,date,holder,status,source,published
Atarib,2017-01-01,Syrian opposition,held,paper one,2017-01-02
Atarib,2017-11-12,Hay'at Tahrir al-Sham,held,paper two,2017-11-15
`;
/** The first sentence begins beyond the first plane of Unicode, so that a count of UTF-16 units would be off. */
const TEXTS = {
  "one.txt":
    "Nobody in the town had expected it 🕊. An airstrike 🔴 on Kafr Nabl killed 61 people on Monday, according to the White Helmets.",
  "two.txt": "Government jets hit a school in Kafr Nabl on 6 November 2017, killing 83 people, rescuers said.",
};
const MANIFEST = `file,outlet,published,title,url
one.txt,paper four,2017-11-07,Raid on Kafr Nabl,https://example.org/four
two.txt,paper five,2017-11-09,The school of Kafr Nabl,
`;

/** Imports it into a file of `folder` and returns the command that serves it. */
export function rivals(folder) {
  const write = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const theatre = join(folder, "rivals.gpkg");
  const tables = [write("told.csv", TOLD), write("held.csv", HELD)];
  const texts = Object.entries(TEXTS).map(([name, text]) => write(name, text));
  for (const command of [tables, [...texts, "--manifest", write("manifest.csv", MANIFEST)]]) {
    const imported = kharita("import", ...command, "--into", theatre);
    assert.equal(imported.status, 0, imported.stderr);
  }
  return ["serve", theatre];
}
