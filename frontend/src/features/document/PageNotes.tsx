import { Button } from "@mantine/core";
import { type DocumentContext, documentActions } from "@/actions/document";
import { type MessageKey, useI18n } from "@/i18n";
import classes from "./Bars.module.css";

type Label = Extract<MessageKey, "papers.apart" | "papers.together" | "blank.keep" | "blank.drop">;

/** What was noticed on the pages, and what can be done about it. */
export function PageNotes({ context }: { context: DocumentContext }) {
  const { t } = useI18n();
  const { blank, papers, page } = context;
  if (blank === null && papers === 0) return null;
  const button = (id: string, label: Label) => {
    const action = documentActions.find((a) => a.id === id);
    if (!action?.when(context)) return null;
    return (
      <Button
        size="compact-sm"
        variant="default"
        title={t(action.label)}
        onClick={() => void action.run(context)}
      >
        {t(label)}
      </Button>
    );
  };
  return (
    <div role="status">
      {papers > 0 && (
        <p className={classes.note} data-tone={context.asked ? "look" : undefined}>
          <span>{t(context.asked ? "papers.ask" : "papers.noted", { count: papers })}</span>
          {button("document.apart", "papers.apart")}
          {button("document.together", "papers.together")}
        </p>
      )}
      {blank !== null && (
        <p className={classes.note}>
          <span>{t(blank === "leftOut" ? "blank.leftOut" : "blank.kept", { page })}</span>
          {button("document.keepBlank", blank === "leftOut" ? "blank.keep" : "blank.drop")}
        </p>
      )}
    </div>
  );
}
