import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { fakeAdmin } from "@/test/admin";
import { fakeApi, renderApp } from "@/test/render";
import { aLine, anUpkeep, aRule } from "@/test/upkeep";

// The pages are fetched when they are first shown, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 40_000 });

const show = (path: string, admin: ReturnType<typeof fakeAdmin>) =>
  renderApp(path, { ...fakeApi([]), admin });

it("backs up into the folder when asked, and says how the last one went", async () => {
  const admin = fakeAdmin();
  const last = {
    at: "2026-01-01T00:00:00Z",
    by: "",
    kind: "folder" as const,
    documents: 12,
    originals: 12,
    bytes: 3_000_000,
    encrypted: false,
    missing: 1,
  };
  admin.upkeep.mockResolvedValue(
    anUpkeep({ backup: { folder: "/mnt/usb", every: 86_400, keep: 7, running: false, last, failed: null } }),
  );
  show("/settings/backup", admin);
  expect(await screen.findByText(/12 documents, 3 MB, into the folder/)).toBeVisible();
  expect(screen.getByText(/1 file was lost before the last backup/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Back up now" }));
  await waitFor(() => expect(admin.startBackup).toHaveBeenCalledOnce());
});

it("has no folder to back up into until one is set", async () => {
  const admin = fakeAdmin();
  show("/settings/backup", admin);
  expect(await screen.findByText("not set")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Back up now" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Verify everything" }));
  await waitFor(() => expect(admin.startVerify).toHaveBeenCalledOnce());
});

it("says what a verification found, and whose file it is", async () => {
  const admin = fakeAdmin();
  const at = "2026-01-01T00:00:00Z";
  const last = {
    at,
    ok: false,
    database: [],
    audit: ["line 7 was changed"],
    originals: ["doc-1"],
    documents: 2,
    files: 2,
    bytes: 10,
    head: { n: 9, hash: "ab" },
  };
  admin.upkeep.mockResolvedValue(anUpkeep({ verify: { running: false, last, at, ok: false } }));
  show("/settings/backup", admin);
  expect(await screen.findByText(/Audit log: line 7 was changed/)).toBeVisible();
  expect(screen.getByRole("link", { name: "doc-1" })).toBeVisible();
});

it("makes a rule that is off, and shows what it would remove meanwhile", async () => {
  const admin = fakeAdmin();
  admin.previewRule.mockImplementation(async (rule) => ({
    rule: aRule(rule.name),
    total: 1,
    bytes: 1000,
    documents: [
      {
        id: "a",
        name: "scan.pdf",
        type: "receipt",
        status: "approved",
        bytes: 1000,
        received_at: "2026-01-01T00:00:00Z",
        due_at: "2026-02-01T00:00:00Z",
        revision: 3,
      },
    ],
  }));
  show("/settings/retention", admin);
  await screen.findByRole("heading", { name: "Everything is kept for good" });
  await userEvent.keyboard("n");
  const form = await screen.findByRole("dialog", { name: "New rule" });
  expect(await within(form).findByRole("link", { name: "scan.pdf" })).toBeVisible();
  await userEvent.type(within(form).getByRole("textbox", { name: /^Name/ }), "old receipts");
  await userEvent.click(within(form).getByRole("button", { name: "Keep the rule" }));
  await waitFor(() =>
    expect(admin.createRule).toHaveBeenCalledWith(
      expect.objectContaining({ name: "old receipts", enabled: false, days: 365, statuses: ["approved"] }),
    ),
  );
});

it("removes what is due only after asking twice", async () => {
  const admin = fakeAdmin();
  admin.retention.mockResolvedValue([aRule("receipts")]);
  admin.previewRule.mockResolvedValue({ rule: aRule("receipts"), total: 2, bytes: 1, documents: [] });
  show("/settings/retention", admin);
  await userEvent.click(await screen.findByRole("button", { name: "Show: receipts" }));
  const preview = await screen.findByRole("dialog", { name: /What “receipts” would remove/ });
  await userEvent.click(await within(preview).findByRole("button", { name: "Remove now …" }));
  const asking = await screen.findByRole("dialog", { name: /Remove what “receipts” finds/ });
  expect(admin.runRule).not.toHaveBeenCalled();
  await userEvent.click(within(asking).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(admin.runRule).toHaveBeenCalledWith("receipts"));
});

it("shows who did what, and only one document's lines when asked", async () => {
  const admin = fakeAdmin();
  admin.audit.mockResolvedValue({
    entries: [
      aLine(2, "document.deleted", { actor: "token:scanner", document_id: "0198-deadbeef" }),
      aLine(1, "login"),
    ],
    before: 0,
    head: { n: 2, hash: "abcd" },
    acts: ["document.deleted", "login"],
    actors: ["token:scanner", "window"],
  });
  show("/settings/audit", admin);
  const row = await screen.findByRole("row", { name: /deleted/ });
  expect(within(row).getByText("scanner")).toBeVisible();
  await userEvent.click(within(row).getByRole("button", { name: "Only this document: …deadbeef" }));
  await waitFor(() =>
    expect(admin.audit).toHaveBeenCalledWith({ document: "0198-deadbeef" }, 0, expect.anything()),
  );
});
