// Compiles the Solidity sources and writes ABI and bytecode as JSON, one file for each contract.
// Usage: node src/Prover.Contracts/compile.mjs [--check]
// --check writes nothing and exits with 1 if a committed file differs. Needs the packages of npm/restore.mjs.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const require = createRequire(join(root, "artifacts/npm/package.json"));
const check = process.argv.includes("--check");

// One set for each folder of sources; `imports` are the folders that it takes sources from, `contracts` says what is
// written out, by default everything that can be deployed.
const product = "src/Prover.Contracts/solidity";
const tests = "tests/Prover.Contracts.Tests/solidity";
const sets = [
  { sources: product, imports: [], output: "src/Prover.Contracts/compiled", contracts: ["Rollup"] },
  { sources: tests, imports: [product], output: "tests/Prover.Contracts.Tests/compiled" },
  { sources: "src/Prover.Host/Demo/solidity", imports: [], output: "src/Prover.Host/Demo/compiled" },
];

const settings = {
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 1000000 },
  viaIR: true,
  // No metadata in the bytecode: it depends on nothing but the sources and these settings.
  metadata: { bytecodeHash: "none", appendCBOR: false },
};

const solc = require("solc");
let differences = 0;

for (const set of sets) {
  const folder = join(root, set.sources);
  if (!existsSync(folder)) {
    continue;
  }
  const sources = readSources(set.sources);
  const outputSelection = {};
  for (const path of Object.keys(sources)) {
    const wanted = (set.contracts ?? ["*"]).map((name) => [name, ["abi", "evm.bytecode.object"]]);
    outputSelection[path] = Object.fromEntries(wanted);
  }
  const input = { language: "Solidity", sources, settings: { ...settings, outputSelection } };
  const findImport = (path) => ({ contents: readFileSync(join(root, path), "utf8") });
  const result = JSON.parse(solc.compile(JSON.stringify(input), { import: findImport }));
  for (const problem of result.errors ?? []) {
    console.error(problem.formattedMessage);
  }
  // Warnings are errors here too.
  if ((result.errors ?? []).length > 0) {
    process.exit(1);
  }
  const hash = hashSources({ ...Object.assign({}, ...set.imports.map(readSources)), ...sources });
  for (const path of Object.keys(sources)) {
    for (const [name, contract] of Object.entries(result.contracts[path] ?? {})) {
      if (contract.evm?.bytecode.object.length > 0) {
        write(join(root, set.output, `${name}.json`), name, path, hash, contract);
      }
    }
  }
}

if (differences > 0) {
  console.error(`${differences} committed file(s) differ: run node src/Prover.Contracts/compile.mjs and commit`);
  process.exit(1);
}

function readSources(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".sol")).sort();
  const read = (name) => readFileSync(join(root, folder, name), "utf8");
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, { content: read(name) }]));
}

// SHA-256 over the texts in the order of their paths: tells without a compiler whether an artifact is out of date.
function hashSources(sources) {
  const hash = createHash("sha256");
  for (const path of Object.keys(sources).sort()) {
    hash.update(sources[path].content);
  }
  return hash.digest("hex");
}

function write(file, name, source, sourcesSha256, contract) {
  const artifact = {
    contract: name,
    source,
    sourcesSha256,
    compiler: solc.version(),
    settings,
    abi: contract.abi,
    bytecode: `0x${contract.evm.bytecode.object}`,
  };
  const text = `${JSON.stringify(artifact, null, 2)}\n`;
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${name}: ${contract.evm.bytecode.object.length / 2} bytes`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`differs: ${name}.json`);
    differences++;
  }
}
