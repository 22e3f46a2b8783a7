import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { aType, fakeTypes } from "@/test/defined";
import { fakeApi, renderPart } from "@/test/render";
import { RetypeDialog } from "./RetypeDialog";

it("offers the types that people defined beside the program's own", async () => {
  const onChoose = vi.fn();
  const api = { ...fakeApi([]), types: fakeTypes([aType("lease_2", { title: "Lease" })]) };
  renderPart(<RetypeDialog count={2} opened onClose={() => {}} onChoose={onChoose} />, api);
  await userEvent.click(await screen.findByRole("radio", { name: "Lease" }));
  expect(screen.getAllByRole("radio")).toHaveLength(6);
  await userEvent.click(screen.getByRole("dialog").querySelector("button[type=submit]") as HTMLElement);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith("lease_2");
});
