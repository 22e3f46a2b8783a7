import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook as another program gets it. */
export interface Got {
  id: string;
  type: string;
  body: string;
  /** Verifies a secret against what came, as Standard Webhooks describes. */
  signedWith(secret: string): boolean;
}

/** Another program on this machine that takes webhooks; its answer can be changed. */
export async function otherProgram() {
  const got: Got[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const header = (name: string) => String(request.headers[name] ?? "");
      const id = header("webhook-id");
      const content = `${id}.${header("webhook-timestamp")}.${body}`;
      got.push({
        id,
        type: (JSON.parse(body) as { type: string }).type,
        body,
        signedWith: (secret) => {
          const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
          const mac = createHmac("sha256", key).update(content).digest("base64");
          return header("webhook-signature").split(" ").includes(`v1,${mac}`);
        },
      });
      response.writeHead(status, { "X-Other": "program" });
      response.end(status === 204 ? undefined : "not today");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    got,
    answer: (next: number) => {
      status = next;
    },
    stop: () => server.close(),
  };
}
