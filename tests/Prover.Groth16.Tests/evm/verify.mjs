// Compiles an exported verifier and calls it on a development node that this script starts and stops.
// Usage: node verify.mjs <folder of node_modules> <cases.json>; prints a JSON list with one word for each call:
// "true", "false", or the name of the error that the contract reverted with.
// cases.json: {"source": "…", "contract": "…", "errors": {"0x…": "name", …},
//              "calls": [{"proof": ["decimal", …], "inputs": ["decimal", …]}, …]}
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, casesPath] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const cases = JSON.parse(readFileSync(casesPath, "utf8"));

const compiled = JSON.parse(
  require("solc").compile(
    JSON.stringify({
      language: "Solidity",
      sources: { "verifier.sol": { content: cases.source } },
      settings: {
        optimizer: { enabled: true, runs: 1000000 },
        outputSelection: { "*": { "*": ["abi", "evm.deployedBytecode.object", "evm.methodIdentifiers"] } },
      },
    })
  )
);
// Warnings are errors here too.
if ((compiled.errors ?? []).length > 0) {
  throw new Error(compiled.errors.map((error) => error.formattedMessage).join("\n"));
}
const contract = compiled.contracts["verifier.sol"][cases.contract];
const selector = Object.values(contract.evm.methodIdentifiers)[0];
const word = (decimal) => BigInt(decimal).toString(16).padStart(64, "0");

const program = join(modules, "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");
const node = spawn(program, ["--host", "127.0.0.1", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
try {
  const address = await new Promise((resolve, reject) => {
    let text = "";
    node.stdout.on("data", (chunk) => {
      text += chunk;
      const found = /Listening on (\S+)/.exec(text);
      if (found) resolve(found[1]);
    });
    node.on("error", reject);
    node.on("exit", () => reject(new Error("anvil ended before it listened")));
  });

  let id = 0;
  const rpc = async (method, params) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params });
    const answer = await fetch(`http://${address}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return answer.json();
  };

  const to = "0x00000000000000000000000000000000000a11ce";
  await rpc("anvil_setCode", [to, `0x${contract.evm.deployedBytecode.object}`]);
  const results = [];
  for (const { proof, inputs } of cases.calls) {
    const data = `0x${selector}${[...proof, ...inputs].map(word).join("")}`;
    const answer = await rpc("eth_call", [{ to, data }, "latest"]);
    results.push(answer.error ? nameOf(answer.error) : BigInt(answer.result) === 1n ? "true" : "false");
  }
  console.log(JSON.stringify(results));
} finally {
  node.kill("SIGKILL");
}

// An error is told apart by the first four bytes of its data.
function nameOf(error) {
  return cases.errors[String(error.data).slice(0, 10)] ?? `error ${error.message} ${error.data}`;
}
