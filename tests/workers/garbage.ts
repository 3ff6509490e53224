/**
 * The garbage collector, for tests of what is given back when nobody refers to it.
 *
 * @module
 */

import v8 from "node:v8";
import vm from "node:vm";

v8.setFlagsFromString("--expose-gc");

/** Collects what nobody refers to. */
export const collectGarbage = vm.runInNewContext("gc") as () => void;
