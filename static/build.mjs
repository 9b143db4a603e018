// Bundles the pages' scripts and styles into static/dist, each under a name made from its content,
// so that browsers may keep them for ever; manifest.json says which name is which.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const pages = ["phone", "board", "desk", "organiser"];

/** What of Socket.IO no page needs: its third transport wants HTTP/3, which no server of ours speaks,
 * and what is said is JSON, never bytes. */
const UNUSED = [
  { file: /engine\.io-client.*[\\/]webtransport\.js$/, instead: "export class WT {}" },
  {
    file: /socket\.io-parser.*[\\/]is-binary\.js$/,
    instead: "export const isBinary = () => false; export const hasBinary = () => false;",
  },
];
const WITHOUT_UNUSED = {
  name: "without-unused",
  setup(/** @type {import("esbuild").PluginBuild} */ build) {
    for (const { file, instead } of UNUSED) {
      build.onLoad({ filter: file }, () => ({ contents: instead }));
    }
  },
};

/**
 * The sources that are there, by the name of their bundle; says which are not.
 * @param {[string, string][]} sources pairs of bundle name and source below static/
 * @returns {Record<string, string>}
 */
function present(sources) {
  const there = sources.filter(([, source]) => existsSync(join(here, source)));
  for (const [, source] of sources) {
    if (!existsSync(join(here, source))) console.log(`static/${source} is not there: skipped`);
  }
  return Object.fromEntries(there.map(([name, source]) => [name, join(here, source)]));
}

/**
 * Bundles one kind of source.
 * @param {[string, string][]} sources pairs of bundle name and source below static/
 * @returns {Promise<{plain: Record<string, string>, files: string[]}>}
 *   the bundles, such as phone.js: phone-AB12CD34.js, and all files written
 */
async function bundle(sources) {
  const entryPoints = present(sources);
  const result = await build({
    entryPoints,
    outdir: dist,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    external: ["/static/*"],
    loader: { ".svg": "file", ".png": "file", ".woff2": "file" },
    bundle: true,
    minify: true,
    metafile: true,
    format: "iife",
    target: "es2020",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
    plugins: [WITHOUT_UNUSED],
  });
  const outputs = Object.entries(result.metafile.outputs).map(
    ([path, output]) => /** @type {const} */ ([fileName(path), output.entryPoint]),
  );
  const bundles = outputs.filter(([, entryPoint]) => entryPoint !== undefined);
  return {
    plain: Object.fromEntries(bundles.map(([name]) => [plainName(name), name])),
    files: outputs.map(([name]) => name),
  };
}

/** @param {string} path as esbuild gives it, from the folder where it was started */
function fileName(path) {
  return relative(dist, join(process.cwd(), path)).split(sep).join("/");
}

/** @param {string} hashed such as phone-AB12CD34.js */
function plainName(hashed) {
  return hashed.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1");
}

/**
 * Packs a bundle once for all, so that no phone waits while the server does it anew: brotli for
 * those who come over https, gzip for those in a hall's plain network (browsers ask for no more).
 * @param {string} name of a file in dist
 * @returns {Promise<string[]>} the names of the packed files
 */
async function packed(name) {
  const bytes = await readFile(join(dist, name));
  await writeFile(join(dist, `${name}.br`), brotliCompressSync(bytes));
  await writeFile(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9, memLevel: 9 }));
  return [`${name}.br`, `${name}.gz`];
}

await mkdir(dist, { recursive: true });
const before = await readdir(dist);
const scripts = await bundle(pages.map((page) => [page, `js/${page}/main.js`]));
const styles = await bundle([...pages, "print", "report"].map((page) => [page, `css/${page}.css`]));
const manifest = { ...scripts.plain, ...styles.plain };
const packs = await Promise.all(Object.values(manifest).map(packed));
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// Only now: until the manifest was written, a running server still served the old ones.
const kept = new Set(["manifest.json", ...scripts.files, ...styles.files, ...packs.flat()]);
for (const name of before.filter((name) => !kept.has(name))) {
  await rm(join(dist, name), { recursive: true });
}
console.log(`static/dist holds ${Object.keys(manifest).length} bundles`);
