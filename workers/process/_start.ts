/**
 * What a process that starts another sends to it.
 *
 * @module
 */

import type { Birth } from "../core/_tree.ts";

/** The first message to a worker, and the only one. */
export interface Start {
  birth: Birth;
  /** The module to import. */
  module: string;
  /** What to call, or the subclass to run: the name of an export, or a signed name (`core/_signed_name.ts`). */
  name: string;
  /** The same as it is exported, and the text of what was handed over; null where it was named. */
  own: { name: string; text: string } | null;
  subclass: boolean;
  /** A message with arguments or fields (`encodeShared`), or 0; and whether there are no handles in it. */
  message: number;
  plain: boolean;
}

/** The same for a process of the system, as JSON in shared memory: without what only threads of one program can give each other. */
export interface SystemStart extends Omit<Start, "birth"> {
  birth: Omit<Birth, "memory" | "module" | "authKey" | "pid">;
  /** In base64. */
  authKey: string;
  system: {
    mainModule: string;
    niceness?: number;
    /** Whether the user's code may use it. */
    ffi: boolean;
  };
}
