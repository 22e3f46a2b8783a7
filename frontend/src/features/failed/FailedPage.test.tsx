import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aDocument } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

const failed = (id: string, code: string, message: string) =>
  aDocument(id, {
    status: "failed_terminal",
    fields: {},
    error: { code, class: "terminal", message, hint: "Do something.", detail: "12 pages, the limit is 2" },
  });

const locked = (id: string) => failed(id, "pdf_password", "The PDF is protected by a password.");

function far(
  documents = [
    locked("a"),
    locked("b"),
    failed("c", "too_many_pages", "The file has more pages than the limit."),
  ],
) {
  const api = fakeApi(documents);
  const ofCode = (code?: string[]) => documents.filter((d) => !code || code.includes(d.error?.code ?? ""));
  api.documents.mockImplementation(async ({ code }) => {
    const found = ofCode(code);
    return { documents: found, next: "", total: found.length, excerpts: {} };
  });
  api.library.ids.mockImplementation(async ({ code }) => ofCode(code).map((d) => d.id));
  return api;
}

describe("the page of what failed", () => {
  it("asks once for the password of the only one", async () => {
    renderApp("/failed", far([locked("a")]));
    expect(await screen.findByText("a.png")).toBeVisible();
    expect(screen.getAllByPlaceholderText("Password")).toHaveLength(1);
  });

  it("groups by cause, and one password opens a whole group", async () => {
    const api = far();
    renderApp("/failed", api);
    const group = await screen.findByRole("region", { name: /protected by a password.*2 documents/ });
    await userEvent.type(within(group).getByLabelText("Password for all of these"), "secret");
    await userEvent.click(within(group).getByRole("button", { name: "Unlock all 2" }));
    await waitFor(() =>
      expect(api.reread.mock.calls).toEqual([
        ["a", { password: "secret" }],
        ["b", { password: "secret" }],
      ]),
    );
    expect(within(group).getByLabelText("Password for all of these")).toHaveValue("");
  });

  it("lifts the limit for these documents alone", async () => {
    const api = far();
    renderApp("/failed", api);
    const group = await screen.findByRole("region", { name: /more pages than the limit/ });
    await userEvent.type(within(group).getByRole("textbox", { name: "Pages to allow for these" }), "1200");
    await userEvent.click(within(group).getByRole("button", { name: "Allow more pages" }));
    await waitFor(() => expect(api.reread.mock.calls).toEqual([["c", { max_pages: 1200 }]]));
  });

  it("says so when nothing failed", async () => {
    renderApp("/failed", fakeApi([aDocument("a")]));
    expect(await screen.findByRole("heading", { name: "Everything could be read" })).toBeVisible();
  });
});
