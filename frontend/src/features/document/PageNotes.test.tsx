import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Document } from "@/api/types";
import { aDocument } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

const withPage = (more: Partial<Document["pages"][number]>): Document => {
  const document = aDocument("a");
  return { ...document, pages: document.pages.map((page) => ({ ...page, ...more })) };
};

it("says that a blank page is left out, and keeps it when asked", async () => {
  const api = fakeApi([withPage({ blank: true, left_out: true })]);
  renderApp("/documents/a", api);
  await screen.findByText("Page 1 is blank and left out.");
  await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
  await waitFor(() => expect(api.pages.keepBlank).toHaveBeenCalledWith("a", 1, true));
});

it("leaves a kept blank page out again by its key", async () => {
  const api = fakeApi([withPage({ blank: true })]);
  renderApp("/documents/a", api);
  await screen.findByText("Page 1 is blank.");
  await userEvent.keyboard("l");
  await waitFor(() => expect(api.pages.keepBlank).toHaveBeenCalledWith("a", 1, false));
});

it("takes papers apart that were left together before", async () => {
  const papers = [
    [0, 0, 0.5, 1],
    [0.5, 0, 1, 1],
  ];
  const api = fakeApi([withPage({ papers })]);
  renderApp("/documents/a", api);
  await screen.findByText("2 papers on one page");
  expect(screen.queryByRole("button", { name: "They belong together" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Take apart" }));
  await waitFor(() => expect(api.pages.apart).toHaveBeenCalledWith("a", 1));
});
