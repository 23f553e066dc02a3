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

// On a list, j and k go to the next person and to the one before. Typing in a field is never taken away.
document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  const busy = event.target.closest("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey;
  if (!step || busy) return;
  const names = [...document.querySelectorAll("[data-rows] .tl-rows__name")];
  const next = names[names.indexOf(document.activeElement) + step] ?? (step > 0 ? names[0] : names.at(-1));
  next?.focus();
});
