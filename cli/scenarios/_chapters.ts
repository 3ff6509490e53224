/**
 * The chapters of the course, in its order, with its own headings.
 *
 * @module
 */

/** English and Chinese heading of each chapter. */
export const CHAPTERS = {
  process: ["The process", "进程概念"],
  parallel: ["Parallel and concurrent", "并行 并发"],
  scheduling: ["Scheduling", "进程调度"],
  states: ["States of a process", "进程状态介绍"],
  sync: ["Synchronous and asynchronous", "同步/异步"],
  creation: ["Creation and end", "进程创建/结束"],
  module: ["The class Process", "Process模块"],
  daemons: ["Daemons", "守护进程"],
  sockets: ["Processes and sockets", "多进程与socket"],
  methods: ["Other methods", "多进程中的其它方法"],
  lock: ["Lock", "锁——Lock"],
  event: ["Event", "事件"],
  queue: ["Queue", "队列(Queue)"],
  pipe: ["Pipe", "管道(Pipe)"],
  manager: ["Manager", "Manager"],
  pool: ["Process pool", "进程池"],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;

/** A chapter, by a short name. */
export type Chapter = keyof typeof CHAPTERS;
