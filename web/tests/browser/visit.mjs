// A person at a browser: opens pages of a theatre, and hears every complaint and every request that leaves the machine.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const TEST_MS = 90_000;
const WAIT_MS = 15_000;
const WIDE = { width: 1280, height: 800 };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

let browser = null;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      "--disable-sync",
    ],
  });
});
after(() => browser?.close());

/**
 * A test in which a person opens pages of `theatre`. At its end nothing may have been complained about in the console
 * except `expected`, and nothing asked of any other host.
 */
export function person(does, theatre, body, { skip = false, expected = null } = {}) {
  test(does, { skip, timeout: TEST_MS }, async () => {
    const pages = [];
    const complaints = [];
    const abroad = [];
    const open = async (fragment = "", options = {}) => {
      const context = await browser.newContext({ viewport: WIDE, locale: "en-GB", ...options });
      const page = await context.newPage();
      pages.push(context);
      page.setDefaultTimeout(WAIT_MS);
      page.on("console", (m) => {
        // A theatre of which no control is known has no areas, and says so.
        const hasNoAreas = m.location().url.includes("/columns/control") && m.text().includes("404");
        if (["error", "warning"].includes(m.type()) && !hasNoAreas) complaints.push(m.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && origin !== theatre.address) abroad.push(request.url());
      });
      await options.before?.(page);
      await page.goto(`${theatre.address}/${fragment}`);
      if (options.ready !== false) await page.waitForSelector(".timebar");
      return page;
    };
    try {
      await body(open);
      assert.deepEqual(abroad, [], "requests to other hosts");
      const unexpected = complaints.filter((text) => !expected?.test(text));
      assert.deepEqual(unexpected, [], "complaints in the console");
    } finally {
      await Promise.all(pages.map((context) => context.close()));
    }
  });
}

/** Waits until `check` no longer throws; on a slow machine that takes longer, on none does it fail early. */
export async function eventually(check) {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
