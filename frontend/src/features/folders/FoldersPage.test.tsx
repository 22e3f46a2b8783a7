import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import { aFile, aFolder, fakeFolders } from "@/test/folders";
import { fakeApi, renderApp } from "@/test/render";

// The pages are loaded when they are asked for, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 60_000 });

const show = (path: string, folders: ReturnType<typeof fakeFolders>) =>
  renderApp(path, { ...fakeApi([]), folders });

it("shows a line for each folder with how it stands and why", async () => {
  show(
    "/settings/folders",
    fakeFolders([
      aFolder("scans", {
        counts: { waiting: 4, taken: 12, duplicates: 1, passed_over: 3, failed: 2, gone: 0 },
      }),
      aFolder("office", { watching: "polling", polling: "network", every: 5 }),
      aFolder("stick", {
        state: "away",
        watching: "none",
        detail: "it is not there",
        since: "2026-01-01T00:00:00Z",
      }),
    ]),
  );
  const scans = await screen.findByRole("row", { name: /scans/ });
  for (const words of ["Watched", "by events of the system", "4", "12", "3", "2"])
    expect(within(scans).getByText(words)).toBeVisible();
  const office = screen.getByRole("row", { name: /office/ });
  expect(
    within(office).getByText("looked through every 5 s: a network folder tells of no changes"),
  ).toBeVisible();
  expect(within(screen.getByRole("row", { name: /stick/ })).getByText("Away")).toBeVisible();
});

it("looks at a path before it watches it, and says in place why it cannot", async () => {
  const folders = fakeFolders();
  folders.check.mockRejectedValueOnce(
    new ApiError(
      422,
      failureFrom(422, {
        title: "This folder cannot be watched.",
        code: "folder_refused",
        detail: "own data",
      }),
    ),
  );
  folders.create.mockResolvedValue(aFolder("scans"));
  show("/settings/folders", folders);
  await screen.findByRole("heading", { name: "No folder is watched" });
  await userEvent.keyboard("n");
  const form = await screen.findByRole("dialog", { name: "Watch a folder" });
  await userEvent.type(within(form).getByLabelText(/^Folder/), "/srv/data");
  expect(await within(form).findByRole("alert")).toHaveTextContent("This folder cannot be watched.");
  await userEvent.clear(within(form).getByLabelText(/^Folder/));
  await userEvent.type(within(form).getByLabelText(/^Folder/), "/srv/scans");
  expect(await within(form).findByText(/the system tells of changes/)).toBeVisible();
  await userEvent.click(within(form).getByLabelText("moved to a folder in this one"));
  await userEvent.click(within(form).getByRole("button", { name: "Watch it" }));
  await waitFor(() => expect(folders.create).toHaveBeenCalledOnce());
  expect(folders.create.mock.calls[0]?.[0]).toMatchObject({
    path: "/srv/scans",
    after: "move",
    move_to: "done",
  });
});

it("says of each file where it stands and why, and does what is asked", async () => {
  const folders = fakeFolders(
    [aFolder("scans")],
    [
      aFile(1, "a.pdf", { document_id: "doc" }),
      aFile(2, "b.pdf", { state: "waiting", reason: "unreadable", tries: 3 }),
      aFile(3, "pipe", { state: "passed_over", reason: "fifo" }),
      aFile(4, "old.pdf", { source: "gone", present: false }),
    ],
  );
  show("/settings/folders/scans", folders);
  const waiting = await screen.findByRole("row", { name: /b\.pdf/ });
  expect(within(waiting).getByText(/It is locked or may not be read/)).toBeVisible();
  await userEvent.click(within(waiting).getByRole("button", { name: "Try again: b.pdf" }));
  expect(folders.take).toHaveBeenCalledWith("scans", 2);
  const pipe = screen.getByRole("row", { name: /pipe/ });
  expect(within(pipe).getByText("It is a pipe, not a file.")).toBeVisible();
  expect(within(pipe).queryByRole("button")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Forget: old.pdf" }));
  expect(folders.forget).toHaveBeenCalledWith("scans", 4);
  await userEvent.click(within(screen.getByRole("main")).getByText("Failed"));
  await waitFor(() => expect(folders.files.mock.lastCall?.[1]).toMatchObject({ state: ["failed"] }));
});

it("pauses and removes with a key, and asks before it removes", async () => {
  const folders = fakeFolders([aFolder("scans")]);
  const { router } = show("/settings/folders/scans", folders);
  await screen.findByRole("heading", { name: "scans", level: 1 });
  await userEvent.keyboard("p");
  expect(folders.pause).toHaveBeenCalledWith("scans");
  await userEvent.keyboard("{Delete}");
  const asked = await screen.findByRole("dialog", { name: "Stop watching “scans”?" });
  expect(folders.remove).not.toHaveBeenCalled();
  await userEvent.click(within(asked).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/settings/folders"));
  expect(folders.remove).toHaveBeenCalledWith("scans");
});
