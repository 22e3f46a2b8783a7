/** Tesseract's codes are mostly ISO 639-2, which browsers can name. */
export function languageName(names: Intl.DisplayNames, code: string): string {
  try {
    const name = names.of(code.split("_")[0] ?? code);
    return name && name !== code ? `${name} (${code})` : code;
  } catch {
    return code;
  }
}
