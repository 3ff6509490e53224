/**
 * Makes the engine's lottery draw a given ticket.
 *
 * The engine draws from a generator of its own (splitmix64, see `engine/policies/lottery.ts`), the program from Python's.
 * So each of the program's draws is repeated as a run of its own, with a seed from which the engine's first draw is that
 * very ticket: who holds it, and runs, is for the engine to say.
 *
 * @module
 */

import { Simulation } from "../../../engine/simulation.ts";

/** Seeds are tried one after another, about as many as there are tickets. */
export const TICKETS_MAX = 2 ** 16;

/** A job that still wants the CPU. */
export interface TicketHolder {
  readonly job: number;
  readonly ticks: number;
  readonly tickets: number;
}

/** The job that the engine runs when this ticket is drawn. */
export function winnerOf(ticket: number, holders: readonly TicketHolder[], quantum: number): number {
  const total = holders.reduce((sum, { tickets }) => sum + tickets, 0);
  const workload = { processes: holders.map(({ ticks, tickets }) => ({ bursts: ticks, tickets })) };
  const seed = seedOf(ticket, total);
  const simulation = new Simulation(workload, { policy: "lottery", quantum, seed, decisions: "full" });
  simulation.step({ until: 0 });
  const [{ pid }] = simulation.drainDecisions();
  return holders[pid - 1].job;
}

/** The least seed whose first draw among `total` tickets is this one. */
function seedOf(ticket: number, total: number): number {
  const tickets = BigInt(total);
  const wanted = BigInt(ticket);
  const limit = 2n ** 64n - 2n ** 64n % tickets;
  for (let seed = 0;; seed++) {
    const number = splitmix64(BigInt(seed));
    if (number < limit && number % tickets === wanted) return seed;
  }
}

/** The first number of the generator that starts at `seed`. */
function splitmix64(seed: bigint): bigint {
  const word = (value: bigint) => BigInt.asUintN(64, value);
  let mixed = word(seed + 0x9e3779b97f4a7c15n);
  mixed = word((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
  mixed = word((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
  return mixed ^ (mixed >> 31n);
}
