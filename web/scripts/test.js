// Checks the types, bundles the unit tests and runs them with Node's own runner.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";

const WEB = fileURLToPath(new URL("..", import.meta.url));
const OUT = join(WEB, `.tests-${process.pid}`);
const names = readdirSync(join(WEB, "test")).filter((name) => name.endsWith(".test.ts"));

function run(command, ...parameters) {
  return spawnSync(command, parameters, { cwd: WEB, stdio: "inherit" }).status ?? 1;
}

let status = run(process.execPath, join("node_modules", "typescript", "bin", "tsc"), "--noEmit");
try {
  await build({
    root: WEB,
    configFile: false,
    logLevel: "warn",
    // Bundled with what they import: packages for the browser are not written for Node's loader.
    ssr: { noExternal: true },
    build: { outDir: OUT, ssr: true, minify: false, rolldownOptions: { input: names.map((name) => join(WEB, "test", name)) } },
  });
  const files = readdirSync(OUT).filter((name) => /\.test\.m?js$/.test(name)).map((name) => join(OUT, name));
  status ||= run(process.execPath, "--test", "--test-reporter=tap", ...files);
} finally {
  rmSync(OUT, { recursive: true, force: true });
}
process.exit(status);
