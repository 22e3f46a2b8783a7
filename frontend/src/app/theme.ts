import { createTheme, type MantineColorsTuple } from "@mantine/core";

// One accent, a petrol that stays legible on white and on near-black.
const accent: MantineColorsTuple = [
  "#e9f6f6",
  "#d3eaeb",
  "#a7d5d7",
  "#78bfc2",
  "#52acb0",
  "#3a9fa4",
  "#1f7c82",
  "#12646b",
  "#0d555b",
  "#06454a",
];

const red: MantineColorsTuple = [
  "#fdeeec",
  "#f8dad6",
  "#efb3ab",
  "#e6897d",
  "#de6656",
  "#d9503e",
  "#c93f2e",
  "#b23425",
  "#9c2b1e",
  "#7f2016",
];

// Neutral greys with the faintest cool cast.
const gray: MantineColorsTuple = [
  "#f8f9f9",
  "#f1f3f3",
  "#e6e9e9",
  "#d6dada",
  "#bcc2c3",
  "#959d9e",
  "#6a7273",
  "#4d5455",
  "#343a3b",
  "#212627",
];

const dark: MantineColorsTuple = [
  "#d5dada",
  "#b4baba",
  "#949b9c",
  "#6a7273",
  "#3f4647",
  "#2f3536",
  "#242a2b",
  "#1a1f20",
  "#141819",
  "#0e1112",
];

/** Measures, colours and type of the whole program; an 8-pixel rhythm. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, gray, dark, red },
  white: "#ffffff",
  black: "#1b2021",
  defaultRadius: 6,
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "16px", lg: "24px", xl: "32px" },
  headings: { fontWeight: "600" },
  components: {
    Anchor: { defaultProps: { underline: "always" } },
    Button: { styles: { label: { fontWeight: 500 } } },
    Drawer: { styles: { title: { fontWeight: 600, fontSize: 16 } } },
    // While a dialog fades away it still takes the keys, so it is soon gone.
    Modal: {
      defaultProps: { transitionProps: { duration: 80 } },
      styles: { title: { fontWeight: 600, fontSize: 16 } },
    },
  },
});
