import { expect, it } from "vitest";
import { aFile, aFolder } from "@/test/folders";
import { draftOf, problemsOf, settingsOf } from "./form";
import { fileSearch } from "./search";
import { actsOf, takeLabel } from "./standing";

it("names what is missing, in the order of the form", () => {
  const draft = {
    ...draftOf(null),
    path: "scans",
    name: "a/b",
    after: "move" as const,
    moveTo: "../up",
    settle: 0,
  };
  expect(problemsOf(draft, null)).toEqual(["path", "name", "moveTo", "settle"]);
  expect(problemsOf({ ...draftOf(null), path: "/srv/scans" }, null)).toEqual([]);
  expect(problemsOf({ ...draftOf(aFolder("scans")), name: " " }, aFolder("scans"))).toEqual(["name"]);
});

it("sends every setting of the form, and the place to move to only when it matters", () => {
  expect(settingsOf(draftOf(aFolder("scans")))).toEqual({
    name: "scans",
    type: "auto",
    languages: [],
    separators: [],
    include: [],
    exclude: [],
    after: "leave",
    tags: false,
    settle: 3,
  });
  expect(settingsOf(draftOf(aFolder("scans", { after: "move" })))).toMatchObject({ move_to: "done" });
});

it.each([
  ["a taken file can be taken once more", {}, ["take"]],
  [
    "a waiting one can be taken now or left alone",
    { state: "waiting", reason: "settling" },
    ["take", "leave"],
  ],
  ["one that is gone can be forgotten", { state: "gone", present: false }, ["forget"]],
  ["a link cannot be helped", { state: "passed_over", reason: "link_outside" }, []],
  ["one left alone can be taken after all", { state: "passed_over", reason: "left_alone" }, ["take"]],
] as const)("%s", (_, more, acts) => {
  expect(actsOf(aFile(1, "a.pdf", more))).toEqual(acts);
});

it("calls taking what it is", () => {
  expect(takeLabel(aFile(1, "a"))).toBe("file.onceMore");
  expect(takeLabel(aFile(1, "a", { state: "waiting", tries: 2 }))).toBe("file.again");
  expect(takeLabel(aFile(1, "a", { state: "passed_over" }))).toBe("file.take");
});

it("reads the filter from any address", () => {
  expect(fileSearch({ show: "failed", q: 2026 })).toEqual({ show: "failed", q: "2026" });
  expect(fileSearch({ show: "all", q: "" })).toEqual({});
  expect(fileSearch({ show: "nonsense" })).toEqual({});
});
