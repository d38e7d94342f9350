/** The highlighter in a notebook: what esbuild bundles into static/highlighter_widget.js. */
import { highlighter } from "./highlighter.js";
import { notebook } from "./notebook.js";

export default notebook(highlighter);
