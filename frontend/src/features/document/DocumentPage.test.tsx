import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aDocument, aField } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

const doubtful = () =>
  aDocument("b", {
    status: "needs_review",
    fields: {
      merchant: aField("Corner Shop"),
      date: aField(null, { flagged: true, reasons: ["missing"] }),
      total: aField("9.00", {
        flagged: true,
        confidence: 0.62,
        reasons: ["low_confidence", "rule:total_is_sum"],
        candidates: [{ value: "10.00", raw: "10.00", confidence: 0.3, page: 1, box: [0.1, 0.5, 0.2, 0.52] }],
      }),
    },
    issues: [
      {
        rule: "total_is_sum",
        severity: "error",
        fields: ["total"],
        message: "The lines add up to 10.00.",
        suggestion: { field: "total", value: "10.00" },
      },
    ],
    tables: {
      line_items: {
        columns: ["description", "amount"],
        confidence: 0.9,
        rows: [
          {
            cells: {
              description: { value: "Tea", confidence: 0.9, flagged: false, page: 1, box: null },
              amount: { value: "1234.5", confidence: 0.9, flagged: false, page: 1, box: null },
            },
          },
        ],
      },
    },
    text: "CORNER SHOP\nTOTAL 9.00",
  });
const documents = () => [aDocument("a"), doubtful(), aDocument("c")];

describe("the document page", () => {
  it("puts the fields that need a look first, with the reasons in words", async () => {
    renderApp("/documents/b", fakeApi(documents()));
    const attention = await screen.findByRole("region", { name: "2 to check" });
    const buttons = within(attention).getAllByRole("button", { pressed: false });
    expect(buttons[0]).toHaveTextContent("Datenot found on the pagemissing");
    expect(buttons[1]).toHaveTextContent("Total9.0062% suresum off");
    expect(screen.getByText(/The lines add up to 10.00. It would fit if Total were 10.00./)).toBeVisible();
  });

  it("lists other readings on demand", async () => {
    renderApp("/documents/b", fakeApi(documents()));
    const toggle = await screen.findByRole("button", { name: "1 other reading" });
    expect(screen.queryByRole("button", { name: "10.00" })).toBeNull();
    await userEvent.click(toggle);
    expect(screen.getByRole("button", { name: "10.00" })).toBeVisible();
  });

  it("tells who gave a value, and what stood there before", async () => {
    const api = fakeApi(documents());
    const change = { attempt: 1, confidence: 1, raw: "", at: "2026-03-04T10:00:00Z" };
    api.review.history.mockResolvedValue([
      { ...change, actor: "machine", origin: "extracted", value: "8.00", before: null },
      { ...change, actor: "browser", origin: "corrected", why: "correct", value: "9.00", before: "8.00" },
    ]);
    renderApp("/documents/b", api);
    await userEvent.click(await screen.findByRole("button", { name: /^Total 9.00/ }));
    await userEvent.click(screen.getByRole("button", { name: "History" }));
    const history = await screen.findByRole("list", { name: "History of Total" });
    const [last, first] = within(history).getAllByRole("listitem");
    expect(last).toHaveTextContent(/9.00Corrected.*in the browser.*before: 8.00/);
    expect(first).toHaveTextContent(/8.00Read by the machine/);
    expect(api.review.history).toHaveBeenCalledWith("b", "total", expect.anything());
  });

  it("shows line items with amounts in the language's way", async () => {
    renderApp("/documents/b", fakeApi(documents()));
    const table = await screen.findByRole("table");
    expect(within(table).getByRole("row", { name: "Tea 1,234.50" })).toBeVisible();
  });

  it("walks through the fields and the documents by key", async () => {
    const { router } = renderApp("/documents/b", fakeApi(documents()));
    await screen.findByRole("region", { name: "2 to check" });
    await screen.findByText("2 of 3");
    await userEvent.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
    expect(screen.getByRole("button", { pressed: true, name: /Total/ })).toBeVisible();
    await userEvent.keyboard("j");
    await waitFor(() => expect(router.state.location.pathname).toBe("/documents/c"));
    await screen.findByText("3 of 3");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  });

  it("shows the text and the result as it is stored", async () => {
    renderApp("/documents/b", fakeApi(documents()));
    await userEvent.click(await screen.findByRole("tab", { name: "Text" }));
    expect(screen.getByText(/CORNER SHOP/)).toBeVisible();
    await userEvent.click(screen.getByRole("tab", { name: "JSON" }));
    expect(screen.getByText(/"schema": "deskclerk.document\/v1"/)).toBeVisible();
  });

  it("asks once for a password, in the dialog while that is open", async () => {
    const error = { code: "pdf_password", class: "review" as const, message: "Locked.", hint: "Enter it." };
    renderApp("/documents/x", fakeApi([aDocument("x", { status: "failed_terminal", fields: {}, error })]));
    await screen.findByLabelText("Password of x.png");
    expect(screen.getAllByLabelText("Password of x.png")).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Read again …" }));
    const dialog = await screen.findByRole("dialog", { name: "Read again" });
    expect(screen.getAllByLabelText("Password of x.png")).toHaveLength(1);
    expect(within(dialog).getByLabelText("Password of x.png")).toBeVisible();
  });

  it("reads again as another type", async () => {
    const api = fakeApi(documents());
    renderApp("/documents/b", api);
    await userEvent.click(await screen.findByRole("button", { name: "Read again …" }));
    const dialog = await screen.findByRole("dialog", { name: "Read again" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Read again" }));
    expect(api.reread).toHaveBeenCalledWith("b", {
      keep: false,
      type: "auto",
      languages: undefined,
      password: undefined,
    });
  });
});
