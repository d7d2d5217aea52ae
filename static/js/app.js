// Starts the components of the page and of every part that htmx puts in later.
import { initAll as startGovuk } from "../vendor/govuk/govuk-frontend.min.js";
import { initAll as startMoj } from "../vendor/moj/moj-frontend.min.js";

// A radio button may not say aria-expanded; what it opens follows it on the page.
function tidyRadios() {
  for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
}

function start(scope) {
  startGovuk({ scope });
  startMoj({ scope });
  tidyRadios();
}

document.addEventListener("click", tidyRadios);

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
// After the components, which set their radios again when a page comes back.
window.addEventListener("pageshow", tidyRadios);
