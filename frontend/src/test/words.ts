import { loadWords } from "@/i18n/words";

await Promise.all([loadWords("en"), loadWords("de")]);
