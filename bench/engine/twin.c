// The engine's twin in C: twin.ts line by line, for a C compiler at -O3. One CPU, one burst a process, nothing recorded.
//
// Usage: twin FILE. The file holds the number of processes as a 64-bit integer, then their arrival ticks and CPU ticks as
// 64-bit floats. Each line on standard input names a policy and the quanta of its queues; each is answered by a line
//   nanoseconds dispatches switches longest-wait hash
// where only the simulation itself is timed. The program ends at the end of its input.

#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NONE (-1)
#define LEVELS 32
#define ALWAYS_INLINE static inline __attribute__((always_inline))

typedef struct {
  double key;
  int32_t process;
} entry;

// The workload, and what a run writes.
static int32_t count;
static double *arrival, *cpu, *remaining, *first_run, *finish, *ready_since;
static uint32_t *dispatches, *preemptions;
static int32_t *links;
static uint8_t *level;
static entry *heap;
static uint64_t dispatch_count, switch_count;
static double longest_wait;

static void *allocate(size_t entries, size_t size) {
  void *column = calloc(entries, size);
  if (column == NULL) {
    fprintf(stderr, "Cannot simulate: no memory for %zu bytes\n", entries * size);
    exit(1);
  }
  return column;
}

static void read_workload(const char *path) {
  FILE *file = fopen(path, "rb");
  int64_t rows;
  if (file == NULL || fread(&rows, sizeof rows, 1, file) != 1) {
    fprintf(stderr, "Cannot read %s\n", path);
    exit(1);
  }
  count = (int32_t)rows;
  arrival = allocate(count, sizeof *arrival);
  cpu = allocate(count, sizeof *cpu);
  if (fread(arrival, sizeof *arrival, count, file) != (size_t)count ||
      fread(cpu, sizeof *cpu, count, file) != (size_t)count) {
    fprintf(stderr, "Cannot read %s: it ends too early\n", path);
    exit(1);
  }
  fclose(file);
  remaining = allocate(count, sizeof *remaining);
  first_run = allocate(count, sizeof *first_run);
  finish = allocate(count, sizeof *finish);
  ready_since = allocate(count, sizeof *ready_since);
  dispatches = allocate(count, sizeof *dispatches);
  preemptions = allocate(count, sizeof *preemptions);
  links = allocate(count, sizeof *links);
  level = allocate(count, sizeof *level);
}

static void reset(void) {
  memcpy(remaining, cpu, count * sizeof *remaining);
  memset(dispatches, 0, count * sizeof *dispatches);
  memset(preemptions, 0, count * sizeof *preemptions);
  memset(level, 0, count * sizeof *level);
  for (int32_t process = 0; process < count; process++) first_run[process] = finish[process] = -1;
}

// FCFS and round robin: one FIFO queue.
ALWAYS_INLINE void append(int32_t *head, int32_t *tail, int32_t process) {
  links[process] = NONE;
  if (*tail == NONE) *head = process;
  else links[*tail] = process;
  *tail = process;
}

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

// FNV-1a, a 32-bit word at a time.
static uint32_t hash_words(uint32_t hash, const void *column, size_t bytes) {
  const uint32_t *words = column;
  for (size_t index = 0; index < bytes / sizeof *words; index++) hash = (hash ^ words[index]) * 0x01000193u;
  return hash;
}

static uint32_t hash_columns(void) {
  uint32_t hash = 0x811c9dc5u;
  hash = hash_words(hash, first_run, count * sizeof *first_run);
  hash = hash_words(hash, finish, count * sizeof *finish);
  hash = hash_words(hash, dispatches, count * sizeof *dispatches);
  return hash_words(hash, preemptions, count * sizeof *preemptions);
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

int main(int argc, char **argv) {
  char line[1024];
  if (argc != 2) {
    fprintf(stderr, "Usage: twin FILE\n");
    return 2;
  }
  read_workload(argv[1]);
  while (fgets(line, sizeof line, stdin) != NULL) {
    double quanta[LEVELS];
    int32_t queues = 0;
    const char *policy = strtok(line, " \n");
    for (char *word; queues < LEVELS && (word = strtok(NULL, " \n")) != NULL;) quanta[queues++] = strtod(word, NULL);
    if (policy == NULL || queues == 0) return 2;
    if (heap == NULL && policy[0] == 's') heap = allocate(count, sizeof *heap);
    reset();
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (!run(policy, quanta, queues)) return 2;
    clock_gettime(CLOCK_MONOTONIC, &end);
    int64_t elapsed = (end.tv_sec - start.tv_sec) * INT64_C(1000000000) + (end.tv_nsec - start.tv_nsec);
    printf("%lld %llu %llu %.0f %u\n", (long long)elapsed, (unsigned long long)dispatch_count,
           (unsigned long long)switch_count, longest_wait, hash_columns());
    fflush(stdout);
  }
  return 0;
}
