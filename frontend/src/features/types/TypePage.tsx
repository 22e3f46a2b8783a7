import { useNavigate, useParams } from "@tanstack/react-router";
import { useI18n } from "@/i18n";
import { useDefinitions } from "@/queries/defined";
import { Loaded } from "@/ui/Loaded";
import { NEW_TYPE } from "./draft";
import { TypeEditor } from "./TypeEditor";

/** A type that is made or changed. */
export function TypePage() {
  const { t } = useI18n();
  const { name } = useParams({ from: "/settings/types/$name" });
  const go = useNavigate();
  const query = useDefinitions();
  return (
    <Loaded query={query}>
      {(all) => {
        const found = all.find((d) => d.name === name);
        if (!found && name !== "new") return <p>{t("app.notFound")}</p>;
        return (
          <TypeEditor
            key={name}
            start={found ?? NEW_TYPE}
            taken={all.map((d) => d.name)}
            onDone={() => void go({ to: "/settings/types" })}
          />
        );
      }}
    </Loaded>
  );
}
