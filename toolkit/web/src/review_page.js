/** The review page: what esbuild bundles into static/review_page.js. */
import { BUNDLE_FORMAT } from "./ops.js";
import { review } from "./review.js";
import { start } from "./standalone.js";

void start(review, BUNDLE_FORMAT);
