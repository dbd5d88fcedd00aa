// How the page is built: relative addresses, no inlined assets, output where KHARITA_WEB_OUT says.
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  build: {
    outDir: process.env.KHARITA_WEB_OUT ?? "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/theatre", "/columns", "/collections", "/control", "/places"].map((path) => [path, "http://127.0.0.1:8787"]),
    ),
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
