import { Tabs } from "@mantine/core";
import { useMemo } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import type { OrderedFields } from "@/lib/fields";
import frame from "./DocumentPage.module.css";
import { FieldPanel } from "./FieldPanel";
import { StoryPanel } from "./StoryPanel";
import { Copied, TextPanel } from "./TextPanel";
import type { Pointing } from "./usePointing";

interface Props {
  document: Document;
  fields: OrderedFields;
  page: number;
  pointing: Pointing;
}

/** The left side: fields, and behind them the text, the story and the result as it is stored. */
export function SidePanel({ document, fields, page, pointing }: Props) {
  const { t } = useI18n();
  return (
    <Tabs defaultValue="fields" keepMounted={false} className={frame.tabs}>
      <Tabs.List className={frame.tabList}>
        <Tabs.Tab value="fields">{t("document.fields")}</Tabs.Tab>
        <Tabs.Tab value="text">{t("document.text")}</Tabs.Tab>
        <Tabs.Tab value="story">{t("document.story")}</Tabs.Tab>
        <Tabs.Tab value="json">{t("document.json")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields" className={frame.panel} tabIndex={0}>
        <FieldPanel document={document} fields={fields} page={page} pointing={pointing} />
      </Tabs.Panel>
      <Tabs.Panel value="text" className={frame.panel} tabIndex={0}>
        <TextPanel document={document} page={page} />
      </Tabs.Panel>
      <Tabs.Panel value="story" className={frame.panel} tabIndex={0}>
        <StoryPanel document={document} />
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
