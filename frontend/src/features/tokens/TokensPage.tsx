import { useState } from "react";
import { type TokenContext, tokenActions } from "@/actions/tokens";
import { useActionKeys } from "@/actions/useActionKeys";
import type { Token } from "@/api/types";
import { Empty, PageHead } from "@/features/settings/PageHead";
import { useI18n } from "@/i18n";
import { useAct, useTokens } from "@/queries/admin";
import { ActionButton } from "@/ui/ActionButton";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Loaded } from "@/ui/Loaded";
import { Note } from "@/ui/Note";
import { TokenForm } from "./TokenForm";
import { TokenTable } from "./TokenTable";
import { shownTokens } from "./tokens";

/** The tokens with which other programs get in. */
export function TokensPage() {
  const { t } = useI18n();
  const query = useTokens();
  const act = useAct();
  const [creating, setCreating] = useState(false);
  const [ended, setEnded] = useState(false);
  const [asking, setAsking] = useState<Token | null>(null);
  const context: TokenContext = {
    create: () => setCreating(true),
    toggleEnded: () => setEnded((e) => !e),
  };
  useActionKeys(tokenActions, context);
  const some = (query.data?.length ?? 0) > 0;
  const revoke = (token: Token) =>
    act(
      (admin) => admin.revokeToken(token.id),
      () => t("token.revokedSaid", { name: token.name }),
    );
  return (
    <>
      <PageHead title={t("settings.tokens")} hint={t("token.hint")}>
        {some && (
          <ActionButton actions={tokenActions} id="token.ended" context={context} aria-pressed={ended} />
        )}
        {some && <ActionButton actions={tokenActions} id="token.create" context={context} variant="filled" />}
      </PageHead>
      <Loaded query={query}>
        {(tokens) => {
          const shown = shownTokens(tokens, ended);
          const look = tokens.filter((k) => k.state === "active" && k.attention.length > 0).length;
          return (
            <>
              {look > 0 && <Note tone="look">{t("token.look", { count: look })}</Note>}
              {shown.length === 0 ? (
                <Empty title={t("token.emptyTitle")} hint={t("token.emptyHint")}>
                  <ActionButton actions={tokenActions} id="token.create" context={context} variant="filled" />
                </Empty>
              ) : (
                <TokenTable tokens={shown} onRevoke={setAsking} />
              )}
            </>
          );
        }}
      </Loaded>
      <TokenForm opened={creating} onClose={() => setCreating(false)} />
      <ConfirmDelete
        opened={asking !== null}
        title={t("token.revokeTitle", { name: asking?.name ?? "" })}
        hint={t("token.revokeHint")}
        verb={t("token.revoke")}
        onClose={() => setAsking(null)}
        onConfirm={() => asking && void revoke(asking)}
      />
    </>
  );
}
