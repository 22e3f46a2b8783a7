import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useI18n } from "@/i18n";
import { notifyByBrowser } from "@/lib/browserNotice";
import { inWindow, notifyByDesktop } from "@/lib/desktop";
import { tabCounts } from "@/lib/status";
import { usePreferences } from "@/queries/desk";
import { useProgramStatus } from "@/queries/hooks";

/** Milliseconds of quiet before a batch counts as done: files often come one by one. */
const QUIET = 1500;

/**
 * Tells through the system when the last document was read and how many wait for
 * a person, while the person is elsewhere: in another window, though this one may
 * be in sight. Numbers only: a notification is seen by whoever passes by.
 */
export function useBatchNotice(enabled: boolean): void {
  const { t } = useI18n();
  const navigate = useNavigate();
  const counts = useProgramStatus().data?.counts;
  const wanted = usePreferences().data?.notify === true && enabled;
  const working = counts ? tabCounts(counts).working : null;
  const waiting = counts?.needs_review ?? 0;
  const worked = useRef(false);
  useEffect(() => {
    if (working === null) return;
    if (working > 0) {
      worked.current = true;
      return;
    }
    if (!worked.current) return;
    const timer = setTimeout(() => {
      worked.current = false;
      if (!wanted || document.hasFocus()) return;
      const title = t("notice.title");
      const body = waiting > 0 ? t("notice.body", { count: waiting }) : t("notice.nothing");
      if (inWindow()) void notifyByDesktop(title, body);
      else notifyByBrowser(title, body, () => void navigate({ to: waiting > 0 ? "/review" : "/" }));
    }, QUIET);
    return () => clearTimeout(timer);
  }, [navigate, t, waiting, wanted, working]);
}
