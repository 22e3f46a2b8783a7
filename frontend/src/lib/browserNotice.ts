/** Whether this browser can notify, and whether it may. */
export type NoticePermission = "granted" | "denied" | "default" | "none";

export const noticePermission = (): NoticePermission =>
  typeof Notification === "undefined" ? "none" : Notification.permission;

/** Asks the person's leave, which browsers only allow on a click. */
export async function askForNotices(): Promise<NoticePermission> {
  return typeof Notification === "undefined" ? "none" : await Notification.requestPermission();
}

/** Notifies where it may; a click brings the page to the front. A later one takes its place. */
export function notifyByBrowser(title: string, body: string, onClick: () => void): void {
  if (noticePermission() !== "granted") return;
  const notice = new Notification(title, { body, tag: "deskclerk.batch", icon: "/favicon.svg" });
  notice.onclick = () => {
    window.focus();
    notice.close();
    onClick();
  };
}
