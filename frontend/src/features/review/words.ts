import type { Word } from "@/api/review";
import type { Box } from "@/api/types";

/** What a field is made of, as far as pointing at it goes. */
export type Grain = "word" | "phrase" | "groups" | "date";

const PHRASES = [
  "merchant",
  "merchant_address",
  "supplier_name",
  "customer_name",
  "bank_name",
  "account_holder",
  "surname",
  "given_names",
  "document_kind",
  "description",
];

/** How much of a line belongs to a value of the field. */
export function grainOf(field: string): Grain {
  if (PHRASES.includes(field)) return "phrase";
  if (field === "iban" || field === "account_number") return "groups";
  return /(^|_)(date|start|end)$/.test(field) ? "date" : "word";
}

const GROUP = /^[A-Z0-9]{1,6}$/i;
const MONTH = /^(jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*[.,]?$/i;
const DAY = /^\d{1,4}(st|nd|rd|th)?[.,]?$/i;
const FULL_DATE = /\d+\D+\d+\D+\d+|^\d{8}$/;

const left = (w: Word) => w.box[0] ?? 0;
const top = (w: Word) => w.box[1] ?? 0;
const right = (w: Word) => w.box[2] ?? 0;
const bottom = (w: Word) => w.box[3] ?? 0;
const middle = (w: Word) => (top(w) + bottom(w)) / 2;

/** Whether two words stand on one line, as the eye sees it. */
export function onOneLine(a: Word, b: Word): boolean {
  const overlap = Math.min(bottom(a), bottom(b)) - Math.max(top(a), top(b));
  return overlap > 0.5 * Math.min(bottom(a) - top(a), bottom(b) - top(b));
}

/** The word under a point of the page, or the one just beside it. */
export function wordAt(words: readonly Word[], x: number, y: number, ratio: number): number {
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  words.forEach((w, i) => {
    const slack = 0.25 * (bottom(w) - top(w));
    const dx = Math.max(left(w) - x, 0, x - right(w)) / ratio;
    const dy = Math.max(top(w) - y, 0, y - bottom(w));
    if (dx > slack || dy > slack || dx + dy >= nearest) return;
    best = i;
    nearest = dx + dy;
  });
  return best;
}

/** The words that a click on one takes: itself, or what belongs to it in a value of this grain. */
export function around(words: readonly Word[], at: number, grain: Grain, ratio: number): number[] {
  const hit = words[at];
  if (!hit) return [];
  if (grain === "date" && FULL_DATE.test(hit.text)) return [at];
  const line = words
    .map((_, i) => i)
    .filter((i) => onOneLine(words[i] as Word, hit))
    .sort((a, b) => left(words[a] as Word) - left(words[b] as Word));
  const belongs = (a: number, b: number) => {
    const [from, to] = [words[a] as Word, words[b] as Word];
    if (!near(from, to, ratio)) return false;
    return grain === "word" ? torn(from, to) : fits(to, grain);
  };
  let from = line.indexOf(at);
  let to = from;
  if (grain !== "phrase" && grain !== "word" && !fits(hit, grain)) return [at];
  while (from > 0 && belongs(line[from] as number, line[from - 1] as number)) from--;
  while (to < line.length - 1 && belongs(line[to] as number, line[to + 1] as number)) to++;
  return line.slice(from, to + 1);
}

function near(a: Word, b: Word, ratio: number): boolean {
  const gap = Math.max(left(a), left(b)) - Math.min(right(a), right(b));
  return gap / ratio < 1.2 * Math.max(bottom(a) - top(a), bottom(b) - top(b));
}

/** Two parts of one number, which was read in pieces: "79." and "36". */
function torn(a: Word, b: Word): boolean {
  const [first, second] = left(a) < left(b) ? [a.text, b.text] : [b.text, a.text];
  return (/\d[.,]$/.test(first) && /^\d/.test(second)) || (/\d$/.test(first) && /^[.,]\d/.test(second));
}

function fits(word: Word, grain: Grain): boolean {
  if (grain === "groups") return GROUP.test(word.text) && /\d/.test(word.text);
  if (grain === "date") return MONTH.test(word.text) || DAY.test(word.text);
  return true;
}

/** Words as they are read: lines from above, and along each. */
export function inOrder(words: readonly Word[]): Word[] {
  const lines: Word[][] = [];
  for (const word of [...words].sort((a, b) => middle(a) - middle(b))) {
    const line = lines.find((l) => onOneLine(l[0] as Word, word));
    if (line) line.push(word);
    else lines.push([word]);
  }
  return lines.flatMap((line) => line.sort((a, b) => left(a) - left(b)));
}

export const textOf = (words: readonly Word[]): string =>
  inOrder(words)
    .map((w) => w.text)
    .join(" ");

/** The box around words. */
export function boxAround(words: readonly Word[]): Box | null {
  if (words.length === 0) return null;
  return [
    Math.min(...words.map(left)),
    Math.min(...words.map(top)),
    Math.max(...words.map(right)),
    Math.max(...words.map(bottom)),
  ];
}

/** The words whose middle lies in a box. */
export function within(words: readonly Word[], [l, t, r, b]: Box): Word[] {
  return words.filter((w) => {
    const x = (left(w) + right(w)) / 2;
    return x >= l && x <= r && middle(w) >= t && middle(w) <= b;
  });
}

const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/**
 * The places where what is typed stands, each as the index of its first word, in
 * the order they are read; and which of them to show first: one that begins a
 * word, and holds digits where digits are wanted.
 */
export function find(
  words: readonly Word[],
  typed: string,
  digits: boolean,
): { at: number[]; first: number } {
  const query = folded(typed);
  if (!query) return { at: [], first: -1 };
  const found: { at: number; rank: number }[] = [];
  words.forEach((word, at) => {
    const own = folded(word.text);
    const place = own.indexOf(query);
    const run = place < 0 && query.length > own.length && own !== "" && query.startsWith(own);
    if (place < 0 && !(run && runs(words, at, query))) return;
    const rank = (place <= 0 ? 0 : 1) + (digits && !/\d/.test(word.text) ? 2 : 0);
    found.push({ at, rank });
  });
  const best = Math.min(...found.map((f) => f.rank));
  return { at: found.map((f) => f.at), first: found.findIndex((f) => f.rank === best) };
}

/** What is typed goes on in the words behind. */
function runs(words: readonly Word[], at: number, query: string): boolean {
  let text = "";
  for (let i = at; i < words.length && text.length < query.length; i++) text += folded(words[i]?.text ?? "");
  return text.startsWith(query);
}

/**
 * A box drawn by hand as it was meant: whole words where it holds most of one,
 * and nothing of those that it only grazes.
 */
export function snapped(words: readonly Word[], drawn: Box): Box {
  const inside = within(words, drawn);
  const must = boxAround(inside);
  let [l, t, r, b] = drawn;
  for (const word of words) {
    if (inside.includes(word)) continue;
    const overX = Math.min(r, right(word)) - Math.max(l, left(word));
    const overY = Math.min(b, bottom(word)) - Math.max(t, top(word));
    if (overX <= 0 || overY <= 0) continue;
    const besides = overY > 0.5 * (bottom(word) - top(word));
    if (besides && left(word) > (l + r) / 2) r = Math.min(r, left(word));
    else if (besides && right(word) < (l + r) / 2) l = Math.max(l, right(word));
    else if (middle(word) > (t + b) / 2) b = Math.min(b, top(word));
    else if (middle(word) < (t + b) / 2) t = Math.max(t, bottom(word));
  }
  if (!must) return r > l && b > t ? [l, t, r, b] : drawn;
  return [Math.min(l, must[0]), Math.min(t, must[1]), Math.max(r, must[2]), Math.max(b, must[3])];
}
