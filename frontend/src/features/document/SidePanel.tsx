import { Button, CopyButton, Tabs, Text } from "@mantine/core";
import { useMemo } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import type { OrderedFields } from "@/lib/fields";
import frame from "./DocumentPage.module.css";
import { FieldPanel } from "./FieldPanel";
import classes from "./FieldPanel.module.css";
import type { Pointing } from "./usePointing";

interface Props {
  document: Document;
  fields: OrderedFields;
  page: number;
  pointing: Pointing;
}

/** The left side: fields, and behind them the text and the result as it is stored. */
export function SidePanel({ document, fields, page, pointing }: Props) {
  const { t } = useI18n();
  return (
    <Tabs defaultValue="fields" keepMounted={false} className={frame.tabs}>
      <Tabs.List className={frame.tabList}>
        <Tabs.Tab value="fields">{t("document.fields")}</Tabs.Tab>
        <Tabs.Tab value="text">{t("document.text")}</Tabs.Tab>
        <Tabs.Tab value="json">{t("document.json")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields" className={frame.panel} tabIndex={0}>
        <FieldPanel document={document} fields={fields} page={page} pointing={pointing} />
      </Tabs.Panel>
      <Tabs.Panel value="text" className={frame.panel} tabIndex={0}>
        {document.text ? (
          <Copied text={document.text} />
        ) : (
          <Text className={classes.nothing}>{t("document.noText")}</Text>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="json" className={frame.panel} tabIndex={0}>
        <Json document={document} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Json({ document }: { document: Document }) {
  const text = useMemo(() => JSON.stringify(document, null, 2), [document]);
  return <Copied text={text} />;
}

function Copied({ text }: { text: string }) {
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
