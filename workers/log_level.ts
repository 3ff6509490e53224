/**
 * The levels of the log.
 *
 * @module
 */

/**
 * How grave something is that the log tells.
 *
 * @category Processes
 */
export type LogLevel = "debug" | "info" | "warning" | "error";

/** The levels, from the slightest to the gravest. */
export const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warning", "error"];
