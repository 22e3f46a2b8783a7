import { createContext, useContext } from "react";
import type { Api } from "@/api/client";
import type { Uploads } from "@/features/inbox/uploads";

/** What the composition root hands to every part of the page. */
export interface Services {
  api: Api;
  uploads: Uploads;
}

const Context = createContext<Services | null>(null);

export const ServicesProvider = Context.Provider;

export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error("useServices needs a ServicesProvider");
  return services;
}

/** The calls of the API. */
export const useApi = (): Api => useServices().api;
