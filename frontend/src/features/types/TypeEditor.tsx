import { Button, Switch, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { type TypeContext, typeActions } from "@/actions/types";
import { useActionKeys } from "@/actions/useActionKeys";
import type { Definition, Trial } from "@/api/defined";
import type { Box, Document } from "@/api/types";
import { PageHead } from "@/features/settings/PageHead";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useTypeAct } from "@/queries/defined";
import { useDocuments } from "@/queries/hooks";
import { documentsOf } from "@/queries/lists";
import { ActionButton } from "@/ui/ActionButton";
import { addField, changeField, removeField, requestOf, taught } from "./draft";
import { FieldRow } from "./FieldRow";
import { Rules } from "./Rules";
import { Sample } from "./Sample";
import { TableDefs } from "./TableDefs";
import { Trials } from "./Trials";
import classes from "./Types.module.css";

const MOST_TRIED = 20;

interface Props {
  start: Definition;
  taken: readonly string[];
  onDone(): void;
}

/** Fields on the left, the sample they are pointed at on the right, and what is found below. */
export function TypeEditor({ start, taken, onDone }: Props) {
  const { t } = useI18n();
  const act = useTypeAct();
  const [draft, setDraft] = useState<Definition>(start);
  const [target, setTarget] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [trials, setTrials] = useState<readonly Trial[] | null>(null);
  const documents = documentsOf(useDocuments({ tab: "all", q: "" }).data).filter(
    (d) => d.file.pages > 0 && !d.error,
  );
  const request = requestOf(draft, start.name ? [] : taken);

  const point = async (document: Document, page: number, box: Box) => {
    const lesson = await act(
      (types) => types.teach(document.id, page, box),
      (l) => (l.label ? t("type.taught", { label: l.label }) : t("type.taughtAlone")),
    );
    if (!lesson) return;
    const name = target ?? taught(draft, lesson, null).fields.at(-1)?.name ?? "";
    setValues((v) => ({ ...v, [name]: lesson.value }));
    setDraft((d) => taught(d, lesson, target));
    setTarget(null);
    if ((draft.keywords ?? []).length > 0) return;
    const keywords = await act((types) => types.keywords([document.id]));
    if (keywords) setDraft((d) => ((d.keywords ?? []).length > 0 ? d : { ...d, keywords }));
  };
  const test = async () => {
    if (!request) return;
    const ids = documents.slice(0, MOST_TRIED).map((d) => d.id);
    setTrials((await act((types) => types.test(request, ids))) ?? null);
  };
  const save = async () => {
    if (!request) return;
    const saved = await act(
      (types) => (start.name ? types.replace(request) : types.create(request)),
      (d) => t("type.saved", { title: d.title }),
    );
    if (saved) onDone();
  };
  const context: TypeContext = {
    back: onDone,
    save: () => void save(),
    test: () => void test(),
    ready: request !== null,
    testable: request !== null && documents.length > 0,
  };
  useActionKeys(typeActions, context);
  return (
    <>
      <PageHead title={start.title || t("type.new")}>
        <ActionButton actions={typeActions} id="type.back" context={context} />
        <ActionButton actions={typeActions} id="type.test" context={context} />
        <ActionButton actions={typeActions} id="type.save" context={context} variant="filled" />
      </PageHead>
      <div className={classes.editor}>
        <div className={classes.sample} style={{ position: "static", gap: 16 }}>
          <TextInput
            label={t("type.title")}
            description={t("type.titleHint")}
            value={draft.title}
            maxLength={200}
            required
            data-autofocus
            onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
          />
          <TagsInput
            label={t("type.keywords")}
            description={t("type.keywordsHint")}
            value={draft.keywords ?? []}
            onChange={(keywords) => setDraft({ ...draft, keywords })}
          />
          <Switch
            label={t("type.sensitive")}
            description={t("type.sensitiveHint")}
            checked={draft.sensitive ?? false}
            onChange={(event) => setDraft({ ...draft, sensitive: event.currentTarget.checked || undefined })}
          />
          <section aria-label={t("type.fields")} className={settings.card}>
            {draft.fields.length === 0 && <p className={settings.padded}>{t("type.noFields")}</p>}
            {draft.fields.map((field) => (
              <FieldRow
                key={field.name}
                field={field}
                value={values[field.name]}
                aimed={target === field.name}
                onChange={(more) => setDraft((d) => changeField(d, field.name, more))}
                onTeach={() => setTarget(target === field.name ? null : field.name)}
                onRemove={() => setDraft((d) => removeField(d, field.name))}
              />
            ))}
          </section>
          <Button
            variant="default"
            onClick={() => setDraft((d) => addField(d, `${t("type.ruleField")} ${d.fields.length + 1}`))}
          >
            {t("type.addField")}
          </Button>
          <TableDefs draft={draft} onChange={setDraft} />
          <Rules draft={draft} onChange={setDraft} />
        </div>
        <Sample
          documents={documents}
          target={target ? (draft.fields.find((f) => f.name === target)?.title ?? target) : null}
          onPoint={(document, page, box) => void point(document, page, box)}
        />
      </div>
      {trials && <Trials definition={draft} trials={trials} />}
    </>
  );
}
