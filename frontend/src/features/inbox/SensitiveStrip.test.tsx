import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { RetentionRequest } from "@/api/types";
import { aDocument } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

const offer: RetentionRequest = {
  name: "Sensitive documents",
  enabled: true,
  types: ["identity"],
  statuses: ["approved"],
  since: "received",
  days: 30,
  removes: "document",
};

function offered() {
  const api = fakeApi([aDocument("p", { sensitive: true })]);
  api.admin.keepingOffer.mockResolvedValue(offer);
  renderApp("/", api);
  return api;
}

it("makes the proposed rule with one click", async () => {
  const api = offered();
  await userEvent.click(await screen.findByRole("button", { name: "Remove them after that time" }));
  await waitFor(() =>
    expect(api.admin.createRule).toHaveBeenCalledWith({ ...offer, name: "Short: Identity document" }),
  );
});

it("asks no more once the owner wants to keep them", async () => {
  const api = offered();
  const strip = await screen.findByRole("region", { name: "Sensitive documents" });
  api.admin.keepingOffer.mockResolvedValue(null);
  await userEvent.click(screen.getByRole("button", { name: "Keep them" }));
  await waitFor(() => expect(strip).not.toBeInTheDocument());
  expect(api.desk.savePreferences).toHaveBeenCalledWith(
    expect.objectContaining({ kept_types: ["identity"] }),
  );
  expect(api.admin.createRule).not.toHaveBeenCalled();
});

it("says nothing while there are no sensitive documents", async () => {
  renderApp("/", fakeApi([aDocument("b")]));
  await screen.findByRole("row", { name: /b\.png/ });
  expect(screen.queryByRole("region", { name: "Sensitive documents" })).toBeNull();
});
