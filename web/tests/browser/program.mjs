// Starts the real program as a person would, and asks it what it holds.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const BINARY = process.env.KHARITA ?? here("../../../target/debug/kharita");
const SHARED = process.env.KHARITA_SHARED ?? here("../../../../shared");
const READY = / is at (http:\/\/127\.0\.0\.1:\d+)/;
const START_MS = 60_000;
const WORLD = "-180,-90,180,90";

export const UCDP = join(SHARED, "data/events/ucdp_ged_sy_2016_2019.csv.gz");
/** What a test says that cannot be done without real data. */
export const noSharedData = existsSync(UCDP) ? false : "no shared data";

const unusable = (reason) => `${BINARY} does not run (${reason}): build it with cargo, or name another in KHARITA`;

/** Runs a command to its end. */
export function kharita(...command) {
  const done = spawnSync(BINARY, command, { encoding: "utf8", timeout: 120_000 });
  if (done.error) throw new Error(unusable(done.error.message));
  return done;
}

/** A folder for this file's theatres, gone when its tests are done. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "kharita-browser-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A program that serves while this file's tests run; `prepare` makes its theatre and returns the command. */
export function serve(prepare) {
  const theatre = new Served();
  before(() => theatre.start(prepare()));
  after(() => theatre.stop());
  return theatre;
}

export const demo = () => ["demo"];

class Served {
  #process = null;
  #ended = null;
  #answers = new Map();
  address = "";

  async start(command) {
    this.#process = spawn(BINARY, [...command, "--addr", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
    this.#ended = new Promise((resolve) => this.#process.once("exit", resolve));
    let said = "";
    this.address = await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the program said no address: ${said}`)), START_MS);
      this.#process.once("error", ({ message }) => reject(new Error(unusable(message))));
      this.#process.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
      this.#process.stderr.on("data", (data) => {
        said += data;
        const found = READY.exec(said);
        if (!found) return;
        clearTimeout(late);
        resolve(found[1]);
      });
    });
  }

  async stop() {
    if (!this.#process || this.#process.exitCode !== null) return;
    this.#process.kill("SIGTERM");
    const late = setTimeout(() => this.#process.kill("SIGKILL"), 5_000);
    await this.#ended;
    clearTimeout(late);
  }

  /** What the program answers, asked once. */
  ask(path, parameters = {}) {
    const address = new URL(path, this.address);
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    const key = address.href;
    if (!this.#answers.has(key)) this.#answers.set(key, this.#fetch(key));
    return this.#answers.get(key);
  }

  async #fetch(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** How many events with a place the store has in days `{ from, to }`, both counted. */
  async count(days, parameters = {}) {
    const datetime = `${days.from}/${days.to}`;
    const { numberMatched } = await this.ask("/collections/events/items", {
      datetime,
      bbox: WORLD,
      limit: 1,
      ...parameters,
    });
    return numberMatched;
  }

  async events(days, parameters = {}) {
    return this.#features("/collections/events/items", {
      datetime: `${days.from}/${days.to}`,
      bbox: WORLD,
      ...parameters,
    });
  }

  async control(parameters = {}) {
    return this.#features("/collections/control/items", parameters);
  }

  async #features(path, parameters) {
    const { features, numberMatched } = await this.ask(path, { limit: 10_000, ...parameters });
    if (features.length !== numberMatched) throw new Error(`${path}: more than one answer holds`);
    return features;
  }
}
