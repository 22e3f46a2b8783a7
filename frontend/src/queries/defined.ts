import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { TypesApi } from "@/api/defined";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { BUILT_IN_TYPES } from "@/lib/types";
import { useAct } from "./admin";
import { keys } from "./keys";

/** The types that people defined. */
export function useDefinitions(enabled = true) {
  const { types } = useApi();
  return useQuery({ queryKey: keys.types, queryFn: ({ signal }) => types.list(signal), enabled });
}

/** Every type that a document can be of, to choose from: the program's own, then those that people defined. */
export function useTypeChoices(enabled = true): { value: string; label: string }[] {
  const { name } = useI18n();
  const defined = useDefinitions(enabled).data ?? [];
  return [
    ...BUILT_IN_TYPES.map((type) => ({ value: type, label: name("type", type) })),
    ...defined.map((d) => ({ value: d.name, label: d.title })),
  ];
}

/** Does something about types; a failure is said, and the list is fetched anew. */
export function useTypeAct() {
  const { types } = useApi();
  const act = useAct();
  const client = useQueryClient();
  return useCallback(
    async <T>(
      what: (types: TypesApi) => Promise<T>,
      said?: (result: T) => string,
    ): Promise<T | undefined> => {
      const result = await act(() => what(types), said);
      void client.invalidateQueries({ queryKey: keys.types });
      return result;
    },
    [act, client, types],
  );
}
