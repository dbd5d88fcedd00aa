// The page of this folder with a made-up theatre behind it, for what the program's own demo cannot show.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { startMock } from "../../dev/mock.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A made-up theatre that is served while this file's tests run; options as of `startMock`. */
export function mocked(options = {}) {
  const theatre = { address: "" };
  let server = null;
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "kharita-page-"));
    await build({
      root,
      configFile: join(root, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: folder, emptyOutDir: true },
    });
    server = await startMock({ ...options, root: folder });
    theatre.address = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return theatre;
}
