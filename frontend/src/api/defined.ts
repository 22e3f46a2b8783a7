import type createClient from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { components, paths } from "./schema.gen";
import type { Box } from "./types";

type Schemas = components["schemas"];

export type Definition = Schemas["Definition"];
export type FieldDef = Schemas["FieldDef"];
export type TableDef = Schemas["TableDef"];
export type ColumnDef = Schemas["ColumnDef"];
export type RuleDef = Schemas["RuleDef"];
export type Lesson = Schemas["Lesson"];
export type Trial = Schemas["Trial"];

/** The calls about the types that people define; each throws ApiError. */
export interface TypesApi {
  list(signal?: AbortSignal): Promise<Definition[]>;
  create(definition: Definition): Promise<Definition>;
  replace(definition: Definition): Promise<Definition>;
  remove(name: string): Promise<void>;
  /** Learns where a value stands from a sample. */
  teach(document: string, page: number, box: Box): Promise<Lesson>;
  keywords(documents: readonly string[]): Promise<string[]>;
  /** Reads documents as the definition says; nothing is kept. */
  test(definition: Definition, documents: readonly string[]): Promise<Trial[]>;
}

/** Makes the calls over the API's client. */
export function typesApi(client: ReturnType<typeof createClient<paths>>): TypesApi {
  const of = (name: string) => ({ params: { path: { name } } });
  return {
    list: async (signal) => unwrap(await client.GET("/types", { signal })).types ?? [],
    create: async (body) => unwrap(await client.POST("/types", { body })),
    replace: async (body) => unwrap(await client.PUT("/types/{name}", { ...of(body.name), body })),
    remove: async (name) => done(await client.DELETE("/types/{name}", of(name))),
    teach: async (document, page, box) =>
      unwrap(await client.POST("/types/teach", { body: { document_id: document, page, box: [...box] } })),
    keywords: async (documents) =>
      unwrap(await client.POST("/types/keywords", { body: { documents: [...documents] } })).keywords ?? [],
    test: async (definition, documents) =>
      unwrap(await client.POST("/types/test", { body: { definition, documents: [...documents] } })).trials ??
      [],
  };
}
