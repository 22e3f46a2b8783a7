import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aToken, fakeAdmin } from "@/test/admin";
import { fakeApi, renderApp } from "@/test/render";

const show = (admin: ReturnType<typeof fakeAdmin>) =>
  renderApp("/settings/tokens", { ...fakeApi([]), admin });

it("points out old tokens and revokes after asking", async () => {
  const admin = fakeAdmin([], [aToken("scanner", { age_days: 200, attention: ["old"] })]);
  show(admin);
  const row = await screen.findByRole("row", { name: /scanner/ });
  expect(within(row).getByText("200 days")).toBeVisible();
  expect(within(row).getByText("old: replace it")).toBeVisible();
  expect(screen.getByText(/^1 token deserves a look/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Revoke: scanner" }));
  const dialog = await screen.findByRole("dialog", { name: "Revoke “scanner”?" });
  expect(admin.revokeToken).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(admin.revokeToken).toHaveBeenCalledWith("scanner"));
});

it("shows a new token once", async () => {
  const admin = fakeAdmin();
  admin.createToken.mockResolvedValue({ token: aToken("scanner"), secret: "dkt_secret" });
  show(admin);
  await screen.findByRole("heading", { name: "No program has a token" });
  await userEvent.keyboard("n");
  const form = await screen.findByRole("dialog", { name: "New token" });
  await userEvent.type(within(form).getByLabelText(/^Name/), "scanner");
  await userEvent.click(within(form).getByRole("checkbox", { name: "read results" }));
  await userEvent.dblClick(within(form).getByRole("button", { name: "Make the token" }));
  const once = await screen.findByRole("dialog", { name: "“scanner” is ready" });
  expect(admin.createToken).toHaveBeenCalledOnce();
  expect(admin.createToken.mock.calls[0]?.[0]).toMatchObject({ name: "scanner", scopes: ["submit"] });
  expect(within(once).getByRole("textbox", { name: "Token" })).toHaveValue("dkt_secret");
  await userEvent.click(within(once).getByRole("button", { name: "I have kept it" }));
  await waitFor(() => expect(screen.queryByDisplayValue("dkt_secret")).toBeNull());
});
