import { Button, CopyButton, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { downloadBlob } from "@/lib/download";
import { useRaw } from "@/queries/library";
import { Loaded } from "@/ui/Loaded";
import frame from "./DocumentPage.module.css";
import classes from "./FieldPanel.module.css";

/** The document's text, or what the engine itself said of the page in sight. */
export function TextPanel({ document, page }: { document: Document; page: number }) {
  const { t } = useI18n();
  const [shown, setShown] = useState("text");
  return (
    <>
      <SegmentedControl
        size="xs"
        m="sm"
        aria-label={t("document.textOrRaw")}
        data={[
          { value: "text", label: t("document.text") },
          { value: "raw", label: t("document.raw", { page }) },
        ]}
        value={shown}
        onChange={setShown}
      />
      {shown === "raw" ? (
        <Raw document={document} page={page} />
      ) : document.text ? (
        <Copied text={document.text} />
      ) : (
        <Text className={classes.nothing}>{t("document.noText")}</Text>
      )}
    </>
  );
}

function Raw({ document, page }: { document: Document; page: number }) {
  const { t } = useI18n();
  const raw = useRaw(document, page);
  return (
    <Loaded query={raw}>
      {(text) =>
        text ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              ml="sm"
              onClick={() =>
                downloadBlob(
                  new Blob([text], { type: "text/tab-separated-values" }),
                  `${document.file.name}-${page}.tsv`,
                )
              }
            >
              {t("document.rawDownload")}
            </Button>
            <Copied text={text} />
          </>
        ) : (
          <Text className={classes.nothing}>{t("document.noRaw")}</Text>
        )
      }
    </Loaded>
  );
}

/** A text with a button that copies it. */
export function Copied({ text }: { text: string }) {
  const { t } = useI18n();
  return (
    <div className={frame.copied}>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" className={frame.copy} onClick={copy}>
            {copied ? t("common.copied") : t("common.copy")}
          </Button>
        )}
      </CopyButton>
      <pre className={classes.text}>{text}</pre>
    </div>
  );
}
