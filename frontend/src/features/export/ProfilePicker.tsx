import { Select } from "@mantine/core";
import { type ExportContext, exportActions } from "@/actions/export";
import type { ExportProfile } from "@/api/exports";
import { useI18n } from "@/i18n";
import { ActionButton } from "@/ui/ActionButton";
import classes from "./Export.module.css";
import { profileName, profileWords } from "./words";

interface Props {
  profiles: readonly ExportProfile[];
  profile: ExportProfile | undefined;
  context: ExportContext;
  onPick(id: string): void;
}

/** Chooses the profile and says what it makes. */
export function ProfilePicker({ profiles, profile, context, onPick }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const items = (own: boolean) =>
    profiles
      .filter((p) => !p.built_in === own)
      .map((p) => ({ value: p.id ?? "", label: profileName(i18n, p) }));
  return (
    <div className={classes.panel}>
      <Select
        label={t("export.profile")}
        data={[
          { group: t("export.ownProfiles"), items: items(true) },
          { group: t("export.readyProfiles"), items: items(false) },
        ].filter(({ items }) => items.length > 0)}
        value={profile?.id ?? null}
        onChange={(id) => id && onPick(id)}
        allowDeselect={false}
        searchable
        maxDropdownHeight={420}
        comboboxProps={{ withinPortal: true }}
        nothingFoundMessage={t("export.noProfile")}
      />
      {profile && (
        <p className={classes.hint}>
          {profileWords(i18n, profile)}
          {profile.built_in && ` ${t("export.readyHint")}`}
        </p>
      )}
      <div className={classes.bar}>
        <ActionButton actions={exportActions} id="export.edit" context={context} size="xs" />
        <ActionButton actions={exportActions} id="export.copy" context={context} size="xs" />
      </div>
    </div>
  );
}
