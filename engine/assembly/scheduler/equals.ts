// Which of two processes with equal keys has the CPU, under policies whose ties go by (arrival, pid): the one that runs, or
// the earlier one, which then takes it.

/** Whether the earlier of two equals takes the CPU; set by the host. */
export let earlierPreempts: u32 = 0;
