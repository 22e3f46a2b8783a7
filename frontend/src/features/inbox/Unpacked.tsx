import { CloseButton, Text } from "@mantine/core";
import { type MessageKey, useI18n } from "@/i18n";
import classes from "./Strips.module.css";
import type { Upload } from "./uploads";

/** The reasons that have words of their own. */
const REASONS: Readonly<Record<string, Extract<MessageKey, `upload.passed.${string}`>>> = {
  hidden: "upload.passed.hidden",
  link: "upload.passed.link",
  unsupported: "upload.passed.unsupported",
  text: "upload.passed.text",
  inline_image: "upload.passed.inline_image",
  nested: "upload.passed.nested",
  empty: "upload.passed.empty",
};

/** What became of a ZIP or mail: how many documents, and which files were left in it, and why. */
export function Unpacked({ upload, onDismiss }: { upload: Upload; onDismiss(): void }) {
  const { t, failure } = useI18n();
  const inside = upload.inside ?? { documents: 0, passedOver: [], failed: [] };
  const counts = [t("upload.unpacked", { name: upload.name, count: inside.documents })];
  if (inside.passedOver.length > 0) counts.push(t("upload.passedOver", { count: inside.passedOver.length }));
  if (inside.failed.length > 0) counts.push(t("upload.notTaken", { count: inside.failed.length }));
  const left = [
    ...inside.passedOver.map(({ name, why }) => {
      const key = REASONS[why];
      return `${name} (${key ? t(key) : why})`;
    }),
    ...inside.failed.map(({ name, failure: f }) => `${name} (${failure(f).message})`),
  ];
  return (
    <li className={classes.note} data-tone={inside.failed.length > 0 ? "failed" : undefined}>
      <Text size="sm" className={classes.text} title={left.join("\n")}>
        {counts.join(", ")}
        {left.length > 0 && <span className={classes.hint}> · {left.join(", ")}</span>}
      </Text>
      <CloseButton size="sm" aria-label={`${t("common.dismiss")}: ${upload.name}`} onClick={onDismiss} />
    </li>
  );
}
