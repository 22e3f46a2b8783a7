import { desktopSession } from "@/lib/desktop";

/** Where the API lives and how a request shows that it may. */
export interface Session {
  /** Without a slash at its end; empty for the page's own origin. */
  baseURL: string;
  /** The bearer token in the window; null where the browser's cookie does. */
  token: string | null;
  /** Where a window that shows but one page begins. */
  page?: string;
}

/** Asks the window for its session, or takes the browser's own origin. */
export async function openSession(): Promise<Session> {
  const desktop = await desktopSession();
  if (!desktop) return { baseURL: "", token: null };
  return { baseURL: desktop.baseURL.replace(/\/+$/, ""), token: desktop.token, page: desktop.page };
}

/** Headers that every request of the session carries. */
export function authHeaders(session: Session): Record<string, string> {
  return session.token ? { Authorization: `Bearer ${session.token}` } : {};
}

/** An address of the API; undefined and empty parameters are left out. */
export function apiURL(
  session: Session,
  path: string,
  query: Record<string, string | number | boolean | string[] | undefined> = {},
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === "" || value === false) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const search = params.toString();
  return `${session.baseURL}/api/v1${path}${search ? `?${search}` : ""}`;
}
