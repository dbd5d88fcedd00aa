// Milliseconds of CPU per time step, all contestants on the same events in the same run: npm run bench
// Whole-browser CPU is read from /proc for the processes of the browser started here; main-thread time from the page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { createServer } from "vite";
import { startMock } from "../dev/mock.mjs";
import { quantile, stepTimes } from "./steps.mjs";

const EVENTS = Number(process.env.EVENTS ?? 100_000);
const BUDGET_MS = 12_000;
const BATCH = 12;
const MS_PER_TICK = 10;
const BROWSER = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
  ],
};

const vite = await createServer({
  configFile: false,
  root: ".",
  logLevel: "error",
  server: { host: "127.0.0.1", port: 0, watch: null, hmr: false },
});
await vite.listen();
const address = `http://127.0.0.1:${vite.httpServer.address().port}/bench/index.html`;

const rows = [];
for (const mode of ["window", "cumulative"]) {
  for (const contestant of ["nothing", "ours", "circleMarkers", "timeDimension"]) {
    rows.push({ mode, contestant, ...(await measure(`${address}?case=${contestant}&mode=${mode}&events=${EVENTS}`)) });
  }
}
if (existsSync("dist/index.html")) {
  const mock = await startMock({ events: EVENTS });
  const page = `http://127.0.0.1:${mock.address().port}/`;
  for (const [mode, hash] of [
    ["window", "#at=7/35/38.3&on=2015-06-01&days=30"],
    ["cumulative", "#at=7/35/38.3&on=2019-01-01&mode=cumulative"],
  ]) {
    rows.push({ mode, contestant: "whole page", ...(await measure(page + hash, true)) });
  }
  mock.close();
}
await vite.close();
print(rows);
if (existsSync("dist/index.html")) await printAreas();

/** Medians of whole-browser CPU and of main-thread time per step. */
async function measure(url, wholePage = false) {
  const server = await chromium.launchServer(BROWSER);
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("pageerror", (error) => console.error(url, error.message));
    await page.goto(url);
    if (wholePage) await preparePage(page);
    else await page.waitForFunction(() => window.run);
    await page.evaluate(() => window.run(3));
    const main = [];
    const cpu = [];
    const deadline = Date.now() + BUDGET_MS;
    while (Date.now() < deadline && cpu.length < 12) {
      const before = browserTicks(server.process().pid);
      const spent = await page.evaluate((steps) => window.run(steps), main.length && median(main) > 400 ? 2 : BATCH);
      const ticks = browserTicks(server.process().pid) - before;
      main.push(...spent);
      cpu.push((ticks * MS_PER_TICK) / spent.length);
    }
    return { cpu: median(cpu), main: median(main), steps: main.length };
  } finally {
    await server.close();
  }
}

/** Steps the real page as a reader does, with the arrow key. */
async function preparePage(page) {
  await page.waitForSelector(".timebar");
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    window.run = async (steps) => {
      const spent = [];
      for (let step = 0; step < steps; step++) {
        const opened = frame();
        const start = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        const sync = performance.now() - start;
        const closed = frame();
        spent.push(sync + Math.max(0, (await closed) - (await opened)));
      }
      return spent;
    };
  });
}

/** User and system ticks of a process and all its descendants. */
function browserTicks(root) {
  const processes = new Map();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      processes.set(Number(entry), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It ended while we looked.
    }
  }
  const belongs = (pid) => pid === root || (processes.has(pid) && pid > 1 && belongs(processes.get(pid).parent));
  let ticks = 0;
  for (const [pid, process_] of processes) if (belongs(pid)) ticks += process_.ticks;
  return ticks;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function print(results) {
  console.log(`${EVENTS} events, 1280 x 800, zoom 7, one day a step; medians in ms`);
  console.log("| mode | contestant | browser CPU | ratio | main thread | ratio | steps |");
  console.log("|---|---|---:|---:|---:|---:|---:|");
  for (const row of results) {
    const own = results.find((r) => r.mode === row.mode && r.contestant === "ours");
    const ratio = (value, base) => (row.contestant === "nothing" ? "" : (value / base).toFixed(1));
    console.log(
      `| ${row.mode} | ${row.contestant} | ${row.cpu.toFixed(1)} | ${ratio(row.cpu, own.cpu)} | ${row.main.toFixed(2)} | ${ratio(row.main, own.main)} | ${row.steps} |`,
    );
  }
}

/** The whole page with areas and front lines, step by step: the made-up theatre, and 40,000 faces with 35,000 changes. */
async function printAreas() {
  console.log("\nThe whole page with 20,000 events, 150 steps of a day; ms of its main thread, median / p95");
  console.log("| areas | on the map | script | CPU, all in |");
  console.log("|---|---|---:|---:|");
  const browser = await chromium.launch(BROWSER);
  for (const areas of ["made", "large"]) {
    const mock = await startMock({ areas });
    for (const layers of ["events,control,names", "areas,fronts", "events,areas,fronts,control,names"]) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`http://127.0.0.1:${mock.address().port}/#at=7/35/38.3&on=2014-06-01&days=30&layers=${layers}`);
      await page.waitForSelector(".timebar");
      await page.waitForTimeout(800);
      await stepTimes(page, 10);
      const { script, cpu } = await stepTimes(page, 150);
      const both = (times) => `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`;
      console.log(`| ${areas} | ${layers} | ${both(script)} | ${both(cpu)} |`);
      await page.close();
    }
    mock.close();
  }
  await browser.close();
}
