// A table written by somebody who means harm: its text is shown as text, and nothing in it runs.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, kharita, serve } from "./program.mjs";
import { person } from "./visit.mjs";

const SCRIPT = "<script>window.pwned=1</script>";
const IMAGE = '<img src=x onerror="window.pwned=2">';
const OVERRIDE = "\u202Egnp.exe";
const NAMES = [SCRIPT, IMAGE, "=cmd|' /C calc'!A0", "../../../etc/passwd", OVERRIDE, "A".repeat(5_000)];
const URLS = ["javascript:window.pwned=3", "data:text/html,<script>window.pwned=4</script>", "https://example.org/a"];
const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;

const files = folder();
const theatre = serve(() => {
  const table = join(files, "hostile.csv");
  const header =
    "event,date,place,governorate,latitude,longitude,event_type,sub_event_type,actor1,actor2,said_by,source,url,notes";
  const rows = NAMES.flatMap((name, i) =>
    URLS.map((url, j) =>
      [
        `${name.slice(0, 200)}-${j}`,
        `2020-01-${String(10 + i).padStart(2, "0")}`,
        name,
        name,
        35.5 + i / 10,
        36.5 + j / 10,
        "Battles",
        "Armed clash",
        name,
        IMAGE,
        SCRIPT,
        name,
        url,
        `${name} said ${SCRIPT} and ${IMAGE}`,
      ].map(cell),
    ),
  );
  writeFileSync(table, [header, ...rows.map((row) => row.join(","))].join("\r\n"));
  const made = join(files, "hostile.gpkg");
  const imported = kharita("import", table, "--into", made);
  assert.ok(imported.status < 2, imported.stderr);
  return ["serve", made];
});

person("reads a hostile table, and nothing in it runs", theatre, async (open) => {
  const { counts } = await theatre.ask("/theatre");
  assert.ok(counts.events > 0 && counts.events + counts.problems >= NAMES.length * URLS.length, JSON.stringify(counts));
  for (const language of ["en", "ar"]) {
    const page = await open(`#at=8/35.7/36.6&on=2020-01-20&days=365&lang=${language}`);
    await page.click('[data-panel="about"]');
    await page.click('[data-panel="list"]');
    await page.waitForSelector(".event-row");
    const n = await page.locator(".event-row").count();
    assert.equal(n, counts.events);
    for (let i = 0; i < n; i++) {
      if (await page.locator("#panel-list").isHidden()) await page.click('[data-panel="list"]');
      await page.locator(".event-row").nth(i).click();
      await page.waitForSelector("#panel-card:visible .facts");
      const { properties } = await theatre.ask(
        `/collections/events/items/${encodeURIComponent(new URLSearchParams(new URL(page.url()).hash.slice(1)).get("event"))}`,
      );
      const card = page.locator("#panel-card");
      const quote = await card.locator("blockquote").first().textContent();
      assert.equal(quote, properties.sources[0].quote);
      assert.ok(quote.includes(SCRIPT) && quote.includes(IMAGE));
      const links = await card.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.ok(
        links.every((href) => href === "https://example.org/a"),
        links.join(),
      );
      const wide = await card.evaluate((e) => e.querySelector(".panel-body").scrollWidth - e.clientWidth);
      assert.ok(wide <= 0, `the card is ${wide} pixels wider than its panel`);
      if (language === "ar") break;
    }
    const strange = await page.evaluate(() => ({
      pwned: globalThis.pwned,
      scripts: document.querySelectorAll("script:not([src])").length,
      images: document.querySelectorAll("img").length,
      handlers: document.querySelectorAll("[onerror], [onload], [onclick]").length,
      frames: document.querySelectorAll("iframe, object, embed").length,
    }));
    assert.deepEqual(strange, { pwned: undefined, scripts: 0, images: 0, handlers: 0, frames: 0 });
  }
});

person("looks for hostile words, and finds no place", theatre, async (open) => {
  const page = await open("#lang=en");
  for (const text of [SCRIPT, IMAGE, "../../", "%00%ff", "'; DROP TABLE places; --"]) {
    await page.fill(".search-input", text);
    await page.waitForSelector(".search-list:visible li");
    assert.equal(await page.locator(".search-list img, .search-list script").count(), 0);
  }
  assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
});
