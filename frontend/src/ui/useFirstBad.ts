import { type RefObject, useEffect, useRef } from "react";
import { failureOf } from "@/api/errors";

const FOCUSABLE = "input:not(:disabled):not([type=hidden]), textarea:not(:disabled)";

/**
 * Leads to what is wrong in a form: after a try that the form itself stopped to
 * the first field that it marks, after a refusal by the server to the field that
 * answers for it. A field says so with `data-answers`, the names of sentences
 * (without `detail.`) and codes; where none does, the verb has the focus again.
 *
 * @param tries how often the person tried to save
 * @param refused what the server threw at the last try
 */
export function useFirstBad<Form extends HTMLElement = HTMLFormElement>(
  tries: number,
  refused: unknown,
): RefObject<Form | null> {
  const form = useRef<Form>(null);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  useEffect(() => {
    if (!refused || !form.current) return;
    const { code, sentence } = failureOf(refused);
    const key = sentence?.key.replace(/^detail\./, "");
    const spots = [...form.current.querySelectorAll<HTMLElement>("[data-answers]")];
    const answering = (name: string | undefined) =>
      name ? spots.find((spot) => spot.dataset.answers?.split(" ").includes(name)) : undefined;
    const spot = answering(key) ?? answering(code);
    const field = spot?.matches(FOCUSABLE) ? spot : spot?.querySelector<HTMLElement>(FOCUSABLE);
    (field ?? form.current.querySelector<HTMLElement>("[type=submit]"))?.focus();
  }, [refused]);
  return form;
}
