/** The engine's name with its version, which the program gives with or without the name. */
export const engineName = (version: string): string => `Tesseract ${version.replace(/^tesseract\s+/i, "")}`;
