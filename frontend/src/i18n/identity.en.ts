/** The sentences about documents that are shown only on request. */
export const identityEn = {
  "action.document.uncover": "Show the identity document",
  "identity.covered": "An identity document is blurred until you ask for it.",
  "identity.show": "Show it",
} as const;
