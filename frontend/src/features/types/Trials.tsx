import { Table, Text, Title } from "@mantine/core";
import type { Definition, Trial } from "@/api/defined";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { Chip } from "@/ui/Chip";

interface Props {
  definition: Definition;
  trials: readonly Trial[];
}

/** What the type finds on the documents at hand, a row each. */
export function Trials({ definition, trials }: Props) {
  const { t } = useI18n();
  return (
    <section aria-label={t("type.results")}>
      <Title order={2} fz={16}>
        {t("type.results")}
      </Title>
      <Text c="var(--dc-muted)" size="sm" mb="sm">
        {t("type.resultsHint")}
      </Text>
      <div className={settings.card}>
        <Table verticalSpacing={8} horizontalSpacing="md" aria-label={t("type.results")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("type.document")}</Table.Th>
              {definition.fields.map((f) => (
                <Table.Th key={f.name}>{f.title || f.name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {trials.map((trial) => (
              <Table.Tr key={trial.document_id}>
                <Table.Th scope="row" fw={600}>
                  {trial.name}
                  <div>
                    <Chip tone={trial.matches ? "ready" : "idle"}>
                      {trial.matches ? t("type.matches") : t("type.matchesNot")}
                    </Chip>
                  </div>
                </Table.Th>
                {definition.fields.map((f) => {
                  const found = trial.fields[f.name];
                  return (
                    <Table.Td key={f.name} c={found?.flagged ? "red" : undefined}>
                      {found?.value ?? "–"}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
