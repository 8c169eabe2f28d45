// Comforts for the table of points: tick all on the page, and say how many are ticked. The form works without.
const form = document.querySelector("form.choosing");
const line = form?.querySelector(".chosen");
const all = form?.querySelector("[data-tick-all]");

function boxes() {
  return [...form.querySelectorAll("input[name=punkt]")];
}

function count() {
  const ticked = boxes().filter((box) => box.checked).length;
  line.textContent = ticked ? line.dataset.one.replace("{count}", String(ticked)) : line.dataset.none;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && ticked < boxes().length;
}

if (line && all) {
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    count();
  });
  form.addEventListener("change", count);
  count();
}
