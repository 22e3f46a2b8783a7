import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { TypesApi } from "@/api/defined";
import { useApi } from "@/app/context";
import { useAct } from "./admin";
import { keys } from "./keys";

/** The types that people defined. */
export function useDefinitions() {
  const { types } = useApi();
  return useQuery({ queryKey: keys.types, queryFn: ({ signal }) => types.list(signal) });
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
