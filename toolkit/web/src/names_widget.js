/** The desk of names in a notebook: what esbuild bundles into static/names_widget.js. */
import { names } from "./names.js";
import { notebook } from "./notebook.js";

export default notebook(names);
