import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { failureOf } from "@/api/errors";
import type { Document, Failure } from "@/api/types";
import { useApi } from "@/app/context";
import type { Outcome } from "@/queries/edits";
import { keys } from "@/queries/keys";
import { useEdits } from "@/queries/review";
import { airy, type Pointed, regionFor, setting, type Target } from "./target";

/** A value that was refused: what it was for, what it was, and why. */
export interface Refusal {
  target: Target;
  text: string;
  failure: Failure;
}

/** Words of which the reader was so sure are not read again. */
const SURE = 0.85;

const idOf = (target: Target): string =>
  "field" in target ? target.field : `${target.cell.table}/${target.cell.row}/${target.cell.column}`;

/**
 * Takes values from the page. Words that the file itself holds, or of which the
 * reader was sure, are taken as they are; others, and every box that was drawn,
 * are read once more, closer, as a value of what they go into. `reading` shows
 * meanwhile what was pointed at.
 */
export function useCapture(document: Document, onRefused: (refusal: Refusal) => void) {
  const api = useApi();
  const client = useQueryClient();
  const edits = useEdits();
  const { id } = document;
  const [reading, setReading] = useState<Readonly<Record<string, string>>>({});
  const flights = useRef(new Set<Promise<unknown>>());
  const latest = useRef({ document, onRefused });
  latest.current = { document, onRefused };

  const put = useCallback(
    async (
      target: Target,
      value: string,
      raw: string,
      spot: { page: number; box: Pointed["box"] | null },
    ) => {
      const outcome = await edits.do(id, setting(target, value, raw, spot));
      if (!outcome.ok && outcome.failure.code === "invalid_value")
        latest.current.onRefused({ target, text: raw || value, failure: outcome.failure });
      return outcome;
    },
    [edits, id],
  );

  const capture = useCallback(
    async (target: Target, { text, page, box, drawn, confidence = 0 }: Pointed): Promise<Outcome> => {
      const { document: on } = latest.current;
      const info = on.pages.find((p) => p.number === page);
      const had = "field" in target ? on.fields[target.field]?.raw : undefined;
      // Whoever points at the very words that stand there wants them read better.
      const trusted = info?.text_source === "embedded" || (confidence >= SURE && text !== had);
      const key = idOf(target);
      setReading((all) => ({ ...all, [key]: text }));
      const flight = (async () => {
        try {
          if (trusted && text && !drawn) {
            const outcome = await edits.do(id, setting(target, text, text, { page, box }));
            if (outcome.ok || outcome.failure.code !== "invalid_value") return outcome;
          }
          const ratio = info && info.width > 0 ? info.height / info.width : 1;
          const found = await api.review.read(id, page, regionFor(target, drawn ? box : airy(box, ratio)));
          const value = found.value ?? (text || found.raw);
          if (!value) return unreadable(target, latest.current.onRefused);
          const around = found.box as unknown as Pointed["box"];
          return await put(target, value, found.raw || text, { page, box: text ? box : around });
        } catch (error) {
          if (text) return await put(target, text, text, { page, box });
          const failure = failureOf(error);
          latest.current.onRefused({ target, text, failure });
          return { ok: false as const, failure };
        } finally {
          setReading(({ [key]: _, ...rest }) => rest);
        }
      })();
      flights.current.add(flight);
      void flight.finally(() => flights.current.delete(flight));
      return flight;
    },
    [api, edits, id, put],
  );

  /** Waits until everything that is being read is taken. */
  const landed = useCallback(() => Promise.allSettled([...flights.current]), []);
  /** The document as it stands now, whatever has been drawn. */
  const now = useCallback(
    () => client.getQueryData<Document>(keys.document(id)) ?? latest.current.document,
    [client, id],
  );
  return useMemo(() => ({ reading, capture, put, landed, now }), [reading, capture, put, landed, now]);
}

function unreadable(target: Target, onRefused: (refusal: Refusal) => void): Outcome {
  const failure: Failure = {
    code: "nothing_there",
    class: "review",
    message: "",
    hint: "",
  };
  onRefused({ target, text: "", failure });
  return { ok: false, failure };
}

export type Capturing = ReturnType<typeof useCapture>;
