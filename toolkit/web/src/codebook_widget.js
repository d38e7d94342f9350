/** The desk of the codebook in a notebook: what esbuild bundles into static/codebook_widget.js. */
import { codebook } from "./codebook.js";
import { notebook } from "./notebook.js";

export default notebook(codebook);
