import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// One browser against one running program: the tests tell one story in order.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["**/*.e2e.ts"],
    fileParallelism: false,
    sequence: { shuffle: false },
    bail: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
