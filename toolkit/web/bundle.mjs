// node toolkit/web/bundle.mjs OUT: one script and one stylesheet per page and per notebook widget, always the same bytes.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("./src/", import.meta.url));
const target = ["es2022", "chrome111", "firefox115", "safari16.4"];
const named = (ending) => readdirSync(source).filter((name) => name.endsWith(`${ending}.js`) || name.endsWith(`${ending}.css`)).sort();

// A page holds its script inline; anywidget imports the one of a widget, from a string.
for (const [ending, format] of [["_page", "iife"], ["_widget", "esm"]]) {
  const entryPoints = named(ending).map((name) => join(source, name));
  if (!entryPoints.length) continue;
  await build({
    entryPoints, format, target, outdir: process.argv[2], bundle: true, minify: true, charset: "ascii", legalComments: "none", logLevel: "warning",
  });
}
