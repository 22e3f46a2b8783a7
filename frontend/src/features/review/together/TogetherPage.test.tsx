import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import { aDocument, aField } from "@/test/documents";
import { fakeApi, renderApp } from "@/test/render";

const doubtful = {
  flagged: true,
  confidence: 0.62,
  reasons: ["low_confidence"],
  page: 1,
  box: [0.1, 0.1, 0.4, 0.12],
};
const waiting = (id: string, merchant: string) =>
  aDocument(id, {
    status: "needs_review",
    fields: {
      merchant: aField(merchant, {
        ...doubtful,
        candidates: [{ value: `${merchant} Ltd`, raw: "", confidence: 0.3, page: 1, box: null }],
      }),
      date: aField("2026-03-01", id === "c" ? { ...doubtful, candidates: [] } : {}),
      total: aField("9.00"),
    },
  });

let api: ReturnType<typeof fakeApi>;
beforeEach(() => {
  api = fakeApi([waiting("a", "Acorn"), waiting("b", "Beech"), waiting("c", "Cedar")]);
});

const card = (name: string) => screen.getByRole("button", { name: new RegExp(`${name}\\.png`) });

/** Opens the page and has the pictures of these documents' cards come. */
async function open(seen: readonly string[] = ["a", "b", "c"]) {
  const { router } = renderApp("/review/together", api);
  await screen.findByRole("list", { name: "Merchant of many documents" });
  await show(seen);
  return router;
}

async function show(seen: readonly string[]) {
  for (const name of seen) {
    const picture = card(name).querySelector("img");
    if (picture) fireEvent.load(picture);
  }
  if (seen.length > 0) await screen.findByRole("button", { name: new RegExp(`^Accept ${seen.length}`) });
}

describe("many documents together", () => {
  it("are shown field by field, and accepted by the screen with one key", async () => {
    const router = await open();
    await waitFor(() => expect(router.state.location.href).toBe("/review/together?field=merchant"));
    expect(card("a")).toHaveTextContent("Acorn62%a.png");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("list", { name: "Date of many documents" });
    const [step, items] = api.review.together.mock.calls[0] ?? [];
    expect(step).toBeTruthy();
    expect(items).toEqual(
      ["a", "b", "c"].map((document_id) => ({ document_id, revision: 1, field: "merchant" })),
    );
    await show(["c"]);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("3 documents have nothing left to look at")).toBeVisible();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("3 documents approved")).toBeVisible();
    expect(await screen.findByText("Nothing waits for a look")).toBeVisible();
  });

  it("keep what is marked for the review by itself", async () => {
    await open();
    await userEvent.keyboard("{ArrowRight} ");
    expect(card("b")).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(card("c"));
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(api.review.together).toHaveBeenCalledOnce());
    expect(api.review.together.mock.calls[0]?.[1].map((i) => i.document_id)).toEqual(["a"]);
    await screen.findByRole("list", { name: "Date of many documents" });
    await show(["c"]);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("1 document has nothing left to look at")).toBeVisible();
    expect(screen.getByText("2 documents stay for the review by themselves")).toBeVisible();
  });

  it("accept nothing that was not shown", async () => {
    await open([]);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText(/^3 cards are not shown yet/)).toBeVisible();
    expect(api.review.together).not.toHaveBeenCalled();
    await show(["a", "b"]);
    const lost = card("c").querySelector("img");
    if (lost) fireEvent.error(lost);
    expect(await within(card("c")).findByText("no picture")).toBeVisible();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(api.review.together).toHaveBeenCalledOnce());
    expect(api.review.together.mock.calls[0]?.[1].map((i) => i.document_id)).toEqual(["a", "b"]);
  });

  it("take a numbered value, or what is typed on the card, and say why one is refused", async () => {
    await open();
    await userEvent.keyboard("1");
    await waitFor(() =>
      expect(api.review.field).toHaveBeenCalledWith("a", 1, "merchant", {
        action: "candidate",
        candidate: 1,
      }),
    );
    expect(await within(card("a")).findByText("Acorn Ltd")).toBeVisible();
    expect(within(card("a")).getByText("done")).toBeVisible();
    api.review.field.mockRejectedValueOnce(
      new ApiError(422, failureFrom(422, { code: "invalid_value", title: "No.", detail: "this is no name" })),
    );
    await userEvent.keyboard("X{Enter}");
    const box = await screen.findByRole("textbox", { name: "Value of Merchant" });
    expect(await screen.findByText("this is no name")).toBeVisible();
    await userEvent.clear(box);
    await userEvent.type(box, "Beech & Co{Enter}");
    await waitFor(() =>
      expect(api.review.field).toHaveBeenLastCalledWith("b", 1, "merchant", {
        action: "correct",
        value: "Beech & Co",
        raw: "Beech & Co",
      }),
    );
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(api.review.together).toHaveBeenCalledOnce());
    expect(api.review.together.mock.calls[0]?.[1].map((i) => i.document_id)).toEqual(["c"]);
  });

  it("say nothing of what took its value over from a screen before", async () => {
    await open();
    await api.review.field("b", 1, "merchant", { action: "correct", value: "Beeches" });
    const learned = waiting("b", "Beech");
    learned.fields.merchant = aField("Beech & Co", { origin: "learned" });
    api.document.mockResolvedValueOnce(learned);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("list", { name: "Date of many documents" });
    expect(api.document).toHaveBeenCalledWith("b");
    expect(screen.queryByText(/changed meanwhile/)).toBeNull();
  });

  it("say what was changed elsewhere, and leave it", async () => {
    await open();
    await api.review.field("b", 1, "merchant", { action: "correct", value: "Beeches" });
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText(/^1 document was changed meanwhile/)).toBeVisible();
  });

  it("are taken back as one step, and shown again", async () => {
    await open();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("list", { name: "Date of many documents" });
    api.review.undo.mockResolvedValueOnce({
      act: "confirm",
      subject: "merchant",
      document: waiting("b", "Beech"),
      count: 3,
      stayed: 0,
    });
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Undone in 3 documents: Merchant, confirmed")).toBeVisible();
  });

  it("leads to the document by itself, at the field", async () => {
    const router = await open();
    await userEvent.keyboard("{ArrowRight}{F2}");
    await screen.findByRole("heading", { name: "b.png" });
    expect(router.state.location.pathname).toBe("/review/b");
    await userEvent.keyboard("g");
    await screen.findByRole("heading", { name: "Look at many together" });
  });

  it("says when nothing waits", async () => {
    api = fakeApi([aDocument("z")]);
    renderApp("/review/together", api);
    expect(await screen.findByText("Nothing waits for a look")).toBeVisible();
  });
});
