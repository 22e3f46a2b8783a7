import { describe, expect, it } from "vitest";
import type { Lesson } from "@/api/defined";
import { addField, columnsOf, NEW_TYPE, nameOf, removeField, requestOf, taught } from "./draft";

const lesson = (more: Partial<Lesson>): Lesson => ({
  page: 1,
  box: [0, 0, 1, 1],
  text: "Anna Berg",
  value: "Anna Berg",
  kind: "text",
  label: "Consignee",
  words: 2,
  anchor: { label: "Consignee", place: "right", dx: 0.1, dy: 0 },
  ...more,
});

describe("a type's draft", () => {
  it("makes names that the API takes, each its own", () => {
    expect(nameOf("Größe des Müllsacks")).toBe("groesse_des_muellsacks");
    expect(nameOf("3. Date", ["date"])).toBe("date_2");
    expect(nameOf("契約")).toBe("field");
  });

  it("turns a value that was pointed at into a field with its label", () => {
    const d = taught(NEW_TYPE, lesson({}), null);
    expect(d.fields).toEqual([
      expect.objectContaining({ name: "consignee", title: "Consignee", kind: "text", labels: ["Consignee"] }),
    ]);
    expect(d.fields[0]?.anchors).toHaveLength(1);
  });

  it("adds what a second sample shows to the field it is for", () => {
    const d = taught(taught(NEW_TYPE, lesson({}), null), lesson({ label: "Receiver" }), "consignee");
    expect(d.fields).toHaveLength(1);
    expect(d.fields[0]?.labels).toEqual(["Consignee", "Receiver"]);
    expect(d.fields[0]?.anchors).toHaveLength(2);
  });

  it("takes rules away with the field they speak of", () => {
    const d = {
      ...addField(addField(NEW_TYPE, "Net"), "Total"),
      rules: [{ kind: "sum" as const, field: "total", fields: ["net"] }],
    };
    expect(removeField(d, "net").rules).toEqual([]);
  });

  it("keeps a column's kind while others are added", () => {
    const before = [{ name: "qty", title: "Qty", kind: "number" as const }];
    expect(columnsOf(["Article", "Qty"], before).map((c) => [c.name, c.kind])).toEqual([
      ["article", "text"],
      ["qty", "number"],
    ]);
  });

  it("is sent only when it has a title and something to find", () => {
    expect(requestOf({ ...NEW_TYPE, title: "Lease" }, [])).toBeNull();
    expect(requestOf(addField(NEW_TYPE, "Rent"), [])).toBeNull();
    expect(requestOf({ ...addField(NEW_TYPE, "Rent"), title: " Lease " }, ["lease"])?.name).toBe("lease_2");
  });
});
