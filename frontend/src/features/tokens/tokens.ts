import type { Token, TokenRequest, TokenScope } from "@/api/types";

/** The scopes in the order they are explained. */
export const SCOPES: readonly TokenScope[] = ["submit", "read", "review", "admin"];

/** After how many days a token ends; null: never. */
export const EXPIRIES = ["30", "90", "365", "never"] as const;
export type Expiry = (typeof EXPIRIES)[number];

/** What a person has chosen for a new token so far. */
export interface TokenDraft {
  name: string;
  scopes: readonly TokenScope[];
  expiry: Expiry;
}

export const NEW_TOKEN: TokenDraft = { name: "", scopes: ["submit", "read"], expiry: "365" };

const DAY = 24 * 60 * 60 * 1000;

/** The request for a draft, or null while something is missing. */
export function requestOf(draft: TokenDraft, now: number = Date.now()): TokenRequest | null {
  const name = draft.name.trim();
  if (!name || draft.scopes.length === 0) return null;
  const scopes = SCOPES.filter((s) => draft.scopes.includes(s));
  if (draft.expiry === "never") return { name, scopes };
  return { name, scopes, expires_at: new Date(now + Number(draft.expiry) * DAY).toISOString() };
}

/** Those that open something, or all; what deserves a look first. */
export function shownTokens(tokens: readonly Token[], ended: boolean): Token[] {
  const shown = tokens.filter((token) => ended || token.state === "active");
  const rank = (token: Token) => (token.state !== "active" ? 2 : token.attention.length > 0 ? 0 : 1);
  return shown.sort((a, b) => rank(a) - rank(b));
}

/** Days until a living token ends, when that is soon. */
export function endsSoon(token: Token, now: number = Date.now()): boolean {
  if (token.state !== "active" || !token.expires_at) return false;
  return Date.parse(token.expires_at) - now < 14 * DAY;
}

/** A command that tries the token out. */
export function tryIt(base: string, token: TokenDraft["scopes"], secret: string): string {
  const bearer = `-H "Authorization: Bearer ${secret}"`;
  if (token.includes("submit") && !token.includes("read") && !token.includes("admin"))
    return `curl ${bearer} --data-binary @scan.pdf "${base}/api/v1/documents?filename=scan.pdf"`;
  return token.includes("read") || token.includes("admin")
    ? `curl ${bearer} ${base}/api/v1/documents`
    : `curl ${bearer} ${base}/api/v1/openapi.json`;
}
