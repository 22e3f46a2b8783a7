import type { Definition } from "@/api/defined";
import { ApiError } from "@/api/errors";

/** Reads a type's file; what is none is a failure with the sentence. */
export function parseType(text: string, sentence: string): Definition {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "schema" in value && "fields" in value) {
      return value as Definition;
    }
  } catch {
    // said below
  }
  throw new ApiError(422, { code: "invalid_value", class: "terminal", message: sentence, hint: "" });
}
