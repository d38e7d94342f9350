/** The review page: what esbuild bundles into static/review_page.js. */
import { LocalModel } from "./local_model.js";
import { BUNDLE_FORMAT } from "./ops.js";
import { review } from "./review.js";
import { start } from "./standalone.js";

void start(review, BUNDLE_FORMAT, (given) => new LocalModel(given));
