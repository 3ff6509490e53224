/**
 * Chinese, in the terms of courses on operating systems. Names that are typed (policies, options, keys) stay as they are.
 *
 * @module
 */

import type { Language } from "./language.ts";

/** 中文 */
export const zh: Language = {
  nouns: {
    CPU: "个 CPU",
    tick: "个时间单位",
    process: "个进程",
    run: "次运行",
    policy: "种策略",
    dispatch: "次调度",
    decision: "次决策",
    preemption: "次抢占",
    time: "次",
    "more process": "个进程",
  },
  texts: {
    // 报告的开头
    "{policy} on {workload}, {count}": "{policy}，{workload}，{count}",
    "{title} on {workload}, {count}": "{title}，{workload}，{count}",
    "{count} of {workload} under {policies}, one CPU": "{workload} 的 {count}，{policies}，一个 CPU",
    "{mark} best of its column, means over all processes": "{mark} 该列最好；所有进程的平均值",
    "jobs as you type them": "直接敲的作业",
    "a table of yours": "自己的表格",
    "why each decision was made": "为什么选了它",
    "all commands": "所有命令",
    "{shown} of {all} policies": "{all} 种策略中的 {shown} 种",
    policy: "策略",
    machine: "机器",
    ties: "同时事件",
    quantum: "时间片",
    load: "负载",
    note: "注意",
    key: "排序键",
    equal: "键相同",
    "rigid jobs": "刚性作业",
    "at one instant, arrivals queue before a process whose quantum ends":
      "同一时刻，新到达的进程排在时间片用完的进程之前",
    "at one instant, a process whose quantum ends queues before arrivals":
      "同一时刻，时间片用完的进程排在新到达的进程之前",
    "a preempted or unblocked process gets a full quantum": "被抢占或被唤醒的进程得到完整的时间片",
    "a preempted or unblocked process gets the rest of its quantum": "被抢占或被唤醒的进程得到时间片的剩余部分",
    "switch-cost 0: a context switch takes no time": "switch-cost 0：上下文切换不占时间",
    "switch-cost {switchCost}: {ticks} before a CPU runs a process other than its last":
      "switch-cost {switchCost}：CPU 换一个进程运行之前用 {ticks}",
    "{utilization}, the utilization of the tasks": "{utilization}，任务的利用率",
    ", more than the CPU can do": "，超过 CPU 的能力",
    ", more than {cpus} CPUs can do": "，超过 {cpus} 个 CPU 的能力",
    "none: all processes arrive at once": "无：所有进程同时到达",
    ", more than 1": "，大于 1",

    // 图
    idle: "空闲",
    running: "运行",
    ready: "就绪",
    new: "新建",
    blocked: "阻塞",
    terminated: "终止",
    "blocked on I/O": "等待 I/O",
    "blocked on a lock": "等待锁",
    "ready, its group's quota used up": "就绪，所在组的配额已用完",
    "context switch": "上下文切换",
    migration: "迁移",
    "running with a cold cache": "缓存未热时运行",
    "waiting for admission": "等待准入",
    "several processes, busier when darker": "多个进程，颜色越深越忙",
    "1 column = {ticks} ticks": "1 列 = {ticks} 个时间单位",
    "Symbols:": "符号：",
    "symbols:": "符号：",
    "A row per process is drawn for up to {most} processes; --svg draws more of them, --trace all":
      "进程不超过 {most} 个时每个进程画一行；--svg 能画更多，--trace 能画全部",
    "CPU busy or switching": "CPU 忙或在切换",
    "CPUs busy or switching, of {cpus}": "忙或在切换的 CPU 数（共 {cpus} 个）",
    "processes in the system": "系统中的进程数",
    "{dispatches} on {cpus} are too many to draw one by one; --trace FILE has them all":
      "{cpus}上的{dispatches}太多，无法逐个画出；--trace FILE 有全部",

    // 表
    Process: "进程",
    Policy: "策略",
    "All processes": "所有进程",
    Arrival: "到达",
    CPU: "CPU",
    Executed: "执行",
    "First run": "首次运行",
    Finish: "完成",
    Turnaround: "周转时间",
    Waiting: "等待时间",
    Response: "响应时间",
    Blocked: "阻塞",
    Held: "准入等待",
    Switching: "切换",
    Weighted: "带权周转",
    "Weighted (turnaround / CPU time)": "带权周转（周转时间 / CPU 时间）",
    Dispatches: "调度次数",
    Migrations: "迁移次数",
    Preemptions: "抢占次数",
    "Longest wait": "最长等待",
    Switches: "切换次数",
    Fairness: "公平性",
    "CPU use": "CPU 利用率",
    Makespan: "总时间",
    Missed: "错过",
    Mean: "平均",
    Median: "中位数",
    Max: "最大",
    Task: "任务",
    Period: "周期",
    Deadline: "截止时间",
    Jobs: "作业数",
    Misses: "错过数",
    "Worst turnaround": "最长周转",
    "Worst lateness": "最大延迟",
    Quantum: "时间片",
    "Control block": "控制块",
    State: "状态",
    Remaining: "剩余",
    Level: "级",
    "Quantum left": "剩余时间片",
    "The first {shown} of {count}; --rows all shows every one": "前 {shown} 个，共 {count}；--rows all 显示全部",
    "Too narrow for: {columns}": "宽度不够，未显示：{columns}",
    means: "平均值",
    maxima: "最大值",
    "{statistic} values": "{statistic} 值",
    "{mark} best of its column. Turnaround, waiting, response and weighted (turnaround / CPU time) are {statistic} over all processes":
      "{mark} 该列最好。周转、等待、响应和带权周转（周转时间 / CPU 时间）为所有进程的{statistic}",
    "Missed: of {jobs} deadlines": "错过：共 {jobs} 个截止时间",

    // 总数
    "makespan {ticks}": "总时间 {ticks}",
    "CPU utilization {share}": "CPU 利用率 {share}",
    "throughput {rate}": "吞吐量 {rate}",
    "{value} per tick": "每时间单位 {value}",
    "{value} per {unit}": "每 {unit} {value}",
    "{value} per 1,000 ticks": "每 1,000 个时间单位 {value}",
    "{value} per 1,000,000 ticks": "每 1,000,000 个时间单位 {value}",
    "switches {count}": "切换 {count} 次",
    "fairness {value}": "公平性 {value}",
    "longest wait {ticks}": "最长等待 {ticks}",
    "migrations {count}": "迁移 {count} 次",
    "throttled {times}": "限流 {times}",
    "{count} more tasks with no more misses than these": "另有 {count} 个任务，错过的截止时间不比这些多",
    "deadlines missed {misses} of {jobs}": "{jobs} 个截止时间错过 {misses} 个",
    "utilization of the tasks {value}": "任务的利用率 {value}",
    "all met up to {bound} under this policy": "在此策略下利用率不超过 {bound} 时全部满足",
    "hyperperiod {ticks}": "超周期 {ticks}",
    "jobs released before {tick}": "释放早于 {tick} 的作业",

    // explain
    ", then {keys}": "，然后按 {keys}",
    "{name}: {meaning}; the least goes first": "{name}：{meaning}；最小者先运行",
    "No decision was made about it.": "没有关于它的决策。",
    "The first {count}; more follow: --rows all shows every one, --at TICK and --pid PID choose":
      "前 {count}，后面还有：--rows all 显示全部，--at TICK 和 --pid PID 选择",
    " about {name}": "（关于 {name}）",
    "tick {tick}": "时刻 {tick}",
    "no decision was made": "没有决策",
    "every process had finished at tick {tick}": "所有进程在时刻 {tick} 已完成",
    "CPU {cpu} runs {name} by the decision of tick {tick}: ": "CPU {cpu} 按时刻 {tick} 的决策运行 {name}：",
    "no CPU runs a process": "没有 CPU 在运行进程",
    "CPU {cpu} runs {name}": "CPU {cpu} 运行 {name}",
    ", taken from {name}": "，抢占 {name}",
    "because {reason}": "因为{reason}",
    joined: "入队",
    arrival: "到达",
    "and {count}": "还有 {count}",
    " of the group whose turn it is": "（轮到的组内）",
    " in its queue": "（本队列内）",
    "stolen from the queue of CPU {queue}, since its own is empty": "从 CPU {queue} 的队列窃取，因为自己的队列为空",
    "{ticks} of migration": "迁移 {ticks}",
    "a cache to warm up, {ticks}": "缓存预热 {ticks}",
    ", which costs {costs}": "，代价为{costs}",
    " and ": "和",
    "it comes from CPU {cpu}": "它来自 CPU {cpu}",
    "{name} is the only ready process": " {name} 是唯一就绪的进程",
    "; its {key} is {value}": "；它的 {key} 为 {value}",
    "{key} is {value} for both {name} and {other}": " {name} 和 {other} 的 {key} 都是 {value}",
    "{first} against {second}": "{first} 对 {second}",
    "it joined the queue at {first}, {other} at {second}": "它在 {first} 入队，{other} 在 {second} 入队",
    "its {key} is {first}, against {second} of {other}": "它的 {key} 为 {first}，而 {other} 为 {second}",
    ", and {name} joined the queue earlier: {versus}": "，而 {name} 入队较早：{versus}",
    ", and {name} arrived earlier: {versus}": "，而 {name} 到达较早：{versus}",
    ", and {name} has the lesser pid: {versus}": "，而 {name} 的 pid 较小：{versus}",
    "{name} and {other} joined the queue at one tick, {tick}, {name} first by the ties rule ({ties})":
      " {name} 和 {other} 在同一时刻 {tick} 入队，按同时事件规则（{ties}）{name} 在前",
    "{name} stands before {other} in its queue, which it joined at the head":
      " {name} 加入队首，在队列中位于 {other} 之前",
    "it outranks {loser}, which ran: {key} {first} against {second}":
      "它优先于正在运行的 {loser}：{key} {first} 对 {second}",
    "it stands before {loser}, which ran, in the order of the queues ({key} {first} of {name}, {second} of {loser})":
      "按队列次序它在正在运行的 {loser} 之前（{name} 的 {key} 为 {first}，{loser} 为 {second}）",
    "{name} (pid {pid})": "{name}（pid {pid}）",
    "level {level}": "第 {level} 级",
    "executed {ticks}": "已执行 {ticks}",
    "remaining {ticks}": "剩余 {ticks}",
    "quantum left {ticks}": "剩余时间片 {ticks}",
    "entry {at} of {all}": "程序第 {at} 项，共 {all} 项",
    "blocked {ticks}": "阻塞 {ticks}",
    "bound to {cpus}": "绑定于 {cpus}",
    "group {name}": "组 {name}",
    "holds {locks}": "持有 {locks}",
    "control block: {text}": "进程控制块：{text}",
    "CPU {list}": "CPU {list}",
    "CPUs {list}": "CPU {list}",
    "running on CPU {cpu}": "在 CPU {cpu} 上运行",
    "ready since {tick}": "自 {tick} 起就绪",
    " (queue {queue})": "（队列 {queue}）",
    "terminated at {tick}": "于 {tick} 终止",
    "{state}, waits for {lock}": "{state}，等待 {lock}",
    "After the events of tick {tick}:": "时刻 {tick} 的事件之后：",

    // sweep
    "{policy}, quantum {first} to {last}": "{policy}，时间片 {first} 到 {last}",
    "{count} of {all} quanta; --rows all shows every one": "{all} 个时间片中的 {count} 个；--rows all 显示全部",
    "mean turnaround": "平均周转时间",
    "mean response": "平均响应时间",
    "switching, of busy time": "切换占忙时间的比例",
    "context switches": "上下文切换次数",
    "Too short:": "过短：",
    "Too long:": "过长：",
    "Best:": "最好：",
    "a context switch takes no time here, so the {switches} switches at quantum {quantum} cost as little as the {fcfs} of FCFS; --switch-cost 1 shows what they eat":
      "这里上下文切换不占时间，所以时间片 {quantum} 的 {switches} 次切换与 FCFS 的 {fcfs} 次一样没有代价；--switch-cost 1 显示切换的代价",
    "not reached: at no quantum switching takes {limit} of the CPUs' busy time, or more, beyond what it takes under FCFS ({share} at quantum {quantum}, {fcfs} under FCFS)":
      "未达到：任何时间片下，切换占 CPU 忙时间的比例都不比 FCFS 多出 {limit}（时间片 {quantum} 时 {share}，FCFS 时 {fcfs}）",
    "up to quantum {last} ({mark}) switching eats the machine: it takes {limit} of the CPUs' busy time, or more, beyond what it takes under FCFS ({share} at quantum {quantum}, {fcfs} under FCFS)":
      "时间片不超过 {last}（{mark}）时切换吃掉了机器：占 CPU 忙时间的比例比 FCFS 至少多 {limit}（时间片 {quantum} 时 {share}，FCFS 时 {fcfs}）",
    "not reached: the longest CPU burst is {burst}, and quanta end at {last}; --quantum 1..{stretch} goes on to it":
      "未达到：最长的 CPU 区间为 {burst}，而时间片只到 {last}；--quantum 1..{stretch} 可达到",
    "not reached: the longest CPU burst is {burst}, but the policy orders processes otherwise than FCFS even then":
      "未达到：最长的 CPU 区间为 {burst}，但即使这样该策略的次序也与 FCFS 不同",
    "from quantum {quantum} on ({mark}) every process finishes at the tick at which it finishes under FCFS: the quantum covers the longest CPU burst, {burst}":
      "从时间片 {quantum} 起（{mark}）每个进程的完成时刻都与 FCFS 相同：时间片已盖过最长的 CPU 区间 {burst}",
    "from quantum {quantum} on ({mark}) every process finishes at the tick at which it finishes under FCFS: the longest CPU burst is {burst}":
      "从时间片 {quantum} 起（{mark}）每个进程的完成时刻都与 FCFS 相同：最长的 CPU 区间为 {burst}",
    "of these quanta, the least mean turnaround is {turnaround} at quantum {first}, the least mean response {response} at {second}":
      "在这些时间片中，平均周转时间最小为 {turnaround}（时间片 {first}），平均响应时间最小为 {response}（时间片 {second}）",

    // 策略
    "First come, first served": "先来先服务",
    "Shortest job first (shortest process next)": "短作业优先",
    "Shortest remaining time first": "最短剩余时间优先",
    "Round robin": "时间片轮转",
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
    "ticks of its current CPU burst": "当前 CPU 区间的长度",
    "ticks left of its current CPU burst": "当前 CPU 区间的剩余时间",
    "rank of its queue in the order, from 0": "所在队列的次序，从 0 起",
    "its queue, 0 the highest": "所在队列，0 最高",
    "predicted ticks of its current CPU burst": "当前 CPU 区间的预测长度",
    "minus its response ratio": "响应比的负值",
    "minus the ticks of its current CPU burst": "当前 CPU 区间长度的负值",
    "minus the ticks left of its current CPU burst": "当前 CPU 区间剩余时间的负值",
    "its priority number, less what it gained by waiting": "优先数，减去因等待而得的提升",
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
    "Equal bursts run by arrival, then pid.": "区间相同时按到达时间，再按 pid。",
    "Equal remaining times run by arrival, then pid; an equal one does not preempt.":
      "剩余时间相同时按到达时间，再按 pid；相同者不抢占。",
    "Processes that become ready at one instant queue in the order of the ties rule: an arrival before a process whose quantum ends then (textbook), or after it (ostep).":
      "同一时刻就绪的进程按同时事件规则排队：新到达者在时间片用完者之前（textbook）或之后（ostep）。",
    "Each queue is in the order of joining; at one instant, in the order of the ties rule.":
      "每个队列按入队次序；同一时刻按同时事件规则。",
    "Equal predictions run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "预测相同时按入队次序；同一时刻按同时事件规则。",
    "Equal ratios, compared as exact fractions, run by arrival, then pid.":
      "响应比按精确分数比较，相同时按到达时间，再按 pid。",
    "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule. An equal one does not preempt.":
      "优先级相同时按入队次序；同一时刻按同时事件规则。相同者不抢占。",
    "Each class is in the order of joining; at one instant, in the order of the ties rule. A preempted process goes to the head of its class.":
      "每类按入队次序；同一时刻按同时事件规则。被抢占者回到本类队首。",
    "Tickets are numbered in the order (arrival, pid) of their holders; the draw knows no ties.":
      "彩票按持有者的（到达时间，pid）编号；抽签没有相同的情形。",
    "Equal passes run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "行程值相同时按入队次序；同一时刻按同时事件规则。",
    "Equal virtual runtimes run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "虚拟运行时间相同时按入队次序；同一时刻按同时事件规则。",
    "Equal deadlines run in the order of joining the queue; at one instant, in the order of the ties rule.":
      "截止时间相同时按入队次序；同一时刻按同时事件规则。",
    "Equal deadlines run by arrival, then pid; an equal one does not preempt.":
      "截止时间相同时按到达时间，再按 pid；相同者不抢占。",
    "Equal periods run by arrival, then pid; an equal one does not preempt.":
      "周期相同时按到达时间，再按 pid；相同者不抢占。",
    "Equal laxities run by arrival, then pid; an equal one does not preempt.":
      "松弛度相同时按到达时间，再按 pid；相同者不抢占。",
    "Jobs are tried in the order of joining the queue: arrival, then pid.":
      "作业按入队次序（到达时间，再按 pid）尝试。",
    "Reservations are made in the order of joining the queue: arrival, then pid.":
      "预约按入队次序（到达时间，再按 pid）进行。",

    // 引擎的说明
    "Processor counts of the workload are ignored: every process runs on one CPU at a time (see rigid)":
      "忽略了工作负载中的处理器数：每个进程一次只在一个 CPU 上运行（见 rigid）",
    "Groups of the workload are ignored: CPU time is not shared between groups (see groups)":
      "忽略了工作负载中的组：CPU 时间不在组之间分配（见 groups）",
    "No process of the workload has a priority: all have 0": "工作负载中没有优先级：全部为 0",
    "No process of the workload has tickets: all have 1": "工作负载中没有彩票数：全部为 1",
    "No process of the workload has a nice value: all have 0": "工作负载中没有 nice 值：全部为 0",
  },
  patterns: [
    [
      /^Load ([\d.]+) exceeds 1: while processes arrive, more work comes than (?:the CPU|(\d+) CPUs) can do$/,
      "负载 $1 大于 1：在进程到达期间，到来的工作超过 CPU 的能力",
    ],
    [/^columns: /, "列："],
    [/^a tick is (.*) of what the times are in$/, "一个时间单位是输入时间的 $1"],
    [/^a tick is (.*)$/, "一个时间单位是 $1"],
    [/^arrivals count from (.*)$/, "到达时间从 $1 算起"],
    [/^read as a table on its side: a process a column$/, "按横放的表读取：每列一个进程"],
    [/^read as two lines: arrivals (.*), bursts (.*)$/, "按两行读取：到达时间 $1，运行时间 $2"],
    [/^read as (.*): the file is not in UTF-8$/, "按 $1 读取：文件不是 UTF-8"],
  ],
};
