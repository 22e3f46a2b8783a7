import { Title } from "@mantine/core";
import { Loaded } from "@/ui/Loaded";
import { type Fact, Facts } from "./Facts";
import classes from "./Settings.module.css";

interface Props<T> {
  query: { data: T | undefined; error: unknown; isError: boolean; refetch(): unknown };
  /** Headings with the facts under them. */
  parts(data: T): readonly (readonly [string, Fact[]])[];
}

/** What a query brought, as facts under headings. */
export function FactSections<T>({ query, parts }: Props<T>) {
  return (
    <Loaded query={query}>
      {(data) =>
        parts(data).map(([heading, facts]) => (
          <section key={heading} className={classes.card} aria-label={heading}>
            <Title order={2} fz={14} px="md" pt="md">
              {heading}
            </Title>
            <Facts facts={facts} />
          </section>
        ))
      }
    </Loaded>
  );
}
