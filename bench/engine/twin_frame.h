// What the engine's twins in C have in common: the columns, a workload read from a file, and the conversation with the
// benchmark. Each twin is a program of its own that ends with `return answer(argc, argv, ...)`.
//
// Usage: PROGRAM FILE. The file holds the number of processes as a 64-bit integer, then their arrival ticks and CPU ticks as
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
#define QUEUES 64
#define ALWAYS_INLINE static inline __attribute__((always_inline))

// The workload, and what a run writes.
static int32_t count;
static double *arrival, *cpu, *remaining, *first_run, *finish, *ready_since;
static uint32_t *dispatches, *preemptions;
static int32_t *links;
static uint8_t *level;
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

// A heap of 16-byte entries whose second entry begins a cache line, so that four children share one.
ALWAYS_INLINE void *allocate_heap(size_t entries) {
  char *memory = allocate(entries + 8, 16);
  return memory + (112 - (uintptr_t)memory % 64) % 64;
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

// Adds a process to the end of a FIFO queue.
ALWAYS_INLINE void append(int32_t *head, int32_t *tail, int32_t process) {
  links[process] = NONE;
  if (*tail == NONE) *head = process;
  else links[*tail] = process;
  *tail = process;
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

// What a twin is. The policy comes with the quanta of its queues.
typedef struct {
  void (*open)(void); // allocates what it needs besides the columns
  void (*prepare)(const char *, const double *, int32_t); // not timed
  bool (*run)(const char *, const double *, int32_t);     // false if there is no such policy
} twin;

static int answer(int argc, char **argv, twin ours) {
  char line[1024];
  if (argc != 2) {
    fprintf(stderr, "Usage: %s FILE\n", argv[0]);
    return 2;
  }
  read_workload(argv[1]);
  ours.open();
  while (fgets(line, sizeof line, stdin) != NULL) {
    double quanta[QUEUES];
    int32_t queues = 0;
    const char *policy = strtok(line, " \n");
    for (char *word; queues < QUEUES && (word = strtok(NULL, " \n")) != NULL;) quanta[queues++] = strtod(word, NULL);
    if (policy == NULL || queues == 0) return 2;
    reset();
    ours.prepare(policy, quanta, queues);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (!ours.run(policy, quanta, queues)) return 2;
    clock_gettime(CLOCK_MONOTONIC, &end);
    int64_t elapsed = (end.tv_sec - start.tv_sec) * INT64_C(1000000000) + (end.tv_nsec - start.tv_nsec);
    printf("%lld %llu %llu %.0f %u\n", (long long)elapsed, (unsigned long long)dispatch_count,
           (unsigned long long)switch_count, longest_wait, hash_columns());
    fflush(stdout);
  }
  return 0;
}
