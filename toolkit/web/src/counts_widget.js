/** A counted table in a notebook: what esbuild bundles into static/counts_widget.js. */
import { counts } from "./counts.js";
import { notebook } from "./notebook.js";

export default notebook(counts);
