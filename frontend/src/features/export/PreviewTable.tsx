import { Link } from "@tanstack/react-router";
import type { ExportPreview } from "@/api/exports";
import { useI18n } from "@/i18n";
import classes from "./Export.module.css";

const number = (kind: string) => kind === "money" || kind === "number";

/** The first rows as the file has them; the number in front leads to the document. */
export function PreviewTable({ preview }: { preview: ExportPreview }) {
  const { t } = useI18n();
  if (preview.columns.length === 0) return null;
  return (
    <div className={classes.table} role="region" aria-label={t("export.rowsShown")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("export.openDocument")}</span>
            </th>
            {preview.columns.map((column, i) => (
              <th key={i} scope="col" data-number={number(column.kind) || undefined}>
                {column.header || "–"}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, i) => (
            <tr key={i}>
              <th scope="row">
                <Link
                  to="/documents/$id"
                  params={{ id: row.document_id }}
                  aria-label={t("export.openRow", { row: i + 1 })}
                >
                  {i + 1}
                </Link>
              </th>
              {row.cells.map((cell, j) => (
                <td key={j} data-number={number(preview.columns[j]?.kind ?? "") || undefined} title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
          {preview.rows.length === 0 && (
            <tr>
              <td colSpan={preview.columns.length + 1} className={classes.none}>
                {t("export.noRows")}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
