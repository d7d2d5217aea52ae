// What an abbreviation means, shown beside it: on hover, on focus and on a tap. It stays
// while the pointer is on it, goes with Escape or a tap elsewhere, and is in the
// button's name for who listens to the page. Without scripts the button is a link.
const bubble = document.createElement("span");
bubble.className = "app-bubble";
bubble.setAttribute("role", "tooltip");
bubble.hidden = true;
let shown = null;
let leaving = 0;

function show(button) {
  clearTimeout(leaving);
  if (shown === button) return;
  shown = button;
  bubble.textContent = button.dataset.meaning;
  bubble.hidden = false;
  button.after(bubble);
  place(button);
}

function place(button) {
  bubble.style.left = "0";
  bubble.style.top = "0";
  const word = button.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const room = document.documentElement.clientWidth - own.width - 8;
  const below = word.bottom + own.height + 8 < window.innerHeight || word.top < own.height;
  const left = Math.max(8, Math.min(word.left, room));
  const top = below ? word.bottom : word.top - own.height;
  // Counted from where the page puts the bubble, whatever part it stands in.
  bubble.style.left = `${left - own.left}px`;
  bubble.style.top = `${top - own.top}px`;
}

function hide() {
  clearTimeout(leaving);
  shown = null;
  bubble.hidden = true;
}

// Time to cross from the word to its meaning.
function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (document.activeElement !== shown) hide();
  }, 300);
}

bubble.addEventListener("pointerenter", () => clearTimeout(leaving));
bubble.addEventListener("pointerleave", leave);

function explain(link) {
  const button = document.createElement("button");
  const word = link.textContent;
  const meaning = link.querySelector("abbr").title;
  button.type = "button";
  button.className = link.className;
  button.textContent = word;
  button.dataset.meaning = meaning;
  button.setAttribute("aria-label", `${word}: ${meaning}`);
  button.addEventListener("focus", () => show(button));
  button.addEventListener("blur", hide);
  button.addEventListener("click", () => show(button));
  button.addEventListener("pointerenter", () => show(button));
  button.addEventListener("pointerleave", leave);
  link.replaceWith(button);
}

export function startMeanings(scope) {
  for (const link of scope.querySelectorAll("a.app-meaning")) explain(link);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) hide();
});
document.addEventListener("pointerdown", (event) => {
  if (shown && event.target !== shown && event.target !== bubble) hide();
});
window.addEventListener("resize", hide);
