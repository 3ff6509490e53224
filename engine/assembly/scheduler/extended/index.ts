// What the host sees of the extended build: all of the default one, and the options and columns of the larger machine.

export * from "../index";
export {
  affinityAddress,
  affinityCount,
  affinityCpusAddress,
  executedAddress,
  groupAddress,
  groupCount,
  groupFactorAddress,
  groupQuotaAddress,
  groupUsedAddress,
  hasGroups,
  homeAddress,
  migrationsAddress,
  queuesPerCpu,
  ranOnAddress,
  speedAddress,
} from "./memory";
export { lockCeilingAddress } from "./memory";
export { lockByPriority, lockProtocol } from "./urgency";
export { migrationCount, throttleCount } from "../counters";
export { balancePeriod, stealing } from "./moving";
export { cacheWarmup, migrationCost, remainingOn } from "./progress";
export { placement, wakePlacement } from "./homes";
export { quotaPeriod } from "./groups";
