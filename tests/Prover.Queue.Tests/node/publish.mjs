// Publishes a block envelope through RabbitMQ and prints the node's answer as JSON.
// Usage: node publish.mjs AMQP-ADDRESS PREFIX KEY ENVELOPE-FILE        in a folder with amqplib in its node_modules
// What it needs of MessagePack is written out here; the messages are described in src/Prover.Wire/README.md.
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const amqp = createRequire(join(process.cwd(), "publish.js"))("amqplib");

const PART = 48 * 1024;
const VERDICTS = ["accepted", "same", "keyTaken", "numberTaken", "malformed", "notServed", "overloaded"];

function uint(value) {
  if (value < 0x80) return Buffer.from([value]);
  if (value < 0x100) return Buffer.from([0xcc, value]);
  const bytes = Buffer.alloc(value < 0x10000 ? 3 : 5);
  bytes[0] = bytes.length === 3 ? 0xcd : 0xce;
  bytes.writeUIntBE(value, 1, bytes.length - 1);
  return bytes;
}

function text(value) {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([Buffer.from(bytes.length < 32 ? [0xa0 | bytes.length] : [0xd9, bytes.length]), bytes]);
}

function bin(bytes) {
  const head = bytes.length < 0x100
    ? Buffer.from([0xc4, bytes.length])
    : Buffer.from([0xc5, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([head, bytes]);
}

// block.v1: [3, 1, key, hash, size, part, parts, bytes]
function parts(key, envelope) {
  const hash = createHash("sha256").update(envelope).digest();
  const count = Math.ceil(envelope.length / PART);
  return Array.from({ length: count }, (_, part) => Buffer.concat([
    Buffer.from([0x98]), uint(3), uint(1), text(key), bin(hash), uint(envelope.length), uint(part), uint(count),
    bin(envelope.subarray(part * PART, (part + 1) * PART)),
  ]));
}

// Reads the values that an answer may have: nil, integers, strings, bytes, arrays.
function reader(bytes) {
  let at = 0;
  const take = (size) => bytes.subarray(at, at += size);
  const number = (size) => Number(size === 8 ? take(8).readBigUInt64BE() : take(size).readUIntBE(0, size));
  return function value() {
    const code = bytes[at++];
    if (code < 0x80) return code;
    if (code >= 0x90 && code < 0xa0) return Array.from({ length: code & 0x0f }, value);
    if (code >= 0xa0 && code < 0xc0) return take(code & 0x1f).toString("utf8");
    switch (code) {
      case 0xc0: return null;
      case 0xc4: return take(number(1)).toString("hex");
      case 0xcc: return number(1);
      case 0xcd: return number(2);
      case 0xce: return number(4);
      case 0xcf: return number(8);
      case 0xd9: return take(number(1)).toString("utf8");
      case 0xda: return take(number(2)).toString("utf8");
      default: throw new Error(`unexpected first byte ${code}`);
    }
  };
}

const [address, prefix, key, file] = process.argv.slice(2);
const connection = await amqp.connect(address);
const channel = await connection.createConfirmChannel();
const id = randomUUID();
const answer = new Promise((resolve) => {
  channel.consume("amq.rabbitmq.reply-to", (message) => {
    if (message !== null && message.properties.correlationId === id) resolve(message.content);
  }, { noAck: true });
});
for (const message of parts(key, readFileSync(file))) {
  channel.publish("", `${prefix}.blocks`, message, {
    persistent: true, mandatory: true, type: "block.v1", contentType: "application/msgpack",
    messageId: key, correlationId: id, replyTo: "amq.rabbitmq.reply-to",
  });
}
await channel.waitForConfirms();
const [kind, version, verdict, job, envelope, reason, retryAfter] = reader(await answer)();
console.log(JSON.stringify({
  kind, version, verdict: VERDICTS[verdict], job: job?.join("/"), envelope, reason, retryAfter,
}));
await connection.close();
