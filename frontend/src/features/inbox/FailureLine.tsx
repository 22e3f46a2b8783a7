import { Button, PasswordInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Failure } from "@/api/types";
import { useI18n } from "@/i18n";
import { useVerbs } from "@/queries/useVerbs";
import classes from "./DocumentTable.module.css";

interface Props {
  id: string;
  name: string;
  failure: Failure;
  /** A dialog has the means already. */
  asked?: boolean;
}

/** Why a document could not be read, what to do, and the means to do it. */
export function FailureLine({ id, name, failure, asked = false }: Props) {
  const { t, failure: say } = useI18n();
  const { reread } = useVerbs();
  const [password, setPassword] = useState("");
  const said = say(failure);
  const inVain = failure.sentence?.key === "detail.password_wrong";
  return (
    <div className={classes.failure} role="gridcell">
      <span className={classes.said}>
        {said.message} <span className={classes.soft}>{inVain ? said.detail : said.hint}</span>{" "}
        <Link to="/failed" className={classes.helps} tabIndex={-1}>
          {t("failed.whatHelps")}
        </Link>
      </span>
      {asked ? null : failure.code === "pdf_password" ? (
        <form
          className={classes.unlock}
          onSubmit={(event) => {
            event.preventDefault();
            if (password) void reread([id], { password });
          }}
        >
          <PasswordInput
            size="xs"
            w={180}
            autoComplete="off"
            aria-label={t("inbox.password", { name })}
            placeholder={t("inbox.passwordPlaceholder")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" disabled={!password}>
            {t("inbox.unlock")}
          </Button>
        </form>
      ) : (
        <Button
          size="xs"
          variant="default"
          aria-label={`${t("common.retry")}: ${name}`}
          onClick={() => void reread([id])}
        >
          {t("common.retry")}
        </Button>
      )}
    </div>
  );
}
