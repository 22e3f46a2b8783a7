import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import { aDelivery, anEndpoint, fakeAdmin } from "@/test/admin";
import { fakeApi, renderApp } from "@/test/render";

const show = (path: string, admin: ReturnType<typeof fakeAdmin>) =>
  renderApp(path, { ...fakeApi([]), admin });

it("shows a line for each endpoint with how it does", async () => {
  const admin = fakeAdmin([
    anEndpoint("books", { dead_letters: 3, state: "disabled", reason: "gone" }),
    anEndpoint("shop", { events: ["file.processed"], scope: { kind: "type", value: "invoice" } }),
  ]);
  admin.deliveries.mockResolvedValue({ deliveries: [aDelivery("d", { lag_ms: 340 })], next: "" });
  show("/settings/webhooks", admin);
  const books = await screen.findByRole("row", { name: /books/ });
  for (const words of ["Disabled", "it answered that it is gone (410)", "all", "everything", "3"])
    expect(within(books).getByText(words)).toBeVisible();
  const shop = screen.getByRole("row", { name: /shop/ });
  for (const words of ["Active", "file.processed", "type: Invoice"])
    expect(within(shop).getByText(words)).toBeVisible();
  expect(await within(shop).findByText("340 ms")).toBeVisible();
});

it("says what went wrong and tries again when it is told to", async () => {
  const admin = fakeAdmin();
  admin.webhooks.mockRejectedValueOnce(new ApiError(503, failureFrom(503, { title: "Busy.", code: "busy" })));
  show("/settings/webhooks", admin);
  expect(await screen.findByRole("alert")).toHaveTextContent("Busy.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Nobody is told yet" })).toBeVisible();
});

it("makes nothing before the target is confirmed", async () => {
  const admin = fakeAdmin();
  admin.createWebhook.mockResolvedValue({ webhook: anEndpoint("new"), secret: "whsec_x" });
  show("/settings/webhooks", admin);
  await screen.findByRole("heading", { name: "Nobody is told yet" });
  await userEvent.keyboard("n");
  const form = await screen.findByRole("dialog", { name: "New endpoint" });
  await userEvent.type(within(form).getByLabelText(/^Address/), "http://127.0.0.1:9000/hook{Enter}");
  const confirm = await within(form).findByLabelText("Yes, send there and nowhere else");
  await userEvent.click(within(form).getByRole("button", { name: "Make the endpoint" }));
  expect(admin.createWebhook).not.toHaveBeenCalled();
  await userEvent.click(confirm);
  await userEvent.click(within(form).getByRole("button", { name: "Make the endpoint" }));
  const once = await screen.findByRole("dialog", { name: "Keep the signing secret" });
  expect(within(once).getByRole("textbox", { name: "Signing secret" })).toHaveValue("whsec_x");
  expect(admin.createWebhook.mock.calls[0]?.[0]).toMatchObject({ addresses: ["127.0.0.1"], events: [] });
});

it("leads to the field that is missing, and to the one that the server refuses", async () => {
  const admin = fakeAdmin();
  const failure = failureFrom(422, {
    title: "The request is not valid.",
    code: "invalid_request",
    detail: "hook",
    sentence: { key: "detail.hook_auth_header", params: { name: "Host" } },
  });
  admin.createWebhook.mockRejectedValue(new ApiError(422, failure));
  show("/settings/webhooks", admin);
  await screen.findByRole("heading", { name: "Nobody is told yet" });
  await userEvent.keyboard("n");
  const form = await screen.findByRole("dialog", { name: "New endpoint" });
  const make = within(form).getByRole("button", { name: "Make the endpoint" });
  const address = within(form).getByLabelText(/^Address/);
  await userEvent.click(make);
  await waitFor(() => expect(address).toHaveFocus());
  await userEvent.type(address, "http://127.0.0.1:9000/hook{Enter}");
  await userEvent.click(await within(form).findByLabelText("Yes, send there and nowhere else"));
  await userEvent.click(within(form).getByRole("combobox", { name: "Extra header" }));
  await userEvent.click(await screen.findByRole("option", { name: "a header of its own" }));
  await userEvent.type(within(form).getByLabelText("Header’s value"), "s");
  await userEvent.click(make);
  const header = within(form).getByLabelText("Header’s name");
  await waitFor(() => expect(header).toHaveFocus());
  await userEvent.type(header, "Host");
  await userEvent.click(make);
  await within(form).findByText(/can be called “Host”/);
  expect(header).toHaveFocus();
});

it("sends again what is chosen, and what failed when a disabled endpoint is resumed", async () => {
  const endpoint = anEndpoint("hook", { dead_letters: 2 });
  const admin = fakeAdmin([endpoint]);
  admin.deliveries.mockResolvedValue({
    deliveries: [aDelivery("a"), aDelivery("b", { state: "discarded", last_error: "status_503" })],
    next: "",
  });
  admin.replay.mockResolvedValue(1);
  show("/settings/webhooks/hook", admin);
  expect(await screen.findByText("answered 503")).toBeVisible();
  await userEvent.click(
    screen.getAllByRole("checkbox", { name: /^Choose file.processed/ })[1] as HTMLElement,
  );
  await userEvent.click(screen.getByRole("button", { name: "Send 1 again" }));
  expect(admin.replay).toHaveBeenLastCalledWith("hook", { ids: ["b"] });
  await userEvent.click(screen.getByRole("button", { name: "Send all failed again" }));
  expect(admin.replay).toHaveBeenLastCalledWith("hook", { failed: true });
});

it("closes a dialog with Escape and stays on the page", async () => {
  const { router } = show("/settings/webhooks/hook", fakeAdmin([anEndpoint("hook")]));
  await screen.findByRole("heading", { name: "hook", level: 1 });
  await userEvent.keyboard("t");
  await screen.findByRole("dialog", { name: "Test hook" });
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(router.state.location.pathname).toBe("/settings/webhooks/hook");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/settings/webhooks"));
});
