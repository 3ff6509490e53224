// The fair-share scheduler (Henry 1984; Stallings, section 9.2): decayed usage of processes and of their groups.

import { DecayUsage } from "../decay_usage";

// @ts-ignore: decorator
@unmanaged @final
export class Fss extends DecayUsage {}
