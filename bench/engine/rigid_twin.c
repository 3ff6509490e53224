// Rigid parallel jobs with EASY and conservative backfilling in C, for any number of jobs on CPUS CPUs: the loop, the data
// structures and the rules are those of engine/assembly/scheduler (machine.ts, cpus.ts, releases.ts, profile.ts,
// policies/easy.ts, policies/conservative.ts).
//
// What a job asks for is computed from its row, as further.ts does.

#include "twin_frame.h"

#define CPUS 128

static int32_t *wanted;               // CPUs by job
static double *planned, *reserved_at; // ticks that a job is expected to take; the start that it was promised
static double now_time;

// The CPUs: which are idle, who runs where, and a tree of minima over when the first CPU of each job is due.
static uint64_t idle_words[CPUS / 64];
static int32_t idle, running_on[CPUS], last_on[CPUS];
static double due[2 * CPUS];

ALWAYS_INLINE void set_due(int32_t cpu, double time) {
  int32_t node = CPUS + cpu;
  due[node] = time;
  while (node > 1) {
    node >>= 1;
    due[node] = due[2 * node] < due[2 * node + 1] ? due[2 * node] : due[2 * node + 1];
  }
}
ALWAYS_INLINE int32_t first_due(void) {
  int32_t node = 1;
  while (node < CPUS) node = 2 * node + (due[2 * node] != due[1]);
  return node - CPUS;
}
ALWAYS_INLINE int32_t first_idle(void) {
  int32_t word = 0;
  while (idle_words[word] == 0) word++;
  return word << 6 | __builtin_ctzll(idle_words[word]);
}
ALWAYS_INLINE void occupy(int32_t cpu, int32_t job) {
  idle_words[cpu >> 6] &= ~(UINT64_C(1) << (cpu & 63));
  idle--;
  switch_count += last_on[cpu] != NONE;
  running_on[cpu] = last_on[cpu] = job;
}
ALWAYS_INLINE void vacate(int32_t cpu) {
  idle_words[cpu >> 6] |= UINT64_C(1) << (cpu & 63);
  idle++;
  running_on[cpu] = NONE;
}

// The jobs that run, by the time at which they are expected to end.
typedef struct {
  double time;
  int32_t job, cpus;
} release;
static release releases[CPUS];
static int32_t release_count;

ALWAYS_INLINE void add_release(int32_t job, double end, int32_t cpus) {
  int32_t index = release_count++;
  for (; index > 0 && releases[index - 1].time > end; index--) releases[index] = releases[index - 1];
  releases[index] = (release){end, job, cpus};
}
ALWAYS_INLINE double remove_release(int32_t job) {
  int32_t index = 0;
  while (releases[index].job != job) index++;
  double end = releases[index].time;
  release_count--;
  memmove(&releases[index], &releases[index + 1], (release_count - index) * sizeof *releases);
  return end;
}

// The queue of those that wait, the job chosen to start next, and where the search goes on at this instant: behind `cursor`.
static int32_t queue_head, queue_tail, chosen, before_chosen, cursor;

ALWAYS_INLINE void choose(int32_t job, int32_t before) {
  chosen = job;
  before_chosen = before;
}
ALWAYS_INLINE int32_t take_chosen(void) {
  int32_t job = chosen, next = links[job];
  if (before_chosen == NONE) queue_head = next;
  else links[before_chosen] = next;
  if (next == NONE) queue_tail = before_chosen;
  chosen = NONE;
  return job;
}

// EASY: the first job's start is reserved, and leaves `spare` CPUs over.
static double reserved_for;
static int32_t spare;

static void reserve_first(int32_t needed) {
  int32_t free = idle;
  for (int32_t index = 0; index < release_count; index++) {
    free += releases[index].cpus;
    if (free < needed) continue;
    reserved_for = releases[index].time;
    while (index + 1 < release_count && releases[index + 1].time == reserved_for) free += releases[++index].cpus;
    spare = free - needed;
    return;
  }
}
static bool easy_fits(void) {
  if (chosen != NONE) return true;
  int32_t before = cursor;
  if (before == NONE) {
    int32_t needed = wanted[queue_head];
    if (needed <= idle) {
      choose(queue_head, NONE);
      return true;
    }
    reserve_first(needed);
    before = queue_head;
  }
  for (int32_t job = links[before]; job != NONE; before = job, job = links[job]) {
    if (wanted[job] > idle) continue;
    bool ends_in_time = now_time + planned[job] <= reserved_for;
    if (!ends_in_time && wanted[job] > spare) continue;
    if (!ends_in_time) spare -= wanted[job];
    choose(job, before);
    break;
  }
  cursor = before;
  return chosen != NONE;
}

// Conservative: how many CPUs are free from when on, every job that waits having a reservation.
typedef struct {
  double from;
  int64_t free;
} span;
static span *spans;
static int32_t span_count;
static bool ended_early;

static int32_t cut_at(double time, int32_t from) {
  int32_t index = from;
  while (index < span_count && spans[index].from < time) index++;
  if (index < span_count && spans[index].from == time) return index;
  if (index == 0) return 0;
  memmove(&spans[index + 1], &spans[index], (span_count - index) * sizeof *spans);
  span_count++;
  spans[index] = (span){time, spans[index - 1].free};
  return index;
}
static void join_spans(int32_t index) {
  if (index == 0 || index >= span_count || spans[index].free != spans[index - 1].free) return;
  span_count--;
  memmove(&spans[index], &spans[index + 1], (span_count - index) * sizeof *spans);
}
static void reserve_cpus(double start, double end, int64_t cpus) {
  int32_t first = cut_at(start, 0), last = cut_at(end, first);
  for (int32_t index = first; index < last; index++) spans[index].free -= cpus;
  join_spans(last);
  join_spans(first);
}
static void reserve(int32_t job) {
  double start = now_time;
  for (int32_t index = 0; index < span_count; index++) {
    if (spans[index].from >= start + planned[job]) break;
    if (spans[index].free >= wanted[job]) continue;
    if (index + 1 < span_count && spans[index + 1].from > start) start = spans[index + 1].from;
  }
  reserved_at[job] = start;
  reserve_cpus(start, start + planned[job], wanted[job]);
}
static void forget_past(void) {
  int32_t first = 0;
  while (first + 1 < span_count && spans[first + 1].from <= now_time) first++;
  if (first == 0) return;
  span_count -= first;
  memmove(spans, &spans[first], span_count * sizeof *spans);
}
static void compress(void) {
  if (!ended_early) return;
  ended_early = false;
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (int32_t job = queue_head; job != NONE; job = links[job]) {
      double start = reserved_at[job];
      if (start == now_time) continue;
      reserve_cpus(start, start + planned[job], -(int64_t)wanted[job]);
      reserve(job);
      has_moved = has_moved || reserved_at[job] < start;
    }
  }
}
static bool conservative_fits(void) {
  if (chosen != NONE) return true;
  compress();
  int32_t before = cursor, job = before == NONE ? queue_head : links[before];
  while (job != NONE && reserved_at[job] > now_time) {
    before = job;
    job = links[job];
  }
  cursor = before;
  if (job != NONE) choose(job, before);
  return job != NONE;
}

ALWAYS_INLINE void run_rigid(const bool conserves) {
  int32_t arrived = 0, finished = 0;
  double next_arrival = count > 0 ? arrival[0] : INFINITY;
  while (finished < count) {
    now_time = due[1] < next_arrival ? due[1] : next_arrival;
    cursor = NONE;
    if (conserves) forget_past();
    while (due[1] == now_time) {
      int32_t leader = first_due(), job = running_on[leader], others = wanted[job] - 1;
      finish[job] = now_time;
      finished++;
      for (int32_t cpu = leader + 1; others > 0; cpu++) {
        if (running_on[cpu] != job) continue;
        vacate(cpu);
        others--;
      }
      vacate(leader);
      set_due(leader, INFINITY);
      double end = remove_release(job);
      if (conserves && end > now_time) {
        reserve_cpus(now_time, end, -(int64_t)wanted[job]);
        ended_early = true;
      }
    }
    while (next_arrival == now_time) {
      ready_since[arrived] = now_time;
      if (conserves) {
        compress();
        reserve(arrived);
      }
      append(&queue_head, &queue_tail, arrived);
      arrived++;
      next_arrival = arrived < count ? arrival[arrived] : INFINITY;
    }
    while (idle > 0 && queue_head != NONE && (conserves ? conservative_fits() : easy_fits())) {
      int32_t leader = first_idle(), job = take_chosen();
      add_release(job, now_time + planned[job], wanted[job]);
      double waited = now_time - ready_since[job];
      if (waited > longest_wait) longest_wait = waited;
      occupy(leader, job);
      for (int32_t others = wanted[job] - 1; others > 0; others--) occupy(first_idle(), job);
      if (first_run[job] < 0) first_run[job] = now_time;
      dispatches[job]++;
      dispatch_count++;
      set_due(leader, now_time + remaining[job]);
    }
  }
}

static void open_machine(void) {
  wanted = allocate(count, sizeof *wanted);
  planned = allocate(count, sizeof *planned);
  reserved_at = allocate(count, sizeof *reserved_at);
  spans = allocate(2 * ((size_t)count + CPUS) + 4, sizeof *spans);
}

// What a job asks for; further.ts has the same.
static void prepare(const char *policy, const double *quanta, int32_t queues) {
  (void)policy, (void)quanta, (void)queues;
  for (int64_t row = 0; row < count; row++) {
    wanted[row] = (int32_t)(1 + row * 7 % 16);
    planned[row] = cpu[row] * (double)(1 + row % 3);
  }
  for (int32_t word = 0; word < CPUS / 64; word++) idle_words[word] = UINT64_MAX;
  for (int32_t index = 0; index < CPUS; index++) running_on[index] = last_on[index] = NONE;
  for (int32_t node = 0; node < 2 * CPUS; node++) due[node] = INFINITY;
  idle = CPUS;
  release_count = 0;
  queue_head = queue_tail = chosen = before_chosen = cursor = NONE;
  spans[0] = (span){0, CPUS};
  span_count = 1;
  ended_early = false;
  dispatch_count = switch_count = 0;
  longest_wait = -1;
}

static bool run(const char *policy, const double *quanta, int32_t queues) {
  (void)quanta, (void)queues;
  if (!strcmp(policy, "easy")) run_rigid(false);
  else if (!strcmp(policy, "conservative")) run_rigid(true);
  else return false;
  return true;
}

int main(int argc, char **argv) { return answer(argc, argv, (twin){open_machine, prepare, run}); }
