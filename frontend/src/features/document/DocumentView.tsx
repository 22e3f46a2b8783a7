import { useElementSize } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { type DocumentContext, documentActions } from "@/actions/document";
import { useActionKeys } from "@/actions/useActionKeys";
import { boxOf, type Document } from "@/api/types";
import { FailureLine } from "@/features/inbox/FailureLine";
import { useI18n } from "@/i18n";
import { inWindow, revealOriginal } from "@/lib/desktop";
import { downloadBlob } from "@/lib/download";
import { orderFields } from "@/lib/fields";
import { papersAsked, papersOf, papersOn } from "@/lib/papers";
import { uncover, useCovered } from "@/lib/sensitive";
import { isRead, isWorking } from "@/lib/status";
import { usePageVerbs } from "@/queries/usePageVerbs";
import { useVerbs } from "@/queries/useVerbs";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import bars from "./Bars.module.css";
import { DocumentHeader } from "./DocumentHeader";
import classes from "./DocumentPage.module.css";
import { PageNotes } from "./PageNotes";
import { PagesDialog } from "./PagesDialog";
import { PageView } from "./PageView";
import { RereadDialog } from "./RereadDialog";
import { SidePanel } from "./SidePanel";
import { Thumbnails } from "./Thumbnails";
import type { Neighbours } from "./useNeighbours";
import { type Place, usePointing } from "./usePointing";
import { useViewer } from "./useViewer";
import { ViewerBar } from "./ViewerBar";

/** Height over width of a page that is not known yet: A4. */
const A4 = 297 / 210;

interface Props {
  document: Document;
  neighbours: Neighbours;
  onOpen(id: string): void;
  onBack(): void;
}

/** The document: what was read on the left, the page it was read from on the right. */
export function DocumentView({ document, neighbours, onOpen, onBack }: Props) {
  const { t } = useI18n();
  const verbs = useVerbs();
  const pageVerbs = usePageVerbs();
  const navigate = useNavigate();
  const covered = useCovered(document);
  const [page, setPage] = useState(1);
  const [boxes, setBoxes] = useState(true);
  const [asking, setAsking] = useState<"delete" | "reread" | "pages" | 90 | -90 | null>(null);
  const fields = useMemo(() => orderFields(document), [document]);
  const all = useMemo(() => [...fields.attention, ...fields.rest], [fields]);
  const { ref, width, height } = useElementSize();
  const view = useMemo(() => ({ width, height }), [width, height]);
  const info = document.pages.find((p) => p.number === page);
  const viewer = useViewer(view, info && info.width > 0 ? info.height / info.width : A4);
  const { showBox } = viewer;

  const show = useCallback(
    (place: Place) => {
      if (place.page > 0) setPage(place.page);
      const box = boxOf(place.box);
      if (box) showBox(box);
    },
    [showBox],
  );
  const pick = useCallback(
    (name: string) => {
      const found = document.fields[name];
      if (found) show(found);
    },
    [document, show],
  );
  const pointing = usePointing(pick, show);

  const rotate = (by: number) => {
    const now = ((info?.rotation ?? 0) + by + 360) % 360;
    void verbs.reread([document.id], { rotation: { [page]: now } });
  };

  const pages = Math.max(1, document.file.pages, document.pages.length);
  const context: DocumentContext = {
    hasNext: neighbours.next !== null,
    hasPrevious: neighbours.previous !== null,
    page,
    pages,
    fields: all.length,
    idle: !isWorking(document.status),
    back: onBack,
    step: (by) => {
      const id = by > 0 ? neighbours.next : neighbours.previous;
      if (id) onOpen(id);
    },
    stepField: (by) => {
      const at = all.findIndex(({ name }) => name === pointing.active);
      const to = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
      if (to) pointing.pick(to.name);
    },
    showPage: setPage,
    zoom: viewer.zoomBy,
    fit: viewer.setZoom,
    toggleBoxes: () => setBoxes((shown) => !shown),
    reread: () => setAsking("reread"),
    rotate: (by) => (hasWork(document) ? setAsking(by) : rotate(by)),
    arrange: () => setAsking("pages"),
    papers: papersOf(document),
    asked: papersAsked(document) > 0,
    takeApart: () => void pageVerbs.takeApart(document),
    leaveTogether: () => void pageVerbs.leaveTogether(document),
    blank: info?.blank ? (info.left_out ? "leftOut" : "kept") : null,
    keepBlank: () => void pageVerbs.keepBlank(document, page, info?.left_out === true),
    desktop: inWindow(),
    reveal: () => void revealOriginal(document.id),
    original: () => void verbs.original(document.id, document.file.name),
    searchable: () => void verbs.searchable(document.id, document.file.name),
    csv: () => void verbs.csv({ ids: [document.id] }),
    json: () =>
      downloadBlob(
        new Blob([JSON.stringify(document, null, 2)], { type: "application/json" }),
        `${document.file.name}.json`,
      ),
    remove: () => setAsking("delete"),
    covered,
    uncover: () => uncover(document.id),
    reviewable: isRead(document.status),
    review: () =>
      void navigate({
        to: "/review/$id",
        params: { id: document.id },
        search: pointing.active ? { field: pointing.active } : {},
      }),
  };
  useActionKeys(documentActions, context);

  return (
    <div className={classes.page}>
      <DocumentHeader
        document={document}
        context={context}
        index={neighbours.index}
        total={neighbours.total}
      />
      {document.error && document.status === "failed_terminal" && (
        <div className={bars.failure}>
          <FailureLine
            id={document.id}
            name={document.file.name}
            failure={document.error}
            asked={asking === "reread"}
          />
        </div>
      )}
      <div className={classes.body}>
        <div className={classes.side}>
          <SidePanel document={document} fields={fields} page={page} pointing={pointing} />
        </div>
        <div className={classes.stage}>
          <div>
            <ViewerBar
              context={context}
              scale={info && info.width > 0 ? viewer.page.width / info.width : 1}
              boxes={boxes}
            />
            <PageNotes context={context} />
          </div>
          <Thumbnails document={document} page={page} onPage={setPage} />
          <div className={classes.view} ref={ref}>
            {width > 0 && (
              <PageView
                document={document}
                page={page}
                viewer={viewer}
                fields={all}
                active={pointing.active}
                hovered={pointing.hovered}
                marks={pointing.marks}
                papers={papersOn(document, page)}
                boxes={boxes}
                onPick={pointing.pick}
                onHover={pointing.hover}
              />
            )}
          </div>
        </div>
      </div>
      {asking === "pages" && <PagesDialog document={document} onClose={() => setAsking(null)} />}
      <RereadDialog
        document={document}
        opened={asking === "reread"}
        onClose={() => setAsking(null)}
        onStart={(options) => void verbs.reread([document.id], options)}
      />
      <ConfirmDelete
        opened={typeof asking === "number"}
        title={t("document.rotateTitle")}
        hint={t("document.rotateHint")}
        verb={t("document.rereadStart")}
        onClose={() => setAsking(null)}
        onConfirm={() => typeof asking === "number" && rotate(asking)}
      />
      <ConfirmDelete
        opened={asking === "delete"}
        title={t("inbox.deleteTitle", { count: 1 })}
        hint={t("inbox.deleteHint")}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          const to = neighbours.next ?? neighbours.previous;
          if (await verbs.remove([document.id])) to ? onOpen(to) : onBack();
        }}
      />
    </div>
  );
}

/** Whether a person put work into the values, which reading again begins anew. */
const hasWork = (document: Document) =>
  Object.values(document.fields).some((f) => f.origin === "corrected" || f.origin === "confirmed");
