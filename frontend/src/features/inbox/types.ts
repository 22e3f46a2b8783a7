/** The types that a document can be taken for. */
export const TYPES = ["receipt", "invoice", "bank_statement", "identity", "other"] as const;
