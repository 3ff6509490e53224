/**
 * The theme of charts: what a person chose, what the screen is like, or the colours that the system insists on.
 *
 * @module
 */

import { useEffect, useState } from "preact/hooks";
import type { ChartThemeName } from "./theme.ts";

const DARK = "(prefers-color-scheme: dark)";
const FORCED = "(forced-colors: active)";

function themeNow(chosen: "auto" | "light" | "dark"): ChartThemeName {
  if (matchMedia(FORCED).matches) return "forced";
  if (chosen !== "auto") return chosen;
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** The theme, followed while it changes. */
export function useChartTheme(chosen: "auto" | "light" | "dark"): ChartThemeName {
  const [, changed] = useState(0);
  useEffect(() => {
    const lists = [DARK, FORCED].map((query) => matchMedia(query));
    const onChange = () => changed((count) => count + 1);
    for (const list of lists) list.addEventListener("change", onChange);
    return () => lists.forEach((list) => list.removeEventListener("change", onChange));
  }, []);
  return themeNow(chosen);
}
