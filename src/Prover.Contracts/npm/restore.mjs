// Restores the pinned npm packages of this folder into artifacts/npm, without running their install scripts.
// Usage: node src/Prover.Contracts/npm/restore.mjs        Does nothing when the lock file has not changed since.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../../../artifacts/npm");
const stamp = join(target, "restored.lock.json");
const lock = readFileSync(join(here, "package-lock.json"), "utf8");

if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) {
  console.log("npm packages are up to date");
} else {
  mkdirSync(target, { recursive: true });
  rmSync(stamp, { force: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
    copyFileSync(join(here, name), join(target, name));
  }
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: target,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (run.error || run.status !== 0) {
    console.error(`npm ci failed in ${target}: ${run.error?.message ?? `exit code ${run.status}`}`);
    process.exit(1);
  }
  // Written last: an interrupted restore is done again.
  writeFileSync(stamp, lock);
  console.log(`npm packages restored to ${target}`);
}
