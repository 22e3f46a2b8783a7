/** The types that come with the program; a document can be taken for each of them. */
export const BUILT_IN_TYPES = ["receipt", "invoice", "bank_statement", "identity", "other"] as const;
