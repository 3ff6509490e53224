import type { Suite } from "../suite.ts";
import { CTwin } from "./c_contender.ts";
import { measureThroughput, THROUGHPUT_COLUMNS } from "./throughput.ts";
export const engineSuite: Suite = {
  name: "engine",
  summary: "The scheduling core.",
  async run({ quick, onProgress }) {
    using cTwin = CTwin.compile();
    const sizes = [
      { processes: 1_000, rounds: 9, iterations: 20, warmupRounds: 3 },
      { processes: 100_000, rounds: 9, iterations: 1, warmupRounds: 1 },
      ...(quick ? [] : [
        { processes: 1_000_000, rounds: 7, iterations: 1, warmupRounds: 1 },
      ]),
    ];
    return [{
      id: "throughput-steady",
      title: "Dispatches per second",
      explanation: "x",
      columns: THROUGHPUT_COLUMNS,
      rows: await measureThroughput("steady", sizes, cTwin, onProgress),
    }, {
      id: "throughput-backlog",
      title: "Dispatches per second",
      explanation: "x",
      columns: THROUGHPUT_COLUMNS,
      rows: await measureThroughput("backlog", sizes, cTwin, onProgress),
    }];
  },
};
