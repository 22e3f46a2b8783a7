import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aDocument } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

it("offers samples while the inbox is empty", async () => {
  const api = fakeApi([]);
  renderApp("/", api);
  await userEvent.click(await screen.findByRole("button", { name: "Try it with samples" }));
  expect(api.desk.addSamples).toHaveBeenCalledOnce();
});

it("marks samples and removes them with one click", async () => {
  const sample = aDocument("a", {
    source: { kind: "sample", detail: "", received_at: "2026-03-04T10:00:00Z" },
  });
  const api = fakeApi([sample, aDocument("b")]);
  renderApp("/", api);
  const row = await screen.findByRole("row", { name: /a\.png/ });
  expect(row).toHaveTextContent("Sample");
  expect(screen.getByRole("row", { name: /b\.png/ })).not.toHaveTextContent("Sample");
  expect(screen.getByText(/1 document here is a sample/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Remove the samples" }));
  await waitFor(() => expect(api.desk.removeSamples).toHaveBeenCalledOnce());
  expect(await screen.findByText("4 samples removed")).toBeVisible();
});

it("says nothing of samples where there are none", async () => {
  renderApp("/", fakeApi([aDocument("b")]));
  await screen.findByRole("row", { name: /b\.png/ });
  expect(screen.queryByRole("button", { name: "Remove the samples" })).toBeNull();
});
