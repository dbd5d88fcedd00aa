// Colors of what canvases draw, for light and for dark; the page's other colors are in style/tokens.css.
import type { Group } from "./kinds.ts";

export interface Palette {
  groups: Record<Group, string>;
  /** Casing around symbols, so that neighbors stay apart. */
  casing: string;
  /** Inside of hollow symbols. */
  paper: string;
  selected: string;
  /** Brackets and slashes on symbols whose accounts contradict each other. */
  mark: string;
  town: { outline: string; unknown: string };
  area: { unknown: string; border: string; fresh: string; doubt: string };
  /** Front lines by age, the most recent first. */
  front: { halo: string; ages: readonly [string, string, string, string, string] };
  label: { ink: string; soft: string; water: string; halo: string; country: string };
  histogram: { strikes: string; others: string; grid: string; ink: string };
}

const light: Palette = {
  groups: {
    "air-strike": "#c2271d",
    shelling: "#dd7a00",
    explosion: "#b0417f",
    battle: "#2f3a4f",
    civilians: "#6b3fa0",
    protest: "#0d7f63",
    strategic: "#1f6fb5",
  },
  casing: "#fffdf8",
  paper: "#fffdf8",
  selected: "#111111",
  mark: "#111111",
  town: { outline: "#3c3a35", unknown: "#8b877c" },
  area: { unknown: "#a59c86", border: "#7d7565", fresh: "rgb(255 253 246 / 45%)", doubt: "#fffdf6" },
  front: { halo: "#fffdf8", ages: ["#c4007a", "#a32a76", "#83486f", "#6f6069", "#77736d"] },
  label: { ink: "#2e2b26", soft: "#6a655b", water: "#4d7690", halo: "#f6f2e8", country: "#837b6b" },
  histogram: { strikes: "#c2271d", others: "#8b8577", grid: "#d9d2c2", ink: "#5d584e" },
};

const dark: Palette = {
  groups: {
    "air-strike": "#ff6a57",
    shelling: "#ffab40",
    explosion: "#f08cc0",
    battle: "#c9d3e6",
    civilians: "#b794f0",
    protest: "#3fc79f",
    strategic: "#66b3f2",
  },
  casing: "#15181c",
  paper: "#1b1f24",
  selected: "#ffffff",
  mark: "#ffffff",
  town: { outline: "rgb(235 230 218 / 60%)", unknown: "#9a9a94" },
  area: { unknown: "#6f746f", border: "#8e8f8a", fresh: "rgb(255 255 255 / 15%)", doubt: "#14181b" },
  front: { halo: "#101316", ages: ["#ff6cc4", "#ee8cc8", "#d3a3c1", "#b5a9b1", "#98979a"] },
  label: { ink: "#e6e2d8", soft: "#a8a59c", water: "#7fa3ba", halo: "#1d2125", country: "#8d8a80" },
  histogram: { strikes: "#ff6a57", others: "#7d7f80", grid: "#33383d", ink: "#a8a59c" },
};

export function paletteFor(theme: "light" | "dark"): Palette {
  return theme === "dark" ? dark : light;
}
