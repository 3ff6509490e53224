/**
 * What the catalogue of policies and options says, in Chinese. A sentence that changed there is said in English until it is
 * changed here.
 *
 * @module
 */

/** By the English sentence. */
export const CATALOGUE_ZH: Readonly<Record<string, string>> = {
  // fcfs
  "Processes run in the order in which they became ready, each until it blocks or ends.":
    "进程按就绪的先后运行，直到阻塞或结束。",
  "The process that became ready first runs until it blocks or ends. Nobody is ever interrupted, so there are as few context switches as can be. What a process waits depends on those before it alone.":
    "最先就绪的进程运行到阻塞或结束为止。不打断任何进程，所以上下文切换最少。一个进程等多久，只取决于它前面的进程。",
  "Where short processes share the CPU with long ones: they wait behind them (the convoy effect).":
    "短进程与长进程共用 CPU 时：短进程排在长进程后面（护航效应）。",
  // lifo
  "The ready process that came last runs until it blocks or ends; preemptively it takes the CPU as it comes.":
    "最后到来的就绪进程运行到阻塞或结束；抢占时，到来即占用 CPU。",
  "The process that came last, by arriving or by being unblocked, runs until it blocks or ends, as if the queue were a stack. With preemptive it takes the CPU as it comes, and whoever loses it goes on when all that came later are through. Those that come late hardly wait, and those that came first wait longest.":
    "最后到来（到达或解除阻塞）的进程运行到阻塞或结束为止，队列如同一个栈。抢占时，进程到来即占用 CPU，失去 CPU 者等后来者都运行完再继续。来得晚的几乎不等，最早来的等得最久。",
  "Where those that came first must not starve: under load they go on last of all.":
    "最早到来的进程不能饿死时：负载高时它们最后才继续。",
  // sjf
  "The ready process with the least current CPU burst runs until it blocks or ends.":
    "当前 CPU 区间最短的就绪进程运行到阻塞或结束。",
  "The ready process whose current CPU burst is shortest runs until it blocks or ends. Where all arrive together no policy without preemption has a lesser mean waiting time. It must know the bursts beforehand, which only a simulation does.":
    "当前 CPU 区间最短的就绪进程运行到阻塞或结束为止。若全部同时到达，没有任何非抢占策略的平均等待时间更短。它必须事先知道区间长度，只有模拟才做得到。",
  "Where bursts are not known, and where short processes keep coming: long ones may wait for ever.":
    "区间长度未知时；短进程不断到来时，长进程可能永远等下去。",
  // srtf
  "The process with the least remaining time of its current CPU burst runs; a lesser one takes the CPU from it.":
    "当前 CPU 区间剩余最少的进程运行；剩余更少者抢占 CPU。",
  "The process with the least left of its current CPU burst runs; one that comes with less takes the CPU from it. On one CPU no policy has a lesser mean turnaround. It must know the bursts beforehand.":
    "当前 CPU 区间剩余最少的进程运行；到来的进程若剩余更少，就抢占 CPU。在一个 CPU 上没有任何策略的平均周转时间更短。它必须事先知道区间长度。",
  "Where bursts are not known, where a switch is dear, and where long processes must not starve.":
    "区间长度未知、切换代价高、或长进程不能饿死时。",
  // rr
  "Processes take turns of one quantum; one whose quantum ends joins the tail of the ready queue.":
    "进程轮流运行一个时间片；时间片用完者排到就绪队列末尾。",
  "Processes take turns of one quantum. One whose quantum ends joins the tail of the ready queue. A short quantum responds quickly and switches often; a long one is first come, first served.":
    "进程轮流运行一个时间片。时间片用完者排到就绪队列末尾。时间片短则响应快而切换多；时间片长则成为先来先服务。",
  "For batches of equal jobs: it finishes all of them late, and pays for the switches.":
    "一批长度相同的作业：全部都完成得晚，还要付切换的代价。",
  // vrr
  "Round robin in which a process that is back from I/O goes before the others, for the rest of its quantum.":
    "时间片轮转，但 I/O 归来的进程先于其他进程运行其时间片的剩余部分。",
  "Processes take turns of one quantum. One that comes back from I/O, or is given a lock, waits in an auxiliary queue that goes first, and runs for what it had left of its quantum. So processes that wait for I/O often get as much of the CPU as those that only compute.":
    "进程轮流各运行一个时间片。I/O 归来或得到锁的进程在优先的辅助队列中等待，并运行其时间片剩余的部分。这样，经常等待 I/O 的进程与只计算的进程得到同样多的 CPU。",
  "Where nothing waits for I/O: it is round robin then.": "没有进程等待 I/O 时：它就是时间片轮转。",
  // counters
  "The process with the greatest counter runs until that is used up; then all become counter / 2 + priority.":
    "计数器最大的进程运行到用完为止；都用完后，各计数器变为一半加优先级。",
  "The ready process with the greatest counter runs until it blocks or has used the counter up, one a tick. When no ready process has any left, the counters of all processes, blocked ones too, become half of what they were, rounded down, plus their priorities, the greater the more. So one that waited for I/O comes back with more than the others, up to nearly twice its priority.":
    "计数器最大的就绪进程运行到阻塞或计数器用完为止，每个时间单位减一。没有就绪进程还有剩余时，所有进程（包括阻塞的）的计数器变为原来的一半（向下取整）加上其优先级，数越大越多。这样，等待 I/O 的进程回来时比其他进程多，最多接近其优先级的两倍。",
  "With many processes, where nothing may take long: whoever comes waits until all others have used up theirs.":
    "进程很多而又要求响应快时：后来者要等其他进程都用完计数器。",
  // unix
  "The process that has used the CPU least lately runs; every second all counts are halved.":
    "最近使用 CPU 最少的进程运行；每秒所有计数减半。",
  "A process counts the ticks that it executes. Every second all counts, of blocked processes too, are halved, and priorities become base + nice + count / 2, rounded down, the least of which runs; equal ones take turns. So who computes goes down, and who waits comes up again.":
    "进程对其运行的时间计数。每秒所有进程（包括阻塞的）的计数减半，优先数变为 base + nice + 计数 / 2（向下取整），最小者运行，相同者轮流。这样，计算的进程下降，等待的进程回升。",
  "Where shares matter: what a process gets depends on how many others there are (stride, fss).":
    "份额重要时：一个进程得到多少取决于还有多少其他进程（stride、fss）。",
  // fss
  "As traditional UNIX, but a process also pays for what its group of users has used lately.":
    "与传统 UNIX 相同，但进程还要为其用户组最近的使用付出代价。",
  "Processes count the ticks that they execute, and so do their groups; every second all counts are halved. A process's priority is base + nice + its count / 2 + its group's count / (4 x the group's weight), each rounded down; the least runs. So groups get their shares, however many processes they have.":
    "进程及其组都对运行的时间计数，每秒所有计数减半。进程的优先数是 base + nice + 其计数 / 2 + 组计数 / (4 × 组的权重)，各向下取整，最小者运行。这样，无论有多少进程，各组得到自己的份额。",
  "Where shares must be exact: a second goes to one group whole, so that weights of 10 to 1 may give two thirds (stride, groups).":
    "份额必须精确时：一秒整个归一个组，所以 10 比 1 的权重可能只得到三分之二（stride、groups）。",
  // las
  "The process that has executed least so far runs, for a quantum; one that comes with less takes the CPU.":
    "至今运行最少的进程运行一个时间片；到来者若更少，就抢占 CPU。",
  "The process that has executed least so far runs, and those that are level take turns of a quantum. One that comes with strictly less takes the CPU at once, so a new process runs until it has had as much as the others. Short processes pass quickly though nobody knows their bursts beforehand.":
    "至今运行最少的进程运行，一样多者轮流各运行一个时间片。到来者若严格更少，立即抢占 CPU，所以新进程一直运行到与其他进程一样多为止。短进程很快通过，而无需事先知道区间长度。",
  "For equal jobs: all end late, nearly at once; and where long processes must not starve.":
    "作业长度相同时：全部都很晚、几乎同时完成；长进程不能饿死时也不适用。",
  // causes
  "A FCFS ready queue, with a quantum of its own, for each way in which a process becomes ready.":
    "每种就绪原因有一个先来先服务的就绪队列，各有自己的时间片。",
  "There is a first come, first served queue for each way in which a process becomes ready, each with its own quantum. The queues are ranked: as a rule what comes from I/O goes before what used up its quantum. A process that joins a higher queue takes the CPU.":
    "进程变为就绪的每种原因有一个先来先服务的队列，各有自己的时间片。队列有高低之分：通常从 I/O 回来的先于用完时间片的。进入较高队列的进程抢占 CPU。",
  "Where most processes compute and hardly block: the lower queues may starve.":
    "多数进程只计算而很少阻塞时：较低的队列可能饿死。",
  // mlfq
  "Processes start in the highest queue and go down as they use up their quanta, which grow; the highest runs.":
    "进程从最高队列开始，用完时间片就下降，时间片逐级变长；最高队列先运行。",
  "Processes start in the highest queue and go down as they use up their quanta, which grow. So short and interactive ones stay high without anybody knowing their bursts. A boost now and then brings all of them back up.":
    "进程从最高队列开始，用完时间片就下降一级，时间片逐级变长。这样短进程和交互进程留在高处，而无需知道它们的区间长度。定期提升把所有进程带回最高队列。",
  "Where processes must get fixed shares or meet deadlines; without a boost, long ones may starve.":
    "进程需要固定份额或必须满足截止时间时；没有提升时，长进程可能饿死。",
  // predicted
  "Shortest job first with predicted bursts: the exponential average of the bursts that a process had.":
    "用预测的区间长度做短作业优先：进程以往区间的指数平均。",
  "The ready process whose next CPU burst is predicted to be shortest runs until it blocks or ends; with preemptive it takes the CPU from one of whose burst more is expected to be left, prediction less what it executed. A prediction is alpha times the last burst and 1 - alpha times the last prediction; each burst entry of the program counts, and the first one may be the process's estimate. It is what shortest job first comes to where bursts are not known beforehand.":
    "预测下一 CPU 区间最短的就绪进程运行到阻塞或结束为止；抢占时，它抢占预计剩余（预测值减去已运行）更多者的 CPU。预测值是 alpha 乘以上一区间，加上 1 - alpha 乘以上一预测值；程序的每一项区间都计入。首个预测值也可以是进程的估计时间。区间长度事先未知时，短作业优先就成了它。",
  "For processes of one burst: all have the first prediction, and it is first come, first served.":
    "只有一个区间的进程：大家都是第一个预测值，成为先来先服务。",
  // hrrn
  "The ready process with the greatest (waited + burst) / burst runs until it blocks or ends.":
    "（等待 + 区间）/ 区间 最大的就绪进程运行到阻塞或结束。",
  "The ready process with the greatest response ratio runs until it blocks or ends: what it has waited in this stay in the queue and its current CPU burst, over that burst, for which its estimate may stand. Short bursts are preferred, but the ratio of a long one grows while it waits. So nothing starves.":
    "响应比最大的就绪进程运行到阻塞或结束为止：本次在队列中等待的时间加当前 CPU 区间，除以该区间（也可用估计代替区间）。短区间优先，但长区间等待时响应比不断增大，所以不会饿死。",
  "Where bursts are not known, and where a long burst must not keep an urgent short one waiting: nothing is preempted.":
    "区间长度未知时；或长区间不应让紧急的短区间等待时：它从不抢占。",
  // ljf
  "The ready process with the greatest current CPU burst runs until it blocks or ends.":
    "当前 CPU 区间最长的就绪进程运行到阻塞或结束。",
  "The ready process whose current CPU burst is longest runs until it blocks or ends. It is the opposite of shortest job first, and shows what the worst order costs. On several CPUs it balances the load: the long jobs do not come last.":
    "当前 CPU 区间最长的就绪进程运行到阻塞或结束为止。它与短作业优先相反，显示最差次序的代价。在多个 CPU 上它使负载均衡：长作业不会排在最后。",
  "Nearly always on one CPU: of all orders without preemption it has the greatest mean waiting time.":
    "在一个 CPU 上几乎总是不适合：在所有非抢占的次序中平均等待时间最长。",
  // lrtf
  "The process with the most left of its current CPU burst runs; one with more takes the CPU from it.":
    "当前 CPU 区间剩余最多的进程运行；剩余更多者抢占 CPU。",
  "The process with the most left of its current CPU burst runs. It loses the CPU at the tick at which another has strictly more left, so the longest are worn down together. All of them end late, close to one another.":
    "当前 CPU 区间剩余最多的进程运行。当另一个进程的剩余严格更多时，它在那一时刻失去 CPU，于是最长的几个一起被磨短。它们都结束得很晚，而且彼此接近。",
  "Nearly always: it has the worst mean turnaround, and a switch nearly every tick once remaining times are equal.":
    "几乎总是不适合：平均周转时间最差，剩余时间相等后几乎每个时间单位切换一次。",
  // priority
  "The process of the most urgent priority number runs, preemptively or not; equals may take turns, and with aging waiting makes more urgent.":
    "优先数最紧急的进程运行，可抢占或不抢占；相同者可以轮流；有老化时，等待使其更紧急。",
  "The ready process with the least priority number (or the greatest, by priorityOrder) runs, and takes the CPU from one that is less urgent unless preemptive is off; equals wait for one another, or take turns of a quantum. With aging a, a process that has waited w ticks has improved by w / a, and keeps what it has reached while it has the CPU; with rates priorities change by one each tick of waiting and by another each tick of running. Preemption comes at the very tick at which a waiting process is strictly ahead.":
    "优先数最小的就绪进程运行（或最大的，由 priorityOrder 决定），并抢占较不紧急者的 CPU，除非关闭 preemptive；相同者依次等待，或轮流运行一个时间片。老化为 a 时，等待了 w 个时间单位的进程提升 w / a，占有 CPU 期间保持所达到的优先级；设了变化率时，优先级每等待或运行一个时间单位各按其率变化。等待者严格领先的那一时刻就发生抢占。",
  "Without aging where urgent processes keep coming: the others may wait for ever.":
    "没有老化而紧急进程不断到来时：其他进程可能永远等下去。",
  // mlq
  "Processes belong to fixed classes, each FCFS or round robin; the first class goes first, or the classes share the time.":
    "进程属于固定的类，每类先来先服务或轮转；第一类先运行，或各类分享时间。",
  "A process belongs for ever to the class that its priority names, 0 being the first (or each priority that occurs is a class); each class is first come, first served or round robin. Under fixed priority the first class that has a ready process goes first. With shares each class in turn owns the machine for its ticks and has the first claim to every CPU meanwhile; what it cannot use goes to the others in their order.":
    "进程永远属于其优先级所指的类，0 为第一类（或出现的每个优先级为一类）；每类先来先服务或轮转。固定优先级下，最前面的有就绪进程的类先运行。按份额时，各类轮流拥有机器若干时间单位，其间对每个 CPU 有优先权；它用不完的按次序给其他类。",
  "Where nobody can say beforehand which process is of which kind; under fixed priority the last class may starve.":
    "无法事先说明进程属于哪一类时；固定优先级下最后一类可能饿死。",
  // feedback
  "Processes go down one queue with each quantum that they use up while another process is ready.":
    "有其他进程就绪时，进程每用完一个时间片就下降一个队列。",
  "A process starts in the first queue and goes down one with each quantum that it uses up, unless no other process is ready then. The first process of the first non-empty queue runs for the quantum of its queue, the same everywhere or doubling from queue to queue; nothing preempts it before. The last queue is round robin.":
    "进程从第一个队列开始，每用完一个时间片就下降一级，除非当时没有其他就绪进程。第一个非空队列的队首进程运行该队列的时间片，各队列相同或逐级加倍；其间不被抢占。最后一个队列为轮转。",
  "Where long processes must not starve: nothing ever comes back up (mlfq has boosts).":
    "长进程不能饿死时：没有任何进程会再升上来（mlfq 有提升）。",
  // lottery
  "A ticket is drawn for every quantum; its holder runs.": "每个时间片抽一张彩票，持有者运行。",
  "Each time a CPU is given away a ticket is drawn among those of the ready processes, and its holder runs for a quantum. In the long run each gets the CPU in proportion to its tickets, and nobody starves. Over a short time luck decides: after n quanta the share is off by about 1 / sqrt(n).":
    "每次分配 CPU 时，在就绪进程的彩票中抽一张，持有者运行一个时间片。长期来看，各进程按彩票数的比例得到 CPU，不会饿死。短期则由运气决定：n 个时间片之后，份额的偏差约为 1 / sqrt(n)。",
  "Where shares must hold over short times (stride is exact), or where a process must not be unlucky.":
    "短时间内也必须保证份额时（stride 是精确的），或进程不能碰上坏运气时。",
  // stride
  "The process that has had least of its share runs for a quantum: lottery scheduling without luck.":
    "得到的份额最少的进程运行一个时间片：没有运气成分的彩票调度。",
  "Each process has a pass that grows with every tick that it executes, the slower the more tickets it has; the least pass runs for a quantum. So each process's time is in proportion to its tickets, never more than about a quantum off. One that was blocked or is new starts where the others stand: it cannot save up time that it did not want.":
    "每个进程有一个行程值，随其执行而增长，彩票越多增长越慢；行程值最小者运行一个时间片。所以每个进程的时间与彩票数成正比，偏差不超过约一个时间片。阻塞过的或新的进程从其他进程所在处开始：不能积攒它没有要过的时间。",
  "Where interactive processes should go before others: a share is all that counts.":
    "交互进程应先于其他进程时：这里只看份额。",
  // cfs
  "The process with the least virtual runtime runs for a slice in proportion to its weight.":
    "虚拟运行时间最小的进程运行，时间片与其权重成正比。",
  "A process's virtual runtime grows with what it executes, the slower the greater its weight, which its nice value gives; the least runs, for its weight's part of the latency. A process that wakes up is placed at most half a latency behind the others, a new one a slice after them, and takes the CPU if it is more than the wake-up granularity behind. By default a tick is a quarter of a millisecond of the kernel's settings for one CPU.":
    "进程的虚拟运行时间随其执行而增长，权重越大增长越慢，权重由 nice 值决定；最小者运行延迟中与其权重相应的部分。醒来的进程最多排在其他进程之前半个延迟处，新进程排在其后一个时间片处；若落后超过唤醒粒度，就抢占 CPU。默认一个时间单位是内核在一个 CPU 上设置的四分之一毫秒。",
  "Where a process must be served by a certain time: a share says nothing about latency (eevdf, edf).":
    "进程必须在某一时间之前得到服务时：份额不说明延迟（eevdf、edf）。",
  // eevdf
  "Of the processes that are owed time, the one whose request is due first runs.":
    "在尚欠时间的进程中，请求最先到期者运行。",
  "A process is eligible if it has had no more than its share: its virtual runtime is not past the weighted mean of all runnable ones. Of the eligible ones the one with the earliest virtual deadline runs, which is a slice, divided by its weight, after it asked; so a short slice is served sooner without getting more. A process that blocks takes along what it is owed or owes, up to two slices.":
    "得到的不超过其份额的进程是合格的：它的虚拟运行时间不超过所有可运行进程的加权平均。合格者中虚拟截止时间最早者运行，该时间为请求之后一个时间片除以权重；所以较短的时间片更早得到服务，而不多得时间。阻塞的进程带走它应得或所欠的时间，最多两个时间片。",
  "Where deadlines are real ones: these are virtual, and move with the load (edf).":
    "截止时间是真实的时：这里的是虚拟的，随负载移动（edf）。",
  // edf
  "The job whose absolute deadline comes first runs.": "绝对截止时间最早的作业运行。",
  "The job whose deadline comes first runs; one with an earlier deadline takes the CPU from it. On one CPU it meets every deadline that any policy can meet: with deadlines equal to periods, up to a utilisation of 1. Late jobs run on, and are counted as misses.":
    "截止时间最早的作业运行；截止时间更早者抢占 CPU。在一个 CPU 上，任何策略能满足的截止时间它都能满足：截止时间等于周期时，直到利用率为 1。迟到的作业继续运行，并计为错过。",
  "Under overload: one late job makes others late, and nobody can say which; with several CPUs it is not optimal.":
    "过载时：一个迟到的作业使其他作业也迟到，无人能说是哪些；多个 CPU 上它不是最优的。",
  // rm
  "The job whose task has the shortest period runs.": "所属任务周期最短的作业运行。",
  "Each task has a fixed priority, the higher the shorter its period; a job of a shorter period takes the CPU. Of all fixed priorities these are the best where deadlines are the periods. Any n tasks meet their deadlines up to a utilisation of n (2^(1/n) - 1), which is 0.828 for two and comes to ln 2 = 0.693.":
    "每个任务有固定的优先级，周期越短越高；周期更短的作业抢占 CPU。截止时间等于周期时，这是最好的固定优先级。任意 n 个任务在利用率不超过 n (2^(1/n) - 1) 时都满足截止时间，两个任务为 0.828，趋于 ln 2 = 0.693。",
  "Where deadlines are shorter than periods (deadline monotonic), or the utilisation is near 1 (EDF).":
    "截止时间短于周期时（截止时间单调），或利用率接近 1 时（EDF）。",
  // dm
  "The job whose task has the shortest relative deadline runs.": "所属任务相对截止时间最短的作业运行。",
  "Each task has a fixed priority, the higher the shorter its relative deadline; a job of a shorter one takes the CPU. Of all fixed priorities these are the best where deadlines are at most the periods. With deadlines equal to periods it is rate monotonic.":
    "每个任务有固定的优先级，相对截止时间越短越高；更短者的作业抢占 CPU。截止时间不超过周期时，这是最好的固定优先级。截止时间等于周期时就是速率单调。",
  "Where the utilisation is near 1: EDF meets more deadlines.": "利用率接近 1 时：EDF 能满足更多的截止时间。",
  // llf
  "The job that can least afford to wait runs: deadline - time - CPU time that it still needs.":
    "最不能等的作业运行：截止时间 - 当前时刻 - 还需要的 CPU 时间。",
  "The job with the least laxity runs: the ticks that it could wait and still meet its deadline. Laxity falls while a job waits and stays while it runs, so a waiting job takes the CPU at the tick at which it has strictly less; with preemptAt zero, as many courses have it, only once it has none left as well. On one CPU it meets every deadline that any policy can meet, as EDF does, but not with preemptAt zero.":
    "松弛度最小的作业运行：它还能等多久而仍满足截止时间。松弛度在等待时减小，在运行时不变，所以等待者在其松弛度严格更小的那一时刻抢占 CPU；preemptAt 为 zero 时（许多教材的规定），还须等到它的松弛度减为 0。在一个 CPU 上，任何策略能满足的截止时间它都能满足，与 EDF 一样，但 preemptAt 为 zero 时不然。",
  "Where switches are dear: jobs of equal laxity take the CPU from one another every other tick.":
    "切换代价高时：松弛度相等的作业每隔一个时间单位就互相抢占。",
  // easy
  "Rigid jobs, first come, first served; a later one starts before its turn if that does not delay the first.":
    "刚性作业先来先服务；若不推迟第一个作业，后面的可以提前开始。",
  "Rigid jobs start in the order of joining. While the first one waits for CPUs, its start is reserved for the time at which, by the estimates, enough will be free; a later job may start now if it is expected to end by then, or takes only CPUs that the first one leaves over. An estimate counts as no less than what the job takes.":
    "刚性作业按入队次序开始。第一个作业等待 CPU 时，按估计，它的开始时间预约在有足够 CPU 空闲之时；后面的作业若预计在那之前结束，或只用第一个作业剩下的 CPU，就可以现在开始。估计不小于作业实际所需。",
  "Where every job must be told when it will start at the latest: only the first one knows (conservative).":
    "每个作业都要知道最晚何时开始时：只有第一个知道（conservative）。",
  // conservative
  "Rigid jobs, each with a reservation from its arrival on, which no later job may delay.":
    "刚性作业从到达起各有预约，后来者不得推迟。",
  "Every rigid job gets a reservation when it arrives: the earliest time at which, by the estimates, its CPUs are free for as long as it asks for, all reservations before it respected. When a job ends early the reservations are moved forward as far as they go, in the order of the queue. So nobody starts later than was said at the arrival.":
    "每个刚性作业到达时得到预约：按估计、并遵守之前所有预约，其 CPU 空闲足够长时间的最早时刻。作业提前结束时，预约按队列次序尽量提前。所以没有作业比到达时所说的更晚开始。",
  "Where throughput is all: EASY backfills more, since it respects one reservation only.":
    "只看吞吐量时：EASY 只遵守一个预约，回填更多。",

  // 选项
  "Number of CPUs, to 1024; for rigid jobs to 1048576.": "CPU 的数量，最多 1024；刚性作业最多 1048576。",
  "Whether all CPUs share one ready queue or have one each.": "所有 CPU 共用一个就绪队列，还是各有一个。",
  "Which queue a new process joins, with queues per CPU.": "各有队列时，新进程加入哪个队列。",
  "Which queue an unblocked process joins, with queues per CPU.": "各有队列时，被唤醒的进程加入哪个队列。",
  "Whether a CPU with nothing to run takes from the longest queue, with queues per CPU.":
    "各有队列时，空闲的 CPU 是否从最长的队列取进程。",
  "Ticks between balancings of the queues, with queues per CPU; 0 is never.":
    "各有队列时，两次均衡之间的时间；0 表示从不。",
  "Ticks that a CPU spends before it runs a process that was last on another CPU.":
    "CPU 运行上次在别的 CPU 上的进程之前所用的时间。",
  "Ticks that a process executes after such a migration before it gets on with its work.":
    "这样的迁移之后，进程在继续其工作之前所执行的时间。",
  "Ticks of work that each CPU does in a tick, 1 for all if not given; multiples of 1/16.":
    "每个 CPU 每个时间单位完成的工作，不给出时都为 1；为 1/16 的倍数。",
  "Whether CPU time is shared between the groups that processes name.": "CPU 时间是否在进程所属的组之间分配。",
  "Shares of the groups; 1 for those that are not named.": "各组的份额；未列出的为 1。",
  "Ticks that groups may execute in a period; no limit for those that are not named.":
    "各组在一个周期内可执行的时间；未列出的不限。",
  "Ticks of a period of the quotas.": "配额的周期长度。",
  "Ticks that a CPU spends before it runs a process other than its last.": "CPU 运行与上一个不同的进程之前所用的时间。",
  "Ticks after which all counts are halved and priorities computed anew: a second, in UNIX of 60 ticks.":
    "每过多少时间所有计数减半、优先数重新计算：一秒，在 UNIX 中为 60 个时钟节拍。",
  "Ticks after which a process goes behind those of its priority; as many as decayPeriod.":
    "进程运行多少时间后排到同优先数者之后；与 decayPeriod 相同。",
  "The priority of who has not run yet.": "尚未运行者的优先数。",
  "Whether a ready process of a better priority takes the CPU.": "优先数更好的就绪进程是否抢占 CPU。",
  "Weights of the groups that processes name, of which each counts as its part of the sum; 1 for the others.":
    "进程所属各组的权重，按其占总和的部分计；其他为 1。",
  "How many jobs of the queue are looked at, from the first on; with 1 nobody goes before their turn.":
    "查看队列中从第一个起的多少个作业；为 1 时谁也不能提前。",
  "How many waiting jobs have a reservation that none behind them may delay; planned anew at every instant.":
    "多少个等待的作业有预约，其后的作业不得推迟它们；每一时刻重新计划。",
  "Number of equal I/O devices without a name, behind one queue.": "没有名称、共用一个队列的相同 I/O 设备的数量。",
  "Requests that devices with a name serve at once; 1 for those that nobody says it of.":
    "有名称的设备同时服务的请求数；未指定者为 1。",
  "How devices with a name pick their next request; by deviceOrder for those that nobody says it of.":
    "有名称的设备如何选择下一个请求；未指定者按 deviceOrder。",
  "Which priorities are the more urgent at devices: as the policy's priorityOrder has it, low numbers, or high ones.":
    "在设备处哪些优先级更紧急：按策略的 priorityOrder、数小者，或数大者。",
  "How urgent a process is while it holds locks: as ever, as those that wait for them, or as the most urgent of all that use them.":
    "进程持有锁期间有多紧急：照旧、与等待者相同，或与所有使用者中最紧急的相同。",
  "Which process that waits for a lock gets it: the first, or the most urgent.":
    "等待锁的进程中谁得到它：最先的，或最紧急的。",
  "How a device picks its next request.": "设备如何选择下一个请求。",
  "The greatest number of processes in memory at once (job scheduling).": "同时在内存中的进程的最大数量（作业调度）。",
  "How the next job is chosen for memory.": "如何选择下一个进入内存的作业。",
  "Whether a job for which there is no room keeps those behind it waiting, or is passed over.":
    "放不下的作业是让其后的作业等待，还是被跳过。",
  "How many of each counted resource there are; a process takes its own whole at its admission.":
    "各种计数资源（如磁带机）的数量；进程在装入时一次得到它所需的全部。",
  "Size of memory, in the unit of the processes' own; each needs one piece of it from its admission to its end.":
    "内存的大小，单位与进程的相同；每个进程从装入到结束占用其中连续的一块。",
  "Which of the free pieces of memory that are large enough a process gets.": "进程得到足够大的空闲区中的哪一个。",
  "Whether a job takes its processors at once and keeps them (fcfs, sjf, easy, conservative).":
    "作业是否一次占有其所有处理器并保持（fcfs、sjf、easy、conservative）。",
  "The tick before which periodic tasks release jobs; 0 for as long as their pattern takes to repeat.":
    "周期任务在此时刻之前释放作业；0 表示直到其模式重复。",
  "How simultaneous events are ordered.": "同时发生的事件如何排序。",
  "Ticks that a process may run at a time.": "进程一次可以运行的时间。",
  "What a preempted or unblocked process gets when it runs again: a full quantum, or the rest of its last.":
    "被抢占或被唤醒的进程再次运行时得到什么：完整的时间片，或上次的剩余部分。",
  "The causes of becoming ready, highest queue first.": "变为就绪的原因，最高队列在前。",
  "Quantum of every queue that quanta does not name.": "quanta 未列出的每个队列的时间片。",
  "Quantum of single queues, by cause.": "各队列的时间片，按原因。",
  "Whether a process that joins a higher queue takes the CPU from one picked from a lower queue.":
    "进入较高队列的进程是否抢占来自较低队列的进程的 CPU。",
  "Number of queues; 3, or as many as quanta.": "队列的数量；3，或与 quanta 一样多。",
  "Ticks of the highest queue, doubling downwards; 1.": "最高队列的时间片，逐级加倍；1。",
  "Quanta that a process may use in a queue before it goes down; one number, or one a queue.":
    "进程下降之前在一个队列中可用的时间片数；一个数，或每队列一个。",
  "Ticks between boosts to the highest queue; 0 is never.": "两次提升到最高队列之间的时间；0 表示从不。",
  "Where a process goes that loses the CPU to a higher queue: tail or head of its own; or no preemption.":
    "被较高队列抢占的进程排到本队列的末尾或队首；或不抢占。",
  "Whether a process goes down although no other is ready.": "没有其他就绪进程时，进程是否也下降。",
  "Whether starting an I/O refills quantum and allotment.": "开始 I/O 是否重新得到完整的时间片和额度。",
  "Whether a completed I/O leads to the head of the queue.": "I/O 完成后是否排到队首。",
  "Whether a ready process takes the CPU from one of whose burst more is expected to be left.":
    "就绪进程是否抢占预计剩余更多的进程的 CPU。",
  "What the ratio takes for the length: the current CPU burst, or the process's estimate.":
    "响应比以什么为长度：当前 CPU 区间，或进程的估计。",
  "Whether a process that comes takes the CPU from one that came before it.": "到来的进程是否抢占先来者的 CPU。",
  "Ticks that a process runs before it is compared with those that were ready before.":
    "进程运行多久之后才与早已就绪者比较。",
  "Weight of the last burst in a prediction.": "上一区间在预测中的权重。",
  "Prediction of a process's first burst.": "进程第一个区间的预测值。",
  "Where first predictions are from: firstPrediction for all, or the process's estimate, if it has one.":
    "首次预测值从何而来：所有进程都用 firstPrediction，或用进程的估计时间（若有）。",
  "Whether a CPU's first dispatch costs a context switch too.": "CPU 的首次调度是否也需要上下文切换。",
  "When that is: before another process runs, or when a process leaves its CPU, also by its end or only unfinished.":
    "上下文切换的代价何时付出：运行另一个进程之前，还是进程离开 CPU 时（结束时也付，或只在未完成时付）。",
  "Whether a ready process with a more urgent priority number takes the CPU.": "优先数更紧急的就绪进程是否抢占 CPU。",
  "By how much a priority becomes more urgent with every tick that its process waits; less urgent below 0.":
    "进程每等待一个时间单位，优先级变紧急多少；小于 0 则变得不紧急。",
  "By how much a priority becomes more urgent with every tick that its process executes; less urgent below 0.":
    "进程每运行一个时间单位，优先级变紧急多少；小于 0 则变得不紧急。",
  "Ticks of waiting by which a priority improves by one; 0 for none.": "等待多久使优先级提升一级；0 表示没有老化。",
  "Which priorities are the more urgent: low numbers, or high ones.": "哪些优先级更紧急：小的数，还是大的数。",
  "Ticks of the round robin among equal priorities.": "优先级相同者之间轮转的时间片。",
  "Where a preempted process goes among those of its priority: behind them, or before them.":
    "被抢占的进程在同优先级者中排在哪里：之后，还是之前。",
  "Ticks of each class's round robin, first class first; 0 makes a class FCFS.":
    "各类轮转的时间片，第一类在前；0 使该类先来先服务。",
  "Whether the first class goes first, or the classes share the time.": "第一类先运行，还是各类分享时间。",
  "Ticks that each class owns the machine for; 80, 20 for two.": "各类拥有机器的时间；两类时为 80、20。",
  "Whether a ready process of a class that goes before takes the CPU.": "前面的类有进程就绪时是否抢占 CPU。",
  "Whether a priority is the number of its class, or each priority that occurs is a class.":
    "优先级是类的编号，还是出现的每个优先级为一类。",
  "Ticks of the first queue.": "第一个队列的时间片。",
  "Whether all queues have the same quantum, or each twice that of the one before.":
    "所有队列时间片相同，还是逐级加倍。",
  "Number of queues.": "队列的数量。",
  "Ticks that a winner may run.": "中签者可以运行的时间。",
  "Starts the random number generator (splitmix64).": "随机数生成器（splitmix64）的起点。",
  "Ticks in which every runnable process should run once.": "每个可运行的进程应运行一次的时间。",
  "The least slice.": "最小的时间片。",
  "Virtual ticks by which a ready process must be behind a running one to take its CPU.":
    "就绪进程的虚拟时间要落后多少才抢占 CPU。",
  "Ticks that a process asks for at a time.": "进程一次请求的时间。",
  "Whether a running process keeps the CPU until its slice ends or it has had its share.":
    "运行的进程是否保持 CPU，直到其时间片结束或得到其份额。",
  "Who runs processes without a period: nobody, the time that is left, or a server of this kind.":
    "谁运行没有周期的进程：没有谁（拒绝）、剩余的时间（后台），或这种服务器。",
  "Who runs processes without a deadline: nobody, the time that is left, or a total bandwidth server.":
    "谁运行没有截止时间的进程：没有谁（拒绝）、剩余的时间（后台），或总带宽服务器。",
  "Ticks that the server has in each of its periods.": "服务器每个周期的预算（时间单位）。",
  "Ticks of the server's period.": "服务器的周期（时间单位）。",
  "When a waiting job takes the CPU: with less laxity than the one that runs, or only once it also has none left.":
    "等待的作业何时抢占 CPU：松弛度小于运行者时，或者还要等到自己的松弛度减为 0 时。",
  "Which of two equals has the CPU: the one that runs, or the one that arrived first.":
    "两个相同者中谁占有 CPU：正在运行的，还是先到达的。",
  "Ticks of each queue, highest first, instead of quantum; 0 makes the last one FCFS.":
    "各队列的时间片，最高在前，代替 quantum；0 使最后一个队列先来先服务。",
  "Whether a ready job of an earlier deadline takes the CPU.": "截止时间更早的就绪作业是否抢占 CPU。",
  "Whether a ready job of a shorter period takes the CPU.": "周期更短的就绪作业是否抢占 CPU。",
  "Whether a ready job of a shorter relative deadline takes the CPU.": "相对截止时间更短的就绪作业是否抢占 CPU。",

  // 选项值的写法
  ticks: "时间",
  count: "个数",
  name: "名称",
  "ticks,...": "时间,…",
  "count,...": "个数,…",
  "name,...": "名称,…",
  "speed,...": "速度,…",
  "name=ticks,...": "名称=时间,…",
  "name=count,...": "名称=个数,…",
  "name=choice,...": "名称=选项,…",

  // 示例
  "Five processes that arrive one after another: every policy orders them differently":
    "五个先后到达的进程：每种策略的次序都不同",
  "One long process before two short ones: the convoy effect of FCFS (mean waiting 17; round robin, quantum 4: 17/3)":
    "一个长进程在两个短进程之前：FCFS 的护航效应（平均等待 17；轮转，时间片 4：17/3）",
  "Four bursts at once: SJF waits 7 in the mean, FCFS 10.25": "四个区间同时到达：SJF 平均等待 7，FCFS 10.25",
  "Arrivals during a long burst: preemptive SJF waits 6.5 in the mean, SJF 7.75":
    "长区间期间有进程到达：抢占式 SJF 平均等待 6.5，SJF 7.75",
  "Priority inversion on Mars: the least urgent holds the bus, the most urgent waits for it, and one between them runs (--lock-protocol inheritance)":
    "火星上的优先级反转：最不紧急的持有总线，最紧急的等待它，而居中的在运行（--lock-protocol inheritance）",
  "Five bursts at once with priorities, lower first": "五个区间同时到达，有优先级，数小者优先",
  "Two periodic tasks that want 94% of the CPU: rate monotonic misses a deadline at tick 80, EDF misses none":
    "两个周期任务需要 94% 的 CPU：速率单调在时刻 80 错过截止时间，EDF 一个也不错过",
  "A job of 100 before two of 10: FIFO turns around in 110 in the mean, SJF in 50":
    "长 100 的作业在两个长 10 的之前：FIFO 平均周转 110，SJF 50",
  "A job of 100, and two of 10 that come 10 ticks later: SJF cannot help any more, SRTF can (mean turnaround 50)":
    "长 100 的作业，10 之后来两个长 10 的：SJF 已无能为力，SRTF 可以（平均周转 50）",
  "Three equal jobs: round robin with a quantum of 1 responds after 1 tick in the mean, and turns around in 14":
    "三个相同的作业：时间片为 1 的轮转平均响应 1，平均周转 14",
  "A job that asks for I/O every 10 ticks beside one that never does: overlap keeps the CPU busy":
    "一个作业每 10 个时间单位做一次 I/O，另一个从不：重叠使 CPU 保持忙碌",
  "A long job, and a short one that comes later: multilevel feedback finds out which is which":
    "一个长作业和一个后来的短作业：多级反馈能分辨它们",
  "An editor and a shell that mostly wait, a compiler and a backup that mostly compute or copy":
    "多在等待的编辑器和 shell，多在计算或复制的编译器和备份",
  "Three processes that share a printer under mutual exclusion: one holds it across I/O while the others block":
    "三个进程互斥地共用打印机：一个在 I/O 期间持有它，其他阻塞",
  "Five jobs for 100 KB of memory without compaction (--memory 100 --admission skip): the third waits for a piece of 50":
    "五个作业共用 100K 内存，不移动（--memory 100 --admission skip）：第三个等待 50 的空闲区",
  "Preemptive priorities of which two are equal, greatest first: round robin among equals (priority --quantum 10 --priority-order high)":
    "抢占式优先级，两个相同，数大者优先：同级轮转（priority --quantum 10 --priority-order high）",
  "Requests beside two periodic tasks: a server of 2 ticks in 5 runs them (rm --server polling, deferrable or sporadic)":
    "两个周期任务之外的请求：由每 5 个时间单位有 2 个的服务器运行（rm --server polling、deferrable 或 sporadic）",
  "Four jobs, two in memory at once: the shortest is admitted first (--admit 2 --admit-order sjf), then priorities, least first":
    "四个作业，两道同时在内存：短作业先调入（--admit 2 --admit-order sjf），再按优先级，数小者优先",
  "Three jobs with two devices, which begin and end with I/O: preemptive priorities keep the CPU busy for 80 ticks of 110":
    "三个作业和两台设备，以 I/O 开始和结束：抢占式优先级使 CPU 在 110 个时间单位中忙 80 个",
  "Jobs that begin and end with I/O, each with a device of its own: under SRTF the CPU is idle for 5 ticks of 47":
    "以 I/O 开始和结束的作业，各有自己的设备：SRTF 下 CPU 在 47 个时间单位中空闲 5 个",
  "Three bursts at once, each with a quantum of its own: round robin gives 2, 1 and as many ticks as --quantum says":
    "三个区间同时到达，各有自己的时间片：轮转分别给 2、1 和 --quantum 所说的时间",
  "One process waits for I/O beside others that compute: virtual round robin lets it go first, with the rest of its quantum":
    "一个进程等待 I/O，其他进程计算：虚拟轮转让它先行，用其时间片的剩余",
  "A long job, and shorter ones that come later: las and lifo run who came last, counters by what each has left":
    "一个长作业和后来的短作业：las 与 lifo 先运行后来者，counters 按各自剩余的计数",
  "Three bursts whose priorities change as they wait and run (priority --waiting-rate 1 --running-rate 2): FCFS and LIFO come of it":
    "三个区间，优先级随等待和运行而变（priority --waiting-rate 1 --running-rate 2）：由此得到先来先服务和后来先服务",
  "Two groups on one machine: requests that come and go, and long jobs, one of them bound to a CPU":
    "一台机器上的两个组：来来去去的请求，以及长作业，其中一个绑定于一个 CPU",

  // 教材例题与来源
  "the same as RR q=1": "与 RR q=1 相同",
  "STCF, two come at 10": "STCF，两个在 10 到达",
  "5.3 FCFS, in tenths": "5.3 FCFS，以十分之一为单位",
  "5.3 SJF, in tenths": "5.3 SJF，以十分之一为单位",
  "5.4 priority": "5.4 优先级",
  "5.5 priority, RR q=10": "5.5 优先级，RR q=10",
  "polling 2 in 5": "轮询服务器，5 中 2",
  "deferrable 2 in 5": "可延期服务器，5 中 2",
  "total bandwidth": "总带宽服务器，1/4",
  "LRTF 2/4/8": "最长剩余时间优先 2/4/8",
  "SRTF, I/O ends": "SRTF，首尾为 I/O",
  "two devices": "两台设备，抢占式优先级",
  "two jobs at once": "内存中两道作业，SJF，再按优先级",
  "100 KB": "100K，不移动",
  "RR q=50, I/O": "RR q=50，一个先等待 I/O",
  "batch, 5 first": "批处理作业，按优先级，5 最先",
  "batch, FCFS": "批处理作业，FCFS",
  "batch, SJF": "批处理作业，SJF",
  "new first, q=1": "新到达者优先，q=1",
  "new first, q=4": "新到达者优先，q=4",
  "two queues": "两个队列，RR q=2 与 FCFS",
  "60 ticks a second": "三个进程，每秒 60 个时钟节拍",
  "FSS, W = 1/2": "三个进程，分属权重各为 1/2 的两组",
  "-n 1 -q 1, Stallings' five": "-n 1 -q 1，Stallings 的五个进程",
  "The course's paragraph on several ready queues, chosen by why a process became ready":
    "课程中按就绪原因分多个就绪队列的一节",
  "The course's multilevel feedback queue; Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8":
    "课程中的多级反馈队列；Arpaci-Dusseau，《Operating Systems: Three Easy Pieces》第 8 章",
  "The preemptive form of longest job first, as textbook exercises have it": "教材习题中最长作业优先的抢占形式",

  // 书
  Courses: "课程",
  "Silberschatz, exercises": "Silberschatz（习题）",

  // 检查的规则
  segments: "段",
  "cpu-overlap": "CPU 重叠",
  "process-overlap": "进程重叠",
  affinity: "可用 CPU",
  memory: "内存",
  lock: "锁",
  urgency: "紧急程度",
  work: "工作量",
  "figures-timeline": "数值与时间线",
  figures: "数值",
  metrics: "整体数值",
};
