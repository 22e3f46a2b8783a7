import { Anchor, Button, Loader } from "@mantine/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { reviewActions } from "@/actions/review";
import { useActionKeys } from "@/actions/useActionKeys";
import { failureOf } from "@/api/errors";
import type { Document, ProgramStatus } from "@/api/types";
import { useApi } from "@/app/context";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { inWindow, openPageWindow } from "@/lib/desktop";
import { useDocument, useProgramStatus } from "@/queries/hooks";
import { keys } from "@/queries/keys";
import { nextQuery, useNextInReview } from "@/queries/review";
import { begin, type Pace, turned } from "./pace";
import { ReviewScreen } from "./ReviewScreen";
import { useStepper } from "./useStepper";

/** The review at a document's address: it fetches ahead, goes on, and comes back. */
export function ReviewPage() {
  const { t, failure } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { id: at } = useParams({ from: "/review/$id" });
  // The next document is shown before the address follows.
  const [ahead, setAhead] = useState<string | null>(null);
  useEffect(() => setAhead((shown) => (shown === at ? null : shown)), [at]);
  const id = ahead ?? at;
  const search = useSearch({ from: "/review/$id" });
  const navigate = useNavigate();
  const query = useDocument(id);
  useNextInReview(id);
  const waiting = useProgramStatus().data?.counts.needs_review ?? 0;
  const [session, setSession] = useState<{ decided: string[]; pace: Pace }>(() => ({
    decided: [],
    pace: begin(Date.now()),
  }));
  const goNext = async (decided: boolean) => {
    if (decided) countDecided(client);
    setSession(({ decided: before, pace }) => ({
      decided: decided ? [...before.filter((d) => d !== id), id] : before,
      pace: turned(pace, Date.now(), decided),
    }));
    const known = client.getQueryData<{ document: Document | null }>(keys.nextInReview(id))?.document;
    const now = known && client.getQueryData<Document>(keys.document(known.id));
    if (now?.status === "needs_review") return setAhead(now.id);
    const next = await client.fetchQuery({ ...nextQuery(api, client, id), staleTime: 0 }).catch(() => null);
    if (next?.document) setAhead(next.document.id);
    else void navigate({ to: "/review", search: { done: session.decided.length + (decided ? 1 : 0) } });
  };
  const step = useStepper((back, waits) => {
    setAhead(null);
    if (waits) setSession(({ decided, pace }) => ({ decided: decided.filter((d) => d !== back), pace }));
  });

  if (query.data) {
    return (
      <ReviewScreen
        key={id}
        document={query.data}
        waiting={waiting}
        decided={session.decided.length}
        pace={session.pace}
        ways={{
          start: ahead ? undefined : search.field,
          onNext: (decided) => void goNext(decided),
          onStep: (kind) => void step(kind),
          onDocument: () => void navigate({ to: "/documents/$id", params: { id } }),
          onPage: openPage,
          onTogether: (field) => void navigate({ to: "/review/together", search: field ? { field } : {} }),
          onLeave: () => void navigate({ to: "/" }),
        }}
      />
    );
  }
  if (query.isPending)
    return (
      <Notice title={t("app.loading")}>
        <Loader size={20} aria-hidden />
      </Notice>
    );
  const said = failure(failureOf(query.error));
  return (
    <Notice title={said.message} hint={said.hint}>
      <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
    </Notice>
  );
}

/** One less waits; the program's own count follows when it has stored the decision. */
const countDecided = (client: QueryClient) =>
  client.setQueryData<ProgramStatus>(
    keys.status,
    (status) =>
      status && {
        ...status,
        counts: { ...status.counts, needs_review: Math.max(0, (status.counts.needs_review ?? 0) - 1) },
      },
  );

/** A browser has more windows; the desktop's is another process. */
const openPage = () => {
  if (inWindow()) void openPageWindow();
  else window.open("/page", "deskclerk-page", "popup,width=900,height=1100");
};

/** What a person can still do when nothing waits. */
const steps = reviewActions
  .filter((action) => ["review.undo", "review.redo"].includes(action.id))
  .map(({ id, label, keys }) => ({
    id,
    label,
    keys,
    when: () => true,
    run: (c: { step(kind: "undo" | "redo"): void }) => c.step(id === "review.undo" ? "undo" : "redo"),
  }));

/** Where the review begins: at the document that has waited longest. */
export function ReviewStart() {
  const { t } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { done } = useSearch({ from: "/review" });
  const step = useStepper(() => {});
  useActionKeys(steps, { step: (kind: "undo" | "redo") => void step(kind) });
  const [none, setNone] = useState(false);
  const asked = useRef(false);
  const waiting = useProgramStatus().data?.counts.needs_review ?? 0;
  useEffect(() => {
    if (asked.current && waiting === 0) return;
    asked.current = true;
    void client
      .fetchQuery({ ...nextQuery(api, client, ""), staleTime: 0 })
      .then(({ document }) => {
        setNone(document === null);
        if (document)
          void navigate({ to: "/review/$id", params: { id: document.id }, search: {}, replace: true });
      })
      .catch(() => setNone(true));
  }, [api, client, navigate, waiting]);
  if (!none)
    return (
      <Notice title={t("app.loading")}>
        <Loader size={20} aria-hidden />
      </Notice>
    );
  return (
    <Notice
      title={done ? t("review.doneTitle") : t("review.noneTitle")}
      hint={done ? t("review.doneHint", { count: done }) : t("review.noneHint")}
    >
      {done ? (
        <Button component={Link} to="/export" mt={8}>
          {t("action.goExport")}
        </Button>
      ) : null}
      <Anchor component={Link} to="/">
        {t("app.toInbox")}
      </Anchor>
    </Notice>
  );
}
