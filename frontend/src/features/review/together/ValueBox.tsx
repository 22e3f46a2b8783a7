import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "@/i18n";
import classes from "./Together.module.css";
import type { Together, Typing } from "./useTogether";

interface Props {
  field: string;
  typing: Typing;
  together: Together;
}

/** Where a card's value is typed; what was refused stands there with the reason. */
export function ValueBox({ field, typing, together }: Props) {
  const { t, name, failure } = useI18n();
  const [text, setText] = useState(typing.text);
  const box = useRef<HTMLInputElement>(null);
  const begun = typing.text.length === 1; // by its first letter
  useEffect(() => {
    box.current?.focus();
    if (!begun) box.current?.select();
  }, [begun]);
  const said = typing.failure && failure(typing.failure);
  return (
    <div className={classes.box}>
      <TextInput
        ref={box}
        size="xs"
        aria-label={t("review.typeLabel", { field: name("field", field) })}
        error={said && (said.detail || said.message)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => together.type(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          // The rest of the screen is not meant while one value is typed.
          if (event.key !== "Escape" && !(event.ctrlKey && event.key === "k")) event.stopPropagation();
          if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            together.typed(text);
          } else if (event.key === "Escape") {
            event.preventDefault();
            together.type(null);
          }
        }}
      />
    </div>
  );
}
