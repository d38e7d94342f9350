// node toolkit/web/bundle.mjs OUT: one script and one stylesheet per page, always the same bytes.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("./src/", import.meta.url));
const target = ["es2022", "chrome111", "firefox115", "safari16.4"];

await build({
  entryPoints: [join(source, "review_page.js"), join(source, "review_page.css")],
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
  target,
});
