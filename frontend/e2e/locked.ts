import { createHash } from "node:crypto";
import type { Paper } from "./browser";

const PAD = Buffer.from("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A", "hex");
const ID = Buffer.from("0123456789abcdef");
const PERMISSIONS = -4;

const md5 = (...parts: Buffer[]) => createHash("md5").update(Buffer.concat(parts)).digest();

/** RC4, which Node leaves out nowadays and old PDFs are locked with. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const s = Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number) => {
    [s[a], s[b]] = [s[b] ?? 0, s[a] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (s[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (s[i] ?? 0)) & 255;
      swap(i, j);
      return byte ^ (s[((s[i] ?? 0) + (s[j] ?? 0)) & 255] ?? 0);
    }),
  );
}

/** A receipt of one page that only its password opens: standard security handler, revision 2 (ISO 32000-1, 7.6.3). */
export function lockedPDF(name: string, password: string, shop: string): Paper {
  const padded = Buffer.concat([Buffer.from(password, "latin1"), PAD]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded, owner, permissions, ID).subarray(0, 5);
  const user = rc4(key, PAD);
  const lines = [shop, "12 Market Street", "Date: 04/03/2026", "Honey 6.20", "TOTAL EUR 6.20", "CASH 6.20"];
  const content = Buffer.from(
    `BT /F1 20 Tf 60 540 Td 30 TL ${lines.map((line) => `(${line}) Tj T*`).join(" ")} ET`,
    "latin1",
  );
  const sealed = rc4(md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10), content);
  const objects: Buffer[] = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    Buffer.concat([Buffer.from(`<</Length ${sealed.length}>>stream\n`), sealed, Buffer.from("\nendstream")]),
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    `<</Filter/Standard/V 1/R 2/P ${PERMISSIONS}/O<${owner.toString("hex")}>/U<${user.toString("hex")}>>>`,
  ].map((body) => (typeof body === "string" ? Buffer.from(body) : body));
  let file = Buffer.from("%PDF-1.4\n");
  const offsets = objects.map((body, i) => {
    const at = file.length;
    file = Buffer.concat([file, Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    return at;
  });
  const id = ID.toString("hex");
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const end =
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer<</Size ${objects.length + 1}/Root 1 0 R/Encrypt 6 0 R/ID[<${id}><${id}>]>>\nstartxref\n${file.length}\n%%EOF\n`;
  return { name, type: "application/pdf", bytes: Buffer.concat([file, Buffer.from(end)]) };
}
