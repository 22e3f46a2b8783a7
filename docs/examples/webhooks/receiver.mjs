// A receiver of Deskclerk's webhooks that needs nothing but Node 18:
//
//     WEBHOOK_SECRET=whsec_… node receiver.mjs --addr 127.0.0.1:9000 --journal journal.jsonl
//
// It verifies each request, refuses old ones, has each effect once however often
// a webhook comes, and lets no older state of a document replace a newer one.

import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const tolerance = 5 * 60; // seconds
const maxBody = 8 << 20;

const { values } = parseArgs({
  options: {
    addr: { type: "string", default: "127.0.0.1:9000" },
    journal: { type: "string", default: "journal.jsonl" },
  },
});
const secret = process.env.WEBHOOK_SECRET ?? "";
if (!secret.startsWith("whsec_")) {
  console.error("WEBHOOK_SECRET has to hold the endpoint's secret, whsec_…");
  process.exit(1);
}
const key = Buffer.from(secret.slice("whsec_".length), "base64");

// What stands in the journal has happened.
const seen = new Set(); // webhook-id
const newest = new Map(); // highest sequence, by document
if (existsSync(values.journal)) {
  for (const line of readFileSync(values.journal, "utf8").split("\n")) {
    try {
      remember(JSON.parse(line));
    } catch {
      // The last line, cut by a crash: it was not answered with yes.
    }
  }
}
const journal = openSync(values.journal, "a", 0o600);
writeSync(journal, "\n"); // what was cut must not spoil the next line

function remember(entry) {
  seen.add(entry.id);
  if (entry.document) newest.set(entry.document, Math.max(newest.get(entry.document) ?? 0, entry.sequence));
}

// Checks the time and the signature over id, time and the bytes as they came:
// never over JSON that was written anew.
function verify(headers, body, now) {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (!/^[0-9]+$/.test(timestamp)) return "no timestamp";
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) return "too old or too new";
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const want = Buffer.from(`v1,${mac}`);
  for (const text of (headers["webhook-signature"] ?? "").split(" ")) {
    const one = Buffer.from(text); // two of them during a rotation
    if (one.length === want.length && timingSafeEqual(one, want)) return "";
  }
  return "wrong signature";
}

// Has the webhook's effect once, and only then lets yes be said.
function take(id, payload) {
  if (seen.has(id)) return;
  const { sequence, document_id: document, status } = payload.data;
  const entry = {
    id,
    type: payload.type,
    sequence,
    document,
    status,
    newest: !document || sequence >= (newest.get(document) ?? 0),
  };
  writeSync(journal, `${JSON.stringify(entry)}\n`);
  fsyncSync(journal);
  remember(entry);
  console.log(JSON.stringify(entry));
}

function answer(response, status, text = "") {
  response.writeHead(status).end(text);
}

const server = createServer((request, response) => {
  const chunks = [];
  let length = 0;
  request.on("data", (chunk) => {
    length += chunk.length;
    if (length > maxBody) request.destroy();
    else chunks.push(chunk);
  });
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const wrong = verify(request.headers, body, Date.now());
    if (wrong) return answer(response, 401, wrong);
    try {
      take(request.headers["webhook-id"], JSON.parse(body));
    } catch (error) {
      return answer(response, 500, error.message); // it comes again
    }
    return answer(response, 204);
  });
});

const [host, port] = values.addr.split(":");
server.listen(Number(port), host, () => console.log(`listening on http://${host}:${server.address().port}/`));
