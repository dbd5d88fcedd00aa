// Serves the built page and a made-up theatre on 127.0.0.1 with the real server's Content-Security-Policy.
// node dev/mock.mjs [--port 8787] [--events 20000] [--empty] [--broken] [--areas none|large]
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { insideHome } from "./home.mjs";
import {
  controlAt,
  encodeColumns,
  eventDetail,
  makeAreas,
  makeControl,
  makeEvents,
  makeLargeAreas,
  makeTheatre,
  searchPlaces,
} from "./theatre.mjs";

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};
const dist = fileURLToPath(new URL(process.env.KHARITA_WEB_OUT ?? "../dist", import.meta.url));

/** Listens and resolves to the server; port 0 takes a free one. `areas` is `made`, `large` or `none`. */
export function startMock({
  port = 0,
  events = 20_000,
  empty = false,
  broken = false,
  areas = "made",
  root = dist,
} = {}) {
  const rows = empty ? [] : makeEvents(events);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const control = empty ? [] : makeControl();
  const theatre = makeTheatre(rows, control);
  const columns = encodeColumns(rows);
  const faces =
    empty || areas === "none" ? null : areas === "large" ? makeLargeAreas() : makeAreas(control, insideHome()).block;
  const half = Math.ceil(control.length / 2);

  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const send = (status, type, body) => {
      response.writeHead(status, {
        "content-type": type,
        "content-security-policy": CSP,
        "x-content-type-options": "nosniff",
      });
      response.end(body);
    };
    const json = (value) => send(200, "application/json", JSON.stringify(value));
    const missing = (detail) =>
      send(
        404,
        "application/problem+json",
        JSON.stringify({ type: "about:blank", title: "not found", status: 404, detail }),
      );
    if (url.pathname === "/theatre") return json(theatre);
    if (url.pathname === "/columns/events") {
      return broken
        ? missing("the store could not be read: theatre.gpkg")
        : send(200, "application/octet-stream", columns);
    }
    if (url.pathname === "/columns/control") {
      return faces ? send(200, "application/octet-stream", faces) : missing("this theatre has no areas of control");
    }
    if (url.pathname === "/control/at") {
      const [longitude, latitude] = ["longitude", "latitude"].map((name) => Number(url.searchParams.get(name)));
      const found = controlAt(control, longitude, latitude, url.searchParams.get("datetime"));
      return found ? json(found) : missing("outside the country");
    }
    if (url.pathname === "/collections/control/items") {
      const second = url.searchParams.get("offset") !== null;
      const links = second ? [] : [{ rel: "next", href: "/collections/control/items?offset=1" }];
      return json({
        type: "FeatureCollection",
        features: second ? control.slice(half) : control.slice(0, half),
        links,
      });
    }
    if (url.pathname === "/places") return json(searchPlaces(url.searchParams.get("q") ?? ""));
    const item = /^\/collections\/events\/items\/(.+)$/.exec(url.pathname);
    if (item) {
      const row = byId.get(decodeURIComponent(item[1]));
      return row ? json(eventDetail(row)) : missing(`unknown event ${item[1]}`);
    }
    const file = normalize(join(root, url.pathname === "/" ? "index.html" : url.pathname));
    if (!file.startsWith(root) || !existsSync(file)) return missing(`no page at ${url.pathname}`);
    return send(200, TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name, fallback) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? fallback : Number(process.argv[at + 1]);
  };
  const server = await startMock({
    port: option("port", 8787),
    events: option("events", 20_000),
    empty: process.argv.includes("--empty"),
    broken: process.argv.includes("--broken"),
    areas: process.argv.includes("--areas") ? process.argv[process.argv.indexOf("--areas") + 1] : "made",
  });
  console.log(`http://127.0.0.1:${server.address().port}`);
}
