import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Preferences } from "@/api/desk";
import { failureOf } from "@/api/errors";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { keys } from "./keys";

/** The owner's habits. */
export function usePreferences() {
  const api = useApi();
  return useQuery({ queryKey: keys.preferences, queryFn: ({ signal }) => api.desk.preferences(signal) });
}

/** Tells what went wrong with one of these. */
function useTrouble() {
  const { t, failure } = useI18n();
  return (error: unknown) => {
    const said = failure(failureOf(error));
    notifications.show({
      message: `${said.message} ${said.hint}`.trim(),
      color: "red",
      closeButtonProps: { "aria-label": t("common.close") },
    });
  };
}

/** Changes a habit: shown at once, taken back when it could not be kept. */
export function useSavePreferences() {
  const api = useApi();
  const client = useQueryClient();
  const onError = useTrouble();
  return useMutation({
    mutationFn: (next: Preferences) => api.desk.savePreferences(next),
    onMutate: (next) => {
      const before = client.getQueryData<Preferences>(keys.preferences);
      client.setQueryData(keys.preferences, next);
      return before;
    },
    onError: (error, _next, before) => {
      client.setQueryData(keys.preferences, before);
      onError(error);
    },
  });
}

/** Has samples drawn, or all of them removed. */
export function useSamples() {
  const api = useApi();
  const client = useQueryClient();
  const { t } = useI18n();
  const onError = useTrouble();
  // It is done when it is seen: until then the button turns.
  const shown = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.documents }),
      client.invalidateQueries({ queryKey: keys.status }),
    ]);
  const add = useMutation({ mutationFn: () => api.desk.addSamples(), onSuccess: shown, onError });
  const remove = useMutation({
    mutationFn: () => api.desk.removeSamples(),
    onSuccess: async (count) => {
      await shown();
      notifications.show({
        message: t("samples.removed", { count }),
        closeButtonProps: { "aria-label": t("common.close") },
      });
    },
    onError,
  });
  return { add, remove };
}
