// A line of the menu of support, pressed, becomes a line of the plan's text. Without
// scripts the lines are ticked, and a button of the form adds them.
const BULLET = "- ";

function standsIn(line, text) {
  return text.split("\n").some((one) => one.trim().replace(/^- /, "") === line);
}

function put(line, box) {
  if (standsIn(line, box.value)) return false;
  const written = box.value.trimEnd();
  const gap = written.split("\n").pop().startsWith(BULLET) ? "\n" : "\n\n";
  box.value = `${written}${written ? gap : ""}${BULLET}${line}`;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function buttonFor(line, box, said) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-link-button";
  button.textContent = line;
  button.addEventListener("click", () => {
    const added = put(line, box);
    said.textContent = added ? `Added to the text: ${line}` : `Already in the text: ${line}`;
  });
  return button;
}

// The lines as buttons; what was ticked before the script came is not lost.
export function startMenus() {
  for (const menu of document.querySelectorAll("[data-menu-for]")) {
    const box = document.getElementById(menu.dataset.menuFor);
    const list = document.createElement("ul");
    list.className = "govuk-list govuk-list--spaced";
    const hint = document.createElement("p");
    hint.className = "app-meta";
    hint.textContent = "Press a line to add it to the text.";
    const said = document.createElement("p");
    said.className = "app-meta";
    said.setAttribute("role", "status");
    for (const tick of menu.querySelectorAll("input[type=checkbox]")) {
      const line = menu.querySelector(`label[for="${tick.id}"]`).textContent.trim();
      if (tick.checked) put(line, box);
      const row = document.createElement("li");
      row.append(buttonFor(line, box, said));
      list.append(row);
    }
    menu.replaceChildren(hint, list, said);
  }
}
