import type { Formats } from "@/lib/format";

/** A sentence of the API: its key, and what it speaks of. */
export interface Sentence {
  key: string;
  params?: Readonly<Record<string, string>> | undefined;
  /** What is said beside. */
  more?: readonly Sentence[] | null | undefined;
}

/** What values are written with. */
export interface Speaking {
  messages: Readonly<Record<string, string>>;
  format: Formats;
  /** The name of a field or a column. */
  field(name: string): string;
  /** What a code of a failure says. */
  failure(code: string): string;
  /** A name that the API uses, in words; itself where it has none. */
  word(
    group: "status" | "type" | "folderState" | "fileKind" | "export.style.delimiter",
    name: string,
  ): string;
}

/**
 * The sentence as the language has it; undefined where it has none of that key,
 * or the sentence does not bring what it speaks of.
 */
export function say(speaking: Speaking, sentence: Sentence | null | undefined): string | undefined {
  const text = sentence ? speaking.messages[sentence.key] : undefined;
  if (!sentence || text === undefined) return undefined;
  let whole = true;
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = sentence.params?.[name];
    if (value === undefined) whole = false;
    return written(speaking, name, value ?? "");
  });
  if (!whole) return undefined;
  const beside = (sentence.more ?? []).map((one) => say(speaking, one));
  return beside.includes(undefined) ? undefined : [filled, ...beside].join(" ");
}

/** Media types that people know by another name; the first that fits. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/octet-stream/, "unknown"],
  [/msword|wordprocessingml|opendocument\.text|\brtf\b/, "letter"],
  [/ms-excel|spreadsheetml|opendocument\.spreadsheet/, "sheet"],
  [/powerpoint|presentationml|opendocument\.presentation/, "slides"],
  [/outlook/, "mail"],
  [/\bhtml\b/, "web"],
  [/svg|postscript/, "drawing"],
  [/\bxml\b/, "xml"],
  [/^video\//, "video"],
  [/^(audio|application\/ogg)/, "audio"],
  [/^image\//, "picture"],
  [/\b(zip|x?-?7z|x?-?rar|x?-?tar|gzip|bzip2|xz|zstd)\b|compressed/, "archive"],
  [/executable|portable-executable|x-elf|x-mach|sharedlib|java-archive|class/, "program"],
  [/sqlite|ms-access|database/, "database"],
  [/^font\//, "font"],
];

/** A parameter as the language writes it; its name says what it is. */
function written({ format, field, failure, word }: Speaking, name: string, value: string): string {
  switch (name) {
    case "field":
    case "when":
      return field(value);
    case "terms":
      return value.split(" + ").map(field).join(" + ");
    case "net":
    case "tax":
    case "total":
    case "sum":
    case "base":
    case "amount":
      return format.money(value);
    case "date":
      return format.date(value);
    case "min":
    case "max":
      return plain(format, format.date(value));
    case "bytes":
      return format.bytes(Number(value));
    case "code":
      return failure(value);
    case "fields":
      return value.split(", ").map(field).join(", ");
    case "type":
      return word("type", value);
    case "status":
    case "next_status":
      return word("status", value);
    case "state":
      return word("folderState", value);
    case "kind":
      return word("fileKind", KINDS.find(([types]) => types.test(value))?.[1] ?? value);
    case "delimiter":
    case "wanted_delimiter":
      return word("export.style.delimiter", value);
    case "count":
    case "exported":
    case "others":
    case "reading":
    case "unread":
    case "held":
    case "left":
    case "limit":
    case "pages":
    case "rate":
    case "waiting":
    case "megapixels":
    case "megabytes":
    case "width":
    case "height":
      return plain(format, value);
    default:
      return value;
  }
}

const plain = (format: Formats, value: string): string =>
  /^-?\d+(\.\d+)?$/.test(value) ? format.number(Number(value)) : value;
