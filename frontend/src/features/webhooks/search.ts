import type { DeliveryState } from "@/api/types";

/** The groups by which deliveries are looked at. */
export const SHOWN = ["all", "delivered", "waiting", "failed"] as const;
export type Shown = (typeof SHOWN)[number];

const STATES: Readonly<Record<Shown, readonly DeliveryState[] | undefined>> = {
  all: undefined,
  delivered: ["completed"],
  waiting: ["available", "running", "retryable"],
  failed: ["discarded", "cancelled"],
};

/** The states a group stands for; undefined for all. */
export const statesOf = (shown: Shown): DeliveryState[] | undefined =>
  STATES[shown] && [...(STATES[shown] ?? [])];

/** What the address holds of an endpoint's log; the usual is left out. */
export interface DeliverySearch {
  show?: Shown;
  type?: string;
  delivery?: string;
}

/** Reads it from an address, whatever that holds. */
export function deliverySearch(search: Record<string, unknown>): DeliverySearch {
  const show = SHOWN.find((s) => s === search.show && s !== "all");
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const type = text(search.type);
  const delivery = text(search.delivery);
  return { ...(show && { show }), ...(type && { type }), ...(delivery && { delivery }) };
}
