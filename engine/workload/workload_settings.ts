/**
 * What a file asks for beside its processes.
 *
 * @module
 */

/**
 * How a file asks to be simulated, where nothing else is said.
 *
 * @category Workloads
 */
export interface WorkloadSettings {
  /** Ticks. */
  readonly quantum?: number;
  /** The policy as the file names it. */
  readonly policy?: string;
}
