// What this machine can do, without any runtime in between: the bounds that the other suites run into.
//
// Each line on standard input is a JSON string "WHAT NUMBER", each is answered by a line {"ms": …}:
//   "copy BYTES"    one memcpy
//   "chase BYTES"   CHASE_STEPS dependent loads from a permutation of that size
//   "futex TRIPS"   round trips between two threads that sleep in the kernel
//   "spin TRIPS"    round trips between two threads that spin
//   "pipe TRIPS"    round trips of 8 bytes between two processes over pipes
//   "process COUNT" children forked, ended and waited for

#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHASE_STEPS 1000000

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() ((void)0)
#endif

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double copy(size_t bytes) {
  static char *from, *to;
  static size_t size;
  if (size != bytes) {
    free(from);
    free(to);
    from = malloc(bytes);
    to = malloc(bytes);
    size = bytes;
    memset(from, 1, bytes);
    memset(to, 2, bytes);
  }
  double began = now_ms();
  memcpy(to, from, bytes);
  __asm__ volatile("" : : "r"(to) : "memory");
  return now_ms() - began;
}

// One cycle through all entries in random order (Sattolo), so that no load can be guessed.
static double chase(size_t bytes) {
  static uint32_t *next;
  static size_t size;
  size_t count = bytes / sizeof *next;
  if (size != bytes) {
    free(next);
    next = malloc(bytes);
    size = bytes;
    uint64_t state = 1;
    for (size_t index = 0; index < count; index++) next[index] = (uint32_t)index;
    for (size_t index = count - 1; index > 0; index--) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      size_t other = (size_t)((state >> 33) % index);
      uint32_t swapped = next[index];
      next[index] = next[other];
      next[other] = swapped;
    }
  }
  uint32_t at = 0;
  double began = now_ms();
  for (int step = 0; step < CHASE_STEPS; step++) at = next[at];
  __asm__ volatile("" : : "r"(at));
  return now_ms() - began;
}

static _Atomic uint32_t ball;
static long trips;
static int sleeps;

static void await_turn(uint32_t turn) {
  uint32_t seen;
  while ((seen = atomic_load(&ball)) != turn) {
    if (sleeps) syscall(SYS_futex, &ball, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
    else PAUSE();
  }
}

static void pass(uint32_t turn) {
  atomic_store(&ball, turn);
  if (sleeps) syscall(SYS_futex, &ball, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void *answer(void *unused) {
  (void)unused;
  for (long trip = 0; trip < trips; trip++) {
    await_turn(1);
    pass(0);
  }
  return NULL;
}

static double ping_pong(long count, int with_sleep) {
  trips = count;
  sleeps = with_sleep;
  atomic_store(&ball, 0);
  pthread_t other;
  pthread_create(&other, NULL, answer, NULL);
  double began = now_ms();
  for (long trip = 0; trip < count; trip++) {
    pass(1);
    await_turn(0);
  }
  double elapsed = now_ms() - began;
  pthread_join(other, NULL);
  return elapsed;
}

static double pipe_trips(long count) {
  int there[2], back[2];
  if (pipe(there) != 0 || pipe(back) != 0) exit(1);
  uint64_t word = 0;
  pid_t child = fork();
  if (child == 0) {
    close(there[1]);
    while (read(there[0], &word, sizeof word) == sizeof word)
      if (write(back[1], &word, sizeof word) != sizeof word) _exit(1);
    _exit(0);
  }
  close(there[0]);
  close(back[1]);
  double began = now_ms();
  for (long trip = 0; trip < count; trip++) {
    if (write(there[1], &word, sizeof word) != sizeof word || read(back[0], &word, sizeof word) != sizeof word) exit(1);
  }
  double elapsed = now_ms() - began;
  close(there[1]);
  close(back[0]);
  waitpid(child, NULL, 0);
  return elapsed;
}

static double processes(long count) {
  double began = now_ms();
  for (long index = 0; index < count; index++) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, NULL, 0);
  }
  return now_ms() - began;
}

int main(void) {
  char line[128], what[16];
  long number;
  while (fgets(line, sizeof line, stdin) != NULL) {
    double ms = -1;
    if (sscanf(line, "\"%15s %ld", what, &number) != 2) ms = -1;
    else if (strcmp(what, "copy") == 0) ms = copy((size_t)number);
    else if (strcmp(what, "chase") == 0) ms = chase((size_t)number);
    else if (strcmp(what, "futex") == 0) ms = ping_pong(number, 1);
    else if (strcmp(what, "spin") == 0) ms = ping_pong(number, 0);
    else if (strcmp(what, "pipe") == 0) ms = pipe_trips(number);
    else if (strcmp(what, "process") == 0) ms = processes(number);
    if (ms < 0) printf("{\"error\": \"cannot do this\"}\n");
    else printf("{\"ms\": %.6f}\n", ms);
    fflush(stdout);
  }
  return 0;
}
