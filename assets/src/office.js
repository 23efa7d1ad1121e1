// The office's small script: htmx, and what pages cannot do alone. Without it every page still works.
import htmx from "htmx.org";
import "./keep.js";

htmx.config.includeIndicatorStyles = false; // the security policy allows no inline styles
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages hold personal data: none of it is left in the browser's storage
htmx.config.refreshOnHistoryMiss = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];
window.htmx = htmx;
document.documentElement.classList.add("js");

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
});

// A session that ended must show the login page, not put it inside a list.
document.addEventListener("htmx:beforeSwap", (event) => {
  const page = document.body.dataset.loginAddress;
  if (page && new URL(event.detail.xhr.responseURL || location.href).pathname === page) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

document.addEventListener("htmx:responseError", () => announce(document.body.dataset.failure));
document.addEventListener("htmx:sendError", () => announce(document.body.dataset.offline));

function announce(message) {
  const place = document.getElementById("announcer");
  if (!place || !message) return;
  place.textContent = message;
  place.hidden = false;
}

// Keys: an element with data-key="j" is pressed, followed or focused by that key, outside of fields.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === key && !element.disabled && element.offsetParent,
  );
  if (!target) return;
  event.preventDefault();
  if (target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) target.focus();
  else target.click();
  // What a key unfolds is for writing in.
  if (target.matches("summary") && target.parentElement.open)
    target.parentElement.querySelector("input:not([type=hidden]), textarea, select")?.focus();
});

// One open menu at a time; Escape and a click elsewhere close it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form is sent once, even on a slow line where people press twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// File drop: the whole field takes a dropped file and says what was chosen.
for (const happened of ["change", "restored"]) {
  document.addEventListener(happened, (event) => {
    const input = event.target;
    if (input.type !== "file") return;
    const said = input.closest("[data-drop]")?.querySelector("[data-chosen]");
    if (said) said.textContent = [...input.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
  });
}
function size(bytes) {
  const amount = bytes < 1e6 ? bytes / 1e3 : bytes / 1e6;
  const digits = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return `${digits.format(amount)} ${bytes < 1e6 ? "kB" : "MB"}`;
}
for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const field = event.target.closest?.("[data-drop]");
    if (!field) return;
    event.preventDefault();
    field.classList.toggle("is-over", name === "dragenter" || name === "dragover");
    const input = field.querySelector("input[type=file]");
    if (name === "drop" && input && event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// After an error, the summary is where reading begins.
document.addEventListener("DOMContentLoaded", () => document.getElementById("error-summary")?.focus());
document.addEventListener("htmx:afterSettle", (event) =>
  event.target.querySelector?.("#error-summary")?.focus(),
);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
