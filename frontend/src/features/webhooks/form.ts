import type { Endpoint, WebhookPatch, WebhookRequest, WebhookTarget } from "@/api/types";

export type ScopeKind = Endpoint["scope"]["kind"];
export type AuthKind = Endpoint["auth"]["kind"];
export type Payload = Endpoint["payload"];

/** Where the address was found to lead, and whether the person says that this is right. */
export interface Confirmed {
  target: WebhookTarget;
  yes: boolean;
}

/** What a person has chosen for an endpoint so far. */
export interface Draft {
  description: string;
  url: string;
  /** Null until the address, as it stands, was looked up. */
  found: Confirmed | null;
  plainHTTP: boolean;
  /** Every event, those of later versions too. */
  all: boolean;
  events: readonly string[];
  scope: { kind: ScopeKind; value: string };
  payload: Payload;
  auth: { kind: AuthKind; name: string; secret: string };
}

/** What still stands in the way of saving. */
export type Problem = "url" | "target" | "consent" | "events" | "scope" | "auth";

/** A draft for a new endpoint, or of one that there is, whose target is confirmed already. */
export function draftOf(endpoint: Endpoint | null): Draft {
  if (!endpoint)
    return {
      description: "",
      url: "",
      found: null,
      plainHTTP: false,
      all: true,
      events: [],
      scope: { kind: "everything", value: "" },
      payload: "thin",
      auth: { kind: "none", name: "", secret: "" },
    };
  return {
    description: endpoint.description,
    url: endpoint.url,
    found: null,
    plainHTTP: endpoint.plain_http,
    all: endpoint.events.length === 0,
    events: endpoint.events,
    scope: { ...endpoint.scope },
    payload: endpoint.payload,
    auth: { ...endpoint.auth, secret: "" },
  };
}

/** Whether the target's owner has to agree that it is not encrypted. */
export const needsConsent = (target: WebhookTarget): boolean => !target.encrypted && !target.loopback;

/** Whether the draft leaves the endpoint's auth as it was, secret included. */
function keepsAuth(draft: Draft, before: Endpoint | null): boolean {
  if (!before) return draft.auth.kind === "none";
  return (
    draft.auth.kind === before.auth.kind && draft.auth.name === before.auth.name && draft.auth.secret === ""
  );
}

/** What is missing, in the order of the form. */
export function problemsOf(draft: Draft, before: Endpoint | null): Problem[] {
  const found: Problem[] = [];
  if (!/^https?:\/\/[^/]/.test(draft.url.trim())) found.push("url");
  else if (draft.found ? !draft.found.yes : draft.url.trim() !== before?.url) found.push("target");
  if (draft.found && needsConsent(draft.found.target) && !draft.plainHTTP) found.push("consent");
  if (!draft.all && draft.events.length === 0) found.push("events");
  if (draft.scope.kind !== "everything" && !draft.scope.value.trim()) found.push("scope");
  if (!keepsAuth(draft, before) && !authIsWhole(draft.auth)) found.push("auth");
  return found;
}

function authIsWhole({ kind, name, secret }: Draft["auth"]): boolean {
  if (kind === "none") return true;
  return (kind === "bearer" || name.trim() !== "") && secret !== "";
}

const scopeOf = ({ kind, value }: Draft["scope"]) =>
  kind === "everything" ? { kind } : { kind, value: value.trim() };

const authOf = ({ kind, name, secret }: Draft["auth"]) => {
  if (kind === "none") return { kind };
  return kind === "bearer" ? { kind, secret } : { kind, name: name.trim(), secret };
};

/** The request that makes the endpoint; the draft has no problems. */
export function requestOf(draft: Draft): WebhookRequest {
  return {
    url: draft.url.trim(),
    addresses: draft.found?.target.addresses ?? [],
    plain_http: draft.plainHTTP,
    description: draft.description.trim(),
    events: draft.all ? [] : [...draft.events],
    scope: scopeOf(draft.scope),
    payload: draft.payload,
    auth: authOf(draft.auth),
  };
}

/** The request that changes the endpoint: what is new, and nothing else. */
export function patchOf(draft: Draft, before: Endpoint): WebhookPatch {
  const next = requestOf(draft);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const patch: WebhookPatch = {};
  if (draft.found) Object.assign(patch, { url: next.url, addresses: next.addresses });
  if (draft.plainHTTP !== before.plain_http) patch.plain_http = draft.plainHTTP;
  if (next.description !== before.description) patch.description = next.description;
  if (!same([...(next.events ?? [])].sort(), [...before.events].sort())) patch.events = next.events;
  if (draft.scope.kind !== before.scope.kind || (next.scope?.value ?? "") !== before.scope.value)
    patch.scope = next.scope;
  if (draft.payload !== before.payload) patch.payload = draft.payload;
  if (!keepsAuth(draft, before)) patch.auth = next.auth;
  return patch;
}
