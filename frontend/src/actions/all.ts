import type { ActionGroup } from "./action";
import { documentActions } from "./document";
import { globalActions } from "./global";
import { gridActions } from "./grid";
import { inboxActions } from "./inbox";
import { reviewActions } from "./review";
import { tokenActions } from "./tokens";
import { auditActions, backupActions, retentionActions } from "./upkeep";
import { webhookActions } from "./webhooks";

/** Every action there is, in the order the help sheet shows them. */
export const actionGroups: readonly ActionGroup[] = [
  { title: "help.global", actions: globalActions },
  { title: "help.inbox", actions: inboxActions },
  { title: "help.document", actions: documentActions },
  { title: "help.webhook", actions: webhookActions },
  { title: "help.token", actions: tokenActions },
  { title: "help.upkeep", actions: [...backupActions, ...retentionActions, ...auditActions] },
  { title: "help.review", actions: reviewActions },
  { title: "help.grid", actions: gridActions },
];
