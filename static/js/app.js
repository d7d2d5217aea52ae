// Starts the components of the page and of every part that htmx puts in later.
import { initAll as startGovuk } from "../vendor/govuk/govuk-frontend.min.js";
import { initAll as startMoj } from "../vendor/moj/moj-frontend.min.js";
import { startMarking } from "./marking.js";
import { startMeanings } from "./meanings.js";
import { startMenus } from "./menu.js";
import { startSignIn } from "./sign_in.js";

// A radio button may not say aria-expanded; what it opens follows it on the page.
function tidyRadios() {
  for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
}

function start(scope) {
  startGovuk({ scope });
  startMoj({ scope });
  startMeanings(scope);
  startMarking(scope);
  tidyRadios();
}

document.addEventListener("click", tidyRadios);

// Buttons that print take the place of a browser menu on small screens.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A part that htmx put in: start its components, and take the reader to what is new.
document.addEventListener("htmx:load", (event) => {
  const part = event.detail.elt;
  if (part === document.body) return;
  start(part);
  if (part.matches(".app-rows")) focusRow(part);
});

let added = false;
document.addEventListener("htmx:beforeRequest", (event) => {
  added = event.detail.elt.value?.startsWith("add-") ?? false;
});

function focusRow(rows) {
  const last = added && [...rows.querySelectorAll(".app-rows__row")].pop();
  const box = last && last.querySelector("input:not([type=hidden]), textarea, select");
  (box || rows).focus();
}

// A question of the conversation, pressed, becomes a line of the text it is about.
for (const prompt of document.querySelectorAll("[data-prompts-for] > li")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-link-button";
  button.textContent = prompt.textContent;
  prompt.replaceChildren(button);
  button.addEventListener("click", () => {
    const box = document.getElementById(prompt.parentElement.dataset.promptsFor);
    const written = box.value.trimEnd();
    box.value = `${written}${written ? "\n\n" : ""}${button.textContent}\n`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}

// The questions stand beside the text of the types of visit that use them: open where
// there is room, folded on a phone, away for another type.
for (const guide of document.querySelectorAll("[data-guide-of]")) {
  const type = document.getElementById(guide.dataset.guideOf);
  const types = guide.dataset.guideTypes.split(" ");
  const follow = () => {
    const used = types.includes(type.value);
    guide.classList.toggle("app-guide--unused", type.value !== "" && !used);
    guide.open = used && window.matchMedia("(min-width: 48.0625em)").matches;
  };
  type.addEventListener("change", follow);
  window.addEventListener("pageshow", follow);
}

startMenus();
startSignIn();
start(document);
// After the components, which set their radios again when a page comes back.
window.addEventListener("pageshow", tidyRadios);
