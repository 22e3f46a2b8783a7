import { Kbd, Modal, Table } from "@mantine/core";
import { Fragment, useMemo } from "react";
import type { ActionGroup } from "@/actions/action";
import { aliveActions } from "@/actions/alive";
import { actionGroups } from "@/actions/all";
import { desktopActions } from "@/actions/desktop";
import { globalActions } from "@/actions/global";
import { caps } from "@/actions/keys";
import { useI18n } from "@/i18n";
import classes from "./HelpSheet.module.css";

/** All groups of keys: of the page that is open, of every page, of the others. */
function sorted(): ActionGroup[] {
  const alive = new Set(aliveActions().map(({ action }) => action.id));
  const rank = ({ actions }: ActionGroup) => {
    if (actions === globalActions || actions === desktopActions) return 1;
    return actions.some(({ id }) => alive.has(id)) ? 0 : 2;
  };
  return actionGroups.toSorted((a, b) => rank(a) - rank(b));
}

/** The sheet of keys, made from the actions themselves. */
export function HelpSheet({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useI18n();
  const groups = useMemo(() => (opened ? sorted() : actionGroups), [opened]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("help.title")}
      size={940}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={classes.columns}>
        {groups.map((group) => (
          <Table key={group.title} withRowBorders={false} verticalSpacing={3} className={classes.group}>
            <Table.Caption className={classes.caption}>{t(group.title)}</Table.Caption>
            <Table.Tbody>
              {group.actions
                .filter((action) => action.keys.length > 0 || action.shown)
                .map((action) => (
                  <Table.Tr key={action.id}>
                    <Table.Th scope="row" fw={400}>
                      {t(action.label)}
                    </Table.Th>
                    <Table.Td className={classes.keys}>
                      {action.shown ? (
                        <Kbd size="xs">{t(action.shown)}</Kbd>
                      ) : (
                        <Keys bindings={action.keys} />
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        ))}
      </div>
    </Modal>
  );
}

function Keys({ bindings }: { bindings: readonly string[] }) {
  return bindings.map((binding, i) => (
    <Fragment key={binding}>
      {i > 0 && <span className={classes.or}>/</span>}
      {caps(binding).map((cap) => (
        <Kbd key={cap} size="xs">
          {cap}
        </Kbd>
      ))}
    </Fragment>
  ));
}
