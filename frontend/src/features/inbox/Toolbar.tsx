import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useI18n } from "@/i18n";
import { TABS, type Tab } from "@/lib/status";
import { useFit } from "@/ui/useFit";
import classes from "./Toolbar.module.css";

interface Props {
  tab: Tab;
  q: string;
  counts: Readonly<Record<Tab, number>> | undefined;
  search: RefObject<HTMLInputElement | null>;
  onTab(tab: Tab): void;
  onSearch(q: string): void;
  /** Leaves the search for the list. */
  onLeave(): void;
  /** The verbs; the more is left out of them, the narrower the bar is. */
  children(less: Less): ReactNode;
}

/** 0: everything; 1: what is used less is in a menu; 2: what is left is without words. */
export type Less = 0 | 1 | 2;

/** Which documents are shown: a tab for each status group, and the search. */
export function Toolbar(props: Props) {
  const { t, format, language } = useI18n();
  const bar = useRef<HTMLDivElement>(null);
  const less = useFit(bar, 2, `${language} ${Object.values(props.counts ?? {}).join()}`);
  return (
    <div className={classes.bar} ref={bar}>
      <div className={classes.tabs} role="group" aria-label={t("inbox.filter")}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            className={classes.tab}
            aria-pressed={tab === props.tab}
            onClick={() => props.onTab(tab)}
          >
            {t(`inbox.tab.${tab}`)}
            <span className={classes.count}>{props.counts && format.number(props.counts[tab])}</span>
          </button>
        ))}
      </div>
      <SearchBox q={props.q} inputRef={props.search} onSearch={props.onSearch} onLeave={props.onLeave} />
      <div className={classes.buttons}>{props.children(less as Less)}</div>
    </div>
  );
}

/** Milliseconds without a letter after which is searched: an answer takes less than a letter. */
const PAUSE = 80;

interface SearchProps {
  q: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onSearch(q: string): void;
  onLeave(): void;
}

function SearchBox({ q, inputRef, onSearch, onLeave }: SearchProps) {
  const { t } = useI18n();
  const [text, setText] = useState(q);
  const tell = useDebouncedCallback(onSearch, PAUSE);
  useEffect(() => setText(q), [q]);
  const change = (value: string) => {
    setText(value);
    tell(value);
  };
  return (
    <TextInput
      ref={inputRef}
      className={classes.search}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      rightSection={
        text && (
          <CloseButton
            size="sm"
            aria-label={t("action.inbox.clear")}
            onClick={() => change("")}
            tabIndex={-1}
          />
        )
      }
      aria-label={t("inbox.search")}
      placeholder={`${t("action.inbox.search")} ( / )`}
      value={text}
      onChange={(e) => change(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key === "Escape" && text) change("");
        if (["Escape", "Enter", "ArrowDown"].includes(e.key)) {
          e.preventDefault();
          onLeave();
        }
      }}
    />
  );
}
