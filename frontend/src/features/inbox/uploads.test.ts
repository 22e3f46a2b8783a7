import { expect, it, vi } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import type { Accepted } from "@/api/upload";
import { type Send, Uploads } from "./uploads";

const file = (name: string) => new File(["x"], name);
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

it("sends three at a time and forgets what was taken", async () => {
  const answers: ((a: Accepted) => void)[] = [];
  const send = vi.fn<Send>(() => new Promise((resolve) => answers.push(resolve)));
  const uploads = new Uploads(send);
  uploads.add(["a", "b", "c", "d"].map(file));
  expect(send).toHaveBeenCalledTimes(3);
  expect(uploads.snapshot()).toMatchObject({ total: 4, finished: 0 });
  answers[0]?.({ id: "1", duplicate: false });
  await settle();
  expect(send).toHaveBeenCalledTimes(4);
  expect(uploads.snapshot().items.map((u) => u.name)).toEqual(["b", "c", "d"]);
  for (const answer of answers) answer({ id: "2", duplicate: false });
  await settle();
  expect(uploads.snapshot()).toEqual({ items: [], total: 0, finished: 0 });
});

it("keeps what was refused, with its reason, until it is dismissed", async () => {
  const uploads = new Uploads(async () => {
    throw new ApiError(415, failureFrom(415, { code: "unsupported_type", title: "No." }));
  });
  uploads.add([file("notes.txt")]);
  await settle();
  const [refused] = uploads.snapshot().items;
  expect(refused).toMatchObject({
    name: "notes.txt",
    state: "refused",
    failure: { code: "unsupported_type" },
  });
  uploads.dismiss(refused?.key);
  expect(uploads.snapshot().items).toEqual([]);
});

it("says which document has the same content", async () => {
  const uploads = new Uploads(async () => ({ id: "d7", duplicate: true }));
  uploads.add([file("again.png")]);
  await settle();
  expect(uploads.snapshot().items).toMatchObject([{ state: "duplicate", documentId: "d7" }]);
});

it("tries a refused file again", async () => {
  const send = vi.fn<Send>().mockRejectedValueOnce(new TypeError("network"));
  send.mockResolvedValueOnce({ id: "d", duplicate: false });
  const uploads = new Uploads(send);
  uploads.add([file("a")]);
  await settle();
  const refused = uploads.snapshot().items[0];
  expect(refused?.failure?.code).toBe("unreachable");
  uploads.retry(refused?.key ?? 0);
  await settle();
  expect(uploads.snapshot().items).toEqual([]);
});

it("stops what waits and what is under way", async () => {
  const uploads = new Uploads(
    (_file, _progress, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))),
      ),
  );
  uploads.add(["a", "b", "c", "d"].map(file));
  uploads.cancel();
  await settle();
  expect(uploads.snapshot()).toEqual({ items: [], total: 0, finished: 0 });
});

it("notes what the backend could not take of paths it read itself", () => {
  const uploads = new Uploads(vi.fn());
  uploads.note([
    { name: "fine.pdf", id: "1" },
    { name: "twice.pdf", id: "2", duplicate: true },
    { name: "bad.pdf", error: { code: "empty_file", class: "terminal", message: "Empty.", hint: "" } },
  ]);
  expect(uploads.snapshot().items.map((u) => [u.name, u.state])).toEqual([
    ["twice.pdf", "duplicate"],
    ["bad.pdf", "refused"],
  ]);
});
