import type { Client } from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { paths } from "./schema.gen";
import type { FileList, FileState, Folder, FolderCheck, FolderRequest, FolderSettings } from "./types";

/** Which files of a folder. */
export interface FileQuery {
  state?: FileState[];
  q?: string;
  limit?: number;
}

/** The calls about watched folders; each throws ApiError. */
export interface FoldersApi {
  all(signal?: AbortSignal): Promise<Folder[]>;
  one(id: string, signal?: AbortSignal): Promise<Folder>;
  check(path: string): Promise<FolderCheck>;
  create(request: FolderRequest): Promise<Folder>;
  update(id: string, settings: FolderSettings): Promise<Folder>;
  remove(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  scan(id: string): Promise<void>;
  files(id: string, query: FileQuery, after: string, signal?: AbortSignal): Promise<FileList>;
  take(id: string, file: number): Promise<void>;
  leave(id: string, file: number): Promise<void>;
  forget(id: string, file: number): Promise<void>;
}

/** Makes the calls over a client. */
export function foldersCalls(client: Client<paths>): FoldersApi {
  const of = (id: string) => ({ params: { path: { id } } });
  const file = (id: string, number: number) => ({ params: { path: { id, file: number } } });
  return {
    all: async (signal) => unwrap(await client.GET("/folders", { signal })).folders,
    one: async (id, signal) => unwrap(await client.GET("/folders/{id}", { ...of(id), signal })),
    check: async (path) => unwrap(await client.POST("/folders/check", { body: { path } })),
    create: async (body) => unwrap(await client.POST("/folders", { body })),
    update: async (id, body) => unwrap(await client.PATCH("/folders/{id}", { ...of(id), body })),
    remove: async (id) => done(await client.DELETE("/folders/{id}", of(id))),
    pause: async (id) => done(await client.POST("/folders/{id}/pause", of(id))),
    resume: async (id) => done(await client.POST("/folders/{id}/resume", of(id))),
    scan: async (id) => done(await client.POST("/folders/{id}/scan", of(id))),
    files: async (id, query, after, signal) =>
      unwrap(
        await client.GET("/folders/{id}/files", {
          params: { path: { id }, query: { ...query, after: after || undefined } },
          signal,
        }),
      ),
    take: async (id, n) => done(await client.POST("/folders/{id}/files/{file}/take", file(id, n))),
    leave: async (id, n) => done(await client.POST("/folders/{id}/files/{file}/leave", file(id, n))),
    forget: async (id, n) => done(await client.DELETE("/folders/{id}/files/{file}", file(id, n))),
  };
}
