// @vitest-environment jsdom

import { expect, it } from "vitest";
import { makeI18n } from "@/i18n";
import { actorWords, detailsOf } from "./audit";

const { name } = makeI18n("en", () => {});

it("calls who acted by the name people know", () => {
  expect(actorWords("token:scanner", name)).toBe("scanner");
  expect(actorWords("", name)).toBe("Deskclerk");
  expect(actorWords("window", name)).toBe("in the window");
});

it("says what else a line holds in short", () => {
  expect(detailsOf({ sha256: "a".repeat(64), endpoint_id: "x", scopes: ["read", "submit"] })).toBe(
    "sha256 aaaaaaaaaaaa… · endpoint id x · scopes read, submit",
  );
  expect(detailsOf(undefined)).toBe("");
});
