import { Button, Table } from "@mantine/core";
import type { Token } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { Chip } from "@/ui/Chip";
import { When } from "@/ui/When";
import { endsSoon } from "./tokens";

interface Props {
  tokens: readonly Token[];
  onRevoke(token: Token): void;
}

/** A line for each token: what it may do, how old it is, when it was used. */
export function TokenTable({ tokens, onRevoke }: Props) {
  const { t } = useI18n();
  return (
    <div className={classes.card}>
      <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t("settings.tokens")}>
        <Table.Thead>
          <Table.Tr>
            {(["name", "scopes", "age", "used", "ends", "state"] as const).map((column) => (
              <Table.Th key={column}>{t(`token.col.${column}`)}</Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={onRevoke} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke(token: Token): void }) {
  const { t } = useI18n();
  const living = token.state === "active";
  return (
    <Table.Tr c={living ? undefined : "var(--dc-muted)"}>
      <Table.Th scope="row" fw={600}>
        {token.name}
        <div className={classes.mono} style={{ fontWeight: 400 }}>
          {token.hint}…
        </div>
      </Table.Th>
      <Table.Td>{token.scopes.map((scope) => t(`scope.${scope}`)).join(", ")}</Table.Td>
      <Table.Td>
        {token.age_days === 0 ? t("token.today") : t("token.days", { count: token.age_days })}
        {living && token.attention.includes("old") && <Chip tone="look">{t("token.old")}</Chip>}
      </Table.Td>
      <Table.Td>
        <When at={token.last_used_at} none={t("token.never")} />
        {living && token.attention.includes("unused") && <Chip tone="look">{t("token.unused")}</Chip>}
      </Table.Td>
      <Table.Td>
        <When at={token.expires_at} none={t("token.never")} />
        {endsSoon(token) && <Chip tone="look">{t("token.soon")}</Chip>}
      </Table.Td>
      <Table.Td>
        <Chip tone={living ? "ready" : "idle"}>{t(`token.state.${token.state}`)}</Chip>
        {token.revoked_at && (
          <div className={classes.muted}>
            <When at={token.revoked_at} />
          </div>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>
        {living && (
          <Button
            size="xs"
            variant="default"
            c="var(--dc-failed)"
            aria-label={`${t("token.revoke")}: ${token.name}`}
            onClick={() => onRevoke(token)}
          >
            {t("token.revoke")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
