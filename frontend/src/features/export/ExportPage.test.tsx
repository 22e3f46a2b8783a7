import { cleanup, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import { chooseForExport } from "@/lib/chosen";
import { aPreview, aProfile, aRun, fakeExports } from "@/test/exports";
import { fakeApi, renderApp } from "@/test/render";

// The pages are loaded when they are asked for, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const show = (path: string, exports: ReturnType<typeof fakeExports>) =>
  renderApp(path, { ...fakeApi([]), exports });
const ready = aProfile("builtin-table", { built_in: true, name: "Receipts and invoices" });

it("shows the first rows as the file will have them, and who is left out", async () => {
  const exports = fakeExports([aProfile("books"), ready]);
  exports.preview.mockResolvedValue(
    aPreview({
      counts: {
        ...aPreview().counts,
        exported: 3,
        waiting: 1,
        held: 1,
        other_type: 5,
        reading: 2,
        failed: 4,
      },
      checked: 9,
    }),
  );
  show("/export?profile=books", exports);
  const table = await screen.findByRole("region", { name: "First rows of the file" });
  expect(within(table).getByRole("cell", { name: "-2.50" })).toHaveAttribute("data-number");
  const left = within(screen.getByRole("region", { name: "Left out" }));
  expect(left.getAllByRole("listitem").map((line) => line.firstChild?.textContent)).toEqual([
    "1 needs a look",
    "2 still being read",
    "5 of types that this profile does not take",
    "4 could not be read",
    "1 held back: see below",
    "3 exported before",
  ]);
  expect(left.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/?tab=look",
    "/?tab=working",
    "/?sort=type&order=asc",
    "/failed",
  ]);
  expect(screen.getByRole("button", { name: "Export 2 documents" })).toBeEnabled();
  expect(screen.getByRole("radio", { name: "New ones only (2)" })).toBeChecked();
  expect(screen.getByRole("radio", { name: "All, also those exported before (5)" })).toBeVisible();
  expect(exports.preview.mock.calls[0]?.[0]).toMatchObject({ which: "new", review: false });
});

it("says what is amiss with a document and with the profile", async () => {
  const exports = fakeExports([ready]);
  exports.preview.mockResolvedValue(
    aPreview({
      rows: [],
      counts: { ...aPreview().counts, documents: 0, held: 1 },
      profile_issues: [{ code: "constant_missing", column: "Account" }],
      issues: [
        {
          id: "a",
          name: "a.pdf",
          held: true,
          issues: [
            { code: "missing", column: "Due" },
            { code: "encoding", column: "From", detail: "Ł" },
          ],
        },
      ],
    }),
  );
  show("/export", exports);
  expect(await screen.findByText("The profile does not say what stands in “Account”.")).toBeVisible();
  expect(
    screen.getByText("“Due” is missing; “From” has characters that the encoding cannot write: Ł"),
  ).toBeVisible();
  expect(screen.getByRole("button", { name: "Export 0 documents" })).toBeDisabled();
  await userEvent.click(screen.getAllByRole("button", { name: "Copy the profile …" })[1] as HTMLElement);
  expect(await screen.findByRole("heading", { name: "New profile", level: 1 })).toBeVisible();
});

it("offers what was exported before when nothing is new", async () => {
  const exports = fakeExports([ready]);
  exports.preview.mockImplementation(async (wish) =>
    wish.which === "all"
      ? aPreview()
      : aPreview({ rows: [], counts: { ...aPreview().counts, documents: 0, rows: 0, new: 0, exported: 2 } }),
  );
  const { router } = show("/export", exports);
  await userEvent.click(await screen.findByRole("button", { name: "Export 2 again" }));
  expect(await screen.findByRole("button", { name: "Export 2 documents" })).toBeEnabled();
  expect(router.state.location.search).toEqual({ which: "all" });
});

it("begins with a workbook, and with what was chosen the last time", async () => {
  localStorage.removeItem("deskclerk.export.profile");
  const book = aProfile("builtin-workbook", { built_in: true, format: "xlsx" });
  const exports = fakeExports([aProfile("books"), ready, book]);
  show("/export", exports);
  await waitFor(() => expect(exports.preview.mock.lastCall?.[1]).toBe("builtin-workbook"));
  cleanup();
  localStorage.setItem("deskclerk.export.profile", "books");
  show("/export", exports);
  await waitFor(() => expect(exports.preview.mock.lastCall?.[1]).toBe("books"));
  localStorage.removeItem("deskclerk.export.profile");
});

it("takes what was left out with a click, and says so in German", async () => {
  localStorage.setItem("deskclerk.language", "de");
  const exports = fakeExports([ready]);
  exports.preview.mockResolvedValue(
    aPreview({
      rows: [],
      counts: { ...aPreview().counts, documents: 0, rows: 0, waiting: 2, other_type: 1 },
    }),
  );
  const { router } = show("/export", exports);
  const left = within(await screen.findByRole("region", { name: "Ausgelassen" }));
  expect(left.getByText("2 noch zu prüfen")).toBeVisible();
  expect(left.getByText("1 von einer Art, die dieses Profil nicht nimmt")).toBeVisible();
  await userEvent.click(left.getByRole("button", { name: "Trotzdem mitnehmen" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ review: true }));
  localStorage.removeItem("deskclerk.language");
});

it("says when the profile takes none of what there is", async () => {
  const exports = fakeExports([ready]);
  exports.preview.mockResolvedValue(
    aPreview({ rows: [], counts: { ...aPreview().counts, documents: 0, rows: 0, new: 0, other_type: 3 } }),
  );
  show("/export", exports);
  expect(await screen.findByText("This profile takes none of the documents there are")).toBeVisible();
});

it("exports what was chosen in the inbox with a key, and tells of it", async () => {
  chooseForExport(["a", "b"]);
  const exports = fakeExports([ready]);
  show("/export?chosen=true", exports);
  await screen.findByRole("button", { name: "Export 2 documents" });
  expect(screen.getByLabelText("Only the 2 chosen in the inbox")).toBeChecked();
  vi.stubGlobal("fetch", async () => new Response("from,total\r\n"));
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => {} }));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("2 documents exported")).toBeVisible();
  expect(exports.run.mock.calls[0]?.[0]).toMatchObject({ ids: ["a", "b"] });
  expect(exports.delivered).toHaveBeenCalledWith("run");
});

it("says why an export was refused", async () => {
  const exports = fakeExports([ready]);
  exports.run.mockRejectedValue(
    new ApiError(409, failureFrom(409, { code: "nothing_to_export", title: "There is nothing to export." })),
  );
  show("/export", exports);
  await userEvent.click(await screen.findByRole("button", { name: "Export 2 documents" }));
  expect(await screen.findByText(/There is nothing to export/)).toBeVisible();
});

it("lists past exports and lets them count as not exported", async () => {
  const exports = fakeExports(
    [],
    [aRun("one"), aRun("two", { delivered_at: null, target: "/books.csv", append: true })],
  );
  show("/export/runs", exports);
  const unsure = await screen.findByRole("row", { name: /Perhaps not saved/ });
  for (const words of ["/books.csv", "appended", "2"])
    expect(within(unsure).getAllByText(words)[0]).toBeVisible();
  await userEvent.click(within(unsure).getByRole("button", { name: "More" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Count as not exported" }));
  const dialog = await screen.findByRole("dialog", { name: "Let 2 documents count as not exported?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Count as not exported" }));
  await waitFor(() => expect(exports.undo).toHaveBeenCalledWith("two"));
});

it("teaches when nothing was exported yet", async () => {
  show("/export/runs", fakeExports());
  expect(await screen.findByRole("heading", { name: "Nothing was exported yet" })).toBeVisible();
});

it("changes a profile's columns by keys and saves it", async () => {
  const exports = fakeExports([aProfile("books"), ready]);
  show("/export/profiles/books", exports);
  const name = await screen.findByRole("textbox", { name: "Name of column 1" });
  await userEvent.clear(name);
  await userEvent.type(name, "Shop");
  screen.getByRole("button", { name: "Move Shop, column 1" }).focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(screen.getByText("Shop is column 2 of 2")).toBeInTheDocument();
  await waitFor(() => expect(screen.getByRole("button", { name: "Move Shop, column 2" })).toHaveFocus());
  await userEvent.keyboard("{Control>}s{/Control}");
  await waitFor(() => expect(exports.replace).toHaveBeenCalled());
  expect(exports.replace.mock.calls[0]?.[0].columns.map((c) => c.header)).toEqual(["total", "Shop"]);
});

it("shows what a profile makes while it is being made", async () => {
  const exports = fakeExports([ready]);
  show("/export/profiles/new?from=builtin-table", exports);
  await screen.findByRole("textbox", { name: "Name of column 1" });
  expect(screen.getByDisplayValue("One row each: date, from whom, number, amounts.")).toBeVisible();
  await userEvent.click(screen.getByRole("radio", { name: "Excel" }));
  await waitFor(() =>
    expect(exports.preview.mock.lastCall?.[1]).toMatchObject({
      format: "xlsx",
      name: "Receipts and invoices (copy)",
    }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Save the profile" }));
  await waitFor(() => expect(exports.create).toHaveBeenCalled());
  expect(exports.create.mock.calls[0]?.[0]).not.toHaveProperty("built_in");
});
