// Comforts on top of pages that work without them: text fields that grow, focus on what must be mended,
// saving while one writes, and keys for repeated acts on staff pages. Words come from the page, never from here.

function growTextareas() {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of document.querySelectorAll("textarea.grows")) {
    const grow = () => {
      area.rows = Math.max(area.rows, Math.min(60, area.value.split("\n").length + Math.floor(area.value.length / 80)));
    };
    area.addEventListener("input", grow);
    grow();
  }
}

function focusOnErrors() {
  if (!("autofocus" in HTMLElement.prototype)) document.querySelector(".ds-error-summary")?.focus();
}

// <form data-autosave="address"> with a <p class="saved" role="status" data-saved="Lagret kl. {time}" data-failed="…">.
// The address takes the whole form by POST and answers 2xx; nothing is said on the page until it has.
function saveWhileWriting(form) {
  const line = form.querySelector(".saved");
  let timer = 0;
  let running = new AbortController();
  let sent = serialise(form);
  const say = (text) => { if (line) line.textContent = text; };
  const save = async () => {
    const now = serialise(form);
    if (now === sent) return;
    running = new AbortController();
    const { signal } = running;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(now), redirect: "error", signal });
      if (!answer.ok) throw new Error(String(answer.status));
      sent = now;
      say((line?.dataset.saved ?? "").replace("{time}", clock()));
    } catch {
      if (signal.aborted) return;
      say(line?.dataset.failed ?? "");
      schedule(15000);
    }
  };
  const schedule = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
  form.addEventListener("input", () => schedule(2000));
  form.addEventListener("change", () => schedule(500));
  form.addEventListener("submit", () => { clearTimeout(timer); running.abort(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}

function serialise(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function clock() {
  const parts = new Intl.DateTimeFormat("nb", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" });
  return parts.format(new Date()).replace(":", ".");
}

// data-key="g" on a link or button presses it; on a field it moves there. data-row marks what j and k walk through.
function listenForKeys() {
  const dialog = document.querySelector("dialog.keys");
  const hint = document.querySelector(".keys-hint");
  if (!dialog) return;
  if (hint) {
    hint.hidden = false;
    hint.addEventListener("click", () => showKeys(dialog));
  }
  for (const element of document.querySelectorAll("[data-key]")) element.setAttribute("aria-keyshortcuts", element.dataset.key);
  const on = dialog.querySelector("[data-keys-on]");
  on.checked = remembered() !== "off";
  on.addEventListener("change", () => remember(on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || dialog.open) return;
    if (event.key === "?") showKeys(dialog);
    else if (press(event.key)) { /* a key that the page itself gives away comes first */ }
    else if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
    else return;
    event.preventDefault();
  });
}

// Keys of one letter can be switched off (WCAG 2.1.4); a browser that keeps nothing leaves them on.
function remembered() {
  try { return localStorage.getItem("keys"); } catch { return null; }
}

function remember(choice) {
  try { localStorage.setItem("keys", choice); } catch { /* private window: the choice lasts as long as the page */ }
}

function isWriting(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function press(key) {
  const element = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (!element) return false;
  if (element.matches("a, button, summary")) element.click();
  else element.focus();
  return true;
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  (row.querySelector("a, button, input, select") ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
}

function showKeys(dialog) {
  const list = dialog.querySelector("dl");
  list.querySelectorAll(".found").forEach((one) => one.remove());
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = document.createElement("dt");
    const act = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = element.dataset.key;
    key.append(cap);
    act.textContent = element.dataset.keyLabel ?? element.ariaLabel ?? labelOf(element);
    key.className = act.className = "found";
    list.append(key, act);
  }
  dialog.showModal();
}

function labelOf(element) {
  const label = element.labels?.[0] ?? element;
  const copy = label.cloneNode(true);
  copy.querySelectorAll("kbd, .count, .optional").forEach((one) => one.remove());
  return copy.textContent.trim();
}

growTextareas();
focusOnErrors();
document.querySelectorAll("form[data-autosave]").forEach(saveWhileWriting);
listenForKeys();
