import { describe, expect, it } from "vitest";
import { filterOf, filterSearch, needsServer, queryOf, searchOf, sortedBy } from "./filter";

describe("the inbox's filter", () => {
  it("survives the way through the address, and what makes no sense does not", () => {
    const search = {
      tab: "look",
      q: 42,
      type: "invoice",
      source: "fax",
      from: "2026-01-01",
      to: "yesterday",
      warned: true,
      sort: "total",
      order: "up",
    };
    const read = filterSearch(search);
    expect(read).toEqual({
      tab: "look",
      q: "42",
      type: "invoice",
      from: "2026-01-01",
      warned: true,
      sort: "total",
    });
    expect(searchOf(filterOf(read))).toEqual(read);
  });

  it("leaves the usual out of the address", () => {
    expect(filterSearch({ tab: "all", q: "", sort: "received", order: "desc" })).toEqual({});
  });

  it("asks for whole local days", () => {
    const query = queryOf(filterOf({ since: "2026-03-01", until: "2026-03-02" }));
    expect(query.received_after).toBe(new Date(2026, 2, 1).toISOString());
    expect(query.received_before).toBe(new Date(2026, 2, 3).toISOString());
  });

  it("turns a column round and then lets go of it", () => {
    let filter = sortedBy(filterOf({}), "total");
    expect(searchOf(filter)).toEqual({ sort: "total" });
    filter = sortedBy(filter, "total");
    expect(searchOf(filter)).toEqual({ sort: "total", order: "asc" });
    filter = sortedBy(filter, "total");
    expect(searchOf(filter)).toEqual({});
    expect(searchOf(sortedBy(filter, "name"))).toEqual({ sort: "name", order: "asc" });
    expect(searchOf(sortedBy(filter, "received"))).toEqual({ sort: "received", order: "asc" });
  });

  it("knows when only the server can say what belongs into the list", () => {
    expect(needsServer(filterOf({ tab: "look" }))).toBe(false);
    expect(needsServer(filterOf({ q: "tea" }))).toBe(true);
    expect(needsServer(filterOf({ sort: "total" }))).toBe(true);
  });
});
