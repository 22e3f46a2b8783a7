import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A program to test against: the one-time link that opens it, and how to end it. */
export interface Server {
  openURL: string;
  stop(): Promise<void>;
}

/**
 * The program named by DESKCLERK_OPEN_URL (its link), or one started from the
 * binary DESKCLERK_BIN with a data folder of its own.
 */
export async function startServer(): Promise<Server> {
  const given = process.env.DESKCLERK_OPEN_URL;
  if (given) return { openURL: given, stop: async () => {} };
  const binary = process.env.DESKCLERK_BIN;
  if (!binary)
    throw new Error("set DESKCLERK_BIN to the binary, or DESKCLERK_OPEN_URL to the link `serve` printed");

  const data = await mkdtemp(join(tmpdir(), "deskclerk-e2e-"));
  const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const openURL = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`serve ended with ${code} before it printed its link`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const link = /https?:\/\/\S+\/open\?code=\S+/.exec(line);
      if (link) resolve(link[0]);
    });
  });
  return {
    openURL,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
