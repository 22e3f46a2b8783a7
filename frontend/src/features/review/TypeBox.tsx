import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "@/i18n";
import type { Refusal } from "./useCapture";

interface Props {
  name: string;
  value: string;
  refusal: Refusal | null;
  onTyped(text: string): void;
  onCancel(): void;
}

/** Where a value is typed; what was refused stands there with the reason. */
export function TypeBox({ name: key, value, refusal, onTyped, onCancel }: Props) {
  const { t, name, failure } = useI18n();
  const [text, setText] = useState(refusal?.text || value);
  const said = refusal && failure(refusal.failure);
  return (
    <TextInput
      autoFocus
      size="sm"
      aria-label={t("review.typeLabel", { field: name("field", key) })}
      description={said ? undefined : t("review.typeHint")}
      error={said ? refusal.failure.detail || said.message : undefined}
      inputWrapperOrder={["input", "error", "description"]}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") {
          if (!(event.ctrlKey || event.metaKey)) event.preventDefault();
          onTyped(text);
        } else if (event.key === "Escape") {
          event.preventDefault();
          onCancel();
        }
      }}
    />
  );
}
