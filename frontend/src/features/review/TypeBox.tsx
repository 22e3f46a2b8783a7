import { Textarea, TextInput } from "@mantine/core";
import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useState } from "react";
import { useI18n } from "@/i18n";
import { isZone } from "@/lib/fields";
import zone from "@/ui/Zone.module.css";
import type { Refusal } from "./useCapture";

interface Props {
  name: string;
  value: string;
  refusal: Refusal | null;
  onTyped(text: string): void;
  onCancel(): void;
}

type Typed = HTMLInputElement | HTMLTextAreaElement;

/** Where a value is typed; what was refused stands there with the reason. */
export function TypeBox({ name: key, value, refusal, onTyped, onCancel }: Props) {
  const { t, name, failure } = useI18n();
  const [text, setText] = useState(refusal?.text || value);
  const said = refusal && failure(refusal.failure);
  const Box = isZone(key) ? Textarea : TextInput; // lines stay lines
  return (
    <Box
      autoFocus
      classNames={isZone(key) ? { root: zone.box, input: zone.input } : undefined}
      size="sm"
      aria-label={t("review.typeLabel", { field: name("field", key) })}
      description={said ? undefined : t("review.typeHint")}
      error={said ? said.detail || said.message : undefined}
      inputWrapperOrder={["input", "error", "description"]}
      value={text}
      onFocus={(event: FocusEvent<Typed>) => event.currentTarget.select()}
      onChange={(event: ChangeEvent<Typed>) => setText(event.currentTarget.value)}
      onKeyDown={(event: KeyboardEvent<Typed>) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter" && !event.shiftKey) {
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
