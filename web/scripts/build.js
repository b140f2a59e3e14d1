// Builds the client side into the Python package: bundles, styles, the regional base map, all packed
// beside themselves, and a manifest with what names each file's content. Two builds give the same bytes.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "vite";

import { DEFAULT_BOUNDS, regionalCut, world } from "./region.js";

const WEB = fileURLToPath(new URL("..", import.meta.url));
const OUT = resolve(WEB, process.env.TRUCELINE_STATIC ?? "../src/truceline/workbench/web/static");
const MODULES = ["workbench", "map", "timeline", "reader"];
const STYLES = ["map", "timeline"];

async function bundle(folder) {
  await build({
    root: WEB,
    configFile: false,
    logLevel: "warn",
    base: "./",
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(MODULES.map((name) => [name, join(WEB, "src", `${name}.ts`)])),
        preserveEntrySignatures: "strict",
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "parts/[name]-[hash].js",
          codeSplitting: {
            groups: [
              { name: "shared", test: /[\\/](map_(?!tiles)\w+|columns|palette)\.ts$|node_modules[\\/](?:ol|rbush|quickselect|topojson-client)[\\/]/, entriesAware: true },
            ],
          },
        },
      },
    },
  });
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** A .gz and a .br beside each file, and the beginning of its hash. */
function pack(folder) {
  const manifest = {};
  for (const path of filesIn(folder)) {
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
    const name = relative(folder, path).split(sep).join("/");
    manifest[name] = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  }
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}

const work = join(WEB, `.build-${process.pid}`);
try {
  await bundle(work);
  for (const name of STYLES) cpSync(join(WEB, "src", `${name}.css`), join(work, `${name}.css`));
  mkdirSync(join(work, "base"), { recursive: true });
  writeFileSync(join(work, "base", "region.json"), JSON.stringify(regionalCut(DEFAULT_BOUNDS)));
  writeFileSync(join(work, "base", "world.json"), JSON.stringify(world()));
  for (const [name] of Object.entries(pack(work))) {
    const size = (ending) => (statSync(join(work, name + ending)).size / 1024).toFixed(1).padStart(7);
    process.stdout.write(`${name.padEnd(34)}${size("")} KB${size(".gz")} KB gz${size(".br")} KB br\n`);
  }
  // What the Python build compares with the sources; a build by hand leaves none and is built again there.
  if (process.env.TRUCELINE_SOURCES) writeFileSync(join(work, "built-from.txt"), `${process.env.TRUCELINE_SOURCES}\n`);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(resolve(OUT, ".."), { recursive: true });
  renameSync(work, OUT);
} finally {
  rmSync(work, { recursive: true, force: true });
}
