import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A machine with other work to do is no fault of a page.
configure({ asyncUtilTimeout: 5_000 });

// What a browser has and the test's document lacks.
Object.defineProperty(window, "matchMedia", {
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }),
});
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// Lists that only draw the rows in sight need a height, and rows one of theirs.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { get: () => 800 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { get: () => 1200 });
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { get: () => 40 });
Object.defineProperty(HTMLElement.prototype, "offsetWidth", { get: () => 1200 });
Element.prototype.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
