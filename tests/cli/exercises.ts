/**
 * Exercises with their jobs as a file, and what is typed to ask them.
 *
 * @module
 */

/** One question about the jobs. */
interface Question {
  readonly flags: string;
  /** Finish times in the order of the jobs. */
  readonly finish: string;
  /** What the report must say. */
  readonly says?: readonly string[];
}

/** Jobs, and what is asked of them. */
interface Exercise {
  readonly title: string;
  readonly jobs: string;
  readonly asked: readonly Question[];
}

const lines = (...parts: string[]) => parts.join("\n") + "\n";

/** Every exercise. */
export const EXERCISES: readonly Exercise[] = [
  {
    title:
      "Silberschatz, exercises on scheduling: round robin among equals, a preempted process goes to the end of its queue",
    jobs: lines(
      "name,priority,bursts,arrival",
      "P1,0,20,0",
      "P2,2,25,25",
      "P3,2,25,30",
      "P4,1,15,60",
      "P5,4,10,100",
      "P6,3,10,105",
    ),
    asked: [
      {
        flags: "-p priority --quantum 10",
        finish: "P1 20, P2 80, P3 90, P4 75, P5 120, P6 115",
        says: ["priority-order low: the least number is the most urgent", "Priority"],
      },
      {
        flags: "-p mlq --classes ranked --quanta 10",
        finish: "P1 20, P2 80, P3 90, P4 75, P5 120, P6 115",
        says: ["priority-order low: the least number is the most urgent"],
      },
      // At the head P2 goes on where it was: 25-35, P3 35-45, P2 45-55, P3 55-60, P4, P3 75-80 with the rest of its turn.
      {
        flags: "-p priority --quantum 10 --preempted-to head --quantum-return remainder",
        finish: "P1 20, P2 85, P3 90, P4 75, P5 120, P6 115",
      },
    ],
  },
  {
    title: "an exam's table whose greatest number is the most urgent",
    jobs: lines("name,priority,bursts,arrival", "P1,10,20,5", "P2,9,10,3", "P3,8,15,0"),
    asked: [
      {
        flags: "-p priority --priority-order high",
        finish: "P1 25, P2 33, P3 45",
        says: ["priority-order high: the greatest number is the most urgent"],
      },
      { flags: "-p priority", finish: "P1 45, P2 25, P3 15" },
    ],
  },
  {
    title: "the same, where the header says it",
    jobs: lines(
      "Process,Priority (higher number = higher priority),Burst,Arrival",
      "P1,10,20,5",
      "P2,9,10,3",
      "P3,8,15,0",
    ),
    asked: [
      { flags: "-p priority", finish: "P1 25, P2 33, P3 45", says: ["the file says priority-order high"] },
      { flags: "-p priority --priority-order low", finish: "P1 45, P2 25, P3 15", says: ["priority-order low"] },
      { flags: "-p fcfs", finish: "P1 45, P2 25, P3 15" },
    ],
  },
  {
    title: "longest remaining time first, chosen anew each tick, of equals the earlier arrival",
    jobs: lines("name,arrival,bursts", "P1,1,2", "P2,2,4", "P3,3,6", "P4,4,8"),
    asked: [{ flags: "-p lrtf --equals arrival", finish: "P1 18, P2 19, P3 20, P4 21" }],
  },
  {
    title: "three queues, the last first come, first served",
    jobs: lines("name,bursts", "P1,53", "P2,17", "P3,68", "P4,24"),
    asked: [{ flags: "-p mlfq --quanta 17,25,0", finish: "P1 136, P2 34, P3 162, P4 125" }],
  },
  {
    title: "virtual round robin: back from I/O, a process goes first with the rest of its quantum",
    jobs: lines("name,arrival,bursts", "A,0,2 3 4", "B,0,8", "C,0,8", "D,7,2"),
    asked: [{ flags: "-p vrr --quantum 4", finish: "A 20, B 16, C 24, D 18" }],
  },
  {
    title:
      "shortest predicted burst first, exponential averages with alpha 1/2 and a first prediction of 10, preemptive or not",
    jobs: lines("name,bursts", "A,2 1 8", "B,12"),
    asked: [
      { flags: "-p predicted", finish: "A 22, B 14" },
      { flags: "-p predicted --preemptive --alpha 0.5 --first-prediction 10", finish: "A 11, B 22" },
    ],
  },
  {
    title: "highest response ratio next by what users said that their jobs take",
    jobs: lines("name,arrival,bursts,estimate", "A,0,6,6", "B,1,10,2", "C,3,4,4"),
    asked: [
      {
        flags: "-p hrrn",
        finish: "A 6, B 20, C 10",
        says: ["Estimates of processes are ignored: hrrn does not go by them (see service of hrrn)"],
      },
      { flags: "-p hrrn --service estimate", finish: "A 6, B 16, C 20" },
    ],
  },
  {
    title: "Silberschatz, exercises: priorities that change at rate alpha while waiting and beta while running",
    jobs: lines("name,arrival,bursts", "A,0,5", "B,1,3", "C,2,4"),
    asked: [
      { flags: "-p priority --waiting-rate 1 --running-rate 2", finish: "A 5, B 8, C 12" },
      { flags: "-p priority --waiting-rate 1/3 --running-rate 0.5", finish: "A 5, B 8, C 12" },
      { flags: "-p priority --waiting-rate=-2 --running-rate=-1", finish: "A 12, B 8, C 6" },
    ],
  },
  {
    title: "Linux 0.11's schedule(): the greatest counter, of equals the last; all used up, counter / 2 + priority",
    jobs: lines("name,bursts,priority", "A,12,4", "B,8,6", "C,9,3"),
    asked: [
      { flags: "-p counters", finish: "A 26, B 15, C 29", says: ["Counters (Linux 0.11)"] },
      { flags: "-p linux-0.11", finish: "A 26, B 15, C 29" },
    ],
  },
  {
    title: "round robin, each process with a quantum of its own",
    jobs: lines("Process,Burst Time,Time Quantum", "P1,5,2", "P2,4,1", "P3,3,"),
    asked: [
      {
        flags: "-p rr --quantum 3",
        finish: "P1 10, P2 12, P3 6",
        says: ["Of 3 processes 2 have a quantum of their own, which goes before the policy's"],
      },
      { flags: "-p mlq --classes ranked --quanta 3", finish: "P1 10, P2 12, P3 6" },
      { flags: "-p priority", finish: "P1 10, P2 12, P3 6" },
      {
        flags: "-p mlfq",
        finish: "P1 11, P2 12, P3 9",
        says: ["Quanta of processes are ignored: mlfq has quanta for all"],
      },
    ],
  },
  {
    title:
      "Buttazzo, Hard Real-Time Computing Systems, chapter 5: aperiodic requests beside two periodic tasks, served 2 in 5 ticks",
    jobs: lines(
      "name,arrival,bursts,period",
      "t1,0,1,4",
      "t2,0,2,6",
      "a,2,2,",
      "b,8,1,",
      "c,12,2,",
      "d,19,1,",
    ),
    asked: [
      {
        flags: "-p rm --server polling --server-budget 2 --server-period 5 --horizon 12",
        finish: "t1.1 1, t2.1 3, a 7, t1.2 5, t2.2 10, t1.3 9, b 11, c 17, d 21",
        says: ["server polling, server-budget 2, server-period 5", "deadlines missed 0 of 5"],
      },
      {
        flags: "-p rm --server deferrable --server-budget 2 --server-period 5 --horizon 12",
        finish: "t1.1 1, t2.1 6, a 4, t1.2 5, t2.2 8, t1.3 9, b 10, c 14, d 20",
      },
      {
        flags: "-p rm --server background --horizon 12",
        finish: "t1.1 1, t2.1 3, a 6, t1.2 5, t2.2 8, t1.3 9, b 10, c 14, d 20",
      },
    ],
  },
  {
    title: "last come, first served: the queue is a stack, of those of one instant the last on the list goes first",
    jobs: lines("name,arrival,bursts", "P1,0,4", "P2,1,3", "P3,1,2", "P4,5,1"),
    asked: [
      { flags: "-p lifo", finish: "P1 4, P2 10, P3 6, P4 7" },
      { flags: "-p lcfs --preemptive", finish: "P1 10, P2 7, P3 3, P4 6" },
    ],
  },
  {
    title:
      "least attained service: a newcomer runs until it has had as much as the others, those that are level take turns",
    jobs: lines("name,arrival,bursts", "A,0,6", "B,3,4", "C,4,1"),
    asked: [
      { flags: "-p las", finish: "A 11, B 9, C 5" },
      { flags: "-p foreground-background --quantum 2", finish: "A 11, B 10, C 5" },
    ],
  },
  {
    title:
      "Buttazzo, chapter 6: a total bandwidth server with a quarter of the CPU beside tasks of 3 in 6 and 2 in 8 ticks",
    jobs: lines("name,arrival,bursts,period", "t1,0,3,6", "t2,0,2,8", "a,3,1,", "b,9,2,", "c,14,1,"),
    asked: [
      {
        flags: "-p edf --server total-bandwidth --server-budget 1 --server-period 4 --horizon 16",
        finish: "t1.1 3, t2.1 6, a 4, t1.2 9, t2.2 11, b 13, t1.3 16, c 17",
      },
    ],
  },
  {
    title: "a switch of one tick before every process, the first too",
    jobs: lines("name,bursts", "A,3", "B,3"),
    asked: [
      { flags: "-p fcfs --switch-cost 1", finish: "A 3, B 7" },
      {
        flags: "-p fcfs --switch-cost 1 --switch-first",
        finish: "A 4, B 8",
        says: ["switch-cost 1: 1 tick before a CPU runs a process other than its last, and before its first"],
      },
    ],
  },
  {
    title: "Stallings, figure 9.16: fair share between two users, 60 ticks a second",
    jobs: lines("Process,Arrival,Burst,User", "A,0,180,u1", "B,0,60,u2", "C,0,60,u2"),
    asked: [
      { flags: "-p fair-share --weights u1=1,u2=1 --columns User=group", finish: "A 300, B 120, C 240" },
      { flags: "-p unix --columns User=-", finish: "A 300, B 120, C 180" },
    ],
  },
  {
    title: "four rigid jobs on four CPUs, by hand: whether the last may delay the third",
    jobs: lines("name,bursts,processors", "A,4,2", "B,2,3", "C,2,4", "D,10,1"),
    asked: [
      { flags: "-p easy --cpus 4", finish: "A 4, B 6, C 12, D 10", says: ["easy: queue-depth unlimited"] },
      { flags: "-p easy --cpus 4 --reservation-depth 2", finish: "A 4, B 6, C 8, D 18" },
      { flags: "-p easy --cpus 4 --queue-depth 2", finish: "A 4, B 6, C 8, D 18" },
      { flags: "-p conservative --cpus 4 --queue-depth 2", finish: "A 4, B 6, C 8, D 18" },
    ],
  },
  {
    title: "FCFS with overhead: a switch of one tick after the execution of every process",
    jobs: lines("name,arrival,bursts", "P1,0,3", "P2,1,2", "P3,2,1", "P4,3,4", "P5,4,5", "P6,5,2"),
    asked: [
      {
        flags: "-p fcfs --switch-cost 1 --switch-at leaving",
        finish: "P1 3, P2 6, P3 8, P4 13, P5 19, P6 22",
        says: ["switch-cost 1: 1 tick when a process leaves a CPU"],
      },
      // An end saves nothing: as without a cost.
      {
        flags: "-p fcfs --switch-cost 1 --switch-at leaving-unfinished",
        finish: "P1 3, P2 5, P3 6, P4 10, P5 15, P6 17",
      },
      { flags: "-p fcfs --switch-cost 1 --switch-first", finish: "P1 4, P2 7, P3 9, P4 14, P5 20, P6 23" },
    ],
  },
  {
    title: "Tanenbaum, chapter 2: every quantum costs a process switch, also that of a process alone",
    jobs: lines("name,bursts", "A,12"),
    asked: [
      { flags: "-p rr --quantum 4 --switch-cost 1", finish: "A 12" },
      { flags: "-p rr --quantum 4 --switch-cost 1 --switch-at leaving", finish: "A 14" },
    ],
  },
  {
    title: "two devices with a queue each; programs begin and end with I/O",
    jobs: lines(
      "processes:",
      "  - {name: J1, priority: 1, bursts: [{io: 30, device: I2}, {cpu: 10}, {io: 30, device: I1}, {cpu: 10}, {io: 20, device: I2}]}",
      "  - {name: J2, priority: 2, bursts: [{io: 20, device: I1}, {cpu: 20}, {io: 40, device: I2}]}",
      "  - {name: J3, priority: 3, bursts: [{cpu: 30}, {io: 20, device: I1}, {cpu: 10}, {io: 10, device: I1}]}",
    ),
    asked: [
      {
        flags: "-p priority",
        finish: "J1 110, J2 90, J3 110",
        says: ["as nothing else is said (see deviceServers): I2, I1", "CPU utilization 72.7%"],
      },
      { flags: "-p priority --device-servers I1=2,I2=2", finish: "J1 100, J2 90, J3 100" },
    ],
  },
  {
    title: "priority inversion with two locks: -3 is the most urgent",
    jobs: lines(
      "processes:",
      "  - {name: a, priority: -3, arrival: 4, bursts: [1, {lock: Q}, {cpu: 1}, {unlock: Q}, {lock: V}, {cpu: 1}, {unlock: V}, {cpu: 1}]}",
      "  - {name: b, priority: -2, arrival: 2, bursts: [1, {lock: V}, {cpu: 2}, {unlock: V}, {cpu: 3}]}",
      "  - {name: c, priority: -1, arrival: 0, bursts: [1, {lock: Q}, {cpu: 3}, {unlock: Q}, {cpu: 1}]}",
    ),
    asked: [
      { flags: "-p priority", finish: "a 14, b 9, c 15", says: ["priority inversion: 4 in all", "Inversion"] },
      {
        flags: "-p priority --lock-protocol inheritance",
        finish: "a 11, b 14, c 15",
        says: ["lock-protocol inheritance"],
      },
      {
        flags: "-p priority --lock-protocol ceiling",
        finish: "a 8, b 14, c 15",
        says: ["Ceiling", "lock-protocol ceiling"],
      },
      { flags: "-p priority --lock-protocol inheritance --lock-order priority", finish: "a 11, b 14, c 15" },
      { flags: "-p mlq --classes ranked --quanta 0 --lock-protocol inheritance", finish: "a 11, b 14, c 15" },
    ],
  },
  {
    title:
      "critical sections as tasks (release, execution, priority, [resource; time]) of a course on real-time systems",
    jobs: lines(
      "processes:",
      "  - {name: a, priority: 1, arrival: 10, bursts: [2, {lock: A}, {cpu: 1}, {unlock: A}, {cpu: 1}]}",
      "  - {name: b, priority: 2, arrival: 7, bursts: [1, {lock: A}, {cpu: 1}, {unlock: A}, {lock: B}, {cpu: 1}, {unlock: B}, {cpu: 1}]}",
      "  - {name: c, priority: 3, arrival: 4, bursts: [1, {lock: B}, {cpu: 1}, {unlock: B}, {lock: C}, {cpu: 1}, {unlock: C}, {cpu: 1}]}",
      "  - {name: d, priority: 4, arrival: 0, bursts: [2, {lock: A}, {cpu: 1}, {lock: B}, {cpu: 2}, {unlock: B}, {cpu: 2}, {unlock: A}, {lock: C}, {cpu: 1}, {unlock: C}, {cpu: 3}]}",
    ),
    asked: [{ flags: "-p priority --lock-protocol inheritance", finish: "a 15, b 17, c 19, d 23" }],
  },
  {
    title: "one disk whose queue goes by priority too, with a name",
    jobs: lines(
      "name,priority,bursts",
      "P1,1,3 7@disk 2 1@disk 1",
      "P2,3,4 io 2 on disk 3 io 1 on disk 1",
      "P3,2,2 io:3@disk 2",
      "P4,4,7",
    ),
    asked: [
      { flags: "-p priority --device-order priority", finish: "P1 15, P2 21, P3 16, P4 25" },
      { flags: "-p priority --device-orders disk=priority", finish: "P1 15, P2 21, P3 16, P4 25", says: ["disk"] },
    ],
  },
  {
    title: "what a header says of priorities holds at a disk too, also under a policy that does not go by them",
    jobs: lines(
      "Process,Priority (higher is more urgent),Bursts",
      "A,1,1 io 5@disk 1",
      "B,2,1 io 5@disk 1",
      "C,3,1 io 5@disk 1",
    ),
    asked: [
      { flags: "-p fcfs --device-order priority", finish: "A 7, B 17, C 12" },
      { flags: "-p fcfs --device-order priority --device-priority-order low", finish: "A 7, B 12, C 17" },
    ],
  },
  {
    title: "100 KB of memory without compaction; who does not fit is passed over",
    jobs: lines(
      "作业,进入时间,运行时间,内存需求(KB)",
      "1,101,3,15",
      "2,103,5,60",
      "3,105,4,50",
      "4,106,4,10",
      "5,107,2,20",
    ),
    asked: [
      {
        flags: "-p fcfs --memory 100 --admission skip",
        finish: "P1 104, P2 109, P3 119, P4 113, P5 115",
        says: ["admission skip, memory 100", "memory of 100: mean use 63.06, 63.06%, at most 90"],
      },
      // In order 3 waits until 2 has ended, and 4 and 5 behind it.
      { flags: "-p fcfs --memory 100", finish: "P1 104, P2 109, P3 113, P4 117, P5 119" },
      // The shortest in memory first: 5 before 3 and 4.
      { flags: "-p sjf --memory 100 --admission skip", finish: "P1 104, P2 109, P3 115, P4 119, P5 111" },
      {
        flags: "-p fcfs",
        finish: "P1 104, P2 109, P3 113, P4 117, P5 119",
        says: ["Memory sizes of the workload are ignored"],
      },
    ],
  },
  {
    title: "100 KB of memory and 4 tape drives, times of day; who has no room is passed over",
    jobs: lines(
      "作业,进入时间,运行时间(分钟),主存需求(KB),磁带机数",
      "1,10:00,25,15,2",
      "2,10:20,30,60,1",
      "3,10:30,10,50,3",
      "4,10:35,20,10,2",
      "5,10:40,15,30,2",
    ),
    asked: [
      {
        flags: "-p fcfs --memory 100 --resources 磁带机=4 --admission skip",
        finish: "P1 25, P2 55, P3 100, P4 75, P5 90",
        says: ["resources 磁带机=4", "counted resources: 磁带机 4"],
      },
      { flags: "-p fcfs --memory 100 --resources 磁带机=4", finish: "P1 25, P2 55, P3 65, P4 85, P5 100" },
      {
        flags: "-p fcfs --memory 100 --admission skip",
        finish: "P1 25, P2 55, P3 85, P4 75, P5 100",
        says: ["Counted resources of the workload are ignored"],
      },
    ],
  },
  {
    title: "two jobs in memory, the shortest job admitted first, the process of the least number preempts",
    jobs: lines("作业名,到达时间,估计运行时间,优先数", "A,0,40,5", "B,20,30,3", "C,30,50,4", "D,50,20,6"),
    asked: [
      {
        flags: "-p priority --admit 2 --admit-order sjf",
        finish: "A 70, B 50, C 120, D 140",
        says: ["admit 2, admit-order sjf"],
      },
    ],
  },
];
