import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { failureOf } from "@/api/errors";
import { useI18n } from "@/i18n";
import { useEdits } from "@/queries/review";

/**
 * Undo and redo across documents: goes to where it happened and says what it was.
 * What was done to many together is shown where that is done.
 */
export function useStepper(onGo: (id: string, waits: boolean) => void) {
  const { t, name, failure } = useI18n();
  const edits = useEdits();
  const navigate = useNavigate();
  const said = useRef("");
  const tell = (message: string) => {
    notifications.hide(said.current); // many steps in a row would cover what they change
    said.current = notifications.show({
      message,
      autoClose: 2500,
      closeButtonProps: { "aria-label": t("common.close") },
    });
  };
  return async (kind: "undo" | "redo") => {
    try {
      const { act, subject, document, count } = await edits.step(kind);
      onGo(document.id, document.status === "needs_review");
      const field = subject && document.fields[subject] ? subject : undefined;
      if (count > 1) void navigate({ to: "/review/together", search: field ? { field } : {} });
      else
        void navigate({
          to: "/review/$id",
          params: { id: document.id },
          search: field ? { field } : {},
        });
      const what = field ? `${name("field", field)}, ${name("act", act)}` : name("act", act);
      tell(t(kind === "undo" ? "together.undone" : "together.redone", { what, count }));
    } catch (error) {
      const reason = failureOf(error);
      if (reason.code !== "nothing_to_undo") return tell(failure(reason).message);
      tell(t(kind === "undo" ? "review.nothingToUndo" : "review.nothingToRedo"));
    }
  };
}
