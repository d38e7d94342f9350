/** The editor of a coded text in a notebook: what esbuild bundles into static/editor_widget.js. */
import { editor } from "./editor.js";
import { notebook } from "./notebook.js";

export default notebook(editor);
