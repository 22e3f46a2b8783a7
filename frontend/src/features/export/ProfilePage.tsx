import { Button } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Empty } from "@/features/settings/PageHead";
import { useI18n } from "@/i18n";
import { useProfiles } from "@/queries/exports";
import { Loaded } from "@/ui/Loaded";
import { draftOf, freeName } from "./draft";
import classes from "./Export.module.css";
import { ProfileEditor } from "./ProfileEditor";
import { draftColumns, profileName, profileWords } from "./words";

/** A profile to change, or a new one, alone or made from another. */
export function ProfilePage() {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const { id } = useParams({ from: "/export/profiles/$id" });
  const { from } = useSearch({ from: "/export/profiles/$id" });
  const profiles = useProfiles();
  return (
    <div className={classes.page}>
      <Loaded query={profiles}>
        {(all) => {
          const kept = all.find((p) => p.id === id && !p.built_in);
          if (id !== "new" && !kept)
            return (
              <Empty title={t("export.profileGone")} hint={t("export.profileGoneHint")}>
                <Button variant="default" onClick={() => void navigate({ to: "/export", search: {} })}>
                  {t("export.tab.export")}
                </Button>
              </Empty>
            );
          const source = all.find((p) => p.id === from);
          const taken = all.map((p) => p.name);
          const name = source
            ? freeName(t("export.copyOf", { name: profileName(i18n, source) }), taken)
            : freeName(t("export.newName"), taken);
          // What a ready one is for is said in the language; what a person wrote stays.
          const purpose = source?.built_in ? profileWords(i18n, source) : undefined;
          const draft = draftOf(source, name, purpose);
          return (
            <ProfileEditor
              key={id + (from ?? "")}
              kept={kept}
              start={kept ?? { ...draft, columns: draftColumns(i18n, source, draft.columns) }}
            />
          );
        }}
      </Loaded>
    </div>
  );
}
