import { Button, Checkbox, Group, Popover, Select, Stack, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useI18n } from "@/i18n";
import { type Filter, NARROWING, type Narrow, narrowings, SOURCES, type Source } from "@/lib/filter";
import { useTypeChoices } from "@/queries/defined";
import classes from "./FilterMenu.module.css";

interface Props {
  filter: Filter;
  opened: boolean;
  onOpened(opened: boolean): void;
  onFilter(change: Narrow): void;
  /** Without a word beside the icon. */
  brief?: boolean;
}

/** Everything that narrows the list beside its tabs and the search. */
export function FilterMenu({ filter, opened, onOpened, onFilter, brief }: Props) {
  const { t } = useI18n();
  const count = narrowings(filter);
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" width={420} trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant={count > 0 ? "light" : "default"}
          leftSection={!brief && <IconFilter size={16} stroke={1.6} aria-hidden />}
          px={brief ? 9 : undefined}
          title={brief ? t("filter.button") : undefined}
          onClick={() => onOpened(!opened)}
        >
          {brief && <IconFilter size={16} stroke={1.6} aria-hidden />}
          {count === 0 ? (
            <span className={brief ? "visually-hidden" : undefined}>{t("filter.button")}</span>
          ) : (
            <span className="visually-hidden">{t("filter.buttonCount", { count })}</span>
          )}
          {count > 0 && (
            <span aria-hidden>
              {!brief && t("filter.button")}
              <span className={classes.count}>{count}</span>
            </span>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("filter.button")}>
        <FilterForm filter={filter} onFilter={onFilter} onClose={() => onOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm(props: { filter: Filter; onFilter(change: Narrow): void; onClose(): void }) {
  const { t } = useI18n();
  const types = useTypeChoices();
  const { filter, onFilter } = props;
  const words = (key: "party" | "folder") => (
    <TextInput
      label={t(`filter.${key}`)}
      value={filter[key] ?? ""}
      onChange={(e) => onFilter({ [key]: e.currentTarget.value || undefined })}
    />
  );
  const day = (key: "from" | "to" | "since" | "until", label: string) => (
    <TextInput
      type="date"
      aria-label={label}
      value={filter[key] ?? ""}
      onChange={(e) => onFilter({ [key]: e.currentTarget.value || undefined })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <Stack gap="sm">
        <Group grow gap="sm">
          <Select
            label={t("filter.type")}
            placeholder={t("filter.any")}
            clearable
            comboboxProps={{ withinPortal: false }}
            data={types}
            value={filter.type ?? null}
            onChange={(value) => onFilter({ type: value ?? undefined })}
          />
          <Select
            label={t("filter.source")}
            placeholder={t("filter.any")}
            clearable
            comboboxProps={{ withinPortal: false }}
            data={SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
            value={filter.source ?? null}
            onChange={(value) => onFilter({ source: (value as Source | null) ?? undefined })}
          />
        </Group>
        <Group grow gap="sm">
          {words("party")}
          {words("folder")}
        </Group>
        <Range label={t("filter.dated")}>
          {day("from", t("filter.from"))}
          {day("to", t("filter.to"))}
        </Range>
        <Range label={t("filter.received")}>
          {day("since", t("filter.since"))}
          {day("until", t("filter.until"))}
        </Range>
        <Checkbox
          label={t("filter.warned")}
          checked={filter.warned ?? false}
          onChange={(e) => onFilter({ warned: e.currentTarget.checked || undefined })}
        />
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            disabled={narrowings(filter) === 0}
            onClick={() => onFilter(Object.fromEntries(NARROWING.map((key) => [key, undefined])))}
          >
            {t("filter.clear")}
          </Button>
          <Button type="submit">{t("filter.done")}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function Range({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <fieldset className={classes.range}>
      <legend>{label}</legend>
      <div>{children}</div>
    </fieldset>
  );
}
