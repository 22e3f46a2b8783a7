import { useEffect, useState } from "react";
import { useApi } from "@/app/context";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { useDocument } from "@/queries/hooks";
import { followScreen } from "./followScreen";
import { PagePane } from "./PagePane";
import classes from "./ReviewScreen.module.css";
import { CHANNEL, type OnScreen } from "./useBroadcast";

/** The page alone, for a second window: it follows what the review has on screen. */
export function PageAlone() {
  const { t } = useI18n();
  const [shown, setShown] = useState<OnScreen | null>(null);
  const api = useApi();
  useEffect(() => {
    const stop = new AbortController();
    void followScreen(api.desk, setShown, stop.signal);
    return () => stop.abort();
  }, [api]);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = (event) => {
      if (typeof event.data === "object") setShown(event.data as OnScreen);
    };
    channel.postMessage("where?");
    return () => channel.close();
  }, []);
  if (!shown) return <Notice title={t("review.pageAlone")} />;
  return <Followed {...shown} />;
}

function Followed({ id, page, box }: OnScreen) {
  const { t } = useI18n();
  const document = useDocument(id).data;
  if (!document) return null;
  return (
    <div className={classes.alone}>
      <h1 className="visually-hidden">{t("review.pageTitle", { name: document.file.name })}</h1>
      <PagePane
        document={document}
        page={page}
        spot={box ? { page, box } : null}
        words={undefined}
        targetName=""
        editable={false}
        whole={false}
        boxes={false}
        closer={1}
      />
    </div>
  );
}
