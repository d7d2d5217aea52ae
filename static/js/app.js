// Starts the components of the page and of every part that htmx puts in later.
import { initAll as startGovuk } from "../vendor/govuk/govuk-frontend.min.js";
import { initAll as startMoj } from "../vendor/moj/moj-frontend.min.js";

function start(scope) {
  startGovuk({ scope });
  startMoj({ scope });
}

// Buttons that print take the place of a browser menu on small screens.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("htmx:afterSwap", (event) => {
  start(event.detail.elt);
  const first = event.detail.elt.querySelector("[data-focus]");
  if (first) first.focus();
});

start(document);
