import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Pictures of every page, for a person to look at.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["shots.dev.ts"],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
