import { vi } from "vitest";
import type { Definition, TypesApi } from "@/api/defined";

/** A type with one field, unless told otherwise. */
export function aType(name: string, more: Partial<Definition> = {}): Definition {
  return {
    schema: "deskclerk.type/v1",
    name,
    title: name,
    fields: [{ name: "rent", title: "Rent", kind: "money", labels: ["Rent"] }],
    revision: 1,
    ...more,
  };
}

/** A far side that keeps these types and remembers what it was asked. */
export function fakeTypes(kept: readonly Definition[] = []) {
  return {
    list: vi.fn<TypesApi["list"]>(async () => [...kept]),
    create: vi.fn<TypesApi["create"]>(async (d) => ({ ...d, revision: 1 })),
    replace: vi.fn<TypesApi["replace"]>(async (d) => ({ ...d, revision: 2 })),
    remove: vi.fn<TypesApi["remove"]>(async () => {}),
    teach: vi.fn<TypesApi["teach"]>(async (_, page, box) => ({
      page,
      box: [...box],
      text: "12.00",
      value: "12.00",
      kind: "money",
      label: "Deposit",
      words: 1,
      anchor: { label: "Deposit", place: "right", dx: 0.2, dy: 0 },
    })),
    keywords: vi.fn<TypesApi["keywords"]>(async () => ["Lease"]),
    test: vi.fn<TypesApi["test"]>(async () => []),
  } satisfies TypesApi;
}
