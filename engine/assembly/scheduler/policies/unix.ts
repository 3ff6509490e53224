// Traditional UNIX scheduling (System V Release 3, 4.3BSD in outline; Bach 1986, Stallings, section 9.3): decayed usage.

import { DecayUsage } from "../decay_usage";

// @ts-ignore: decorator
@unmanaged @final
export class Unix extends DecayUsage {}
