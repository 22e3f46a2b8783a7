import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { failureOf } from "@/api/errors";
import type { Card, FieldRequest, GroupItem, GroupOutcome } from "@/api/review";
import type { Failure } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { keys } from "@/queries/keys";
import { useEdits } from "@/queries/review";
import { groupQuery } from "@/queries/together";
import { cardAfter, type Entry } from "./entries";

/** Documents in one request. */
const AT_ONCE = 100;

const stepID = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

interface Parts {
  /** Notes what became of documents' cards. */
  put(field: string, ids: readonly string[], entry: Partial<Entry>): void;
  /** Shows a field, with the card of a document. */
  go(field: string, document: string): void;
}

/** What is asked of the program for many documents, one thing after the other, and said about it. */
export function useGroupVerbs({ put, go }: Parts) {
  const { t, name, failure } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const edits = useEdits();
  const pending = useRef<Promise<unknown>>(Promise.resolve());

  const tell = (message: string, color?: string) =>
    notifications.show({
      message,
      color,
      autoClose: color ? 6000 : 3000,
      closeButtonProps: { "aria-label": t("common.close") },
    });
  const trouble = (error: unknown) => tell(failure(failureOf(error)).message, "red");
  const now = () => client.fetchQuery({ ...groupQuery(api), staleTime: 0 });
  const recount = () => client.invalidateQueries({ queryKey: keys.group });
  const after = <T>(work: () => Promise<T>): Promise<T> => {
    const next = pending.current.then(work);
    pending.current = next.catch(() => {});
    return next;
  };

  /** The card of a value that was taken over from what this person accepted a screen before. */
  const settledBefore = async (field: string, cards: readonly Card[], id: string) => {
    const card = cards.find((c) => c.document_id === id);
    const document = await api.document(id).catch(() => null);
    const is = card && document && cardAfter(card, field, document);
    return is?.field.origin === "learned" && !is.field.flagged ? is : null;
  };

  /** Confirms what was accepted; what was changed elsewhere meanwhile stays, and that is said. */
  const confirm = async (field: string, cards: readonly Card[]) => {
    const step = stepID();
    const items = cards.map(({ document_id, revision }): GroupItem => ({ document_id, revision, field }));
    const outcomes: GroupOutcome[] = [];
    try {
      for (let i = 0; i < items.length; i += AT_ONCE)
        outcomes.push(...(await api.review.together(step, items.slice(i, i + AT_ONCE))));
    } catch (error) {
      const told = new Set(outcomes.map((o) => o.document_id));
      const rest = items.map((i) => i.document_id).filter((id) => !told.has(id));
      put(field, rest, { state: "waits" });
      trouble(error);
    }
    let left = 0;
    for (const { document_id, error } of outcomes) {
      if (!error) continue;
      const settled = await settledBefore(field, cards, document_id);
      left += settled ? 0 : 1;
      put(
        field,
        [document_id],
        settled ? { card: settled, state: "taken" } : { state: "left", failure: error },
      );
    }
    if (left > 0) tell(t("together.stay", { count: left }), "yellow");
    void recount();
  };

  /** Does something to the value of one card; what was refused comes back to be mended. */
  const change = async (
    field: string,
    card: Card,
    body: FieldRequest,
    onRefused: (text: string, failure: Failure) => void,
  ) => {
    try {
      const document = await api.review.field(card.document_id, card.revision, field, body);
      const is = cardAfter(card, field, document);
      put(field, [card.document_id], { card: is, state: is.field.flagged ? "waits" : "taken" });
      void recount();
    } catch (error) {
      const said = failureOf(error);
      if (said.code === "stale_revision" || said.code === "conflict") {
        put(field, [card.document_id], { state: "left", failure: said });
        tell(t("together.stay", { count: 1 }), "yellow");
        return;
      }
      put(field, [card.document_id], { state: "waits" });
      if (said.code === "invalid_value") onRefused(body.value ?? "", said);
      else trouble(error);
    }
  };

  /** Approves everything of which nothing is left to look at, as one step. */
  const approve = async () => {
    const step = stepID();
    let [approved, refused] = [0, 0];
    try {
      for (let left = (await now()).ready_documents; left.length > 0; left = (await now()).ready_documents) {
        const outcomes = await api.review.together(step, left);
        const failed = outcomes.filter((o) => o.error).length;
        approved += outcomes.length - failed;
        refused += failed;
        if (failed === outcomes.length) break;
      }
    } catch (error) {
      trouble(error);
    }
    if (approved > 0) tell(t("together.approved", { count: approved }));
    if (refused > 0) tell(t("together.refused", { count: refused }), "yellow");
    await recount();
  };

  /** Takes the whole last step back, or does it again, and shows where it was. */
  const back = async (kind: "undo" | "redo") => {
    try {
      const { act, subject, document, count, stayed } = await edits.step(kind);
      const of = subject && document.fields[subject] ? subject : null;
      await now();
      if (of) go(of, document.id);
      const what = of ? `${name("field", of)}, ${name("act", act)}` : name("act", act);
      tell(t(kind === "undo" ? "together.undone" : "together.redone", { what, count }));
      if (stayed > 0) tell(t("together.stayed", { count: stayed }), "yellow");
    } catch (error) {
      if (failureOf(error).code !== "nothing_to_undo") return trouble(error);
      tell(t(kind === "undo" ? "review.nothingToUndo" : "review.nothingToRedo"));
    }
  };

  return {
    tell,
    trouble,
    now,
    /** Does it when everything before it is through. */
    after,
    settled: () => pending.current,
    confirm: (field: string, cards: readonly Card[]) => void after(() => confirm(field, cards)),
    change: (...of: Parameters<typeof change>) => void after(() => change(...of)),
    approve: () => void after(approve),
    back: (kind: "undo" | "redo") => void after(() => back(kind)),
  };
}
