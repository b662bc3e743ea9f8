// Writes vectors.json: [value as text, its encoding by @msgpack/msgpack]. With --check compares; exit 1 if it differs.
// Text of a value: n (nil), t, f, a decimal number, x and hexadecimal bytes, a list in brackets with spaces between.
import { encode } from "@msgpack/msgpack";
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("vectors.json", import.meta.url);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const binary = (length) => Uint8Array.from({ length }, (_, i) => (i * 7) & 255);
const numbers = [
  0n, 1n, 127n, 128n, 255n, 256n, 65535n, 65536n, 4294967295n, 4294967296n, 9007199254740992n,
  18446744073709551615n,
];

function text(value) {
  if (value === null) return "n";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Uint8Array) return "x" + hex(value);
  return Array.isArray(value) ? `[${value.map(text).join(" ")}]` : String(value);
}

// Small integers as numbers: as bigint they would all be written in eight bytes.
const number = (value) => (value <= 4294967295n ? Number(value) : value);
const values = [
  null,
  true,
  false,
  ...numbers.map(number),
  ...[0, 1, 20, 32, 255, 256, 2464].map(binary),
  [],
  [1, null, true],
  Array.from({ length: 15 }, (_, i) => i),
  Array.from({ length: 16 }, (_, i) => i * 100),
  [binary(3), binary(0), 65536],
];
const lines = values.map((value) => JSON.stringify([text(value), hex(encode(value, { useBigInt64: true }))]));
const output = `[\n  ${lines.join(",\n  ")}\n]\n`;
if (process.argv.includes("--check")) {
  process.exit(readFileSync(file, "utf8") === output ? 0 : 1);
}
writeFileSync(file, output);
