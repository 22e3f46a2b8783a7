import { SegmentedControl, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Loaded } from "@/ui/Loaded";
import { MoreButton } from "@/ui/MoreButton";
import classes from "./Settings.module.css";

interface Pages {
  data: unknown;
  error: unknown;
  isError: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

interface Props<S extends string> {
  className: string | undefined;
  title: string;
  /** What is shown of it: a choice of states. */
  filter: {
    label: string;
    data: { value: S; label: string }[];
    value: S;
    onChange(value: S): void;
  };
  /** What else narrows it, or is done to it. */
  tools?: ReactNode;
  query: Pages;
  /** What is said where nothing is shown; null where something is. */
  none: string | null;
  more: string;
  children: ReactNode;
}

/** A log under its heading, narrowed by state, page by page. */
export function LogSection<S extends string>(props: Props<S>) {
  const { className, title, filter, tools, query, none, more, children } = props;
  return (
    <section className={className} aria-label={title}>
      <div className={classes.bar}>
        <Title order={2} fz={16} mr="auto">
          {title}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={filter.label}
          data={filter.data}
          value={filter.value}
          onChange={(value) => filter.onChange(value as S)}
        />
        {tools}
      </div>
      <Loaded query={query}>
        {() =>
          none === null ? (
            children
          ) : (
            <Text c="var(--dc-muted)" className={`${classes.card} ${classes.padded}`}>
              {none}
            </Text>
          )
        }
      </Loaded>
      <MoreButton query={query} label={more} />
    </section>
  );
}
