import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { fakeApi, renderApp } from "@/test/render";

afterEach(() => vi.unstubAllGlobals());

it("changes the language at once and back to the system's", async () => {
  renderApp("/settings/appearance", fakeApi([]));
  await userEvent.click(await screen.findByRole("radio", { name: "Deutsch" }));
  expect(await screen.findByRole("heading", { name: "Aussehen und Gewohnheiten" })).toBeVisible();
  expect(localStorage.getItem("deskclerk.language")).toBe("de");
  const language = screen.getByRole("radiogroup", { name: "Sprache" });
  await userEvent.click(within(language).getByRole("radio", { name: "Wie das System" }));
  expect(await screen.findByRole("heading", { name: "Look and habits" })).toBeVisible();
  expect(localStorage.getItem("deskclerk.language")).toBeNull();
});

it("changes the colours", async () => {
  renderApp("/settings/appearance", fakeApi([]));
  const colours = await screen.findByRole("radiogroup", { name: "Colours" });
  await userEvent.click(within(colours).getByRole("radio", { name: "Dark" }));
  await waitFor(() =>
    expect(document.documentElement.getAttribute("data-mantine-color-scheme")).toBe("dark"),
  );
  await userEvent.click(within(colours).getByRole("radio", { name: "As the system" }));
});

it("keeps habits, and takes one back that could not be kept", async () => {
  const api = fakeApi([]);
  renderApp("/settings/appearance", api);
  await userEvent.click(await screen.findByRole("radio", { name: "Finish reading, then quit" }));
  expect(api.desk.savePreferences).toHaveBeenCalledWith({ notify: true, on_close: "finish" });
  api.desk.savePreferences.mockRejectedValueOnce(new TypeError("network"));
  await userEvent.click(screen.getByRole("radio", { name: "Ask me" }));
  await waitFor(() => expect(screen.getByRole("radio", { name: "Finish reading, then quit" })).toBeChecked());
});

it("asks the browser's leave when notifications are switched on, and says when it was refused", async () => {
  const requestPermission = vi.fn(async () => "denied" as const);
  vi.stubGlobal(
    "Notification",
    Object.assign(() => {}, { permission: "default", requestPermission }),
  );
  const api = fakeApi([]);
  await api.desk.savePreferences({ notify: false, on_close: "ask" });
  renderApp("/settings/appearance", api);
  await userEvent.click(await screen.findByRole("switch", { name: /^Tell me when everything is read/ }));
  expect(await screen.findByText(/does not let Deskclerk notify you/)).toBeVisible();
  expect(requestPermission).toHaveBeenCalledOnce();
});
