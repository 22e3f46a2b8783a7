import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What a person waits for with ten thousand documents; `make scale` fills them in.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["scale.ux.ts"],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
