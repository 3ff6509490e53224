/**
 * The shown run as a picture for a slide.
 *
 * @module
 */

import { renderSvgGantt } from "../../pictures/svg/gantt.ts";
import type { Theme } from "../../pictures/svg/look.ts";
import type { Outcome } from "../outcome.ts";

/** Pixels of a PNG for each of the drawing's, so that it is sharp on a slide. */
const SCALE = 2;

/** The Gantt chart as SVG. */
export function ganttSvg(
  { result, picture, labels }: Outcome,
  { title, theme, patterns }: { readonly title: string; readonly theme: Theme; readonly patterns: boolean },
): string {
  const { options } = result;
  const cpus = options.cpus === 1 ? "1 CPU" : `${options.cpus} CPUs`;
  const subtitle = `${cpus} · switch-cost ${options.switchCost} · ties ${options.ties}`;
  return renderSvgGantt(result, picture, labels, { title, subtitle }, { theme, patterns });
}

/**
 * A drawing as PNG.
 *
 * @throws {Error} If the browser cannot draw it, such as one that is larger than its canvases.
 */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("Cannot draw the picture: it must be small enough for the browser's canvas");
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
