import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aDocument, aField } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";
import { wordsOf } from "@/test/review";

/** A scan with two receipts on it. */
function glass(id: string) {
  const scan = aDocument(id, {
    status: "needs_review",
    fields: { total: aField("9.00", { flagged: true, confidence: 0.6, reasons: ["low_confidence"] }) },
    issues: [{ rule: "several_papers", severity: "error", fields: [], message: "2 papers lie on one page." }],
  });
  const papers = [
    [0.05, 0.1, 0.45, 0.9],
    [0.55, 0.1, 0.95, 0.8],
  ];
  return { ...scan, pages: scan.pages.map((page) => ({ ...page, papers })) };
}

async function open() {
  const api = fakeApi([glass("a"), aDocument("b", { status: "needs_review" })]);
  api.review.words.mockResolvedValue(wordsOf("TOTAL 9.00"));
  renderApp("/review/a", api);
  await screen.findByText("2 papers on one page. Take them apart?");
  return api;
}

it("asks with one key whether papers on a page are taken apart, and goes on", async () => {
  const api = await open();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(api.pages.apart).toHaveBeenCalledWith("a", 1));
  await screen.findByText("2 documents were made. Undo it under Pages.");
  await screen.findByRole("heading", { name: "b.png" });
  expect(api.review.field).not.toHaveBeenCalled();
});

it("leaves them together with Escape, and stays", async () => {
  const api = await open();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(api.pages.together).toHaveBeenCalledWith("a", 1));
  expect(api.pages.apart).not.toHaveBeenCalled();
  expect(screen.getByRole("heading", { name: "a.png" })).toBeVisible();
});
