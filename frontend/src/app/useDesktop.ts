import { useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { aliveActions } from "@/actions/alive";
import { type DesktopContext, desktopActions } from "@/actions/desktop";
import { useActionKeys } from "@/actions/useActionKeys";
import { useI18n } from "@/i18n";
import { clipboardText, doToWindow, inWindow, onDesktop, openedFiles, openOutside } from "@/lib/desktop";
import { useServices } from "./context";

/** Milliseconds in which a page that a menu led to offers its actions. */
const ARRIVES = 400;

/** What the window, its menus and the files opened with it ask of the page. */
export function useDesktop(): void {
  const { t } = useI18n();
  const { uploads, api } = useServices();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const main = useLocation({ select: (at) => at.pathname !== "/page" });
  const context: DesktopContext = {
    desktop: inWindow(),
    edit: (what) => void edit(what),
    colours: setColorScheme,
    openDocs: () => {
      const address = `${api.session.baseURL}/docs`;
      if (inWindow()) openOutside(address);
      else window.open(address, "_blank", "noopener");
    },
    about: () => void navigate({ to: "/settings" }),
    window: (verb) => void doToWindow(verb),
  };
  useActionKeys(desktopActions, context);

  const menu = async (ids: readonly string[]) => {
    if (runFirst(ids)) return;
    if (ids.some((id) => id.startsWith("inbox."))) {
      await navigate({ to: "/" });
      await new Promise((resolve) => setTimeout(resolve, ARRIVES));
      if (runFirst(ids)) return;
    }
    notifications.show({ message: t("menu.notNow"), closeButtonProps: { "aria-label": t("common.close") } });
  };
  const latest = useRef(menu);
  useEffect(() => {
    latest.current = menu;
  });
  useEffect(() => {
    if (!main) return;
    const tell = async () => uploads.note(await openedFiles());
    void tell();
    const stops = [
      onDesktop("opened", () => void tell()),
      onDesktop("menu", (ids) => void latest.current(String(ids).split(","))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [main, uploads]);
}

/** Does the first of the actions that is on screen and applies. */
function runFirst(ids: readonly string[]): boolean {
  const alive = aliveActions();
  for (const id of ids) {
    const found = alive.find((a) => a.action.id === id);
    if (!found) continue;
    found.run();
    return true;
  }
  return false;
}

/** The page may not read the clipboard itself, so the window does. */
async function edit(what: "cut" | "copy" | "paste" | "selectAll"): Promise<void> {
  if (what === "paste") document.execCommand("insertText", false, await clipboardText());
  else document.execCommand(what);
}
