/**
 * Chinese of the terminal's reports, over what `pictures/words` has.
 *
 * @module
 */

import type { Language } from "../../../pictures/words/language.ts";
import { zh as words } from "../../../pictures/words/zh.ts";

/** 中文 */
export const zh: Language = {
  ...words,
  nouns: { ...words.nouns, "periodic task": "个周期任务", job: "个作业", step: "步", deadline: "个截止时间" },
  texts: {
    ...words.texts,

    // 报告的开头
    "{policy} on {workload}, {count}": "{policy}，{workload}，{count}",
    "{title} on {workload}, {count}": "{title}，{workload}，{count}",
    "{count} of {workload} under {policies}, one CPU": "{workload} 的 {count}，{policies}，一个 CPU",
    "{mark} best of its column, means over all processes": "{mark} 该列最好；所有进程的平均值",
    "jobs as you type them": "直接敲的作业",
    "a table of yours": "自己的表格",
    "why each decision was made": "为什么选了它",
    "all of it in a browser": "在浏览器中查看全部",
    "In a browser:": "在浏览器中：",
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
    order: "优先次序",
    "the least number is the most urgent": "数小者优先",
    "the greatest number is the most urgent": "数大者优先",
    "switch-cost 0: a context switch takes no time": "switch-cost 0：上下文切换不占时间",
    ", and before its first": "，首次运行进程之前也是",
    "switch-cost {switchCost}: {ticks} before a CPU runs a process other than its last":
      "switch-cost {switchCost}：CPU 换一个进程运行之前用 {ticks}",
    "switch-cost {switchCost}: {ticks} when a process leaves a CPU":
      "switch-cost {switchCost}：进程离开 CPU 时用 {ticks}",
    "switch-cost {switchCost}: {ticks} when a process leaves a CPU and has not ended":
      "switch-cost {switchCost}：进程未完成而离开 CPU 时用 {ticks}",
    "{utilization}, the utilization of the tasks": "{utilization}，任务的利用率",
    ", more than the CPU can do": "，超过 CPU 的能力",
    ", more than {cpus} CPUs can do": "，超过 {cpus} 个 CPU 的能力",
    "none: all processes arrive at once": "无：所有进程同时到达",
    ", more than 1": "，大于 1",

    // 图
    "several processes, busier when darker": "多个进程，颜色越深越忙",
    "1 column = {ticks} ticks": "1 列 = {ticks} 个时间单位",
    "1 column = {time} {unit}": "1 列 = {time} {unit}",
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
    "The first {shown} of {count}; --rows all shows every one": "前 {shown} 个，共 {count}；--rows all 显示全部",
    "Too narrow for: {columns}": "宽度不够，未显示：{columns}",
    "{mark} best of its column. Turnaround, waiting, response and weighted (turnaround / CPU time) are {statistic} over all processes":
      "{mark} 该列最好。周转、等待、响应和带权周转（周转时间 / CPU 时间）为所有进程的{statistic}",

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
    "{count} more devices with no more work than these": "另有 {count} 个设备，工作量不比这些多",
    "{count} more tasks with no more misses than these": "另有 {count} 个任务，错过的截止时间不比这些多",

    // explain
    "No decision was made about it.": "没有关于它的决策。",
    "The first {count}; more follow: --rows all shows every one, --at TICK and --pid PID choose":
      "前 {count}，后面还有：--rows all 显示全部，--at TICK 和 --pid PID 选择",
    " about {name}": "（关于 {name}）",

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

    // schedulable
    "{count} of {workload}, one CPU": "{workload} 的 {count}，一个 CPU",
    "CPU / period": "CPU / 周期",
    "utilization {value}": "利用率 {value}",
    ", without preemption": "，非抢占",
    "schedulable": "可调度",
    "not schedulable": "不可调度",
    "cannot say": "无法判定",
    Test: "判定法",
    Value: "值",
    "At most": "上界",
    Says: "结论",
    utilization: "利用率",
    "Liu and Layland": "Liu 和 Layland 界",
    "hyperbolic bound": "双曲界",
    "harmonic periods": "谐波周期",
    "response times": "响应时间",
    density: "密度",
    "processor demand": "处理器需求",
    simulation: "模拟",
    "{misses} of {jobs} late": "{jobs} 个中 {misses} 个超时",
    "the tasks ask for more than the CPU has": "任务的需求超过 CPU 的能力",
    "necessary, but not enough with fixed priorities": "必要条件，但对固定优先级不充分",
    "necessary, but not enough without preemption": "必要条件，但非抢占时不充分",
    "enough for EDF where no deadline is before the end of its period": "截止时间不早于周期末时对 EDF 充分",
    "necessary, but not enough where deadlines are before the next release":
      "必要条件，但截止时间早于下一次释放时不充分",
    "a task asks for a lock while it holds one, so that waits go on": "有任务持有锁时又请求锁，等待会相连",
    "necessary, but not enough where tasks are held up": "必要条件，但任务被耽搁时不充分",
    "Memory: mean part of it that is taken, over the makespan": "内存：在全程内平均被占用的部分",
    "with the server the tasks ask for more than the CPU has": "加上服务器后，需求超过 CPU 的能力",
    "enough for EDF with the stack resource policy": "使用栈资源策略时对 EDF 充分",
    "enough for a polling server that goes before all tasks: (2 - P) / P, P the product of all U + 1":
      "对先于所有任务的轮询服务器充分：(2 - P) / P，P 为所有 U + 1 之积",
    "enough for a sporadic server that goes before all tasks: (2 - P) / P, P the product of all U + 1":
      "对先于所有任务的偶发服务器充分：(2 - P) / P，P 为所有 U + 1 之积",
    "enough for a deferrable server that goes before all tasks: (2 - P) / (2 P - 1), P the product of all U + 1":
      "对先于所有任务的可延期服务器充分：(2 - P) / (2 P - 1)，P 为所有 U + 1 之积",
    "enough for EDF: what the tasks leave of the CPU": "对 EDF 充分：任务剩下的 CPU",
    "it is a bound where no deadline is before the end of its period": "这个界要求截止时间不早于周期末",
    "it is a bound where the server goes before all tasks": "这个界要求服务器先于所有任务",
    "a response passes its deadline when all are released at once, and the server always has something to do":
      "同时释放且服务器一直有事可做时，有响应时间超过截止时间",
    server: "服务器",
    "the server": "服务器",
    "server {kind}: {budget} in every {period} = {utilization}":
      "服务器 {kind}：每 {period} 有 {budget} = {utilization}",
    ", up to {jitter} early (J)": "，最多提前 {jitter}（J）",
    "it is a bound with preemption": "这是抢占时的界",
    "enough for EDF": "对 EDF 充分",
    "enough, but not necessary": "充分，但不必要",
    "enough in the order of periods or deadlines": "按周期或截止时间排优先级时充分",
    "it is a bound where priorities are in the order of periods, or of deadlines that are before them":
      "这个界要求优先级按周期（或更早的截止时间）排列",
    "enough where each period divides the longer ones": "每个周期都整除更长的周期时充分",
    "every response is within its deadline": "每个响应时间都在截止时间之内",
    "a response passes its deadline when all are released at once": "同时释放时有响应时间超过截止时间",
    "a response passes its deadline only if all are released at once": "只有同时释放时才有响应时间超过截止时间",
    "a bound on a response passes its deadline": "某个响应时间的上界超过截止时间",
    "it takes too many steps": "步数太多",
    "by every deadline there is time for what is due": "到每个截止时间为止都来得及",
    "by a deadline there is no time for what is due": "到某个截止时间为止来不及",
    "by a deadline there may not be time for what is due": "到某个截止时间为止可能来不及",
    "a deadline is missed only if all are released at once": "只有同时释放时才错过截止时间",
    "a task does I/O, and how its waits fall decides": "有任务做 I/O，结果取决于它何时等待",
    "a preempted job goes behind the next one of its task, which is there before its deadline":
      "被抢占的作业排到同一任务下一个作业之后，而后者在其截止时间之前已释放",
    "tasks share a lock, and nothing bounds how long its holder is held up by others":
      "任务共用一把锁，持有者被别人耽搁多久没有上界",
    "not run, as the hyperperiod has more than 200,000 jobs": "没有运行：超周期内的作业超过 200,000 个",
    "no deadline is missed by the {jobs} released before {horizon}": "{horizon} 之前释放的 {jobs}都没有错过截止时间",
    "{job} is the first to miss its deadline, at {deadline}": "{job} 最先错过截止时间（{deadline}）",
    "Response times, the most urgent task first": "响应时间，最紧急的任务在前",
    ", behind {tasks}": "，排在 {tasks} 之后",
    ", held up for {ticks} by a less urgent one": "，被较不紧急者耽搁 {ticks}",
    "; simulated {ticks}": "；模拟得 {ticks}",
    "too many steps": "步数太多",
    "{ticks}, within {deadline}": "{ticks}，不超过 {deadline}",
    "{ticks} or more, past {deadline}": "至少 {ticks}，超过 {deadline}",
    "{count} more; --rows all shows every one": "另有 {count}；--rows all 显示全部",
    "job {job}": "第 {job} 个作业",
    "No bound on the deadlines to look at is a safe number": "需要检查的截止时间的上界都太大",
    "busy period {tick}": "忙期 {tick}",
    "L* {tick}": "L* {tick}",
    "What is due by each deadline up to {bound} ({bounds})": "到 {bound} 为止每个截止时间的需求（{bounds}）",
    Demand: "需求",
    Blocking: "阻塞",
    Fits: "来得及",
    yes: "是",
    no: "否",
    "Quick analysis (QPA), from the last one down: {points}": "快速分析（QPA），从最后一个往回：{points}",
  },
  patterns: [
    ...words.patterns,
    [
      /^The log was taken on ([\d,]+) processors \((.*)\), and is run on ([\d,]+): see --machine log$/,
      "日志来自 $1 个处理器的机器（$2），这里用 $3 个运行：见 --machine log",
    ],
    [
      /^The jobs of the log took their processors at once, out of ([\d,]+) processors \((.*)\): see --machine log and --rigid$/,
      "日志中的作业同时占用各自的处理器，机器共 $1 个（$2）：见 --machine log 和 --rigid",
    ],
    [/^Without a timeline: it is drawn of up to ([\d,]+) CPUs$/, "没有时间线：最多画 $1 个 CPU"],
    [
      /^Mean bounded slowdown \(jobs count as (\d+) ticks at least\): (.*)$/,
      "平均有界减速比（作业至少按 $1 个时间单位计）：$2",
    ],
    [
      /^The log's own waits, of ([\d,]+) jobs: mean (\S+), bounded slowdown (\S+); the same jobs here: (.*), bounded slowdown (.*)$/,
      "日志自身的等待时间（$1 个作业）：平均 $2，有界减速比 $3；同样的作业在这里：$4，有界减速比 $5",
    ],
    [
      /^Left out, as they cannot run this workload on this machine: (.*)$/,
      "略去（不能在这台机器上运行这个工作负载）：$1",
    ],
  ],
};
