import { Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Upkeep } from "@/api/types";
import { type Fact, Facts } from "@/features/settings/Facts";
import classes from "@/features/settings/Settings.module.css";
import { type I18n, useI18n } from "@/i18n";
import { Chip } from "@/ui/Chip";
import { CopyField } from "@/ui/CopyField";
import { Note } from "@/ui/Note";
import { When } from "@/ui/When";
import { Busy } from "./Busy";

/** What the last look at everything kept has found, and the end of the log to be noted down. */
export function VerifyPart({ state }: { state: Upkeep }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { verify, audit } = state;
  return (
    <section className={classes.card} aria-label={t("verify.title")}>
      <Title order={2} fz={14} px="md" pt="md">
        {t("verify.title")}
      </Title>
      <Text size="sm" c="var(--dc-muted)" px="md">
        {t("verify.hint")}
      </Text>
      <Facts facts={factsOf(verify, i18n)} />
      <Faults verify={verify} />
      <div className={classes.padded} style={{ paddingTop: 0, maxWidth: 780 }}>
        <CopyField label={t("verify.head")} value={`${audit.n}:${audit.hash}`} />
        <Text size="xs" c="var(--dc-muted)" mt={4}>
          {t("verify.headHint")}
        </Text>
      </div>
    </section>
  );
}

function factsOf(verify: Upkeep["verify"], { t, format }: I18n): Fact[] {
  const { last } = verify;
  return [
    {
      name: t("verify.last"),
      value: verify.running ? (
        <Busy words={t("verify.running")} />
      ) : (
        <When at={verify.at} none={t("verify.never")} />
      ),
      note:
        last &&
        t("verify.whole", {
          documents: last.documents,
          files: last.files,
          size: format.bytes(last.bytes),
        }),
    },
    ...(verify.at
      ? [
          {
            name: t("verify.result"),
            value: (
              <Chip tone={verify.ok ? "ready" : "failed"}>{t(verify.ok ? "verify.ok" : "verify.bad")}</Chip>
            ),
          },
        ]
      : []),
  ];
}

function Faults({ verify }: { verify: Upkeep["verify"] }) {
  const { t } = useI18n();
  const { last } = verify;
  if (!verify.at || verify.ok) return null;
  return (
    <div className={classes.padded} style={{ paddingTop: 0 }}>
      <Note tone="failed" title={t("verify.bad")}>
        {last ? (
          <>
            <List name={t("verify.database")} lines={last.database} />
            <List name={t("verify.auditLog")} lines={last.audit} />
            {last.originals.length > 0 && (
              <div>
                {t("verify.originals")}:{" "}
                {last.originals.map((id) => (
                  <Link key={id} to="/documents/$id" params={{ id }} className={classes.inline}>
                    {id}{" "}
                  </Link>
                ))}
              </div>
            )}
            <p style={{ margin: "8px 0 0" }}>{t("verify.badHint")}</p>
          </>
        ) : (
          t("verify.badBefore")
        )}
      </Note>
    </div>
  );
}

function List({ name, lines }: { name: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      {name}: {lines.join("; ")}
    </div>
  );
}
