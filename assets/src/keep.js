// A form with data-keep survives a lost connection. What is written lies in this browser's storage, encrypted with a
// key that only the server gives (so nothing can be read without logging in again), until the server has it. The
// form's token comes back with the words, so that what was sent twice is kept once.
import { dropFiles, keepFiles, restoreFiles } from "./keep_files.js";

const PREFIX = "payung-keep-";
const RETRY = 15000;
const able = Boolean(window.crypto?.subtle && window.localStorage && window.indexedDB);

async function cipher(form) {
  const raw = Uint8Array.from(atob(form.dataset.keepKey), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function keep(form) {
  if (!able) return;
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(fields));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipher(form), plain));
  localStorage.setItem(PREFIX + form.dataset.keep, JSON.stringify([[...iv], [...sealed]]));
}

async function restore(form) {
  const held = able && localStorage.getItem(PREFIX + form.dataset.keep);
  if (!held) return false;
  try {
    const [iv, sealed] = JSON.parse(held).map((part) => new Uint8Array(part));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cipher(form), sealed);
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    for (const [name, value] of JSON.parse(new TextDecoder().decode(plain))) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value || field.checked;
        else field.value = value;
      }
    }
    return true;
  } catch {
    localStorage.removeItem(PREFIX + form.dataset.keep); // of another user of this phone
    return false;
  }
}

async function keepChosen(form) {
  if (!able) return;
  const room = await keepFiles(form, await cipher(form));
  say(room ? "" : form.dataset.full);
}

// After an error the words stand in the page already; photos never do.
async function restoreAll(form) {
  const words = !document.getElementById("error-summary") && (await restore(form));
  const files = able && form.enctype === "multipart/form-data" && (await restoreFiles(form, await cipher(form)));
  if (words || files) say(form.dataset.restored);
}

function say(words) {
  const place = document.getElementById("announcer");
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
}

async function reaches() {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

async function send(form) {
  if (await reaches()) {
    form.submit();
    return;
  }
  say(form.dataset.kept);
  setTimeout(() => form.dataset.waiting && send(form), RETRY);
}

for (const done of document.querySelectorAll("[data-keep-done]")) {
  if (!able) break;
  localStorage.removeItem(PREFIX + done.dataset.keepDone);
  dropFiles(done.dataset.keepDone);
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  restoreAll(form);
  let pause;
  let keeping = Promise.resolve();
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") keeping = keepChosen(form);
  });
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => keep(form), 300);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.waiting) return;
    form.dataset.waiting = "1";
    await keep(form);
    await keeping;
    await send(form);
  });
  window.addEventListener("online", () => form.dataset.waiting && send(form));
}
