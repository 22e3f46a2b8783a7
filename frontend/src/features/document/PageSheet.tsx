import { ActionIcon, Text } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconFileMinus,
  IconFilePlus,
  IconRotateClockwise,
  IconScissors,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useI18n } from "@/i18n";
import { usePageImage } from "@/queries/images";
import classes from "./PagesDialog.module.css";
import type { Sheet } from "./sheets";

/** What can be done with one sheet. */
export interface SheetVerbs {
  turn(key: string): void;
  move(key: string, by: 1 | -1): void;
  drop(key: string): void;
  begin(key: string): void;
}

interface Props {
  documentId: string;
  sheet: Sheet;
  /** Nobody asked yet to see the sensitive document. */
  covered: boolean;
  /** The number of the document that it goes into. */
  part: number;
  first: boolean;
  last: boolean;
  several: boolean;
  verbs: SheetVerbs;
}

/** A page, small, with its tools. */
export function PageSheet({ documentId, sheet, covered, part, first, last, several, verbs }: Props) {
  const { t } = useI18n();
  const { src } = usePageImage(sheet.document ?? documentId, sheet.page, 200, sheet.attempt);
  const page = sheet.page;
  const label = sheet.document ? t("pages.sheetOf", { page, name: sheet.name }) : t("pages.sheet", { page });
  return (
    <li
      className={classes.sheet}
      data-begins={sheet.begins && !first}
      data-dropped={sheet.dropped}
      aria-label={label}
    >
      <div className={classes.picture}>
        {src && (
          <img
            src={src}
            alt=""
            data-covered={covered || undefined}
            style={{ transform: `rotate(${sheet.turned}deg)` }}
          />
        )}
      </div>
      <div className={classes.caption}>
        <Text size="sm" truncate title={label}>
          {label}
        </Text>
        {sheet.blank && (
          <Text size="xs" c="var(--dc-muted)">
            {t(sheet.leftOut ? "pages.leftOut" : "pages.blank")}
          </Text>
        )}
        {several && !sheet.dropped && (
          <Text size="xs" c="var(--dc-muted)">
            {t("pages.part", { number: part })}
          </Text>
        )}
      </div>
      <div className={classes.tools}>
        <Tool label={t("pages.left", { page })} disabled={first} onClick={() => verbs.move(sheet.key, -1)}>
          <IconArrowLeft size={16} stroke={1.6} />
        </Tool>
        <Tool label={t("pages.turn", { page })} onClick={() => verbs.turn(sheet.key)}>
          <IconRotateClockwise size={16} stroke={1.6} />
        </Tool>
        <Tool
          label={t(sheet.begins ? "pages.join" : "pages.begin", { page })}
          pressed={sheet.begins}
          disabled={first}
          onClick={() => verbs.begin(sheet.key)}
        >
          <IconScissors size={16} stroke={1.6} />
        </Tool>
        <Tool
          label={t(sheet.dropped ? "pages.keep" : "pages.drop", { page })}
          onClick={() => verbs.drop(sheet.key)}
        >
          {sheet.dropped ? <IconFilePlus size={16} stroke={1.6} /> : <IconFileMinus size={16} stroke={1.6} />}
        </Tool>
        <Tool label={t("pages.right", { page })} disabled={last} onClick={() => verbs.move(sheet.key, 1)}>
          <IconArrowRight size={16} stroke={1.6} />
        </Tool>
      </div>
    </li>
  );
}

interface ToolProps {
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}

function Tool({ label, pressed = false, disabled = false, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      variant={pressed ? "filled" : "subtle"}
      color={pressed ? undefined : "gray"}
      size={26}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
