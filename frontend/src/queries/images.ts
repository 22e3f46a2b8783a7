import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError, failureFrom } from "@/api/errors";
import { apiURL, authHeaders } from "@/api/session";
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
  const address = apiURL(session, `/documents/${id}/pages/${page}/image`, { width, attempt });
  const fetched = useQuery({
    queryKey: keys.image(id, page, width, attempt),
    enabled: session.token !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async ({ signal }) => {
      const response = await fetch(address, { headers: authHeaders(session), credentials: "omit", signal });
      if (!response.ok) throw new ApiError(response.status, failureFrom(response.status, null));
      return response.blob();
    },
  });
  const blob = useObjectURL(fetched.data);
  if (session.token === null) return { src: address, failed: false };
  return { src: blob, failed: fetched.isError };
}

function useObjectURL(blob: Blob | undefined): string | undefined {
  const [url, setURL] = useState<string>();
  useEffect(() => {
    if (!blob) return setURL(undefined);
    const made = URL.createObjectURL(blob);
    setURL(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
