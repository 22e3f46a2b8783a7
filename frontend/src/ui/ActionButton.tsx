import { Button, type ButtonProps } from "@mantine/core";
import type { Action } from "@/actions/action";
import { useI18n } from "@/i18n";

interface Props<C> extends ButtonProps {
  actions: readonly Action<C>[];
  id: string;
  context: C;
  "aria-pressed"?: boolean;
}

/** A button for one of a page's actions; nothing where it does not apply. */
export function ActionButton<C>({ actions, id, context, ...rest }: Props<C>) {
  const { t } = useI18n();
  const action = actions.find((a) => a.id === id);
  if (!action?.when(context)) return null;
  return (
    <Button variant="default" {...rest} onClick={() => void action.run(context)}>
      {t(action.label)}
    </Button>
  );
}
