import type { ActionGroup } from "./action";
import { documentActions } from "./document";
import { globalActions } from "./global";
import { gridActions } from "./grid";
import { inboxActions } from "./inbox";
import { reviewActions } from "./review";
import { tokenActions } from "./tokens";
import { typeActions, typesActions } from "./types";
import { webhookActions } from "./webhooks";

/** Every action there is, in the order the help sheet shows them. */
export const actionGroups: readonly ActionGroup[] = [
  { title: "help.global", actions: globalActions },
  { title: "help.inbox", actions: inboxActions },
  { title: "help.document", actions: documentActions },
  { title: "help.webhook", actions: webhookActions },
  { title: "help.token", actions: tokenActions },
  { title: "help.types", actions: typesActions },
  { title: "help.type", actions: typeActions },
  { title: "help.review", actions: reviewActions },
  { title: "help.grid", actions: gridActions },
];
