import { useQuery } from "@tanstack/react-query";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { useAct } from "./admin";
import { usePreferences, useSavePreferences } from "./desk";
import { keys } from "./keys";

const NOW_AND_THEN = 15_000;

/** The rule that is proposed for sensitive documents, if any, and both answers to it. */
export function useKeepingOffer() {
  const { admin } = useApi();
  const { t } = useI18n();
  const act = useAct();
  const preferences = usePreferences().data;
  const save = useSavePreferences();
  const query = useQuery({
    queryKey: keys.keepingOffer,
    queryFn: ({ signal }) => admin.keepingOffer(signal),
    refetchInterval: NOW_AND_THEN,
  });
  const offer = query.data ?? null;
  return {
    offer,
    accept: (name: string) =>
      void (
        offer &&
        act(
          (admin) => admin.createRule({ ...offer, name }),
          (rule) => t("retention.saved", { name: rule.name }),
        )
      ),
    decline: () => {
      if (!offer || !preferences) return;
      const kept = new Set([...(preferences.kept_types ?? []), ...(offer.types ?? [])]);
      save.mutate({ ...preferences, kept_types: [...kept] }, { onSuccess: () => void query.refetch() });
    },
  };
}
