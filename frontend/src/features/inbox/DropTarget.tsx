import { Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileDownload } from "@tabler/icons-react";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { takesText } from "@/actions/keys";
import { useI18n } from "@/i18n";
import { hasNativeDrop, onFileDrop } from "@/lib/desktop";
import classes from "./DropTarget.module.css";
import { useTakeFiles } from "./useTakeFiles";

/** The whole window takes files: dropped (folders are walked) or pasted. */
export function DropTarget() {
  const { t } = useI18n();
  const { takeFiles, takePaths } = useTakeFiles();
  const navigate = useNavigate();
  const atInbox = useRouterState({ select: (s) => s.location.pathname === "/" });

  useEffect(() => onFileDrop((paths) => void takePaths(paths)), [takePaths]);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || takesText(event.target)) return;
      event.preventDefault();
      takeFiles(files);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [takeFiles]);

  if (hasNativeDrop()) return null;
  return (
    <aside aria-label={t("inbox.dropTitle")}>
      <Dropzone.FullScreen
        active
        withinPortal={false}
        activateOnClick={false}
        activateOnKeyboard={false}
        zIndex={300}
        onDrop={(files) => {
          takeFiles(files);
          if (!atInbox) void navigate({ to: "/" });
        }}
        inputProps={{ "aria-label": t("inbox.dropTitle"), tabIndex: -1 }}
        classNames={{ fullScreen: classes.zone, root: classes.drop }}
      >
        <div className={classes.words}>
          <IconFileDownload size={48} stroke={1.3} aria-hidden />
          <Text fz={20} fw={600}>
            {t("inbox.dropTitle")}
          </Text>
          <Text c="var(--dc-muted)">{t("inbox.dropHint")}</Text>
        </div>
      </Dropzone.FullScreen>
    </aside>
  );
}
