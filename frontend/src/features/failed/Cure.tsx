import { Button, MultiSelect, NumberInput, PasswordInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { RereadOptions } from "@/api/client";
import { useI18n } from "@/i18n";
import { useProgramStatus } from "@/queries/hooks";
import classes from "./Failed.module.css";

interface Props {
  code: string;
  count: number;
  onReread(options: RereadOptions): void;
}

/** The means to cure all documents of a cause at once. */
export function Cure({ code, count, onReread }: Props) {
  const { t } = useI18n();
  switch (code) {
    case "pdf_password":
      return (
        <Unlock label={t("failed.passwordAll")} verb={t("failed.unlock", { count })} onReread={onReread} />
      );
    case "too_many_pages":
      return <MorePages onReread={onReread} />;
    case "too_many_pixels":
      return <MorePixels onReread={onReread} />;
    case "language_missing":
      return <OtherLanguages onReread={onReread} />;
    default:
      return (
        <Button size="xs" variant="default" onClick={() => onReread({})}>
          {t("failed.retry", { count })}
        </Button>
      );
  }
}

function Line({ onSubmit, children }: { onSubmit(): void; children: ReactNode }) {
  return (
    <form
      className={classes.line}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

interface UnlockProps {
  label: string;
  verb: string;
  onReread(options: RereadOptions): void;
}

/** Takes a password; it is forgotten here as soon as it is sent. */
export function Unlock({ label, verb, onReread }: UnlockProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState("");
  return (
    <Line
      onSubmit={() => {
        if (password) onReread({ password });
        setPassword("");
      }}
    >
      <PasswordInput
        size="xs"
        w={190}
        autoComplete="off"
        aria-label={label}
        placeholder={t("inbox.passwordPlaceholder")}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={!password}>
        {verb}
      </Button>
    </Line>
  );
}

function MorePages({ onReread }: Pick<Props, "onReread">) {
  const { t } = useI18n();
  const limit = useProgramStatus().data?.limits?.max_pages ?? 1000;
  const [pages, setPages] = useState<number | string>("");
  return (
    <Line onSubmit={() => onReread({ max_pages: Number(pages) || 2 * limit })}>
      <NumberInput
        size="xs"
        w={120}
        min={limit + 1}
        max={20_000}
        allowDecimal={false}
        aria-label={t("failed.maxPages")}
        placeholder={String(2 * limit)}
        value={pages}
        onChange={setPages}
      />
      <Button size="xs" type="submit">
        {t("failed.morePages")}
      </Button>
    </Line>
  );
}

function MorePixels({ onReread }: Pick<Props, "onReread">) {
  const { t } = useI18n();
  const limit = Math.round((useProgramStatus().data?.limits?.max_pixels ?? 150e6) / 1e6);
  const [mega, setMega] = useState<number | string>("");
  return (
    <Line onSubmit={() => onReread({ max_pixels: Math.round((Number(mega) || 2 * limit) * 1e6) })}>
      <NumberInput
        size="xs"
        w={120}
        min={limit + 1}
        max={1000}
        aria-label={t("failed.maxPixels")}
        placeholder={String(2 * limit)}
        value={mega}
        onChange={setMega}
      />
      <Button size="xs" type="submit">
        {t("failed.morePixels")}
      </Button>
    </Line>
  );
}

function OtherLanguages({ onReread }: Pick<Props, "onReread">) {
  const { t } = useI18n();
  const installed = (useProgramStatus().data?.engine.languages ?? []).filter((code) => code !== "osd");
  const [languages, setLanguages] = useState<string[]>([]);
  return (
    <Line onSubmit={() => onReread({ languages })}>
      <MultiSelect
        size="xs"
        w={220}
        aria-label={t("failed.languages")}
        placeholder={languages.length === 0 ? t("failed.languages") : undefined}
        data={installed}
        value={languages}
        onChange={setLanguages}
        searchable
      />
      <Button size="xs" type="submit" disabled={languages.length === 0}>
        {t("failed.readSo")}
      </Button>
    </Line>
  );
}
