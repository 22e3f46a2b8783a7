import type { FieldAcceptance } from "@/api/library";

/** What decides whether a field is shown, as the settings hold it. */
export interface Policy {
  target: number;
  targets: Readonly<Record<string, number>>;
  thresholds: Readonly<Record<string, number>>;
  always: readonly string[];
  unneeded: readonly string[];
}

/** How one field is decided: as all are, by a target of its own, by a confidence, or not at all. */
export type Mode =
  | { kind: "usual" }
  | { kind: "target"; target: number }
  | { kind: "threshold"; at: number }
  | { kind: "unneeded" };

export function modeOf(policy: Policy, field: string): Mode {
  if (policy.unneeded.includes(field)) return { kind: "unneeded" };
  const at = policy.thresholds[field];
  if (at !== undefined) return { kind: "threshold", at };
  const target = policy.targets[field];
  if (target !== undefined) return { kind: "target", target };
  return { kind: "usual" };
}

/** The confidence under which the field is shown. Between two known targets the stricter one counts. */
export function thresholdOf(field: FieldAcceptance, targets: readonly number[], mode: Mode, usual: number) {
  if (mode.kind === "threshold") return mode.at;
  const target = mode.kind === "target" ? mode.target : usual;
  const strict = targets.findIndex((t) => t <= target + 1e-9);
  const at = strict < 0 ? targets.length - 1 : strict;
  return field.thresholds[at] ?? 1;
}

/** What a threshold would have let through of the user's own values. */
export function acceptedAt(field: FieldAcceptance, threshold: number) {
  let values = 0;
  let accepted = 0;
  let wrong = 0;
  for (const step of field.steps ?? []) {
    values += step.values;
    if (step.from + 0.01 <= threshold + 1e-9) continue;
    accepted += step.values;
    wrong += step.wrong;
  }
  return { values, accepted, wrong };
}

/** The policy with another mode for a field; null where a map or list is empty, so that its default holds. */
export function withMode(policy: Policy, field: string, mode: Mode): Record<string, unknown> {
  const { [field]: _, ...targets } = policy.targets;
  const { [field]: __, ...thresholds } = policy.thresholds;
  const put = (map: Readonly<Record<string, number>>) => (Object.keys(map).length > 0 ? map : null);
  return {
    "review.targets": put(mode.kind === "target" ? { ...targets, [field]: mode.target } : targets),
    "review.thresholds": put(mode.kind === "threshold" ? { ...thresholds, [field]: mode.at } : thresholds),
    "review.unneeded": withOrWithout(policy.unneeded, field, mode.kind === "unneeded"),
  };
}

/** The settings of the fields that are always shown, with one more or one less. */
export function withAlways(policy: Policy, field: string, shown: boolean): Record<string, unknown> {
  return { "review.always": withOrWithout(policy.always, field, shown) };
}

function withOrWithout(list: readonly string[], field: string, there: boolean): string[] | null {
  const others = list.filter((f) => f !== field);
  const all = there ? [...others, field].sort() : others;
  return all.length > 0 ? all : null;
}
