// For staff only: pages that refresh in place, tables that sort, menus that fold.
import htmx from "htmx.org";
import { createAll } from "govuk-frontend";
import { ButtonMenu, SortableTable } from "@ministryofjustice/frontend";

// Our content security policy allows neither eval nor styles written into the page.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.scrollBehavior = "auto";

for (const component of [ButtonMenu, SortableTable]) {
  createAll(component);
}
