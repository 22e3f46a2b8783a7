import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import { aDocument, aField } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";
import { wordsOf } from "@/test/review";

const flagged = { flagged: true, confidence: 0.62, reasons: ["low_confidence"] };
const waiting = (id: string) =>
  aDocument(id, {
    status: "needs_review",
    fields: {
      merchant: aField("Corner Shop"),
      date: aField("2026-03-01"),
      total: aField("9.00", {
        ...flagged,
        candidates: [{ value: "9.80", raw: "9.80", confidence: 0.3, page: 1, box: [0.1, 0.5, 0.2, 0.52] }],
      }),
      merchant_address: aField("12 Street", flagged),
      currency: aField("EUR"),
    },
  });

let api: ReturnType<typeof fakeApi>;
beforeEach(() => {
  api = fakeApi([waiting("a"), waiting("b"), aDocument("c")]);
  api.review.words.mockResolvedValue(wordsOf("TOTAL 10.00", "Net 8.40"));
});

const open = async (path = "/review") => {
  const { router } = renderApp(path, api);
  await screen.findByRole("heading", { name: "a.png" });
  return router;
};
const current = () => screen.getAllByRole("button", { current: true })[0];

describe("the review", () => {
  it("begins at what waits longest, at the first field that needs a look, and says so in the address", async () => {
    const router = await open();
    expect(current()).toHaveTextContent("Total9.0062%");
    await waitFor(() => expect(router.state.location.href).toBe("/review/a?field=total"));
    expect(screen.getByText("2 left in this one")).toBeVisible();
    expect(screen.getByText("document 1 of 2")).toBeVisible();
    expect(screen.queryByText("Corner Shop")).toBeNull();
  });

  it("says of the field in work what does not hold, and above all what no field stands for", async () => {
    const off = {
      rule: "net_plus_tax",
      severity: "error" as const,
      fields: ["total"],
      message: "net_total 8.40 + tax_total 1.60 is not grand_total 9.00.",
      sentence: { key: "issue.net_plus_tax", params: { net: "8.40", tax: "1.60", total: "9.00" } },
    };
    const chain = {
      rule: "balance_chain",
      severity: "error" as const,
      fields: [],
      message: "In line 4 the balance is off by 10.00.",
      sentence: { key: "issue.balance_chain", params: { line: "4", amount: "10.00" } },
      suggestion: { field: "transactions.4.amount", value: "-12.00" },
    };
    api = fakeApi([{ ...waiting("a"), issues: [off, chain] }]);
    await open();
    expect(current()).toHaveTextContent("Net 8.40 and tax 1.60 do not make the total of 9.00.");
    expect(screen.getByRole("list", { name: "What does not fit" })).toHaveTextContent(
      "In line 4 the balance is off by 10.00. It would fit if Amount in line 4 were -12.00.",
    );
  });

  it("shows the lines of a machine-readable zone each on one line, to be selected", async () => {
    const lines =
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    api = fakeApi([aDocument("a", { status: "needs_review", fields: { mrz: aField(lines, flagged) } })]);
    await open();
    const zone = screen.getByText((_, e) => e?.tagName === "CODE" && e.textContent === lines);
    expect(zone.closest("button")).toBeNull(); // whose text cannot be selected
    expect(current()).toHaveAccessibleDescription(/^P<UTOERIKSSON/);
    await userEvent.keyboard("e");
    const box = await screen.findByRole("textbox", { name: "Value of Machine-readable zone" });
    expect(box).toHaveValue(lines);
    await userEvent.type(box, "{End}{Enter}");
    await waitFor(() =>
      expect(api.review.field).toHaveBeenCalledWith("a", 1, "mrz", expect.objectContaining({ value: lines })),
    );
  });

  it("says of a value that nothing prints that it is computed", async () => {
    const fields = {
      tax_total: aField("0.60", { ...flagged, origin: "computed" }),
      total: aField("10.60", flagged),
    };
    api = fakeApi([aDocument("a", { status: "needs_review", fields })]);
    await open();
    expect(screen.getAllByText("computed")).toHaveLength(1);
    expect(screen.getByText("computed").closest("li")).toHaveTextContent("0.60");
  });

  it("says on its buttons what they do", async () => {
    await open();
    expect(screen.getByRole("button", { name: /^Postpone/ })).toHaveTextContent("Postpone");
    expect(screen.getByRole("button", { name: /^Reject/ })).toHaveTextContent("Reject");
  });

  it("accepts with Enter, field by field, and then the document; the next is there", async () => {
    await open();
    await userEvent.keyboard("{Enter}");
    expect(current()).toHaveTextContent("Address");
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("Everything has been looked at.")).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await screen.findByRole("heading", { name: "b.png" });
    expect(screen.getByText("document 2 of 2")).toBeVisible();
    await waitFor(() => expect(api.review.approve).toHaveBeenCalledWith("a", 3, true));
    expect(api.review.field.mock.calls.map((c) => [c[2], c[3].action])).toEqual([
      ["total", "confirm"],
      ["merchant_address", "confirm"],
    ]);
  });

  it("keeps up with keys that come quicker than anything is drawn", async () => {
    await open();
    for (let i = 0; i < 3; i++) fireEvent.keyDown(window, { key: "Enter" });
    await waitFor(() => expect(api.review.approve).toHaveBeenCalledWith("a", 3, true));
    expect(api.review.field.mock.calls.map((c) => c[2])).toEqual(["total", "merchant_address"]);
  });

  it("takes a numbered value", async () => {
    await open();
    await userEvent.keyboard("1");
    await waitFor(() =>
      expect(api.review.field).toHaveBeenCalledWith("a", 1, "total", { action: "candidate", candidate: 1 }),
    );
    expect(current()).toHaveTextContent("Address");
  });

  it("finds on the page as one types, and takes it", async () => {
    await open();
    await waitFor(() => expect(api.review.words).toHaveBeenCalled());
    await userEvent.keyboard("/");
    await userEvent.type(screen.getByRole("textbox", { name: "Find on the page for Total" }), "10");
    expect(await screen.findByText("1 of 1")).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await waitFor(() =>
      expect(api.review.field).toHaveBeenCalledWith(
        "a",
        1,
        "total",
        expect.objectContaining({ action: "correct", value: "10.00", page: 1 }),
      ),
    );
  });

  it("brings back what was refused, with the reason, to be mended", async () => {
    api.review.field.mockRejectedValueOnce(
      new ApiError(
        422,
        failureFrom(422, { code: "invalid_value", title: "No.", detail: "this is no amount" }),
      ),
    );
    await open();
    await userEvent.keyboard("e");
    const box = await screen.findByRole("textbox", { name: "Value of Total" });
    await userEvent.clear(box);
    await userEvent.type(box, "nine{Enter}");
    const again = await screen.findByRole("textbox", { name: "Value of Total" });
    expect(again).toHaveValue("nine");
    expect(screen.getByText("this is no amount")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("textbox", { name: "Value of Total" })).toBeNull();
    expect(document.activeElement).toContainElement(screen.getByRole("heading", { name: "a.png" }));
    expect(document.activeElement).not.toBe(document.body);
  });

  it("walks through all fields and unfolds what is accepted", async () => {
    await open();
    await userEvent.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
    expect(current()).toHaveTextContent("MerchantCorner Shop");
    await userEvent.keyboard("{F8}");
    await waitFor(() =>
      expect(api.review.field).toHaveBeenCalledWith("a", 1, "merchant", { action: "clear" }),
    );
    expect(await screen.findByText("Merchant: not on the document. Ctrl+Z takes it back.")).toBeVisible();
  });

  it("rejects with a reason, and postpones", async () => {
    await open();
    await userEvent.keyboard("{Shift>}{F6}{/Shift}");
    await userEvent.type(
      screen.getByRole("textbox", { name: "Why is the document rejected?" }),
      "twice{Enter}",
    );
    await screen.findByRole("heading", { name: "b.png" });
    expect(api.review.reject).toHaveBeenCalledWith("a", 1, "twice");
    await userEvent.keyboard("{F6}");
    await waitFor(() => expect(api.review.postpone).toHaveBeenCalledWith("b", 1));
  });

  it("goes back to where the undone act was", async () => {
    const router = await open();
    api.review.undo.mockResolvedValueOnce({
      act: "confirm",
      subject: "total",
      document: waiting("b"),
      count: 1,
      stayed: 0,
    });
    await userEvent.keyboard("{Control>}z{/Control}");
    await screen.findByRole("heading", { name: "b.png" });
    expect(router.state.location.href).toBe("/review/b?field=total");
    expect(await screen.findByText("Undone: Total, confirmed")).toBeVisible();
  });

  it("says of many steps back the last alone", async () => {
    await open();
    const back = (subject: string) => ({
      act: "confirm",
      subject,
      document: waiting("a"),
      count: 1,
      stayed: 0,
    });
    api.review.undo.mockResolvedValueOnce(back("total")).mockResolvedValueOnce(back("merchant_address"));
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Undone: Total, confirmed")).toBeVisible();
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Undone: Address, confirmed")).toBeVisible();
    const gone = () => expect(screen.queryByText("Undone: Total, confirmed")).toBeNull();
    await waitFor(gone, { timeout: 1000 }); // sooner than it would go by itself
  });

  it("finds its actions and all documents in the palette", async () => {
    await open();
    await userEvent.keyboard("{Control>}k{/Control}");
    const box = await screen.findByRole("textbox", { name: "Search actions and documents" });
    await userEvent.type(box, "b.png");
    await userEvent.click(await screen.findByText("b.png"));
    await screen.findByRole("heading", { name: "b.png" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(
      await screen.findByRole("textbox", { name: "Search actions and documents" }),
      "postpone",
    );
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(api.review.postpone).toHaveBeenCalledWith("b", 1));
  });

  it("says when nothing waits", async () => {
    api = fakeApi([aDocument("c")]);
    renderApp("/review", api);
    expect(await screen.findByText("Nothing waits for a look")).toBeVisible();
  });
});

describe("a type that is in doubt", () => {
  const alternatives = [
    { name: "invoice", confidence: 0.4 },
    { name: "other", confidence: 0.05 },
  ];
  const doubted = {
    ...waiting("a"),
    type: { name: "receipt", confidence: 0.55, flagged: true, alternatives },
  };

  it("is asked first, and taken as it is with Enter", async () => {
    api = fakeApi([doubted]);
    await open();
    expect(current()).toHaveTextContent("TypeReceipt55%");
    expect(screen.getByText("3 left in this one")).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(api.review.retype).toHaveBeenCalledWith("a", 1, "receipt"));
    expect(current()).toHaveTextContent("Total");
    expect(screen.getByText("2 left in this one")).toBeVisible();
  });

  it("is changed with a number, and the fields of the other come", async () => {
    api = fakeApi([doubted]);
    api.review.retype.mockResolvedValueOnce({
      ...doubted,
      revision: 2,
      type: { name: "invoice", confidence: 1 },
      fields: { supplier_name: aField("Northern Bakery", flagged) },
    });
    await open();
    expect(await screen.findByRole("button", { name: "1 Invoice" })).toBeVisible();
    await userEvent.keyboard("1");
    await waitFor(() => expect(api.review.retype).toHaveBeenCalledWith("a", 1, "invoice"));
    await waitFor(() => expect(current()).toHaveTextContent("Northern Bakery"));
  });
});

describe("the table", () => {
  it("offers what would make a row add up under a number", async () => {
    const cell = (value: string) => ({ value, confidence: 0.9, flagged: false, page: 1, box: null });
    api = fakeApi([
      {
        ...waiting("a"),
        tables: {
          line_items: {
            columns: ["description", "amount"],
            rows: [{ cells: { amount: cell("8.00") } }],
            confidence: 1,
          },
        },
        issues: [
          {
            rule: "line_product",
            severity: "warning",
            fields: [],
            message: "",
            suggestion: { field: "line_items.1.amount", value: "3.00" },
          },
        ],
      },
    ]);
    await open();
    await userEvent.keyboard("t");
    const grid = await screen.findByRole("grid", { name: "Line items" });
    expect(within(grid).getByText(/→/).closest("td")).toHaveTextContent("8.00→ 3.00 1");
    await userEvent.keyboard("1");
    await waitFor(() =>
      expect(api.review.table).toHaveBeenCalledWith("a", 1, "line_items", [
        { op: "set", row: 1, column: "amount", value: "3.00" },
      ]),
    );
    await waitFor(() => expect(within(grid).queryByText(/→/)).toBeNull());
  });

  it("is entered by key, changed by typing, cut and mended", async () => {
    const cell = (value: string) => ({ value, confidence: 0.9, flagged: false, page: 1, box: null });
    const rows = ["1.00", "2.00"].map((amount) => ({
      cells: { description: cell("Tea"), amount: cell(amount) },
    }));
    api = fakeApi([
      {
        ...waiting("a"),
        tables: { line_items: { columns: ["description", "amount"], rows, confidence: 0.9 } },
      },
    ]);
    await open();
    expect(screen.getByText("Sum 3.00")).toBeVisible();
    expect(screen.getByText("6.00 below Total")).toBeVisible();
    await userEvent.keyboard("t");
    const grid = await screen.findByRole("grid", { name: "Line items" });
    await userEvent.keyboard("{ArrowRight}{ArrowDown}8{Enter}");
    await waitFor(() => expect(within(grid).getByText("8.00")).toBeVisible());
    expect(api.review.table).toHaveBeenCalledWith("a", 1, "line_items", [
      { op: "set", row: 2, column: "amount", value: "8" },
    ]);
    await userEvent.keyboard("{Control>}{Delete}{/Control}");
    await waitFor(() => expect(within(grid).getAllByRole("row").length).toBe(2));
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("grid")).toBeNull();
  });
});
