import createClient from "openapi-fetch";
import { type AdminApi, adminCalls } from "./admin";
import { done, unwrap } from "./answer";
import { type TypesApi, typesApi } from "./defined";
import { type DeskApi, deskCalls } from "./desk";
import { type ExportsApi, exportCalls } from "./exports";
import { type FoldersApi, foldersCalls } from "./folders";
import { type LibraryApi, libraryApi } from "./library";
import { type PagesApi, pagesApi } from "./pages";
import { type ReviewApi, reviewApi } from "./review";
import type { operations, paths } from "./schema.gen";
import { authHeaders, type Session } from "./session";
import type { Document, Listing, ProgramStatus, Status } from "./types";

/** Which documents: the inbox's filter as the API takes it. */
export interface ListQuery {
  status?: Status[];
  q?: string;
  type?: string;
  source?: string[];
  folder?: string;
  party?: string;
  date_from?: string;
  date_to?: string;
  received_after?: string;
  received_before?: string;
  warned?: boolean;
  code?: string[];
  sort?: SortKey;
  order?: "asc";
  /** How many at a time; the usual pages otherwise. */
  limit?: number;
}

/** What a listing can be sorted by. */
export type SortKey = NonNullable<NonNullable<operations["listDocuments"]["parameters"]["query"]>["sort"]>;

/** What may be asked of a second reading; empty means as the first time. */
export interface RereadOptions {
  type?: string;
  languages?: string[];
  password?: string;
  /** Which way up pages are, by number or `all`. */
  rotation?: Record<string, number>;
  /** Lifted limits, for this document alone. */
  max_pages?: number;
  max_pixels?: number;
  /** Keep what was wished the last time and is not named here. */
  keep?: boolean;
}

/** Documents of the first page of a list, and of those that scrolling asks for: fewer waits, fewer to fetch anew. */
export const PAGE_SIZE = 100;
const NEXT_PAGE_SIZE = 300;

/** The calls of the API that queries and actions use; each throws ApiError. */
export interface Api {
  session: Session;
  documents(query: ListQuery, after: string, signal?: AbortSignal): Promise<Listing>;
  document(id: string, signal?: AbortSignal): Promise<Document>;
  remove(id: string): Promise<void>;
  reread(id: string, options: RereadOptions): Promise<void>;
  status(signal?: AbortSignal): Promise<ProgramStatus>;
  /** Webhooks and tokens. */
  admin: AdminApi;
  review: ReviewApi;
  /** Samples, habits and windows. */
  desk: DeskApi;
  library: LibraryApi;
  exports: ExportsApi;
  folders: FoldersApi;
  pages: PagesApi;
  types: TypesApi;
}

/** Makes the calls for a session. */
export function createApi(session: Session): Api {
  const client = createClient<paths>({
    baseUrl: `${session.baseURL || window.location.origin}/api/v1`,
    headers: authHeaders(session),
    credentials: session.token ? "omit" : "same-origin",
    fetch: (request) => globalThis.fetch(request),
  });
  return {
    session,
    documents: async (query, after, signal) =>
      unwrap(
        await client.GET("/documents", {
          params: {
            query: {
              ...query,
              after: after || undefined,
              limit: query.limit ?? (after ? NEXT_PAGE_SIZE : PAGE_SIZE),
            },
          },
          signal,
        }),
      ),
    document: async (id, signal) =>
      unwrap(await client.GET("/documents/{id}", { params: { path: { id } }, signal })),
    remove: async (id) => done(await client.DELETE("/documents/{id}", { params: { path: { id } } })),
    reread: async (id, options) =>
      done(
        await client.POST("/documents/{id}/reprocess", {
          params: { path: { id } },
          body: { keep: true, ...options },
        }),
      ),
    status: async (signal) => unwrap(await client.GET("/status", { signal })),
    admin: adminCalls(client),
    review: reviewApi(client),
    desk: deskCalls(client),
    library: libraryApi(client),
    exports: exportCalls(client),
    folders: foldersCalls(client),
    pages: pagesApi(client),
    types: typesApi(client),
  };
}
