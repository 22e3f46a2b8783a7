import type createClient from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { ListQuery } from "./client";
import type { components, paths } from "./schema.gen";
import type { LogEvent } from "./types";

type Schemas = components["schemas"];

export type Sighting = Schemas["Sighting"];
export type PastAttempt = Schemas["PastAttempt"];
export type Act = Schemas["Act"];
export type Cause = Schemas["Cause"];
export type Insights = Schemas["Insights"];
export type InsightDay = Schemas["InsightDay"];
export type InsightField = Schemas["InsightField"];
export type Setting = Schemas["Setting"];
export type SettingList = Schemas["SettingList"];
export type Acceptance = Schemas["Acceptance"];
export type FieldAcceptance = Schemas["FieldAcceptance"];
export type Premises = Schemas["PremisesFacts"];

/** The calls about the library as a whole, a document's story, and the settings; each throws ApiError. */
export interface LibraryApi {
  /** The ids of everything that a filter lets through. */
  ids(query: ListQuery): Promise<string[]>;
  causes(signal?: AbortSignal): Promise<Cause[]>;
  insights(days: number, signal?: AbortSignal): Promise<Insights>;
  cancel(id: string): Promise<void>;
  /** Whatever it is now; required fields that are flagged stop it unless `rest`. */
  approve(id: string, rest: boolean): Promise<void>;
  retype(id: string, type: string): Promise<void>;
  sightings(id: string, signal?: AbortSignal): Promise<Sighting[]>;
  attempts(id: string, signal?: AbortSignal): Promise<PastAttempt[]>;
  acts(id: string, signal?: AbortSignal): Promise<Act[]>;
  events(id: string, signal?: AbortSignal): Promise<LogEvent[]>;
  /** The engine's own output for a page; empty when it was not read from its picture. */
  raw(id: string, page: number, signal?: AbortSignal): Promise<string>;
  settings(signal?: AbortSignal): Promise<SettingList>;
  changeSettings(values: Record<string, unknown>): Promise<SettingList>;
  acceptance(signal?: AbortSignal): Promise<Acceptance>;
  premises(signal?: AbortSignal): Promise<Premises>;
}

/** Makes the calls over the API's client. */
export function libraryApi(client: ReturnType<typeof createClient<paths>>): LibraryApi {
  const of = (id: string) => ({ params: { path: { id } } });
  const now = (id: string) => ({ params: { path: { id }, header: { "If-Match": "*" } } });
  return {
    ids: async (query) => unwrap(await client.GET("/documents/ids", { params: { query } })).ids,
    causes: async (signal) => unwrap(await client.GET("/failures", { signal })).causes,
    insights: async (days, signal) =>
      unwrap(
        await client.GET("/insights", {
          params: { query: { days, offset: -new Date().getTimezoneOffset() } },
          signal,
        }),
      ),
    cancel: async (id) => done(await client.POST("/documents/{id}/cancel", of(id))),
    approve: async (id, rest) =>
      done(await client.POST("/documents/{id}/approve", { ...now(id), body: { confirm_rest: rest } })),
    retype: async (id, type) =>
      done(await client.PUT("/documents/{id}/type", { ...now(id), body: { type } })),
    sightings: async (id, signal) =>
      unwrap(await client.GET("/documents/{id}/sightings", { ...of(id), signal })).sightings,
    attempts: async (id, signal) =>
      unwrap(await client.GET("/documents/{id}/attempts", { ...of(id), signal })).attempts,
    acts: async (id, signal) => unwrap(await client.GET("/documents/{id}/acts", { ...of(id), signal })).acts,
    events: async (id, signal) =>
      unwrap(await client.GET("/documents/{id}/events", { ...of(id), signal })).events,
    raw: async (id, page, signal) =>
      unwrap(
        await client.GET("/documents/{id}/pages/{page}/raw", {
          params: { path: { id, page } },
          parseAs: "text",
          signal,
        }),
      ),
    settings: async (signal) => unwrap(await client.GET("/settings", { signal })),
    changeSettings: async (values) => unwrap(await client.PATCH("/settings", { body: { values } })),
    acceptance: async (signal) => unwrap(await client.GET("/settings/acceptance", { signal })),
    premises: async (signal) => unwrap(await client.GET("/premises", { signal })),
  };
}
