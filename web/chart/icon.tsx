/**
 * Signs of buttons, drawn, since not every machine has a font with them.
 *
 * @module
 */

/** Paths in a square of 16. */
const PATHS = {
  zoomIn: "M8 3v10M3 8h10",
  zoomOut: "M3 8h10",
  fit: "M2 3v10M14 3v10M4.5 8h7M6.5 5.5L4 8l2.5 2.5M9.5 5.5L12 8l-2.5 2.5",
  left: "M10 3L5 8l5 5",
  right: "M6 3l5 5-5 5",
  first: "M4 3v10M13 3L7 8l6 5z",
  last: "M12 3v10M3 3l6 5-6 5z",
  back: "M11 3L5 8l6 5z",
  forward: "M5 3l6 5-6 5z",
  play: "M4 2.5l9 5.5-9 5.5z",
  pause: "M5 3v10M11 3v10",
} as const;

/** Those that are filled. */
const FILLED: readonly IconName[] = ["first", "last", "back", "forward", "play"];

/** The name of a sign. */
export type IconName = keyof typeof PATHS;

/** A sign, in the colour of the text around it. */
export function Icon({ name }: { readonly name: IconName }) {
  const fill = FILLED.includes(name) ? "currentColor" : "none";
  const stroke = { stroke: "currentColor", "stroke-width": name === "pause" ? 3 : 1.8 };
  return (
    <svg class="icon" viewBox="0 0 16 16" width={16} height={16} aria-hidden="true">
      <path d={PATHS[name]} fill={fill} stroke-linejoin="round" stroke-linecap="round" {...stroke} />
    </svg>
  );
}
