// Writes vectors.json from the pinned circomlibjs. With --check: compares instead, exit 1 on a difference.
// Deterministic: every "random" number is SHA-256 of a label.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import createBlakeHash from "blake-hash";
import { buildBabyjub, buildEddsa, buildPoseidon, buildPoseidonReference } from "circomlibjs";

const here = new URL(".", import.meta.url);
const target = new URL("vectors.json", here);
const r = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

const hash = (label) => createHash("sha256").update(label).digest();
const number = (label, below) => BigInt("0x" + hash(label).toString("hex")) % below;
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const digestOf = (numbers) => {
  const sha = createHash("sha256");
  for (const n of numbers) {
    sha.update(Buffer.from(BigInt(n).toString(16).padStart(64, "0"), "hex"));
  }
  return sha.digest("hex");
};

const poseidon = await buildPoseidon();
const reference = await buildPoseidonReference();
const babyJub = await buildBabyjub();
const eddsa = await buildEddsa();
const F = babyJub.F;
const point = (p) => p.map((c) => F.toObject(c).toString());

function poseidonVectors() {
  const list = [];
  for (let n = 1; n <= 16; n++) {
    const index = Array.from({ length: n }, (_, i) => i);
    const inputs = [
      index.map(() => 0n),
      index.map((i) => BigInt(i + 1)),
      index.map(() => r - 1n),
      index.map((i) => number(`poseidon ${n} ${i}`, r)),
    ];
    for (const input of inputs) {
      const output = F.toObject(poseidon(input)).toString();
      if (output !== F.toObject(reference(input)).toString()) {
        throw new Error("circomlibjs disagrees with itself");
      }
      list.push({ inputs: input.map(String), output });
    }
  }
  return list;
}

function poseidonConstants() {
  const file = new URL("node_modules/circomlibjs/src/poseidon_constants.json", here);
  const { C, M } = JSON.parse(readFileSync(file, "utf8"));
  return C.map((constants, i) => ({
    width: i + 2,
    count: constants.length,
    constantsSha256: digestOf(constants),
    mdsSha256: digestOf(M[i].flat()),
  }));
}

function pointVectors() {
  const scalars = [0n, 1n, 2n, 8n, babyJub.subOrder - 1n, babyJub.subOrder, babyJub.order - 1n];
  for (let i = 0; i < 6; i++) {
    scalars.push(number(`scalar ${i}`, babyJub.order));
  }
  const list = [];
  for (const base of ["Base8", "Generator"]) {
    for (const scalar of scalars) {
      const p = babyJub.mulPointEscalar(babyJub[base], scalar);
      list.push({
        base,
        scalar: scalar.toString(),
        point: point(p),
        packed: hex(babyJub.packPoint(p)),
        inSubgroup: babyJub.inSubgroup(p),
      });
    }
  }
  return list;
}

function additionVectors() {
  const list = [];
  for (let i = 0; i < 6; i++) {
    const a = babyJub.mulPointEscalar(babyJub.Generator, number(`left ${i}`, babyJub.order));
    const b = i === 0 ? a : babyJub.mulPointEscalar(babyJub.Generator, number(`right ${i}`, babyJub.order));
    list.push({ a: point(a), b: point(b), sum: point(babyJub.addPoint(a, b)) });
  }
  return list;
}

function unpackVectors() {
  const list = [];
  for (let i = 0; i < 16; i++) {
    const packed = Buffer.alloc(32);
    packed.writeUInt8(i < 8 ? i : 255 - i, 0);
    packed[31] = i % 2 === 0 ? 0 : 0x80;
    const p = babyJub.unpackPoint(Uint8Array.from(packed));
    list.push({ packed: hex(packed), point: p === null ? null : point(p) });
  }
  return list;
}

function signatureVectors() {
  const messages = [0n, 1n, r - 1n];
  for (let i = 0; i < 9; i++) {
    messages.push(number(`message ${i}`, r));
  }
  return messages.map((message, i) => {
    const key = hash(`private key ${i}`);
    const a = eddsa.prv2pub(key);
    const signature = eddsa.signPoseidon(key, F.e(message));
    if (!eddsa.verifyPoseidon(F.e(message), signature, a)) {
      throw new Error("circomlibjs does not accept its own signature");
    }
    return {
      privateKey: hex(key),
      publicKey: point(a),
      packedPublicKey: hex(babyJub.packPoint(a)),
      message: message.toString(),
      r8: point(signature.R8),
      s: signature.S.toString(),
      packed: hex(eddsa.packSignature(signature)),
    };
  });
}

function blakeVectors() {
  return [0, 1, 32, 64, 110, 111, 112, 113, 127, 128, 129, 239, 240, 256, 1000].map((length) => {
    const message = Buffer.from(Array.from({ length }, (_, i) => (i * 7 + length) & 0xff));
    return { message: hex(message), digest: hex(createBlakeHash("blake512").update(message).digest()) };
  });
}

const text = JSON.stringify(
  {
    poseidon: poseidonVectors(),
    poseidonConstants: poseidonConstants(),
    points: pointVectors(),
    additions: additionVectors(),
    unpack: unpackVectors(),
    signatures: signatureVectors(),
    blake512: blakeVectors(),
  },
  null,
  1,
) + "\n";

if (process.argv.includes("--check")) {
  const same = readFileSync(target, "utf8") === text;
  console.log(same ? "vectors.json is up to date" : "vectors.json differs from what circomlibjs computes");
  process.exit(same ? 0 : 1);
}
writeFileSync(target, text);
process.exit(0);
