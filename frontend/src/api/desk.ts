import type { Client } from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { components, paths } from "./schema.gen";

/** The owner's habits. */
export type Preferences = Pick<components["schemas"]["Preferences"], "notify" | "on_close" | "kept_types">;

/** What closing the window means while work goes on. */
export type OnClose = Preferences["on_close"];

/** What the review has before it, for a window of the page alone. */
export type OnScreen = components["schemas"]["Screen"];
export type Screened = components["schemas"]["Screened"];

/** Seconds that one question for the screen may stay unanswered. */
const PATIENCE = "25s";

/** The calls about the program itself rather than its documents; each throws ApiError. */
export interface DeskApi {
  /** Has documents drawn to try the program with; says how many. */
  addSamples(): Promise<number>;
  /** Deletes them all; says how many there were. */
  removeSamples(): Promise<number>;
  preferences(signal?: AbortSignal): Promise<Preferences>;
  savePreferences(preferences: Preferences): Promise<Preferences>;
  showScreen(screen: OnScreen): Promise<void>;
  /** Answers at once with a screen later than the version, else when there is one or after a while. */
  screenAfter(version: number, signal?: AbortSignal): Promise<Screened>;
}

/** Makes these calls over a client. */
export function deskCalls(client: Client<paths>): DeskApi {
  return {
    addSamples: async () => unwrap(await client.POST("/samples")).documents.length,
    removeSamples: async () => unwrap(await client.DELETE("/samples")).removed,
    preferences: async (signal) => unwrap(await client.GET("/preferences", { signal })),
    savePreferences: async ({ notify, on_close, kept_types }) =>
      unwrap(await client.PUT("/preferences", { body: { notify, on_close, kept_types } })),
    showScreen: async (body) => done(await client.PUT("/review/screen", { body })),
    screenAfter: async (after, signal) =>
      unwrap(await client.GET("/review/screen", { params: { query: { after, wait: PATIENCE } }, signal })),
  };
}
