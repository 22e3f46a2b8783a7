import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aDocument } from "@/test/documents";
import { uncover, useCovered } from "./sensitive";

describe("what is shown only on request", () => {
  it("covers a sensitive document until somebody asks for it", () => {
    const passport = aDocument("p", { sensitive: true });
    const { result } = renderHook(() => useCovered(passport));
    expect(result.current).toBe(true);
    act(() => uncover("p"));
    expect(result.current).toBe(false);
  });

  it("uncovers that document alone", () => {
    const other = aDocument("q", { sensitive: true });
    uncover("p");
    expect(renderHook(() => useCovered(other)).result.current).toBe(true);
  });

  it("covers nothing else", () => {
    expect(renderHook(() => useCovered(aDocument("r"))).result.current).toBe(false);
  });
});
