/**
 * The rules of the checker and what it finds, in Chinese.
 *
 * @module
 */

import type { Phrase } from "./phrase.ts";

/** Rules of the checker, and what it finds. */
export const CHECKS: readonly Phrase[] = [
  [
    /^segments begin before they end, in whole ticks, on CPUs and for processes that there are/,
    "各段先开始后结束，为整数时刻，CPU 和进程都存在",
  ],
  [/^a CPU has at most one process at a time/, "一个 CPU 同一时刻最多运行一个进程"],
  [
    /^a process is on at most one CPU at a time; a rigid job on all of its CPUs together/,
    "一个进程同一时刻最多在一个 CPU 上；刚性作业同时在其所有 CPU 上",
  ],
  [/^nothing runs before it has arrived/, "进程到达之前不运行"],
  [/^a process runs only on the CPUs that its affinity names/, "进程只在其可用的 CPU 上运行"],
  [
    /^no more processes are in memory than may be, nor larger ones, no two at one address, and no resource is given twice/,
    "内存中的进程不超过允许的数量和大小，不占用同一地址，资源也不重复分配",
  ],
  [/^memory has no limit$/, "内存没有上限"],
  [/^the log does not tell when processes are in memory$/, "不知道进程何时在内存中"],
  [
    /(.*) must wait for room at (\S+): at most (\S+) may be in memory, got (\S+)/,
    "$1 在 $2 必须等待：内存中最多 $3 个进程，却有 $4 个",
  ],
  [
    /(.*) must wait for room at (\S+): memory has (\S+), got (\S+) in it/,
    "$1 在 $2 必须等待：内存大小为 $3，却装入了 $4",
  ],
  [
    /(.*) must wait for room at (\S+): of (\S+) there are (\S+), got (\S+) given/,
    "$1 在 $2 必须等待：$3 共有 $4 个，却分配了 $5 个",
  ],
  [/^a process runs for exactly the CPU ticks that it wants/, "进程恰好运行它所需的 CPU 时间"],
  [/^a process does not run during its I\/O, nor after its end/, "进程在 I/O 期间和结束之后不运行"],
  [/^no CPU is idle while a process is ready \(work conservation\)/, "有进程就绪时没有 CPU 空闲（工作保持）"],
  [/^figures of processes agree with the timeline and with the workload/, "进程的数值与时间线和作业一致"],
  [
    /^figures of a process agree with each other: turnaround = finish - arrival = CPU \+ waiting \+ blocked \+ \.\.\./,
    "进程的数值互相一致：周转 = 完成 - 到达 = CPU + 等待 + 阻塞 + …",
  ],
  [/^metrics of the whole run agree with the processes and the timeline/, "整次运行的数值与进程和时间线一致"],
  [/^a lock is held by one process at a time$/, "一个锁同一时刻由一个进程持有"],
  [
    /^who holds locks is as urgent as lockProtocol says: nobody less urgent runs while it is ready$/,
    "持有锁者的紧急程度符合 lockProtocol：它就绪时没有更不紧急的进程运行",
  ],
  [/^no process is known to take a lock$/, "没有已知使用锁的进程"],
  [/^rigid jobs have no locks$/, "刚性作业没有锁"],
  [/^locks have no protocol$/, "锁没有协议"],
  [
    /^the policy is none that is known to order by priorities, from one queue and preemptively$/,
    "不是已知按优先级、从一个队列、以抢占方式调度的策略",
  ],
  [/^not all priorities are known.*$/, "优先级不全已知"],
  [/^the log does not tell when all processes ask for their locks$/, "不知道进程何时请求锁"],
  [/^a process goes on while it waits for a lock$/, "有进程在等待锁时继续运行"],
  [/([\d,]+) critical sections?/, "$1 个临界区"],
  [/([\d,]+) moments? at which a holder is certainly ready/, "持有者必然就绪的 $1 个时刻"],
  [/(.*) must wait at (\S+) for lock (.*?): (.*) holds it up to (\S+)/, "$1 在 $2 必须等待锁 $3：$4 持有它到 $5"],
  [
    /(.*) must leave CPU (\d+) to (.*?) at (\S+): that is ready and holds (.*), which makes it the more urgent by (\w+)/,
    "$1 在 $4 必须把 CPU $2 让给 $3：后者就绪并持有 $5，按 $6 更紧急",
  ],
  [/^the log has no timeline$/, "没有时间线"],
  [/^the log has no figures of processes$/, "没有进程的数值"],
  [/^the log has no metrics$/, "没有整次运行的数值"],
  [/^no arrivals are known.*$/, "到达时间未知"],
  [/^no affinities are known.*$/, "可用 CPU 未知"],
  [/^no CPU times are known.*$/, "CPU 时间未知"],
  [/^what processes do besides computing is not known.*$/, "不知道进程在计算之外做什么"],
  [/^rigid jobs wait for their CPUs together$/, "刚性作业一起等待其 CPU"],
  [/^CPUs differ in speed: a tick is not a tick of work$/, "各 CPU 速度不同：一个时间单位不等于一个单位的工作"],
  [/^some processes may not run on every CPU$/, "有些进程不能在每个 CPU 上运行"],
  [/^it was not to be checked$/, "未要求检查"],
  [/([\d,]+) spans? in which a process is certainly ready/, "进程必然就绪的 $1 段时间"],
  [/([\d,]+) process(?:es)? with an affinity/, "有可用 CPU 限制的 $1 个进程"],
  [/([\d,]+) ticks? of ([\d,]+) process(?:es)?/, "$2 个进程的 $1 个时间单位"],
  [/([\d,]+) segments?, ([\d,]+) CPUs?/, "$1 段，$2 个 CPU"],
  [/(^|\()([\d,]+) CPUs?(\)|$)/, "$1$2 个 CPU$3"],
  [/(^|\()([\d,]+) process(?:es)?(\)|$)/, "$1$2 个进程$3"],
  [/(^|\()([\d,]+) arrivals?(\)|$)/, "$1$2 个到达时间$3"],
  [/(^|\()([\d,]+) programs?(\)|$)/, "$1$2 个程序$3"],
  [/(^|\()([\d,]+) figures?(\)|$)/, "$1$2 个数值$3"],
  [/must be a whole tick from 0/, "必须是从 0 起的整数时刻"],
  [/must be a whole tick/, "必须是整数时刻"],
  [/must be after start \((.*?)\)/, "必须在开始（$1）之后"],
  [/must be a CPU from 0 to (-?\d+)/, "必须是 0 到 $1 的 CPU"],
  [/must be one of the processes/, "必须是已有的进程之一"],
  [/must have every process of the workload, (.*?) \(pid (\S+)\) is missing/, "必须包含所有进程，缺少 $1（pid $2）"],
  [/must be from (\S+), until when CPU (\d+) has (.*?) \((.*?)\)/, "必须从 $1 起，在此之前 CPU $2 运行 $3（$4）"],
  [/must be from (\S+), until when (.*?) is on CPU (\d+) \((.*?)\)/, "必须从 $1 起，在此之前 $2 在 CPU $3 上（$4）"],
  [/must be (\S+), as on CPU (\d+): (.*?) is a rigid job/, "必须是 $1，与 CPU $2 上相同：$3 是刚性作业"],
  [/must be from (\S+), the arrival of (.*?)(?=, got)/, "必须从 $1（$2 的到达时间）起"],
  [/must be one of (.*?), the affinity of (.*?)(?=, got)/, "必须是 $2 可用的 CPU 之一：$1"],
  [/(.*) must have (\d+) CPUs/, "$1 必须有 $2 个 CPU"],
  [/(.*) must run for (\S+) ticks in all/, "$1 总共必须运行 $2 个时间单位"],
  [
    /(.*) must do (\S+) ticks of work in all, got (\S+) in (\S+) ticks/,
    "$1 总共必须完成 $2 个单位的工作，$4 个时间单位中完成了 $3 个",
  ],
  [/must leave out the time from (\S+), when (.*?) has ended/, "必须在 $1 之前，此后 $2 已结束"],
  [
    /must leave out the time from (\S+), when (.*?) is away up to (\S+?)(?=, got)/,
    "必须避开从 $1 到 $3 的时间，其间 $2 在做 I/O",
  ],
  [/a CPU is idle from (\S+) to (\S+) although (.*) is ready/, "从 $1 到 $2 有 CPU 空闲，而 $3 就绪"],
];
