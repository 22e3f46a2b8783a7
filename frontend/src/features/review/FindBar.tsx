import { Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { Word } from "@/api/review";
import type { Box } from "@/api/types";
import { useI18n } from "@/i18n";
import { kindOf } from "@/lib/fields";
import classes from "./Bars.module.css";
import { around, boxAround, find, grainOf } from "./words";

export interface Found {
  boxes: readonly Box[];
  current: Box | null;
}

interface Props {
  name: string;
  words: readonly Word[];
  ratio: number;
  /** What to show on the page: every place, and the one that Enter takes. */
  onFound(found: Found | null): void;
  onTake(words: readonly Word[], add: boolean): void;
  onClose(): void;
}

/** Type-ahead over the page: letters find, ← → go from place to place, Enter takes one. */
export function FindBar({ name: key, words, ratio, onFound, onTake, onClose }: Props) {
  const { t, name } = useI18n();
  const [typed, setTyped] = useState("");
  const [step, setStep] = useState(0);
  const hits = useMemo(() => {
    const digits = kindOf(key) !== "text" || grainOf(key) === "date";
    const { at, first } = find(words, typed, digits);
    const grain = grainOf(key);
    const taken = at.map((i) => around(words, i, grain, ratio).flatMap((w) => words[w] ?? []));
    return { taken, first: Math.max(0, first) };
  }, [words, typed, key, ratio]);
  const count = hits.taken.length;
  const index = count === 0 ? -1 : (((hits.first + step) % count) + count) % count;
  const current = hits.taken[index];
  useEffect(() => {
    const boxes = hits.taken.map((w) => boxAround(w)).filter((box) => box !== null);
    onFound(typed ? { boxes, current: boxAround(current ?? []) } : null);
  }, [hits, current, typed, onFound]);
  useEffect(() => () => onFound(null), [onFound]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by && !event.altKey) {
      event.preventDefault();
      setStep((s) => s + by);
    } else if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      if (current) onTake(current, event.shiftKey);
    } else if (event.key === "Escape") {
      event.preventDefault();
      onClose();
    }
  };
  return (
    <div className={classes.find} role="search">
      <TextInput
        autoFocus
        size="sm"
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
        aria-label={t("review.findLabel", { field: name("field", key) })}
        placeholder={t("review.findPlaceholder")}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setStep(0);
        }}
        onBlur={onClose}
        onKeyDown={onKeyDown}
      />
      <span className={classes.count} role="status">
        {typed &&
          (count > 0 ? t("review.findCount", { index: index + 1, total: count }) : t("review.findNone"))}
      </span>
      <span className={classes.findKeys} aria-hidden>
        <Kbd size="xs">←</Kbd> <Kbd size="xs">→</Kbd> <Kbd size="xs">Enter</Kbd>
      </span>
    </div>
  );
}
