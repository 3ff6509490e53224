/**
 * The engine's own sentences in Chinese: titles, keys and tie rules of policies, notes of runs and readers. Reports and pages have
 * them from here, whatever else they say.
 *
 * @module
 */

/** What stands for sentences of the engine. */
export interface EngineTexts {
  /** By the English sentence. */
  readonly texts: Readonly<Record<string, string>>;
  /** Of sentences that have values in them. */
  readonly patterns: readonly (readonly [english: RegExp, text: string])[];
}

/** 中文 */
export const ENGINE_ZH: EngineTexts = {
  texts: {
    // 自己的策略
    "A policy of one's own": "自己的策略",
    "A policy of one's own.": "自己的策略。",
    "what the policy's hook key answers": "策略的 key 方法的回答",
    "The policy's hook pick decides.": "由策略的 pick 方法决定。",
    "Equal ones go in the order of joining the queue; at one instant, in the order of the ties rule.":
      "相同者按加入队列的先后；同一时刻按“同时事件”规则的次序。",
    "Equal ones go by arrival, then pid.": "相同者按到达、再按 pid 的先后。",
    "Of equal ones the last to join goes first.": "相同者中最后加入的在先。",
    // 策略
    "First come, first served": "先来先服务",
    "Last come, first served": "后来先服务",
    "Shortest job first (shortest process next)": "短作业优先",
    "Shortest remaining time first": "最短剩余时间优先",
    "Round robin": "时间片轮转",
    "Virtual round robin": "虚拟轮转",
    "Least attained service (foreground-background)": "最少已得服务优先（前台后台）",
    "Ready queues by cause": "按就绪原因分队列",
    "Multilevel feedback queue": "多级反馈队列",
    "Shortest predicted burst first": "最短预测优先",
    "Highest response ratio next": "高响应比优先",
    "Longest job first": "长作业优先",
    "Longest remaining time first": "最长剩余时间优先",
    Priority: "优先级调度",
    "Multilevel queue": "多级队列",
    Feedback: "反馈调度",
    Lottery: "彩票调度",
    Stride: "步长调度",
    "Completely Fair Scheduler (Linux 6.5)": "完全公平调度（Linux 6.5）",
    "Earliest eligible virtual deadline first (Linux 6.6)": "最早合格虚拟截止时间优先（Linux 6.6）",
    "Earliest deadline first": "最早截止时间优先",
    "Rate monotonic": "速率单调",
    "Deadline monotonic": "截止时间单调",
    "Least laxity first": "最低松弛度优先",
    "EASY backfilling": "EASY 回填",
    "Conservative backfilling": "保守回填",
    "when it joined the ready queue": "加入就绪队列的时刻",
    "Counters (Linux 0.11)": "计数器（Linux 0.11）",
    "minus the ticks of its counter": "计数器的负值",
    "Traditional UNIX (decayed usage)": "传统 UNIX 调度（衰减使用量）",
    "Fair share": "公平分享",
    "base + nice + half its count, as of the last second": "base + nice + 上一秒的计数的一半",
    "base + nice + half its count + its group's count / (4 x weight), as of the last second":
      "base + nice + 计数的一半 + 组计数 / (4 × 权重)，以上一秒为准",
    "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "优先数相同时按入队次序；同一时刻按同时事件规则。",
    "No process of the workload has a group: all are of one": "工作负载中没有组：全部属于同一组",
    "Of equals the last by arrival, then pid goes first, as the kernel's loop goes from the last slot down.":
      "相同者中到达最晚、pid 最大的先运行，因为内核从最后一个槽向前循环。",
    "No process of the workload has a priority: all have 15": "工作负载中没有优先级：全部为 15",
    "minus the time at which it came": "到来时刻的负值",
    "ticks that it has executed so far": "至今已运行的时间",
    "ticks of its current CPU burst": "当前 CPU 区间的长度",
    "ticks left of its current CPU burst": "当前 CPU 区间的剩余时间",
    "rank of its queue in the order, from 0": "所在队列的次序，从 0 起",
    "0 for the auxiliary queue, 1 for the ready queue": "0 为辅助队列，1 为就绪队列",
    "its queue, 0 the highest": "所在队列，0 最高",
    "predicted ticks of its current CPU burst, with preemption what is left of them":
      "当前 CPU 区间的预测长度，抢占时为其剩余",
    "minus its response ratio": "响应比的负值",
    "minus the ticks of its current CPU burst": "当前 CPU 区间长度的负值",
    "minus the ticks left of its current CPU burst": "当前 CPU 区间剩余时间的负值",
    "its priority number, with what it gained by waiting or running": "优先数，计入因等待或运行而得的提升",
    "place of its class in the order of claims, the owner of the turn being 0": "所在类的次序，当前轮到的类为 0",
    "its queue, 0 the first": "所在队列，0 为第一个",
    "0 for the holder of the ticket drawn, 1 for the others": "持有中签彩票者为 0，其他为 1",
    "its pass, 2^20 / tickets a tick": "行程值，每个时间单位加 2^20 / 彩票数",
    "its virtual runtime in ticks of nice 0": "虚拟运行时间，以 nice 0 的时间单位计",
    "its virtual deadline less the virtual time, in ticks; 2^41 more, by virtual runtime, if not eligible":
      "虚拟截止时间减去虚拟时间；不合格者按虚拟运行时间再加 2^41",
    "its absolute deadline": "绝对截止时间",
    "the period of its task": "任务的周期",
    "its deadline after its arrival": "相对截止时间",
    "deadline - time - CPU time that it still needs": "截止时间 - 当前时刻 - 还需要的 CPU 时间",
    "0 for the job that may start, 1 for the others": "可以开始的作业为 0，其他为 1",
    "Processes that become ready at one instant queue in the order of the ties rule.":
      "同一时刻就绪的进程按同时事件规则排队。",
    "Of those that came at one instant the one that joined the queue last goes first; one that lost the CPU goes before them.":
      "同一时刻到来者，最后加入队列的先运行；失去 CPU 者排在它们之前。",
    "Equal ones run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "相同者按加入队列的先后运行；同一时刻按“同时事件”规则的次序。",
    "Equal bursts run by arrival, then pid.": "区间相同时按到达时间，再按 pid。",
    "Equal remaining times run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.":
      "剩余时间相同时按到达时间，再按 pid；相同者仅在 equals arrival 且到达较早时抢占。",
    "Processes that become ready at one instant queue in the order of the ties rule: an arrival before a process whose quantum ends then (textbook), or after it (ostep).":
      "同一时刻就绪的进程按同时事件规则排队：新到达者在时间片用完者之前（textbook）或之后（ostep）。",
    "Each queue is in the order of joining; at one instant, in the order of the ties rule.":
      "每个队列按入队次序；同一时刻按同时事件规则。",
    "Equal predictions run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "预测相同时按入队次序；同一时刻按同时事件规则。",
    "Equal ratios, compared as exact fractions, run by arrival, then pid.":
      "响应比按精确分数比较，相同时按到达时间，再按 pid。",
    "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule. An equal one does not preempt. A preempted one goes behind its equals, or before them.":
      "优先级相同时按入队次序；同一时刻按同时事件规则。相同者不抢占。被抢占者排在同级之后或之前。",
    "Each class is in the order of joining; at one instant, in the order of the ties rule. A preempted process goes to the tail of its class, or to the head.":
      "每类按入队次序；同一时刻按同时事件规则。被抢占者回到本类队尾或队首。",
    "Tickets are numbered in the order (arrival, pid) of their holders; the draw knows no ties.":
      "彩票按持有者的（到达时间，pid）编号；抽签没有相同的情形。",
    "Equal passes run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "行程值相同时按入队次序；同一时刻按同时事件规则。",
    "Equal virtual runtimes run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "虚拟运行时间相同时按入队次序；同一时刻按同时事件规则。",
    "Equal deadlines run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "截止时间相同时按入队次序；同一时刻按同时事件规则。",
    "Equal deadlines run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.":
      "截止时间相同时按到达时间，再按 pid；相同者仅在 equals arrival 且到达较早时抢占。",
    "Equal periods run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.":
      "周期相同时按到达时间，再按 pid；相同者仅在 equals arrival 且到达较早时抢占。",
    "Equal laxities run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.":
      "松弛度相同时按到达时间，再按 pid；相同者仅在 equals arrival 且到达较早时抢占。",
    "Jobs are tried in the order of joining the queue: arrival, then pid.":
      "作业按入队次序（到达时间，再按 pid）尝试。",
    "Reservations are made in the order of joining the queue: arrival, then pid.":
      "预约按入队次序（到达时间，再按 pid）进行。",

    // 引擎的说明
    "Processor counts of the workload are ignored: every process runs on one CPU at a time (see rigid)":
      "忽略了工作负载中的处理器数：每个进程一次只在一个 CPU 上运行（见 rigid）",
    "Groups of the workload are ignored: CPU time is not shared between groups (see groups)":
      "忽略了工作负载中的组：CPU 时间不在组之间分配（见 groups）",
    "The option resources changes nothing: no process of the workload needs a counted resource":
      "选项 resources 不起作用：没有进程需要计数资源",
    "Memory sizes of the workload are ignored: memory has no limit (see memory)":
      "忽略了工作负载中的内存需求：内存没有上限（见 memory）",
    "No process of the workload has a priority: all have 0": "工作负载中没有优先级：全部为 0",
    "No process of the workload has tickets: all have 1": "工作负载中没有彩票数：全部为 1",
    "No process of the workload has a nice value: all have 0": "工作负载中没有 nice 值：全部为 0",
  },
  patterns: [
    [
      /^Load ([\d.]+) exceeds 1: while processes arrive, more work comes than (?:the CPU|(\d+) CPUs) can do$/,
      "负载 $1 大于 1：在进程到达期间，到来的工作超过 CPU 的能力",
    ],
    [/^columns: not read: (.*)$/, "列：未读 $1"],
    [/^columns: (.*); not read: (.*)$/, "列：$1；未读 $2"],
    [
      /^Of (\d+) processes (\d+) have a quantum of their own, which goes before the policy's$/,
      "$1 个进程中 $2 个有自己的时间片，优先于策略的时间片",
    ],
    [
      /^Quanta of processes are ignored: (\S+) has quanta for all alike$/,
      "忽略进程的时间片：$1 的时间片对所有进程一样",
    ],
    [
      /^Estimates of processes are ignored: (\S+) does not go by them \(see (\S+) of (\S+)\)$/,
      "忽略进程的估计时间：$1 不按估计时间调度（见 $3 的 $2）",
    ],
    [/^columns: /, "列："],
    [/^lines? (\d[\d, ]*) and (\d+) more left out: no part of the table$/, "第 $1 行及另外 $2 行略去：不属于表格"],
    [/^lines? (\d[\d, ]*) left out: no part of the table$/, "第 $1 行略去：不属于表格"],
    [/^line (\d+) left out: a sum of the rows$/, "第 $1 行略去：是各行的总和"],
    [/^line (\d+) left out: an average of the rows$/, "第 $1 行略去：是各行的平均"],
    [/^process (\d+) left out: a sum of the rows$/, "第 $1 个进程略去：是各行的总和"],
    [/^process (\d+) left out: an average of the rows$/, "第 $1 个进程略去：是各行的平均"],
    [
      /^The option horizon changes nothing: no process of the workload has a period$/,
      "选项 horizon 不起作用：没有周期进程",
    ],
    [
      /^The option (switchAt|switchFirst) changes nothing: a context switch takes no time \(see switchCost\)$/,
      "选项 $1 不起作用：上下文切换不占时间（见 switchCost）",
    ],
    [
      /^The option switchFirst changes nothing: a context switch is paid for at leaving \(see switchAt\)$/,
      "选项 switchFirst 不起作用：上下文切换的代价在离开 CPU 时付出（见 switchAt）",
    ],
    [
      /^The option admitOrder changes nothing: memory has no limit \(see admit and memory\)$/,
      "选项 admitOrder 不起作用：内存没有限制（见 admit 和 memory）",
    ],
    [
      /^The option (lockProtocol|lockOrder) changes nothing: no process of the workload takes a lock$/,
      "选项 $1 不起作用：没有进程使用锁",
    ],
    [
      /^The option (admission|memoryFit) changes nothing: no size of memory counts \(see memory\)$/,
      "选项 $1 不起作用：内存大小不起作用（见 memory）",
    ],
    [
      /^The option memory changes nothing: no process of the workload has a memory size$/,
      "选项 memory 不起作用：没有进程有内存大小",
    ],
    [
      /^The option deviceOrder changes nothing: no device is limited \(see devices\)$/,
      "选项 deviceOrder 不起作用：没有有限的设备（见 devices）",
    ],
    [
      /^The option devicePriorityOrder changes nothing: no device goes by priority \(see deviceOrder\)$/,
      "选项 devicePriorityOrder 不起作用：没有设备按优先级服务（见 deviceOrder）",
    ],
    [
      /^Counted resources of the workload are ignored, as nobody says how many there are \(see resources\): (.*?)( and (\d+) more)?$/,
      "忽略数量未说明的计数资源（见 resources）：$1",
    ],
    [
      /^Devices that serve one request at a time, as nothing else is said \(see deviceServers\): (.*?)( and (\d+) more)?$/,
      "一次服务一个请求的设备（未另作说明，见 deviceServers）：$1",
    ],
    [/^The option quotaPeriod changes nothing: no group has a quota$/, "选项 quotaPeriod 不起作用：没有组有配额"],
    [
      /^(\d+) of (\d+) jobs whose time depends on a platform: left out$/,
      "$2 个作业中 $1 个的时间取决于平台：略去",
    ],
    [
      /^(\d+) of (\d+) jobs longer than their walltime: run to their end$/,
      "$2 个作业中 $1 个长于其时限：运行到结束",
    ],
    [/^a tick is (.*) of what the times are in$/, "一个时间单位是输入时间的 $1"],
    [/^a tick is (.*)$/, "一个时间单位是 $1"],
    [/^arrivals count from (.*)$/, "到达时间从 $1 算起"],
    [/^read as a table on its side: a process a column$/, "按横放的表读取：每列一个进程"],
    [/^read as two lines: arrivals (.*), bursts (.*)$/, "按两行读取：到达时间 $1，运行时间 $2"],
    [/^read as (.*): the file is not in UTF-8$/, "按 $1 读取：文件不是 UTF-8"],
    [/^(\d+) of (\d+) jobs? without a positive run time: left out$/, "$2 个作业中 $1 个没有正的运行时间：略去"],
    [
      /^(\d+) of (\d+) jobs? of another partition, queue or status than was asked for: left out$/,
      "$2 个作业中 $1 个不属于所选的分区、队列或状态：略去",
    ],
    [
      /^(\d+) lines? of parts of a job's run: left out, the whole is read$/,
      "$1 行只是作业运行的一段：略去，读取整个作业",
    ],
    [/^(\d+) of (\d+) jobs? without a number of processors: counted as 1$/, "$2 个作业中 $1 个没有处理器数：按 1 个计"],
    [
      /^(\d+) of (\d+) jobs? with fractions of a second: run and requested times are rounded up, submit times down$/,
      "$2 个作业中 $1 个的时间有小数秒：运行时间和请求时间向上取整，提交时间向下取整",
    ],
    [
      /^(\d+) of (\d+) jobs? after a preceding job: read as submitted when the log says, not when that one ends \(see dependencies\)$/,
      "$2 个作业中 $1 个有前驱作业：按日志的时间提交，而不是等前驱作业结束（见 dependencies）",
    ],
    [
      /^(\d+) of (\d+) jobs? after a preceding job: submitted when that one has ended and their think time is over$/,
      "$2 个作业中 $1 个有前驱作业：前驱作业结束并经过思考时间之后提交",
    ],
    [
      /^(\d+) of (\d+) jobs? after a job that is not in the log or is left out: submitted when the log says$/,
      "$2 个作业中 $1 个的前驱作业不在日志中或被略去：按日志的时间提交",
    ],
    [
      /^(\d+) of (\d+) jobs? that failed or were cancelled: run like the others \(see status\)$/,
      "$2 个作业中 $1 个失败或被取消：照样运行（见 status）",
    ],
    [
      /^Jobs of (\d+) partitions: run as on one machine \(see partition\)$/,
      "作业来自 $1 个分区：当作一台机器运行（见 partition）",
    ],
    [/^Jobs of (\d+) queues: run as from one \(see queue\)$/, "作业来自 $1 个队列：当作一个队列（见 queue）"],
    [/^process (\d+)$/, "进程 $1"],
    [/^I\/O of (\d+)$/, "$1 的 I/O"],
    [/^lock (.+)$/, "锁 $1"],
  ],
};
