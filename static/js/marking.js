// Words that are selected in the text of an item are put into the box for typed words.
// Without scripts they are typed there, and sentences are ticked.
function selectedIn(text) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return "";
  return String(selection).replace(/\s+/g, " ").trim();
}

export function startMarking(scope) {
  const text = scope.querySelector("[data-passages]");
  const box = document.getElementById("id_words");
  if (!text || !box) return;
  scope.querySelector("[data-selecting]").hidden = false;
  text.addEventListener("pointerup", () => {
    const words = selectedIn(text);
    if (words) box.value = words;
  });
  // Whoever selects a part of a sentence does not tick all of it.
  text.addEventListener("click", (event) => {
    if (selectedIn(text)) event.preventDefault();
  });
}
