/**
 * What the engine refuses, in Chinese: options, policies and machines that do not go together, runs that cannot end.
 *
 * @module
 */

import type { Phrase } from "./phrase.ts";

/** What options, the machine and policies refuse. */
export const REFUSALS: readonly Phrase[] = [
  [
    /a policy of one's own has one ready queue, and CPUs that are all alike; which of them runs whom is for its hook pick to say/,
    "自己的策略只有一个就绪队列，各 CPU 都相同；谁在哪个 CPU 上运行由其 pick 方法决定",
  ],
  [
    /every process must have a period under ([\w-]+), process (\S+) has none/,
    "$1 要求每个进程都有周期，进程 $2 没有",
  ],
  [
    /every process must have a deadline or a period under ([\w-]+), process (\S+) has none/,
    "$1 要求每个进程都有截止时间或周期，进程 $2 没有",
  ],
  [/ \(server says who runs such processes\)/, "（server 决定由谁运行这类进程）"],
  [
    /lockProtocol must be none with ((?:aging|waitingRate|runningRate)[^,]*), got ([\w-]+): a priority that changes with every tick is none that a holder could have at another's/,
    "在 $1 时 lockProtocol 必须是 none，实为 $2：随时间变化的优先级不能由持有者代用",
  ],
  [/lockProtocol must not be (\w+)/, "lockProtocol 不能是 $1"],
  [/lockProtocol must be none/, "lockProtocol 必须是 none"],
  [/lockOrder must be fcfs/, "lockOrder 必须是 fcfs"],
  [
    /no process is more urgent than another, so a holder has nothing to inherit/,
    "没有进程比别的更紧急，持有者没有可继承的",
  ],
  [
    /it goes by what processes execute and how long they wait, and no waiting process's burst is that of the holder/,
    "它按进程的执行与等待时间，等待者的区间不是持有者的",
  ],
  [
    /how urgent a process is changes from tick to tick, so what is inherited would not stay/,
    "进程的紧急程度随时间变化，继承所得不能保持",
  ],
  [
    /processes have shares of the time and no order of urgency; what a waiting one could lend is its share/,
    "进程有的是时间的份额而不是紧急次序；等待者能借出的是其份额",
  ],
  [/a rigid job has no locks, since it cannot block/, "刚性作业不能阻塞，所以没有锁"],
  [
    /the classes own the machine in turn, so none is the more urgent for good/,
    "各类轮流拥有机器，没有哪一类始终更紧急",
  ],
  [/who is served has no urgency of its own but its server's/, "由服务器服务者没有自己的紧急程度，只有服务器的"],
  [
    /every job has a deadline of its own there, and the earliest of all who ever take a lock is long past for the later ones/,
    "那里每个作业有自己的截止时间，使用锁的所有作业中最早的对后来者早已过去",
  ],
  [
    /the machine that keeps running processes at their places keeps those that wait for a lock in the order in which they came/,
    "让运行的进程保留位置的机器按到来的次序排列等锁者",
  ],
  [/every process must have a single CPU burst/, "每个进程必须只有一个 CPU 区间"],
  [/the workload must have no affinity/, "作业不能有可用 CPU 的限制"],
  [/priority of process (\S+) must be a class from 0 to (\d+)/, "进程 $1 的优先级必须是 0 到 $2 的类"],
  [
    /processors of process (\S+) must be at most cpus \((\d+)\) with rigid/,
    "刚性作业时进程 $1 的处理器数最多为 CPU 数（$2）",
  ],
  [/affinity of process (\S+) must name CPUs below cpus \((\d+)\)/, "进程 $1 的可用 CPU 必须小于 CPU 数（$2）"],
  [/must be at most (\S+) with priorities up to (\S+)/, "在优先级不超过 $2 时最多为 $1"],
  [/deadlines must be at most (\S+), got (\S+) for process (\S+)/, "截止时间最多为 $1，进程 $3 的为 $2"],
  [/must be one of ([\w, -]+) with rigid/, "在刚性作业（rigid）时必须是以下之一：$1"],
  [
    /must be 0 with waitingRate or runningRate, which say themselves what waiting is worth/,
    "在给出变化率（waitingRate、runningRate）时必须是 0：等待的作用由它们决定",
  ],
  [
    /waitingRate and runningRate must be so coarse that priorities stay within 2\^50 parts \(here (\S+), (\S+) a tick, for (\S+) ticks\), got (\S+) and (\S+)$/,
    "变化率（waitingRate、runningRate）必须使优先级不超过 2^50 份（此处为 $1 一份，每个时间单位 $2 份，共 $3 个时间单位），实为 $4 和 $5",
  ],
  [
    /its counters are renewed for all processes together, when none that is ready has any left/,
    "其计数器在没有就绪进程还有剩余时为所有进程一起更新",
  ],
  [
    /the priorities of all processes are computed anew together, whichever CPU they are on/,
    "所有进程的优先数一起重新计算，无论在哪个 CPU 上",
  ],
  [/weights of all groups together must be at most (\d+)/, "各组权重之和最多为 $1"],
  [
    /priority of process (\S+) must be a whole number from 1 to (\d+) under counters/,
    "在 counters 下进程 $1 的优先级必须是 1 到 $2 的整数",
  ],
  [/must be given with server ([\w-]+)/, "在服务器（server）为 $1 时必须给出"],
  [/must come with a server that has one, got server ([\w-]+)/, "需要有它的服务器（server），实为 $1"],
  [/must be at most serverPeriod \((\d+)\)/, "不能超过服务器周期（serverPeriod，$1）"],
  [/must be at most (\d+) with server sporadic/, "在服务器为 sporadic 时最多为 $1"],
  [
    /must be running with server ([\w-]+), which serves its jobs in turn/,
    "在服务器为 $1 时必须是 running：它依次服务各作业",
  ],
  [
    /after must be left out with server total-bandwidth, whose deadlines go by the arrivals, got it of process (\S+)/,
    "服务器为 total-bandwidth 时不能有 after：截止时间由到达时刻决定，进程 $1 有它",
  ],
  [
    /the budget of a server is that of one CPU, in ticks of execution/,
    "服务器的预算是一个 CPU 上的执行时间",
  ],
  [/must be true under ([\w-]+), which runs rigid jobs only/, "在 $1 下必须打开，它只运行刚性作业"],
  [/must be at most (\d+) but for rigid jobs/, "最多为 $1（刚性作业除外）"],
  [/must be at most (\d+) ticks with speeds/, "在 CPU 速度不同时最多为 $1"],
  [/must be at most (\d+) at all queues together/, "在所有队列中合计最多为 $1"],
  [/got (\d+) groups at (\d+) queues?/, "got $2 个队列上 $1 个组"],
  [/must have one entry a CPU \((\d+)\)/, "必须每个 CPU 一项（共 $1 项）"],
  [/must have one entry a level \((\d+)\)/, "必须每级一项（共 $1 项）"],
  [/must have one entry a class \((\d+)\)/, "必须每类一项（共 $1 项）"],
  [/must have 1 to (\d+) entries/, "必须有 1 到 $1 项"],
  [/must come with groups, which is off/, "需要打开分组（groups）"],
  [
    /must come with queues per-cpu: with one queue for all CPUs no process changes its queue/,
    "需要每个 CPU 一个就绪队列（queues per-cpu）：共用一个队列时进程不换队列",
  ],
  [/must not be given together with quanta/, "不能与各队列时间片（quanta）同时给出"],
  [/must be given with between shares, got between priority/, "需要各类分享时间（between shares），但各类按优先级"],
  [/must be at least 1 but for the last of several queues/, "至少为 1（多个队列的最后一个除外）"],
  [
    /must be more than twice what it takes to switch to a process \((\S+)\)/,
    "必须大于切换到一个进程所需时间（$1）的两倍",
  ],
  [/must be (.+?) with classes ranked/, "在按名次分类时必须为$1"],
  [/must have a least common multiple of at most (\S+)/, "的最小公倍数最多为 $1"],
  [/must name groups of the workload \((.*?)\)/, "必须是作业中的组（$1）"],
  [/resources must be at most (\d+)/, "计数资源最多 $1 种"],
  [/must name resources of the workload \((.*?)\)/, "必须是作业中的资源（$1）"],
  [
    /resources must have at least what process (\S+?)(?: \((.*?)\))? needs of (\S+), (\d+)/,
    "资源 $3 的数量必须不少于进程 $1 所需的 $4",
  ],
  [/must name devices of the workload \((.*?)\)/, "必须是作业中的设备（$1）"],
  [/must be left out: no I\/O of the workload names a device/, "必须略去：作业中没有 I/O 指明设备"],
  [/must be shared/, "必须共用（shared）"],
  [/must be off/, "必须关闭"],
  [/must be at least what process (\S+?) \((.*?)\) needs, (\d+)/, "至少为进程 $1（$2）所需的 $3"],
  [/must be at least what process (\S+?) needs, (\d+)/, "至少为进程 $1 所需的 $2"],
  [/must fit in memory/, "必须放得进内存"],
  [/must be allowed /, "需要权限 "],
  [/ under ([a-z]+)(?=, got|:|$)/, "（$1 策略）"],
  [/ with (rigid|preemption remainder|[a-z]\w* [\w-]+|[a-z]\w*)(?=, got [^:]*:|:)/, "（$1 时）"],
  [
    /must be ([\w-]+(?: or [\w-]+|, [\w-]+)*) or ([\w-]+), got rr: round robin needs a resource that can be taken back after a slice of time/,
    "必须是 $1 或 $2，不能是 rr：轮转需要可以在一段时间后收回的资源",
  ],
  [/, and a job that has been admitted to memory stays there until it ends/, "，而作业进入内存后一直留到结束"],
  [
    /; a CPU can be, a device such as a printer cannot be taken back in the middle of a request/,
    "；CPU 可以，而打印机这样的设备不能在请求中途收回",
  ],
  [
    /(\d+) processes need (\d+) MiB of memory, more than can be had/,
    "$1 个进程需要 $2 MiB 内存，超过可用的内存",
  ],
  [/time must be at most (\d+)/, "时间最多为 $1"],
  [
    /a process must be dispatched at most (\d+) times, and (.*? \(pid \d+\)) needs more: its (\d+) ticks of CPU go by quanta of (\d+) ticks? at the most/,
    "一个进程最多调度 $1 次，而 $2 需要更多：它的 $3 个 CPU 时间单位每次最多运行 $4 个",
  ],
  [
    /a process must be dispatched at most (\d+) times, and (.*? \(pid \d+\)) needs more: its (\d+) ticks of CPU take turns with another process every two ticks at the latest/,
    "一个进程最多调度 $1 次，而 $2 需要更多：它的 $3 个 CPU 时间单位最迟每两个时间单位就与另一个进程轮换",
  ],
  [/a process must be dispatched at most (\d+) times, and some process at /, "一个进程最多调度 $1 次，而某个进程在 "],
  [/the processes deadlock: /, "进程死锁："],
  [/(.*?) \(pid (\d+)\) waits for (.*?), held by pid (\d+)/g, "$1（pid $2）等待 $3，它由 pid $4 持有"],
  [/; and (\d+) more$/, "；另有 $1 个"],
  [
    /its order changes while processes wait, so it ranks all that are ready in one tournament/,
    "其次序在进程等待时改变，所以在一处比较所有就绪进程",
  ],
  [/every draw is among all tickets of the ready processes, in one urn/, "每次抽签都在所有就绪进程的彩票中进行"],
  [
    /its passes are measured against one global pass, whichever CPU a process runs on/,
    "无论进程在哪个 CPU 上，行程值都与同一个全局行程值比较",
  ],
  [
    /its virtual times are measured against all processes that are runnable, whichever CPU they are on/,
    "无论进程在哪个 CPU 上，虚拟时间都与所有可运行的进程比较",
  ],
  [
    /a rigid job takes several CPUs at one instant, which no single CPU's queue can give/,
    "刚性作业同时占用几个 CPU，单个 CPU 的队列做不到",
  ],
  [
    /a rigid job keeps its CPUs until it ends, whatever its group's share/,
    "刚性作业一直占有其 CPU 直到结束，与组的份额无关",
  ],
  [/a rigid job takes the idle CPUs of the lowest indices/, "刚性作业占用序号最小的空闲 CPU"],
  [
    /all CPUs of a rigid job end at one instant, the slowest would decide/,
    "刚性作业的所有 CPU 同时结束，最慢的会决定一切",
  ],
  [/a rigid job never changes its CPUs/, "刚性作业从不更换 CPU"],
  [
    /the CPUs of a rigid job begin at one instant, and those that had no job before have nothing to switch from/,
    "刚性作业的各 CPU 同时开始，之前没有作业的 CPU 无从切换",
  ],
  [/a rigid job keeps its CPUs until it ends, so it cannot block/, "刚性作业一直占有其 CPU 直到结束，所以不能阻塞"],
  [
    /running processes keep their places in one queue, from which all CPUs are given anew at every instant, whatever ran where/,
    "运行的进程在同一个队列中保留位置，每一时刻都由它重新分配所有 CPU",
  ],
  [
    /laxity is the deadline less the ticks that a job still takes, which nobody knows before its CPU is known/,
    "松弛度要减去作业还需要的时间，而在知道 CPU 之前无法知道",
  ],
];
