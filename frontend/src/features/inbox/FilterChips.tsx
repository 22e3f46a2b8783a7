import { Pill } from "@mantine/core";
import { type I18n, useI18n } from "@/i18n";
import { type Filter, NARROWING, type Narrow } from "@/lib/filter";
import classes from "./FilterMenu.module.css";

/** What narrows the list, in words, each with its way out. */
export function FilterChips({ filter, onFilter }: { filter: Filter; onFilter(change: Narrow): void }) {
  const i18n = useI18n();
  const active = NARROWING.filter((key) => filter[key]);
  if (active.length === 0) return null;
  return (
    <div className={classes.chips} role="group" aria-label={i18n.t("filter.active")}>
      {active.map((key) => {
        const words = chipWords(filter, key, i18n);
        return (
          <Pill
            key={key}
            size="md"
            withRemoveButton
            onRemove={() => onFilter({ [key]: undefined })}
            removeButtonProps={{
              "aria-label": i18n.t("filter.remove", { what: words }),
              "aria-hidden": false,
              tabIndex: 0,
            }}
          >
            {words}
          </Pill>
        );
      })}
    </div>
  );
}

function chipWords(
  filter: Filter,
  key: (typeof NARROWING)[number],
  { t, name, format, failure }: I18n,
): string {
  switch (key) {
    case "type":
      return name("type", filter.type ?? "");
    case "source":
      return filter.source ? t(`source.${filter.source}`) : "";
    case "warned":
      return t("filter.warned");
    case "code":
      return failure({ code: filter.code ?? "", class: "terminal", message: filter.code ?? "", hint: "" })
        .message;
    case "folder":
    case "party":
      return `${t(`filter.${key}`)}: ${filter[key]}`;
    default:
      return `${t(`filter.${key}`)} ${format.date(filter[key] ?? "")}`;
  }
}
