import { spotlight } from "@mantine/spotlight";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { globalActions } from "@/actions/global";
import { useActionKeys } from "@/actions/useActionKeys";
import { ApiError } from "@/api/errors";
import { DropTarget } from "@/features/inbox/DropTarget";
import { useI18n } from "@/i18n";
import { useProgramStatus } from "@/queries/hooks";
import { HelpSheet } from "@/ui/HelpSheet";
import { Palette } from "@/ui/Palette";
import { CloseDialog } from "./CloseDialog";
import { Notice } from "./Faults";
import { Header } from "./Header";
import classes from "./Shell.module.css";
import { useBatchNotice } from "./useBatchNotice";
import { useDesktop } from "./useDesktop";
import { useEventStream } from "./useEventStream";

const NOWHERE: typeof globalActions = [];

/** What surrounds every page: header, events, drop target, help. */
export function Shell() {
  const { t } = useI18n();
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const status = useProgramStatus();
  const locked = status.error instanceof ApiError && [401, 403].includes(status.error.status);
  useEventStream(!locked);
  const alone = useLocation({ select: (at) => at.pathname === "/page" });
  useDesktop();
  useBatchNotice(!alone && !locked);
  // A window of one page leads nowhere else.
  useActionKeys(alone ? NOWHERE : globalActions, {
    showHelp: () => setHelp(true),
    showSettings: () => void navigate({ to: "/settings" }),
    showPalette: () => spotlight.open(),
    openReview: () => void navigate({ to: "/review" }),
    openTogether: () => void navigate({ to: "/review/together", search: {} }),
    openInbox: () => void navigate({ to: "/" }),
    openFailed: () => void navigate({ to: "/failed" }),
    openInsights: () => void navigate({ to: "/insights" }),
    openExport: () => void navigate({ to: "/export", search: {} }),
  });
  return (
    <div className={classes.shell}>
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      {!alone && <Header locked={locked} onHelp={() => setHelp(true)} />}
      <main id="main" className={classes.main} tabIndex={-1}>
        {locked ? (
          <Notice title={t("app.lockedTitle")} hint={t("app.lockedHint")} />
        ) : status.isError && !status.data ? (
          <Notice title={t("app.unreachableTitle")} hint={t("app.unreachableHint")} />
        ) : (
          <Outlet />
        )}
      </main>
      {!locked && <DropTarget />}
      <Palette />
      {!alone && <CloseDialog />}
      <HelpSheet opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
