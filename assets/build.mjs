// Builds what the pages wear into src/payung/office/static/built: one stylesheet, one theme file, one script,
// one sprite of the icons in use, and the charts apart. Same sources, same bytes.
import { mkdir, readFile, readdir, rm, writeFile, copyFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const here = path.dirname(fileURLToPath(import.meta.url));
const office = path.join(here, "../src/payung/office");
const built = path.join(office, "static/built");
const packages = path.join(here, "node_modules");

async function filesUnder(folder, endings) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["static", "migrations", "locale", "__pycache__"].includes(entry.name)) {
        found.push(...(await filesUnder(full, endings)));
      }
    } else if (endings.some((ending) => entry.name.endsWith(ending))) {
      found.push(full);
    }
  }
  return found.sort();
}

// A class or icon counts as used where its name stands in a template, in Python of the office, or in our script.
async function sources() {
  const files = [
    ...(await filesUnder(office, [".html", ".py"])),
    ...(await filesUnder(path.join(here, "src"), [".js"])),
  ];
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(file, "utf8") })));
}

async function buildStyles(texts) {
  const raw = (
    await Promise.all(
      [path.join(packages, "@tabler/core/dist/css/tabler.css"), path.join(here, "src/office.css")].map((file) =>
        readFile(file, "utf8"),
      ),
    )
  ).join("\n");
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: raw.replace(/\/\*# sourceMappingURL=.*?\*\//g, "") }],
    content: texts.map(({ file, text }) => ({ raw: text, extension: path.extname(file).slice(1) })),
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    // Classes that templates put together from a tone or a kind.
    safelist: { standard: [/^htmx-/, /^(status|notice|figure|confirm|cell)-/, ":root", "html", "body"] },
    variables: true,
    keyframes: true,
  });
  await minify(purged.css, "office.css");
  await minify(await readFile(path.join(here, "src/theme.css"), "utf8"), "theme.css");
}

async function minify(css, name) {
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: "chrome100" });
  await writeFile(path.join(built, name), code);
}

async function buildScripts() {
  for (const name of ["office", "charts"]) {
    await esbuild.build({
      entryPoints: [path.join(here, `src/${name}.js`)],
      outfile: path.join(built, `${name}.js`),
      bundle: true,
      minify: true,
      format: "iife",
      target: "chrome100",
      legalComments: "none",
    });
  }
}

// Names of icons: icon="x", <c-icon name="x">, and any word in quotes in the modules that list icons.
function iconNames(texts) {
  const certain = new Set();
  const possible = new Set();
  for (const { file, text } of texts) {
    if (file.endsWith(".html")) {
      for (const [, name] of text.matchAll(/<c-icon\s[^>]*?name="([a-z0-9-]+)"/g)) certain.add(name);
    }
    for (const [, name] of text.matchAll(/\bicon\s*=\s*"([a-z0-9-]+)"/g)) certain.add(name);
    if (/\/(menu|home|tones)\.py$/.test(file)) {
      for (const [, name] of text.matchAll(/"([a-z0-9]+(?:-[a-z0-9]+)*)"/g)) possible.add(name);
    }
  }
  return { certain, possible };
}

async function buildSprite(texts) {
  const folder = path.join(packages, "@tabler/icons/icons/outline");
  const { certain, possible } = iconNames(texts);
  const unknown = [...certain].filter((name) => !existsSync(path.join(folder, `${name}.svg`)));
  if (unknown.length) {
    throw new Error(`No such icon in @tabler/icons (outline): ${unknown.join(", ")}`);
  }
  const names = [...new Set([...certain, ...possible])].filter((name) => existsSync(path.join(folder, `${name}.svg`)));
  const symbols = [];
  for (const name of names.sort()) {
    const svg = await readFile(path.join(folder, `${name}.svg`), "utf8");
    const drawing = svg
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace(/<\/svg>\s*$/, "")
      .replace(/\s*\n\s*/g, "");
    symbols.push(
      `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`,
    );
  }
  await writeFile(
    path.join(built, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
  );
}

async function report() {
  let together = 0;
  for (const name of (await readdir(built)).sort()) {
    const bytes = await readFile(path.join(built, name));
    const sent = brotliCompressSync(bytes).length;
    if (name !== "charts.js") together += sent;
    console.log(`${name.padEnd(12)} ${String(bytes.length).padStart(8)} bytes, ${String(sent).padStart(7)} sent`);
  }
  console.log(`a page without charts asks for at most ${together} bytes of these`);
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
const texts = await sources();
await Promise.all([buildStyles(texts), buildScripts(), buildSprite(texts)]);
await copyFile(path.join(here, "src/logo.svg"), path.join(built, "logo.svg"));
await report();
