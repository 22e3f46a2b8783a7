import type { ActionGroup } from "./action";
import { desktopActions } from "./desktop";
import { documentActions } from "./document";
import { exportActions } from "./export";
import { folderActions } from "./folders";
import { globalActions } from "./global";
import { gridActions } from "./grid";
import { inboxActions } from "./inbox";
import { papersActions } from "./papers";
import { reviewActions } from "./review";
import { sensitiveActions } from "./sensitive";
import { togetherActions } from "./together";
import { tokenActions } from "./tokens";
import { typeActions, typesActions } from "./types";
import { auditActions, backupActions, retentionActions } from "./upkeep";
import { webhookActions } from "./webhooks";

/** Every action there is, in the order the help sheet shows them. */
export const actionGroups: readonly ActionGroup[] = [
  { title: "help.global", actions: globalActions },
  { title: "help.desktop", actions: desktopActions },
  { title: "help.inbox", actions: inboxActions },
  { title: "help.document", actions: documentActions },
  { title: "help.export", actions: exportActions },
  { title: "help.folder", actions: folderActions },
  { title: "help.webhook", actions: webhookActions },
  { title: "help.token", actions: tokenActions },
  { title: "help.types", actions: typesActions },
  { title: "help.type", actions: typeActions },
  {
    title: "help.upkeep",
    actions: [...backupActions, ...retentionActions, ...auditActions, ...sensitiveActions],
  },
  { title: "help.review", actions: [...papersActions, ...reviewActions] },
  { title: "help.grid", actions: gridActions },
  { title: "help.together", actions: togetherActions },
];
