import type { InsightField } from "@/api/library";
import { useI18n } from "@/i18n";
import classes from "./Insights.module.css";

/** Fields by how often a person had to correct them. */
export function FieldTable({ fields }: { fields: readonly InsightField[] }) {
  const { t, name, format } = useI18n();
  if (fields.length === 0) return null;
  return (
    <section className={classes.card} aria-labelledby="corrected">
      <div className={classes.cardHead}>
        <h2 id="corrected">{t("insights.fields")}</h2>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("insights.field")}</th>
            <th scope="col">{t("insights.type")}</th>
            <th scope="col" data-right>
              {t("insights.values")}
            </th>
            <th scope="col">{t("insights.unseen")}</th>
            <th scope="col" data-right>
              {t("insights.corrected")}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const [type = "", key = ""] = field.name.split(".");
            const share = field.values > 0 ? field.unseen / field.values : 0;
            return (
              <tr key={field.name}>
                <th scope="row">{name("field", key)}</th>
                <td className={classes.soft}>{name("type", type)}</td>
                <td data-right>{format.number(field.values)}</td>
                <td>
                  <span className={classes.meter} aria-hidden>
                    <i style={{ width: `${100 * share}%` }} />
                  </span>
                  {format.percent(share)}
                </td>
                <td data-right>{format.number(field.corrected)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
