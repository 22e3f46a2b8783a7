import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aDocument } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

/** The window around the page: what it says, and what the page asks of it. */
let says: Map<string, (data: unknown) => void>;
const binding = {
  Session: vi.fn(),
  PickFiles: vi.fn(async () => []),
  ImportPaths: vi.fn(),
  SaveCSV: vi.fn(),
  RevealOriginal: vi.fn(),
  Opened: vi.fn(async () => []),
  KeepLanguage: vi.fn(async () => {}),
  AnswerClosing: vi.fn(async () => {}),
  Notify: vi.fn(async () => {}),
  OpenPage: vi.fn(async () => {}),
  Window: vi.fn(async () => {}),
  PickFolder: vi.fn(async () => ""),
  SaveExport: vi.fn(async () => ({ path: "" })),
  SaveExportAgain: vi.fn(async () => ({ path: "" })),
};

beforeEach(() => {
  says = new Map();
  vi.clearAllMocks();
  window.go = { main: { Desktop: binding } };
  window.runtime = {
    EventsOn: (name, callback) => {
      says.set(name, callback);
      return () => says.delete(name);
    },
  };
});

afterEach(() => {
  window.go = undefined;
  window.runtime = undefined;
});

const say = (event: string, data?: unknown) => act(async () => says.get(`deskclerk:${event}`)?.(data));

it("asks what to do when the window is closed while it reads, and remembers on wish", async () => {
  renderApp("/", fakeApi([]));
  await screen.findByRole("heading", { name: "Drop documents here" });
  await say("closing");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Always do this" }));
  await userEvent.click(screen.getByRole("button", { name: /^Finish, then quit/ }));
  expect(binding.AnswerClosing).toHaveBeenCalledWith("finish", true);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("keeps the window open on Escape and remembers nothing", async () => {
  renderApp("/", fakeApi([]));
  await screen.findByRole("heading", { name: "Drop documents here" });
  await say("closing");
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  expect(binding.AnswerClosing).toHaveBeenCalledWith("", false);
});

it("does what a menu says, here or where it can be done, and says when it cannot", async () => {
  const { router } = renderApp("/settings/appearance", fakeApi([aDocument("a")]));
  await screen.findByRole("heading", { name: "Look and habits" });
  await say("menu", "review.approve");
  expect(await screen.findByText("That does not apply here just now.")).toBeVisible();
  await say("menu", "inbox.choose");
  await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  await waitFor(() => expect(binding.PickFiles).toHaveBeenCalledOnce());
  await say("menu", "help");
  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

it("shows what could not be taken of the files that it was opened with", async () => {
  const { uploads } = renderApp("/", fakeApi([]));
  await waitFor(() => expect(binding.Opened).toHaveBeenCalled());
  const error = { code: "unsupported_type", class: "terminal", message: "No.", hint: "" };
  binding.Opened.mockResolvedValueOnce([{ name: "notes.txt", error }] as never);
  await say("opened");
  await waitFor(() => expect(uploads.snapshot().items.map((u) => u.name)).toEqual(["notes.txt"]));
});
