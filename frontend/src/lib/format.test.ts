import { describe, expect, it } from "vitest";
import { makeFormats } from "./format";

const en = makeFormats("en-GB");
const de = makeFormats("de");

describe("formats", () => {
  it.each([
    ["2026-03-04", "4 Mar 2026"],
    ["04.03.26", "04.03.26"],
    ["2026-13-44", "2026-13-44"],
    ["", ""],
  ])("shows the date %j as %j, and leaves alone what is no date", (value, shown) => {
    expect(en.date(value)).toBe(shown);
  });

  it.each([
    ["1234.5", "1,234.50", "1.234,50"],
    ["-0.05", "-0.05", "-0,05"],
    ["12,00?", "12,00?", "12,00?"],
  ])("shows the amount %j in the language's way", (value, english, german) => {
    expect(en.money(value)).toBe(english);
    expect(de.money(value)).toBe(german);
  });

  it("keeps an amount and its currency on one line", () => {
    expect(en.total("9.00", "MYR")).toBe("9.00\u00a0MYR");
    expect(en.total("9.00", null)).toBe("9.00");
  });

  it("never claims certainty that is not there", () => {
    expect(en.percent(0.999)).toBe("99%");
    expect(en.percent(1)).toBe("100%");
    expect(en.percent(0.004)).toBe("<1%");
    expect(en.percent(0)).toBe("0%");
    expect(en.percent(0.625)).toBe("63%");
  });

  it("tells the time today and the day before", () => {
    const now = new Date("2026-03-04T18:00:00");
    expect(en.instant("2026-03-04T09:05:00", now)).toBe("09:05");
    expect(en.instant("2026-03-03T09:05:00", now)).toBe("3 Mar");
  });

  it("gives sizes in units of a thousand", () => {
    expect(en.bytes(999)).toBe("999 bytes");
    expect(en.bytes(2_450_000)).toBe("2.5 MB");
  });
});
