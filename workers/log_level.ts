/**
 * The levels of the log.
 *
 * @module
 */

/**
 * How grave something is that the log tells.
 *
 * @example
 * ```ts
 * import { getLogger, type LogLevel, logToStderr } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const level: LogLevel = "warning";
 * logToStderr(level);
 * assertEquals(getLogger().level, level);
 * getLogger().level = null;
 * ```
 * @category Processes
 */
export type LogLevel = "debug" | "info" | "warning" | "error";

/** The levels, from the slightest to the gravest. */
export const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warning", "error"];
