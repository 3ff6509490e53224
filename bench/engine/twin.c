// The engine's twin in C: twin.ts line by line, for a C compiler at -O3. One CPU, one burst a process, nothing recorded.

#include "twin_frame.h"

#define LEVELS 32

typedef struct {
  double key;
  int32_t process;
} entry;
static entry *heap;

// FCFS and round robin: one FIFO queue.
static void run_fifo(double quantum) {
  int32_t head = NONE, tail = NONE, arrived = 0, finished = 0, running = NONE, last = NONE;
  uint64_t dispatched = 0, switched = 0;
  double run_start = 0, due = INFINITY, longest = -1;
  while (finished < count) {
    double now = due;
    if (arrived < count && arrival[arrived] < now) now = arrival[arrived];
    int32_t expired = NONE;
    if (due == now) {
      double left = remaining[running] - (now - run_start);
      remaining[running] = left;
      if (left > 0) {
        expired = running;
      } else {
        finish[running] = now;
        finished++;
      }
      running = NONE;
      due = INFINITY;
    }
    while (arrived < count && arrival[arrived] == now) {
      ready_since[arrived] = now;
      append(&head, &tail, arrived);
      arrived++;
    }
    if (expired != NONE) {
      ready_since[expired] = now;
      append(&head, &tail, expired);
    }
    if (running == NONE && head != NONE) {
      running = head;
      head = links[running];
      if (head == NONE) tail = NONE;
      double waited = now - ready_since[running];
      if (waited > longest) longest = waited;
      if (last != running) {
        if (last != NONE) switched++;
        last = running;
      }
      if (first_run[running] < 0) first_run[running] = now;
      dispatches[running]++;
      dispatched++;
      run_start = now;
      double left = remaining[running];
      due = now + (left < quantum ? left : quantum);
    }
  }
  dispatch_count = dispatched;
  switch_count = switched;
  longest_wait = longest;
}

// Adds a process to the heap; equal keys are ordered by process.
static void heap_push(int32_t entries, double key, int32_t process) {
  int32_t index = entries;
  while (index > 0) {
    int32_t parent = (index - 1) >> 2;
    if (heap[parent].key < key || (heap[parent].key == key && heap[parent].process < process)) break;
    heap[index] = heap[parent];
    index = parent;
  }
  heap[index] = (entry){key, process};
}

// Takes the least of a heap that is not empty.
static int32_t heap_pop(int32_t entries) {
  int32_t top = heap[0].process, last = entries - 1, index = 0;
  entry moved = heap[last];
  for (;;) {
    int32_t child = (index << 2) + 1;
    if (child >= last) break;
    int32_t end = child + 4 < last ? child + 4 : last, least = child;
    while (++child < end) {
      if (heap[child].key < heap[least].key ||
          (heap[child].key == heap[least].key && heap[child].process < heap[least].process)) {
        least = child;
      }
    }
    if (moved.key < heap[least].key || (moved.key == heap[least].key && moved.process < heap[least].process)) break;
    heap[index] = heap[least];
    index = least;
  }
  heap[index] = moved;
  return top;
}

// SJF and SRTF: a heap by remaining time.
ALWAYS_INLINE void run_heap(bool preemptive) {
  int32_t ready = 0, arrived = 0, finished = 0, running = NONE, last = NONE;
  uint64_t dispatched = 0, switched = 0;
  double run_start = 0, due = INFINITY, longest = -1;
  while (finished < count) {
    double now = due;
    if (arrived < count && arrival[arrived] < now) now = arrival[arrived];
    if (due == now) {
      remaining[running] = 0;
      finish[running] = now;
      finished++;
      running = NONE;
      due = INFINITY;
    }
    while (arrived < count && arrival[arrived] == now) {
      ready_since[arrived] = now;
      heap_push(ready++, remaining[arrived], arrived);
      arrived++;
    }
    if (ready == 0) continue;
    int32_t preempted = NONE;
    if (running != NONE) {
      if (!preemptive) continue;
      double left = remaining[running] - (now - run_start);
      if (!(heap[0].key < left)) continue;
      preempted = running;
      if (first_run[preempted] == now) first_run[preempted] = -1;
      remaining[preempted] = left;
      preemptions[preempted]++;
      ready_since[preempted] = now;
    }
    running = heap_pop(ready--);
    if (preempted != NONE) heap_push(ready++, remaining[preempted], preempted);
    double waited = now - ready_since[running];
    if (waited > longest) longest = waited;
    if (last != running) {
      if (last != NONE) switched++;
      last = running;
    }
    if (first_run[running] < 0) first_run[running] = now;
    dispatches[running]++;
    dispatched++;
    run_start = now;
    due = now + remaining[running];
  }
  dispatch_count = dispatched;
  switch_count = switched;
  longest_wait = longest;
}

// Queues by cause (new 0, preempted 1, quantum 2) and multilevel feedback: several FIFO queues, with preemption.
ALWAYS_INLINE void run_levels(const double *quanta, int32_t lowest, bool by_cause) {
  int32_t heads[LEVELS], tails[LEVELS];
  uint32_t in_use = 0;
  int32_t arrived = 0, finished = 0, running = NONE, last = NONE;
  uint64_t dispatched = 0, switched = 0;
  double run_start = 0, due = INFINITY, longest = -1;
  for (int32_t queue = 0; queue < LEVELS; queue++) heads[queue] = tails[queue] = NONE;
  while (finished < count) {
    double now = due;
    if (arrived < count && arrival[arrived] < now) now = arrival[arrived];
    int32_t expired = NONE;
    if (due == now) {
      double left = remaining[running] - (now - run_start);
      remaining[running] = left;
      if (left > 0) {
        expired = running;
      } else {
        finish[running] = now;
        finished++;
      }
      running = NONE;
      due = INFINITY;
    }
    while (arrived < count && arrival[arrived] == now) {
      ready_since[arrived] = now;
      append(&heads[0], &tails[0], arrived);
      in_use |= 1;
      arrived++;
    }
    if (expired != NONE) {
      int32_t old = level[expired], lower = by_cause ? 2 : old < lowest ? old + 1 : lowest;
      level[expired] = (uint8_t)lower;
      ready_since[expired] = now;
      append(&heads[lower], &tails[lower], expired);
      in_use |= 1u << lower;
    }
    if (in_use == 0) continue;
    int32_t preempted = NONE, best = __builtin_ctz(in_use);
    if (running != NONE) {
      if (best >= level[running]) continue;
      preempted = running;
      if (first_run[preempted] == now) first_run[preempted] = -1;
      remaining[preempted] -= now - run_start;
      preemptions[preempted]++;
      ready_since[preempted] = now;
    }
    running = heads[best];
    heads[best] = links[running];
    if (heads[best] == NONE) {
      tails[best] = NONE;
      in_use &= ~(1u << best);
    }
    if (preempted != NONE) {
      if (by_cause) level[preempted] = 1;
      append(&heads[level[preempted]], &tails[level[preempted]], preempted);
      in_use |= 1u << level[preempted];
    }
    double waited = now - ready_since[running];
    if (waited > longest) longest = waited;
    if (last != running) {
      if (last != NONE) switched++;
      last = running;
    }
    if (first_run[running] < 0) first_run[running] = now;
    dispatches[running]++;
    dispatched++;
    run_start = now;
    double left = remaining[running], quantum = quanta[best];
    due = now + (left < quantum ? left : quantum);
  }
  dispatch_count = dispatched;
  switch_count = switched;
  longest_wait = longest;
}

// Simulates under the policy of this name; false if there is none.
static bool run(const char *policy, const double *quanta, int32_t queues) {
  if (!strcmp(policy, "fcfs") || !strcmp(policy, "rr")) run_fifo(quanta[0]);
  else if (!strcmp(policy, "sjf")) run_heap(false);
  else if (!strcmp(policy, "srtf")) run_heap(true);
  else if (!strcmp(policy, "causes")) run_levels(quanta, queues - 1, true);
  else if (!strcmp(policy, "mlfq")) run_levels(quanta, queues - 1, false);
  else return false;
  return true;
}

static void open_heap(void) { heap = allocate_heap(count); }
static void prepare(const char *policy, const double *quanta, int32_t queues) { (void)policy, (void)quanta, (void)queues; }

int main(int argc, char **argv) { return answer(argc, argv, (twin){open_heap, prepare, run}); }
