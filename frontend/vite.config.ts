import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The address of a running `deskclerk serve`, for `npm run dev`.
const backend = process.env.DESKCLERK_ADDR ?? "http://127.0.0.1:7411";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": backend, "/open": backend } },
  // One origin serves everything, so nothing is inlined that a strict content
  // security policy would refuse.
  build: { assetsInlineLimit: 0, target: "es2022", reportCompressedSize: false, chunkSizeWarningLimit: 1200 },
  test: {
    restoreMocks: true,
    testTimeout: 20_000,
    // A document to draw on takes longer to make than most tests of plain code.
    projects: [
      {
        extends: true,
        test: {
          name: "code",
          environment: "node",
          isolate: false,
          include: ["src/**/*.test.ts"],
          setupFiles: ["src/test/words.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          environment: "jsdom",
          include: ["src/**/*.test.tsx"],
          setupFiles: ["src/test/words.ts", "src/test/page.ts"],
        },
      },
    ],
  },
});
