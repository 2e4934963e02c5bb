// The one script of both pages, so that either keeps all that the other needs.

import { list } from "./list.js";
import { page } from "./sync.js";
import { one } from "./visit.js";

await (page.view === "list" ? list() : one());
