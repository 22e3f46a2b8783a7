import type { LogEvent, Status } from "@/api/types";
import { isStatus } from "@/lib/status";

/** What an event means for what the page has cached. */
export type Effect =
  | { kind: "waiting"; id: string; pages: number }
  | { kind: "begun"; id: string; pages: number }
  | { kind: "page"; id: string; page: number; pages: number }
  | { kind: "restart"; id: string }
  | { kind: "status"; id: string; status: Status }
  | { kind: "refresh"; id: string }
  | { kind: "remove"; id: string }
  | { kind: "done" }
  | { kind: "lists" }
  | { kind: "owner"; of: "webhooks" | "tokens" | "settings" | "exports" | "folders" }
  | { kind: "counts" };

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Translates one event; one that is unknown or about no document changes nothing. */
export function effectsOf(event: LogEvent): Effect[] {
  const id = event.document_id;
  if (event.type.startsWith("webhook.")) return [{ kind: "owner", of: "webhooks" }];
  if (event.type === "settings.changed") return [{ kind: "owner", of: "settings" }];
  if (event.type.startsWith("token.")) return [{ kind: "owner", of: "tokens" }];
  if (event.type.startsWith("export.")) return [{ kind: "owner", of: "exports" }];
  if (event.type.startsWith("folder.")) return [{ kind: "owner", of: "folders" }];
  if (!id) return [];
  const status = event.data?.status;
  switch (event.type) {
    case "document.received":
      return [{ kind: "lists" }, { kind: "counts" }];
    case "document.validated":
      return [{ kind: "status", id, status: "validated" }, { kind: "counts" }];
    case "document.processing": {
      const pages = number(event.data?.pages); // known once the file was inspected: then its pages wait
      return [
        ...(pages > 0 ? [{ kind: "waiting" as const, id, pages }] : []),
        { kind: "status", id, status: statusOr(status, "processing") },
        { kind: "counts" },
      ];
    }
    case "document.queued":
      return [
        { kind: "restart", id },
        { kind: "status", id, status: statusOr(status, "queued") },
        { kind: "counts" },
      ];
    case "page.begun":
      return [{ kind: "begun", id, pages: number(event.data?.pages) }];
    case "page.read":
      return [{ kind: "page", id, page: number(event.data?.page), pages: number(event.data?.pages) }];
    case "document.finished":
      return [{ kind: "done" }, { kind: "refresh", id }, { kind: "counts" }];
    case "document.failed":
      return status === "failed_retryable"
        ? [{ kind: "restart", id }, { kind: "refresh", id }, { kind: "counts" }]
        : [{ kind: "done" }, { kind: "refresh", id }, { kind: "counts" }];
    case "document.approved":
    case "document.rejected":
    case "document.reopened":
      return [{ kind: "refresh", id }, { kind: "counts" }];
    case "document.deleted":
      return [{ kind: "remove", id }, { kind: "counts" }];
    case "document.seen_again":
    case "document.exported": // nothing that is shown of it
      return [];
    default:
      return [{ kind: "refresh", id }];
  }
}

function statusOr(told: unknown, otherwise: Status): Status {
  return isStatus(told) ? told : otherwise;
}
