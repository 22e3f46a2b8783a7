import { IconExternalLink } from "@tabler/icons-react";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { inWindow, openOutside } from "@/lib/desktop";
import { docsIcon as Icon } from "./sections";

/** To the documentation that the program itself serves; the window leaves it to the browser. */
export function DocsLink({ className }: { className?: string }) {
  const { t } = useI18n();
  const { session } = useApi();
  const address = `${session.baseURL}/docs`;
  return (
    <a
      className={className}
      href={address}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (!inWindow()) return;
        event.preventDefault();
        openOutside(address);
      }}
    >
      <Icon size={17} stroke={1.6} aria-hidden />
      {t("settings.docs")}
      <IconExternalLink size={14} stroke={1.6} aria-hidden />
    </a>
  );
}
