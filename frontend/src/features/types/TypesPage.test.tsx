import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aType, fakeTypes } from "@/test/defined";
import { fakeApi, renderApp } from "@/test/render";

const show = (path: string, types: ReturnType<typeof fakeTypes>) =>
  renderApp(path, { ...fakeApi([]), types });

it("lists types and deletes one after asking", async () => {
  const types = fakeTypes([aType("lease", { title: "Lease" })]);
  show("/settings/types", types);
  const row = await screen.findByRole("row", { name: /Lease/ });
  expect(within(row).getByText("1 field")).toBeVisible();
  await userEvent.click(within(row).getByRole("button", { name: "Delete" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete “Lease”?" });
  expect(types.remove).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(types.remove).toHaveBeenCalledWith("lease"));
});

it("makes a type by hand where there is no sample, and saves it under a name of its own", async () => {
  const types = fakeTypes();
  show("/settings/types/new", types);
  expect(await screen.findByText(/Hand in a paper of this kind first/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  await userEvent.type(screen.getByLabelText(/^Title/), "Mietvertrag für Räume");
  await userEvent.click(screen.getByRole("button", { name: "Add a field" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(types.create).toHaveBeenCalledOnce());
  expect(types.create.mock.calls[0]?.[0]).toMatchObject({
    name: "mietvertrag_fuer_raeume",
    title: "Mietvertrag für Räume",
    fields: [{ name: "field_1", kind: "text" }],
  });
});

it("keeps the revision that a change was made of", async () => {
  const types = fakeTypes([aType("lease", { title: "Lease", revision: 7 })]);
  show("/settings/types/lease", types);
  await userEvent.click(await screen.findByRole("button", { name: "More about Rent" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Required" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(types.replace).toHaveBeenCalledOnce());
  expect(types.replace.mock.calls[0]?.[0]).toMatchObject({ revision: 7, fields: [{ required: true }] });
});
