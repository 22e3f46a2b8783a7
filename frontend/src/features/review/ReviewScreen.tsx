import { Button } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { IconBan, IconClockPause } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { gridActions } from "@/actions/grid";
import { papersActions } from "@/actions/papers";
import { reviewActions } from "@/actions/review";
import { useActionKeys } from "@/actions/useActionKeys";
import { type Box, boxOf, type Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { papersOn } from "@/lib/papers";
import { useEditState, useEdits } from "@/queries/review";
import { Drawer } from "./Drawer";
import { FieldPane } from "./FieldPane";
import { FindBar, type Found } from "./FindBar";
import { Notices } from "./Notices";
import { PagePane } from "./PagePane";
import type { Pace } from "./pace";
import { RejectBar } from "./RejectBar";
import { ReviewButton } from "./ReviewButton";
import classes from "./ReviewScreen.module.css";
import { lineOf } from "./stage";
import { TopStrip } from "./TopStrip";
import { useAddress } from "./useAddress";
import { useBroadcast } from "./useBroadcast";
import { useReview, type Ways } from "./useReview";

const actions = [...papersActions, ...gridActions, ...reviewActions];

/** Height over width of a page that is not known. */
const A4 = 297 / 210;

interface Props {
  document: Document;
  ways: Ways;
  waiting: number;
  decided: number;
  pace: Pace;
}

/** The review of one document: fields on the left, the page on the right, tables under it. */
export function ReviewScreen({ document, ways, waiting, decided, pace }: Props) {
  const { t } = useI18n();
  const review = useReview(document, ways);
  const edits = useEdits();
  const state = useEditState();
  const { context, cell, words, page } = review;
  const [found, setFound] = useState<Found | null>(null);
  useActionKeys(actions, context);
  useAddress(document.id, review.field, review.pick);
  useBroadcast({ id: document.id, page, box: review.spot?.box ?? null });
  const info = document.pages.find((p) => p.number === page);
  const ratio = info && info.width > 0 ? info.height / info.width : A4;
  const marks = rowMarks(document, cell, page);
  const screen = useRef<HTMLDivElement>(null);
  // The keys belong to the review from the start, and again when a box that had them goes.
  const looking = review.mode === "look" && !cell;
  useEffect(() => {
    const { activeElement, body } = window.document;
    if (looking && (!activeElement || activeElement === body)) screen.current?.focus({ preventScroll: true });
  }, [looking]);
  const take = useCallback((hits: Found | null) => setFound(hits), []);
  const width = Math.min(640, Math.max(360, Math.round(useViewportSize().width * 0.33)));
  return (
    // A pointer takes no focus from the keys: Enter belongs to the review, unless
    // a person has gone to a button by Tab.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is
    <div ref={screen} tabIndex={-1} className={classes.screen} onMouseDown={keepFocus}>
      <TopStrip
        document={document}
        review={review}
        waiting={waiting}
        decided={decided}
        pace={pace}
        state={state}
      />
      <div className={classes.body} style={{ gridTemplateColumns: `${width}px minmax(0, 1fr)` }}>
        <div className={classes.side}>
          <Notices document={document} review={review} edits={edits} state={state} />
          {review.mode === "reject" && <RejectBar onReject={review.reject} onClose={review.endMode} />}
          <FieldPane
            document={document}
            review={review}
            line={lineOf(words, review.spot?.box ?? null)}
            width={width}
          />
          <div className={classes.foot}>
            <Button
              size="sm"
              disabled={!context.editable}
              onClick={context.approve}
              title={t("action.review.approve")}
            >
              {t("review.approve")}
              <span className={classes.key}>Ctrl ↵</span>
            </Button>
            <ReviewButton
              id="review.postpone"
              icon={IconClockPause}
              context={context}
              word={t("review.postpone")}
            />
            <ReviewButton id="review.reject" icon={IconBan} context={context} word={t("review.reject")} />
          </div>
        </div>
        <div className={classes.stage}>
          <div className={classes.view}>
            <PagePane
              document={document}
              page={page}
              spot={context.papers > 0 ? null : review.spot}
              words={words}
              targetName={review.targetName}
              editable={context.editable && review.targetName !== ""}
              whole={review.open.whole || context.papers > 0}
              boxes={review.open.boxes}
              closer={review.closer}
              frame={cell ? rowFrame(marks) : undefined}
              marks={marks}
              papers={context.papers > 0 ? papersOn(document, page) : undefined}
              found={review.mode === "find" ? found : null}
              onWords={review.takeWords}
              onBox={(box) => review.takeBox([...box])}
              onField={review.pick}
            >
              {review.mode === "find" && (
                <FindBar
                  name={review.targetName}
                  words={words ?? []}
                  ratio={ratio}
                  onFound={take}
                  onTake={review.takeWords}
                  onClose={review.endMode}
                />
              )}
              {context.pages > 1 && (
                <span className={classes.pages}>{t("document.page", { page, pages: context.pages })}</span>
              )}
            </PagePane>
          </div>
          <Drawer document={document} review={review} />
        </div>
      </div>
    </div>
  );
}

function keepFocus(event: React.MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("button") && !target.closest("input, textarea")) event.preventDefault();
}

/** A row across the whole page, so that the page only moves up and down; the upper part where there is none yet. */
function rowFrame(cells: readonly Box[]): Box {
  if (cells.length === 0) return [0.02, 0.28, 0.98, 0.5];
  return [0.02, Math.min(...cells.map((b) => b[1])), 0.98, Math.max(...cells.map((b) => b[3]))];
}

function rowMarks(document: Document, cell: { table: string; row: number } | null, page: number): Box[] {
  const cells = cell ? document.tables[cell.table]?.rows[cell.row]?.cells : undefined;
  return Object.values(cells ?? {})
    .filter((c) => c.page === page)
    .map((c) => boxOf(c.box))
    .filter((box) => box !== null);
}
