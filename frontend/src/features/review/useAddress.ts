import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * Keeps document and field in the address, and follows the address when it names
 * another field. The address is written when the page has been drawn: what a
 * person waits for comes first.
 */
export function useAddress(id: string, field: string | null, onField: (name: string) => void): void {
  const at = useParams({ from: "/review/$id" }).id;
  const search = useSearch({ from: "/review/$id" });
  const navigate = useNavigate();
  const here = at === id;
  const written = useRef(here ? search.field : undefined);
  // What was written comes back a little later, and is then no wish of anybody's.
  const mine = useRef<(string | undefined)[]>([]);
  const follow = useRef(onField);
  follow.current = onField;
  useEffect(() => {
    const echo = mine.current.indexOf(search.field);
    if (echo >= 0) mine.current.splice(0, echo + 1);
    if (!here || echo >= 0 || search.field === written.current) return;
    written.current = search.field;
    if (search.field) follow.current(search.field);
  }, [here, search.field]);
  useEffect(() => {
    const wanted = field ?? undefined;
    if (here && wanted === written.current) return;
    const drawn = setTimeout(() => {
      written.current = wanted;
      mine.current.push(wanted);
      void navigate({ to: "/review/$id", params: { id }, search: field ? { field } : {}, replace: here });
    }, AFTER);
    return () => clearTimeout(drawn);
  }, [field, id, here, navigate]);
}

/** Milliseconds until a frame has been drawn on the slowest screen. */
const AFTER = 40;
