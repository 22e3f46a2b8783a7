import { Loader } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { togetherActions } from "@/actions/together";
import { useActionKeys } from "@/actions/useActionKeys";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { FailureNote } from "@/ui/Loaded";
import { CardScreen } from "./CardScreen";
import { End } from "./End";
import { Foot } from "./Foot";
import { Head } from "./Head";
import classes from "./Together.module.css";
import { useTogether } from "./useTogether";

/** The area of the smallest usual window, until it is measured. */
const USUAL = { width: 1256, height: 576 };

/** One field of many documents at a time, as cards: what is right is accepted by the screen. */
export function TogetherPage() {
  const { t } = useI18n();
  const { field: asked } = useSearch({ from: "/review/together" });
  const navigate = useNavigate();
  const { ref, width, height } = useElementSize();
  const onField = useCallback(
    (field: string | null) =>
      void navigate({ to: "/review/together", search: field ? { field } : {}, replace: true }),
    [navigate],
  );
  const together = useTogether(asked, width > 0 ? { width, height } : USUAL, onField);
  useActionKeys(togetherActions, together.context);
  const { group, query, field, ended, moving, screen } = together;
  const failed = group.isError ? group : query.isError ? query : null;
  const waits = !failed && !ended && (moving || screen.length === 0);
  return (
    <div className={classes.page}>
      <Head together={together} />
      {failed && <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />}
      <div className={classes.area}>
        <div ref={ref} className={classes.measure}>
          {ended && <End together={together} />}
          {waits && (
            <Notice title={t("app.loading")}>
              <Loader size={20} aria-hidden />
            </Notice>
          )}
          {!waits && field && <CardScreen field={field} together={together} />}
        </div>
      </div>
      {!ended && field && <Foot field={field} together={together} />}
    </div>
  );
}
