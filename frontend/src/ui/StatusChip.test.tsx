// @vitest-environment jsdom

import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { I18nProvider } from "@/i18n";
import type { PageProgress } from "@/queries/progress";
import { StatusChip } from "./StatusChip";

it.each<[string, PageProgress | undefined, string]>([
  ["whose pages wait for others", { begun: false, read: [], pages: 1 }, "Waiting"],
  ["whose page is being read", { begun: true, read: [], pages: 1 }, "Reading page 1 of 1"],
  ["of which a page was read", { begun: true, read: [1], pages: 3 }, "Reading page 2 of 3"],
  ["whose pages are all read", { begun: true, read: [1], pages: 1 }, "Finding the fields"],
  ["of which nothing was heard yet", undefined, "Reading"],
])("says how far a document is %s", (_, progress, words) => {
  render(
    <I18nProvider>
      <StatusChip status="processing" pages={1} {...(progress && { progress })} />
    </I18nProvider>,
  );
  expect(screen.getByText(words)).toBeDefined();
});
