import type { components } from "./schema.gen";

// The names the rest of the program uses for the API's generated types.
type Schemas = components["schemas"];

export type Document = Schemas["Document"];
export type Status = Document["status"];
export type Field = Schemas["Field"];
export type Candidate = Schemas["Candidate"];
export type Table = Schemas["Table"];
export type Cell = Schemas["Cell"];
export type Row = Schemas["Row"];
export type Pair = Schemas["Pair"];
export type Issue = Schemas["Issue"];
export type Warning = Schemas["Warning"];
export type PageInfo = Schemas["PageInfo"];
export type Failure = Schemas["Failure"];
export type Listing = Schemas["Listing"];
export type LogEvent = Schemas["Event"];
export type ProgramStatus = Schemas["SystemStatus"];

/** Left, top, right, bottom as fractions of the upright page. */
export type Box = readonly [number, number, number, number];

/** A box of the API, checked for its four numbers. */
export function boxOf(box: readonly number[] | null | undefined): Box | null {
  if (box?.length !== 4) return null;
  const [left, top, right, bottom] = box as unknown as Box;
  return right > left && bottom > top ? [left, top, right, bottom] : null;
}
