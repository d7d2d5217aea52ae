// Starts the components of the page and of every part that htmx puts in later.
import { initAll as startGovuk } from "../vendor/govuk/govuk-frontend.min.js";
import { initAll as startMoj } from "../vendor/moj/moj-frontend.min.js";

function start(scope) {
  startGovuk({ scope });
  startMoj({ scope });
}

// A sign-in card of the demonstration fills the form instead of loading a page.
function fillSignIn(event) {
  const card = event.target.closest("[data-sign-in-as]");
  const form = document.querySelector("form[data-sign-in]");
  if (!card || !form) return;
  event.preventDefault();
  form.elements.login.value = card.dataset.signInAs;
  form.elements.password.value = card.dataset.password;
  form.querySelector("button[type=submit], button:not([type])").focus();
}

document.addEventListener("click", fillSignIn);

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
