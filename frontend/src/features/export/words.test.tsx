// @vitest-environment jsdom

import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { I18nProvider, useI18n } from "@/i18n";
import { aProfile } from "@/test/exports";
import { draftColumns } from "./words";

const columns = [
  { header: "from", source: ["field:merchant", "field:supplier_name"] },
  { header: "due_date", source: ["field:due_date"] },
  { header: "file", source: ["fact:file"] },
];
const table = aProfile("builtin-table", { built_in: true, columns });
const wrapper = ({ children }: { children: ReactNode }) => <I18nProvider>{children}</I18nProvider>;
const headers = async (from: typeof table, language = "de") => {
  const { result } = renderHook(useI18n, { wrapper });
  await waitFor(() => expect(result.current.language).toBe(language));
  return draftColumns(result.current, from, columns).map((c) => c.header);
};

describe("the columns of a draft", () => {
  beforeEach(() => vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-DE"]));
  afterEach(() => vi.restoreAllMocks());

  it("have names of the language in a copy of a general profile", async () => {
    expect(await headers(table)).toEqual(["Von", "Fällig am", "Dateiname"]);
  });

  it("keep the names that another program or a person wants", async () => {
    const names = columns.map((c) => c.header);
    expect(await headers({ ...table, id: "builtin-xero-bills" })).toEqual(names);
    expect(await headers({ ...table, id: "a-persons-own", built_in: false })).toEqual(names);
  });

  it("keep their English names in English", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-GB"]);
    expect(await headers(table, "en")).toEqual(columns.map((c) => c.header));
  });
});
