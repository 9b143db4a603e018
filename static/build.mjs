// Bundles the pages' scripts and styles into static/dist, each under a name made from its content.
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

const entries = [
  ...["phone", "board", "desk", "organiser"].map((page) => [`${page}.js`, `js/${page}/main.js`]),
  ...["phone", "board", "desk", "organiser", "print"].map((page) => [`${page}.css`, `css/${page}.css`]),
];

/**
 * The entry points that are there; says which are not.
 * @returns {Record<string, string>} source path by bundle name without ending, per ending
 */
function present(/** @type {string} */ ending) {
  const found = entries.filter(([name]) => name.endsWith(ending));
  for (const [, source] of found) {
    if (!existsSync(join(here, source))) console.log(`static/${source} is not there: skipped`);
  }
  const sources = found.filter(([, source]) => existsSync(join(here, source)));
  return Object.fromEntries(sources.map(([name, source]) => [basename(name, ending), join(here, source)]));
}

/**
 * Bundles all entry points of one ending.
 * @param {string} ending ".js" or ".css"
 * @returns {Promise<[string, string][]>} pairs of plain name and hashed name, such as phone.js, phone-AB12CD34.js
 */
async function bundle(ending) {
  const entryPoints = present(ending);
  if (Object.keys(entryPoints).length === 0) return [];
  const result = await build({
    entryPoints,
    outdir: dist,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    sourcemap: false,
    metafile: true,
    format: "iife",
    target: "es2020",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".svg": "file", ".woff2": "file" },
    logLevel: "warning",
  });
  return Object.entries(result.metafile.outputs)
    .filter(([, output]) => output.entryPoint)
    .map(([path]) => {
      const hashed = relative(dist, path).split(sep).join("/");
      return [hashed.replace(/-[A-Z0-9]+(\.\w+)$/, "$1"), hashed];
    });
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = Object.fromEntries([...(await bundle(".js")), ...(await bundle(".css"))]);
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`static/dist holds ${Object.keys(manifest).length} bundles`);
