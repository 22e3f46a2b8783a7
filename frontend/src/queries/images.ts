import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError, failureFrom } from "@/api/errors";
import { apiURL, authHeaders, type Session } from "@/api/session";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { keys } from "./keys";

/** A page's picture: an address an <img> can load. */
export interface PageImage {
  src: string | undefined;
  failed: boolean;
}

/**
 * The picture of a page, `width` pixels wide. The browser's cookie opens it
 * directly; the window fetches it with its token and shows the blob.
 */
export function usePageImage(id: string, page: number, width: number, attempt: number): PageImage {
  const { session } = useApi();
  const address = pictureURL(session, id, page, width, attempt);
  return usePicture(session, address, keys.image(id, page, width, attempt));
}

/** The picture at an address of the API. */
export function usePicture(session: Session, address: string, queryKey: readonly unknown[]): PageImage {
  const fetched = useQuery({ ...blobQuery(session, address, queryKey), enabled: session.token !== null });
  const blob = useObjectURL(fetched.data);
  if (session.token === null) return { src: address, failed: false };
  return { src: blob, failed: fetched.isError };
}

const pictureURL = (session: Session, id: string, page: number, width: number, attempt: number) =>
  apiURL(session, `/documents/${id}/pages/${page}/image`, { width, attempt });

function blobQuery(session: Session, address: string, queryKey: readonly unknown[]) {
  return {
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const response = await fetch(address, {
        headers: authHeaders(session),
        credentials: "omit",
        signal,
      });
      if (!response.ok) throw new ApiError(response.status, failureFrom(response.status, null));
      return response.blob();
    },
  };
}

const STEPS = [800, 1200, 1600, 2400];

/** The width of picture a page is reviewed with: what the scan has, as far as a screen can use it. */
export function reviewWidth(document: Document, page: number): number {
  const scan = document.pages.find((p) => p.number === page)?.width ?? 0;
  return STEPS.find((step) => step >= scan) ?? 2400;
}

/** Pictures fetched ahead, kept so that the browser keeps them decoded. */
const ahead: HTMLImageElement[] = [];
const MOST_AHEAD = 6;

/** Fetches the picture that the review of a page will ask for. */
export function prefetchPage(client: QueryClient, session: Session, document: Document, page: number): void {
  const attempt = document.attempt?.number ?? 0;
  const width = reviewWidth(document, page);
  const address = pictureURL(session, document.id, page, width, attempt);
  if (session.token !== null) {
    const key = keys.image(document.id, page, width, attempt);
    void client.prefetchQuery(blobQuery(session, address, key));
    return;
  }
  const src = new URL(address, window.location.href).href;
  if (ahead.some((image) => image.src === src)) return;
  const image = new Image();
  image.src = src;
  void image.decode?.().catch(() => {}); // the page itself will say so
  ahead.push(image);
  if (ahead.length > MOST_AHEAD) ahead.shift();
}

/** Addresses of blobs, each made once however many pictures show it. */
const addresses = new Map<Blob, { url: string; users: number }>();

function useObjectURL(blob: Blob | undefined): string | undefined {
  const [url, setURL] = useState<string>();
  useEffect(() => {
    if (!blob) return setURL(undefined);
    const shared = addresses.get(blob) ?? { url: URL.createObjectURL(blob), users: 0 };
    shared.users++;
    addresses.set(blob, shared);
    setURL(shared.url);
    return () => {
      if (--shared.users > 0) return;
      addresses.delete(blob);
      URL.revokeObjectURL(shared.url);
    };
  }, [blob]);
  return url;
}
