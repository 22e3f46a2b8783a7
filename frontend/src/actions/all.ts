import type { ActionGroup } from "./action";
import { documentActions } from "./document";
import { globalActions } from "./global";
import { inboxActions } from "./inbox";

/** Every action there is, in the order the help sheet shows them. */
export const actionGroups: readonly ActionGroup[] = [
  { title: "help.global", actions: globalActions },
  { title: "help.inbox", actions: inboxActions },
  { title: "help.document", actions: documentActions },
];
