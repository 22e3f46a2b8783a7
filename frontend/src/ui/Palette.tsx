import { Kbd } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Alive, aliveActions } from "@/actions/alive";
import { caps } from "@/actions/keys";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { rowOf } from "@/features/inbox/row";
import { useI18n } from "@/i18n";

/** Documents offered for what was typed. */
const MOST = 8;

/** Every action there is just now, and every document, by a few letters. */
export function Palette() {
  const { t, name, format } = useI18n();
  const api = useApi();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [actions, setActions] = useState<Alive[]>([]);
  const [query, setQuery] = useState("");
  const [wanted] = useDebouncedValue(query.trim(), 120);
  const documents = useQuery({
    queryKey: ["palette", wanted],
    queryFn: ({ signal }) => api.documents({ q: wanted || undefined }, "", signal),
    enabled: open,
    placeholderData: (before) => before,
  }).data?.documents;
  const told = (d: Document) => {
    const { party, date, total, currency } = rowOf(d);
    const facts = [
      party,
      format.date(date),
      total && format.total(total, currency),
      name("status", d.status),
    ];
    return facts.filter(Boolean).join(" · ");
  };
  const found: SpotlightActionData[] = (documents ?? []).slice(0, MOST).map((d) => ({
    id: d.id,
    label: d.file.name,
    description: told(d),
    // What the server found by the text inside needs no match by name.
    keywords: query,
    onClick: () =>
      d.status === "needs_review"
        ? void navigate({ to: "/review/$id", params: { id: d.id } })
        : void navigate({ to: "/documents/$id", params: { id: d.id } }),
  }));
  return (
    <Spotlight
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => {
        setActions(aliveActions());
        setOpen(true);
      }}
      onSpotlightClose={() => {
        setOpen(false);
        setQuery("");
      }}
      actions={[
        {
          group: t("palette.actions"),
          actions: actions
            .filter(({ action }) => action.id !== "palette")
            .map(({ action, run }) => ({
              id: action.id,
              label: t(action.label),
              onClick: () => setTimeout(run), // when the palette is closed
              rightSection: action.keys[0] && (
                <span>
                  {caps(action.keys[0]).map((cap) => (
                    <Kbd key={cap} size="xs" ml={2}>
                      {cap}
                    </Kbd>
                  ))}
                </span>
              ),
            })),
        },
        { group: t("palette.documents"), actions: found },
      ]}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 0 }}
      nothingFound={t("palette.nothing")}
      highlightQuery
      scrollable
      maxHeight={440}
      searchProps={{
        autoFocus: true,
        placeholder: t("palette.placeholder"),
        "aria-label": t("palette.placeholder"),
      }}
    />
  );
}
