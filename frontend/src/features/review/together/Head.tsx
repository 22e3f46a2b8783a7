import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp, IconChecks, IconFileText } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { caps } from "@/actions/keys";
import { togetherActions } from "@/actions/together";
import { useI18n } from "@/i18n";
import classes from "./Together.module.css";
import type { Together } from "./useTogether";

const BUTTONS = [
  ["together.undo", IconArrowBackUp],
  ["together.redo", IconArrowForwardUp],
  ["together.single", IconFileText],
] as const;

/** The fields with what is left of each, where one is, and what is ready to be approved. */
export function Head({ together }: { together: Together }) {
  const { t } = useI18n();
  const { field, context, index, screens } = together;
  return (
    <div className={classes.head}>
      <h1 className={classes.title}>{t("together.title")}</h1>
      <Fields together={together} />
      {field !== null && (
        <span className={classes.where}>
          {screens === null
            ? t("together.screenOpen", { index })
            : t("together.screen", { index, total: screens })}
        </span>
      )}
      {context.ready > 0 && (
        <Tooltip label={`${t("action.together.approve")} (${caps("mod+shift+Enter").join(" ")})`}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconChecks size={15} aria-hidden />}
            onClick={context.approve}
          >
            {t("together.readyOffer", { count: context.ready })}
          </Button>
        </Tooltip>
      )}
      <div className={classes.buttons}>
        {BUTTONS.map(([id, Icon]) => {
          const action = togetherActions.find((a) => a.id === id);
          if (!action) return null;
          const label = t(action.label);
          return (
            <Tooltip key={id} label={`${label} (${caps(action.keys[0] ?? "").join(" ")})`} openDelay={400}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                aria-label={label}
                onClick={() => void action.run(context)}
              >
                <Icon size={17} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}

/** The fields in one line, however many; the one at hand is in sight. */
function Fields({ together }: { together: Together }) {
  const { t, name, format } = useI18n();
  const { fields, field } = together;
  const ref = useRef<HTMLDivElement>(null);
  const { width } = useViewportSize();
  const [more, setMore] = useState(false);
  const look = useCallback(() => {
    const line = ref.current;
    if (line) setMore(line.scrollLeft + line.clientWidth < line.scrollWidth - 1);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured depends on them
  useEffect(() => {
    const current = ref.current?.querySelector<HTMLElement>("[aria-pressed=true]");
    current?.scrollIntoView?.({ block: "nearest", inline: "center" });
    look();
  }, [field, fields, width, look]);
  return (
    <div
      ref={ref}
      className={classes.fields}
      data-more={more || undefined}
      role="group"
      aria-label={t("together.fields")}
      onScroll={look}
      onWheel={(event) => {
        if (event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY;
      }}
    >
      {fields.map((f) => (
        <button
          key={f.name}
          type="button"
          className={classes.tab}
          aria-pressed={f.name === field}
          disabled={f.count === 0 && f.name !== field}
          onClick={() => together.go(f.name)}
        >
          {name("field", f.name)}
          <span className={classes.count}>{format.number(f.count)}</span>
        </button>
      ))}
    </div>
  );
}
