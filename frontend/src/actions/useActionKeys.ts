import { useEffect, useRef } from "react";
import type { Action } from "./action";
import { addAlive } from "./alive";
import { matches, takesText } from "./keys";

/** Lets the keys of the actions work while the component is shown. */
export function useActionKeys<C>(actions: readonly Action<C>[], context: C): void {
  const current = useRef({ actions, context });
  useEffect(() => {
    current.current = { actions, context };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || inDialog || dialogIsOpen()) return;
      const { actions, context } = current.current;
      const typing = takesText(event.target);
      for (const action of actions) {
        if (typing && !action.inText) continue;
        const key = action.keys.find((binding) => matches(binding, event));
        if (key === undefined || ownKey(event) || !action.when(context)) continue;
        event.preventDefault();
        if (event.repeat && action.once) return;
        void action.run(context, key);
        return;
      }
    };
    window.addEventListener("keydown", onKeyDown);
    const removeAlive = addAlive(() => {
      const { actions, context } = current.current;
      return actions.map((action) => ({
        action,
        applies: action.when(context),
        run: () => void action.run(current.current.context),
      }));
    });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      removeAlive();
    };
  }, []);
}

/** Lists of choices stay in the document while they are closed, hidden by their style. */
const dialogIsOpen = () =>
  [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some(
    (element) => element.closest('[style*="display: none"]') === null,
  );

/** Enter and Space belong to a focused button, link, tab or box. */
function ownKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  if (event.ctrlKey || event.metaKey) return false;
  return (
    event.target instanceof HTMLElement &&
    event.target.closest("button, a, input, summary, [role=tab]") !== null
  );
}

/**
 * Whether a dialog was open when the key was pressed: one that Escape closes may
 * be gone by the time the key gets to us. Dialogs listen from when they are
 * mounted on, so this has to begin before any is.
 */
let inDialog = false;
window.addEventListener(
  "keydown",
  () => {
    inDialog = dialogIsOpen();
  },
  true,
);
