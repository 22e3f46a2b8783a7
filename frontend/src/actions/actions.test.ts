import { describe, expect, it } from "vitest";
import { en } from "@/i18n/en";
import { clashes } from "./action";
import { actionGroups } from "./all";
import { documentActions } from "./document";
import { exportActions } from "./export";
import { folderActions } from "./folders";
import { globalActions } from "./global";
import { gridActions } from "./grid";
import { inboxActions } from "./inbox";
import { caps, type KeyPress, matches } from "./keys";
import { reviewActions } from "./review";
import { togetherActions } from "./together";
import { tokenActions } from "./tokens";
import { auditActions, backupActions, retentionActions } from "./upkeep";
import { webhookActions } from "./webhooks";

describe("the actions", () => {
  it.each([
    ["inbox", [...globalActions, ...inboxActions]],
    ["document", [...globalActions, ...documentActions]],
    ["endpoint", [...globalActions, ...webhookActions]],
    ["export", [...globalActions, ...exportActions]],
    ["folder", [...globalActions, ...folderActions]],
    ["tokens", [...globalActions, ...tokenActions]],
    ["backup", [...globalActions, ...backupActions]],
    ["retention", [...globalActions, ...retentionActions]],
    ["audit log", [...globalActions, ...auditActions]],
    ["review", [...globalActions, ...reviewActions]],
    ["group", [...globalActions, ...togetherActions]],
    ["table of the review", [...globalActions, ...gridActions]],
  ])("share no key while the %s is shown", (_, alive) => {
    expect(clashes(alive)).toEqual([]);
  });

  it("would be caught sharing one", () => {
    expect(
      clashes([
        { id: "a", keys: ["x"] },
        { id: "b", keys: ["y", "x"] },
      ]),
    ).toEqual(["x: a, b"]);
  });

  it("have ids of their own and a sentence each", () => {
    const all = actionGroups.flatMap((group) => group.actions);
    expect(new Set(all.map((a) => a.id)).size).toBe(all.length);
    for (const action of all) expect(en[action.label]).toBeTruthy();
  });
});

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("a key binding", () => {
  it.each([
    ["Delete", press("Delete"), true],
    ["Delete", press("Delete", { shiftKey: true }), false],
    ["?", press("?", { shiftKey: true }), true],
    ["+", press("+"), true],
    ["j", press("j", { ctrlKey: true }), false],
    ["mod+a", press("a", { metaKey: true }), true],
    ["mod+a", press("a"), false],
    ["alt+ArrowDown", press("ArrowDown", { altKey: true }), true],
    ["ArrowDown", press("ArrowDown", { altKey: true }), false],
    ["shift+ArrowDown", press("ArrowDown", { shiftKey: true }), true],
    ["ArrowDown", press("ArrowDown", { shiftKey: true }), false],
    [" ", press(" "), true],
  ])("%j and the press %j: %s", (binding, pressed, fits) => {
    expect(matches(binding, pressed)).toBe(fits);
  });

  it("is shown as keycaps", () => {
    expect(caps("mod+a")).toEqual(["Ctrl", "A"]);
    expect(caps("alt+ArrowDown")).toEqual(["Alt", "↓"]);
    expect(caps("+")).toEqual(["+"]);
  });
});
