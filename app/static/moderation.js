// Comforts of the moderators' page, which works without them: words marked in the original are added to what goes.

const field = document.querySelector("textarea[name=words]");
const button = document.querySelector("[data-add-marked]");

function markedWords() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return "";
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const within = (around instanceof Element ? around : around.parentElement)?.closest(".original .text");
  if (!within) return "";
  const copy = range.cloneContents();
  copy.querySelectorAll("small").forEach((label) => label.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function offer() {
  const words = markedWords();
  button.disabled = words.length < 2;
}

function add() {
  const words = markedWords();
  if (words.length < 2) return;
  const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.includes(words)) lines.push(words);
  field.value = lines.join("\n") + "\n";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  button.nextElementSibling.textContent = button.dataset.added.replace("{words}", words);
}

if (field && button) {
  button.hidden = false;
  button.disabled = true;
  document.addEventListener("selectionchange", offer);
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is marked
  button.addEventListener("click", add);
}

// «Hold tilbake …» opens the part of the form that asks why; what is folded can take no focus until it has opened.
const withhold = document.querySelector("#hold-tilbake");
document.querySelector("a[href='#hold-tilbake']")?.addEventListener("click", (event) => {
  event.preventDefault();
  const ask = () => withhold.querySelector("input")?.focus();
  if (withhold.open) ask();
  else withhold.addEventListener("toggle", ask, { once: true });
  withhold.open = true;
});
