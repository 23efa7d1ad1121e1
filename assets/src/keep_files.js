// Photos of a form with data-keep, sealed with the form's key like its words. They lie in IndexedDB, since
// localStorage holds nothing large.
const NAME = "payung-keep";
const TABLE = "files";

function table(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const base = opening.result;
      const held = base.transaction(TABLE, mode);
      const asked = work(held.objectStore(TABLE));
      const close = (done) => () => {
        base.close();
        done();
      };
      held.oncomplete = close(() => resolve(asked.result));
      held.onabort = close(() => reject(held.error));
    };
  });
}

// Every file of the form; without files what was kept before goes. False where the phone has no room.
export async function keepFiles(form, key) {
  const name = form.dataset.keep;
  const kept = [];
  try {
    for (const input of form.querySelectorAll("input[type=file]")) {
      for (const file of input.files) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const words = new TextEncoder().encode(JSON.stringify([input.name, file.name, file.type]));
        const length = new Uint8Array(new Uint32Array([words.length]).buffer);
        const plain = await new Blob([length, words, file]).arrayBuffer();
        kept.push({ iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) });
      }
    }
    await table("readwrite", (rows) => (kept.length ? rows.put(kept, name) : rows.delete(name)));
    return true;
  } catch {
    return false;
  }
}

// Puts kept files into the form again; how many. What cannot be opened is of another user of this phone, and goes.
export async function restoreFiles(form, key) {
  const name = form.dataset.keep;
  const kept = await table("readonly", (rows) => rows.get(name)).catch(() => undefined);
  if (!kept) return 0;
  const chosen = new Map();
  try {
    for (const { iv, sealed } of kept) {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
      const start = 4 + new Uint32Array(plain.slice(0, 4))[0];
      const [field, file, type] = JSON.parse(new TextDecoder().decode(plain.slice(4, start)));
      if (!chosen.has(field)) chosen.set(field, new DataTransfer());
      chosen.get(field).items.add(new File([plain.slice(start)], file, { type }));
    }
  } catch {
    await dropFiles(name);
    return 0;
  }
  for (const [field, held] of chosen) {
    const input = form.querySelector(`input[type=file][name="${CSS.escape(field)}"]`);
    if (!input) continue;
    input.files = held.files;
    input.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  }
  return kept.length;
}

export function dropFiles(name) {
  return table("readwrite", (rows) => rows.delete(name)).catch(() => undefined);
}
