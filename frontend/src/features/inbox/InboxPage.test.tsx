import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import { aDocument, aField } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

const documents = () => [
  aDocument("first"),
  aDocument("second", {
    status: "needs_review",
    fields: { merchant: aField(null, { flagged: true }), total: aField("12.50", { flagged: true }) },
  }),
  aDocument("locked", {
    status: "failed_terminal",
    fields: {},
    error: {
      code: "pdf_password",
      class: "review",
      message: "The PDF is protected by a password.",
      hint: "Enter it.",
    },
  }),
];

const row = async (name: string) => await screen.findByRole("row", { name: new RegExp(name) });

describe("the inbox", () => {
  it("shows a line for each document with what was found and what to check", async () => {
    renderApp("/", fakeApi(documents()));
    const first = await row("first.png");
    for (const words of ["Receipt", "Corner Shop", "Mar 1, 2026", "9.00 EUR", "Ready"])
      expect(within(first).getByText(words)).toBeVisible();
    expect(within(await row("second.png")).getByText("2")).toBeVisible();
    expect(screen.getByRole("button", { name: "Needs a look 1" })).toBeVisible();
  });

  it("teaches when there is nothing yet", async () => {
    renderApp("/", fakeApi([]));
    expect(await screen.findByRole("heading", { name: "Drop documents here" })).toBeVisible();
    expect(screen.getByText("Nothing leaves this computer.")).toBeVisible();
  });

  it("asks for the password where it is missing", async () => {
    const api = fakeApi(documents());
    renderApp("/", api);
    expect(await screen.findByText("The PDF is protected by a password.")).toBeVisible();
    await userEvent.type(screen.getByLabelText("Password of locked.png"), "secret");
    await userEvent.click(screen.getByRole("button", { name: "Unlock and read" }));
    expect(api.reread).toHaveBeenCalledWith("locked", { password: "secret" });
  });

  it("offers to stop reading only where something is being read", async () => {
    const reading = aDocument("reading", { status: "processing", fields: {} });
    renderApp("/", fakeApi([...documents(), reading]));
    await row("first.png");
    await userEvent.click(screen.getByRole("checkbox", { name: /first\.png/ }));
    expect(await screen.findByRole("button", { name: "Read again" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Stop reading" })).toBeNull();
    await userEvent.click(screen.getByRole("checkbox", { name: /reading\.png/ }));
    expect(await screen.findByRole("button", { name: "Stop reading" })).toBeVisible();
  });

  it("names what is being read, with the way to it", async () => {
    const reading = aDocument("reading", { status: "processing", fields: {} });
    reading.file.pages = 3;
    renderApp("/", fakeApi([...documents(), reading]));
    const strip = await screen.findByText(/^Reading now:/);
    expect(strip).toHaveTextContent("Reading now: reading.png, page 1 of 3");
    expect(within(strip).getByRole("link")).toHaveAttribute(
      "href",
      "/documents/reading?tab=working&order=asc",
    );
  });

  it("says that a password was tried in vain", async () => {
    const error = {
      code: "pdf_password",
      class: "review",
      message: "The PDF is protected by a password.",
      hint: "Enter it.",
      detail: "The password that was given does not open it.",
      sentence: { key: "detail.password_wrong" },
    } as const;
    renderApp("/", fakeApi([aDocument("locked", { status: "failed_terminal", fields: {}, error })]));
    expect(await screen.findByText("The password that was given does not open it.")).toBeVisible();
    expect(screen.queryByText("Enter it.")).toBeNull();
  });

  it("keeps the filter in the address", async () => {
    const api = fakeApi(documents());
    const { router } = renderApp("/", api);
    await row("first.png");
    await userEvent.click(screen.getByRole("button", { name: /Needs a look/ }));
    await waitFor(() => expect(screen.queryByRole("row", { name: /first.png/ })).toBeNull());
    expect(router.state.location.search).toEqual({ tab: "look" });
    expect(api.documents).toHaveBeenLastCalledWith(
      { status: ["needs_review"], q: undefined },
      "",
      expect.anything(),
    );
  });

  it("deletes by keyboard what is chosen, after asking", async () => {
    const api = fakeApi(documents());
    renderApp("/", api);
    await row("first.png");
    await userEvent.keyboard("{ArrowDown}{Shift>}{ArrowDown}{/Shift}{Delete}");
    const dialog = await screen.findByRole("dialog", { name: "Delete 2 documents?" });
    expect(api.remove).not.toHaveBeenCalled();
    await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(screen.queryByRole("row", { name: /first.png/ })).toBeNull());
    expect(api.remove.mock.calls.map(([id]) => id)).toEqual(["first", "second"]);
  });

  it("opens with Enter the document under the cursor", async () => {
    const { router } = renderApp("/", fakeApi(documents()));
    await row("first.png");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/documents/second"));
  });

  it("leaves letters to the search box, and Escape leaves it", async () => {
    const api = fakeApi(documents());
    renderApp("/", api);
    await row("first.png");
    await userEvent.keyboard("/");
    const search = screen.getByRole("textbox", { name: "Search name and text" });
    expect(search).toHaveFocus();
    await userEvent.keyboard("rej");
    expect(search).toHaveValue("rej");
    expect(api.reread).not.toHaveBeenCalled();
    await waitFor(() =>
      expect(api.documents).toHaveBeenLastCalledWith({ status: undefined, q: "rej" }, "", expect.anything()),
    );
  });

  it("keeps a refused file in sight until it is dismissed", async () => {
    const { uploads } = renderApp("/", fakeApi(documents()), async () => {
      throw new ApiError(
        415,
        failureFrom(415, {
          code: "x",
          title: "Cannot be read.",
          hint: "Send a PDF.",
          class: "terminal",
          sentence: { key: "detail.kind", params: { kind: "application/x-7z-compressed" } },
        }),
      );
    });
    await row("first.png");
    uploads.add([new File(["x"], "notes.txt")]);
    const region = await screen.findByRole("region", { name: "Files that are being sent" });
    await waitFor(() =>
      expect(region).toHaveTextContent(
        "notes.txt · Could not be taken: Cannot be read. It seems to be a packed archive. Send a PDF.",
      ),
    );
    await userEvent.click(screen.getByRole("button", { name: "Dismiss: notes.txt" }));
    expect(region).not.toBeInTheDocument();
  });

  it("shows the sheet of keys on ?", async () => {
    renderApp("/", fakeApi(documents()));
    await row("first.png");
    await userEvent.keyboard("?");
    const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(sheet).getByRole("row", { name: /Select all shown Ctrl\s*A/ })).toBeVisible();
  });

  it("says how to get in when there is no session", async () => {
    const api = fakeApi([]);
    api.status.mockRejectedValue(new ApiError(401, failureFrom(401, null)));
    renderApp("/", api);
    expect(await screen.findByRole("heading", { name: /needs the link/ })).toBeVisible();
    expect(screen.queryByText(/Connection lost|Connecting/)).not.toBeInTheDocument();
  });
});
