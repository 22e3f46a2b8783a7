import { notifications } from "@mantine/notifications";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const away = vi.hoisted(() => ({ now: true }));
vi.mock("./words", async (load) => {
  const words = await load<typeof import("./words")>();
  return {
    ...words,
    loadWords: (language: "en" | "de") =>
      away.now ? Promise.reject(new TypeError("no answer")) : words.loadWords(language),
  };
});

import { I18nProvider, useI18n } from ".";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  away.now = true;
});
afterEach(() => vi.useRealTimers());

function Inbox() {
  const { t, choice, setLanguage } = useI18n();
  return (
    <button type="button" onClick={() => setLanguage("de")}>
      {t("inbox.title")} {choice}
    </button>
  );
}

it("keeps a language that cannot be had while the program is away, says so once, and takes it then", async () => {
  const show = vi.spyOn(notifications, "show").mockReturnValue("");
  render(<Inbox />, { wrapper: I18nProvider });
  await act(async () => screen.getByRole("button").click());
  expect(screen.getByRole("button")).toHaveTextContent("Inbox de");
  expect(localStorage.getItem("deskclerk.language")).toBe("de");
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(show).toHaveBeenCalledExactlyOnceWith({ message: expect.stringContaining("The language is kept") });
  away.now = false;
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(screen.getByRole("button")).toHaveTextContent("Eingang de");
});
