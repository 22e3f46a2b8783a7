import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The measures of the review: with documents drawn here, and with sixty real
// receipts where DESKCLERK_UX_PACK names their truth pack.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  test: {
    environment: "node",
    include: ["review.e2e.ts", "sixty.ux.ts"],
    fileParallelism: false,
    sequence: { shuffle: false },
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
