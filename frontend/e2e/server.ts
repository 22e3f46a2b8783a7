import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
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
  const { openURL, stop } = await serve(binary, data);
  return {
    openURL,
    stop: async () => {
      await stop("SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A program that a test may kill and start again, with its own token for the API. */
export interface Desk {
  openURL: string;
  /** Where the API is. */
  base: string;
  token: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and the same address. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the program of DESKCLERK_BIN on a data folder of its own. */
export async function startDesk(): Promise<Desk> {
  const binary = process.env.DESKCLERK_BIN;
  if (!binary) throw new Error("set DESKCLERK_BIN to the binary");
  const data = await mkdtemp(join(tmpdir(), "deskclerk-ux-"));
  let running = await serve(binary, data);
  const { host, origin } = new URL(running.openURL);
  const desk: Desk = {
    openURL: running.openURL,
    base: `${origin}/api/v1`,
    token: (await readFile(join(data, "token"), "utf8")).trim(),
    kill: () => running.stop("SIGKILL"),
    again: async () => {
      running = await serve(binary, data, host);
      desk.openURL = running.openURL;
    },
    stop: async () => {
      await running.stop("SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
  return desk;
}

/** Starts the program of DESKCLERK_BIN on a data folder that is there, and leaves it there. */
export async function startOn(data: string): Promise<Server> {
  const binary = process.env.DESKCLERK_BIN;
  if (!binary) throw new Error("set DESKCLERK_BIN to the binary");
  const { openURL, stop } = await serve(binary, data);
  return { openURL, stop: () => stop("SIGTERM") };
}

async function serve(binary: string, data: string, addr = "127.0.0.1:0") {
  const child = spawn(binary, ["serve", "--addr", addr, "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DESKCLERK_CONFIG: join(data, "none.toml") },
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
    stop: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await ended;
    },
  };
}
