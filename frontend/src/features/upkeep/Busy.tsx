import { Loader } from "@mantine/core";

/** Something under way, said in words. */
export function Busy({ words }: { words: string }) {
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      <Loader size={14} aria-hidden />
      {words}
    </span>
  );
}
