// Further policies of the engine in C: one loop, into which each policy is inlined, as the engine has it. The loop, the data
// structures and the arithmetic are those of engine/assembly/scheduler/plain.ts, policies/*.ts, heap.ts and tournament.ts.
//
// What a policy knows of a process is computed from its row, as further.ts does.

#include "twin_frame.h"

typedef enum { NEW, QUANTUM, PREEMPTED } cause;
typedef struct {
  double key;
  uint64_t tag;
} tagged;

#define PROCESS_BITS 27
#define PROCESS_MASK ((UINT64_C(1) << PROCESS_BITS) - 1)

static double *trait, *virtual_start, *served, *due_virtual;
static tagged *ready_heap, *pending_heap;
static int64_t ready_count, pending_count;
static uint64_t turn;
static double now_time;
static int32_t running_process;
static double running_since;

// What a policy is made of. Constants of this type are inlined into the loop.
typedef struct {
  void (*enqueue)(int32_t, cause);
  bool (*is_empty)(void);
  int32_t (*pick)(void);
  double (*slice)(int32_t);
  double (*best_key)(void);
  double (*running_key)(int32_t, double, double);
  bool gains;
  void (*expired)(int32_t);
  bool undoes_demotion;
  void (*charge)(int32_t, double);
  void (*ended)(int32_t);
  void (*observe)(double);
  bool watches_running;
  void (*boost)(double, int32_t, double);
} policy_ops;

#define BOOST_PERIOD 60

ALWAYS_INLINE void run_policy(const policy_ops ops) {
  int32_t arrived = 0, finished = 0, running = NONE, last = NONE;
  uint64_t dispatched = 0, switched = 0;
  double run_start = 0, due = INFINITY, left_when_due = 0, longest = -1, overtaking = INFINITY;
  double next_arrival = count > 0 ? arrival[0] : INFINITY;
  double next_boost = ops.boost ? BOOST_PERIOD : INFINITY;
  running_process = NONE;
  while (finished < count) {
    double now;
    int32_t expired = NONE;
    if (ops.boost && next_boost < due && next_boost < next_arrival) {
      // While nobody runs the last of several stands for all.
      if (running == NONE) next_boost += floor((next_arrival - next_boost) / BOOST_PERIOD) * BOOST_PERIOD;
      now = next_boost;
    } else if (ops.gains && overtaking < due && overtaking < next_arrival) {
      now = overtaking;
      if (ops.observe) ops.observe(now);
    } else if (due > next_arrival) {
      now = next_arrival;
      if (ops.observe) ops.observe(now);
    } else {
      now = due;
      if (ops.observe) ops.observe(now);
      remaining[running] = left_when_due;
      if (ops.charge) ops.charge(running, now - run_start);
      if (ops.watches_running) running_process = NONE;
      if (left_when_due > 0) {
        expired = running;
      } else {
        finish[running] = now;
        finished++;
        if (ops.ended) ops.ended(running);
      }
      running = NONE;
      due = INFINITY;
    }
    uint8_t old_level = 0;
    if (expired != NONE) {
      old_level = level[expired];
      if (ops.expired) ops.expired(expired);
    }
    if (ops.boost && now == next_boost) {
      ops.boost(now, running, run_start);
      next_boost += BOOST_PERIOD;
    }
    while (next_arrival == now) {
      ready_since[arrived] = now;
      ops.enqueue(arrived, NEW);
      arrived++;
      next_arrival = arrived < count ? arrival[arrived] : INFINITY;
    }
    if (expired != NONE) {
      if (ops.undoes_demotion && ops.is_empty()) level[expired] = old_level;
      ready_since[expired] = now;
      ops.enqueue(expired, QUANTUM);
    }
    if (ops.gains) overtaking = INFINITY;
    if (ops.is_empty()) continue;
    int32_t preempted = NONE;
    if (running != NONE) {
      if (!ops.best_key) continue;
      double left = remaining[running] - (now - run_start);
      double best = ops.best_key(), key = ops.running_key(running, left, now - run_start);
      if (!(best < key)) {
        if (ops.gains) overtaking = now + (best - key) + 1;
        continue;
      }
      preempted = running;
      remaining[preempted] = left;
      if (ops.charge) ops.charge(preempted, now - run_start);
      if (ops.watches_running) running_process = NONE;
      if (first_run[preempted] == now) first_run[preempted] = -1;
      preemptions[preempted]++;
      ready_since[preempted] = now;
    }
    running = ops.pick();
    if (preempted != NONE) ops.enqueue(preempted, PREEMPTED);
    double waited = now - ready_since[running];
    if (waited > longest) longest = waited;
    switched += last != running && last != NONE;
    last = running;
    if (first_run[running] < 0) first_run[running] = now;
    dispatches[running]++;
    dispatched++;
    double left = remaining[running], slice = ops.slice ? ops.slice(running) : INFINITY;
    run_start = now;
    if (ops.watches_running) {
      running_process = running;
      running_since = now;
    }
    left_when_due = left > slice ? left - slice : 0;
    due = now + (left > slice ? slice : left);
    if (ops.gains && !ops.is_empty()) overtaking = now + (ops.best_key() - ops.running_key(running, left, 0)) + 1;
  }
  dispatch_count = dispatched;
  switch_count = switched;
  longest_wait = longest;
}

// The heap, by key and tag.
ALWAYS_INLINE bool tagged_less(tagged a, tagged b) { return a.key < b.key || (a.key == b.key && a.tag < b.tag); }

static void tagged_push(tagged *entries, int64_t entry_count, double key, uint64_t tag) {
  tagged added = {key, tag};
  int64_t index = entry_count;
  while (index > 0) {
    int64_t parent = (index - 1) >> 2;
    if (tagged_less(entries[parent], added)) break;
    entries[index] = entries[parent];
    index = parent;
  }
  entries[index] = added;
}

static uint64_t tagged_pop(tagged *entries, int64_t entry_count) {
  uint64_t top = entries[0].tag;
  int64_t last = entry_count - 1, index = 0;
  tagged moved = entries[last];
  for (;;) {
    int64_t child = (index << 2) + 1;
    if (child >= last) break;
    int64_t end = child + 4 < last ? child + 4 : last, least = child;
    while (++child < end) {
      if (tagged_less(entries[child], entries[least])) least = child;
    }
    if (tagged_less(moved, entries[least])) break;
    entries[index] = entries[least];
    index = least;
  }
  entries[index] = moved;
  return top;
}

ALWAYS_INLINE void push(double key, int32_t process) { tagged_push(ready_heap, ready_count++, key, (uint64_t)process); }
ALWAYS_INLINE void push_in_turn(double key, int32_t process) {
  tagged_push(ready_heap, ready_count++, key, turn++ << PROCESS_BITS | (uint64_t)process);
}
ALWAYS_INLINE bool heap_is_empty(void) { return ready_count == 0; }
ALWAYS_INLINE int32_t heap_pick(void) { return (int32_t)(tagged_pop(ready_heap, ready_count--) & PROCESS_MASK); }
ALWAYS_INLINE double heap_best(void) { return ready_heap[0].key; }

// Longest job and longest remaining time first.
ALWAYS_INLINE void longest_enqueue(int32_t process, cause why) { (void)why, push(-remaining[process], process); }
ALWAYS_INLINE double longest_running(int32_t process, double left, double ran) { return (void)process, (void)ran, -left; }

// Shortest predicted burst first: one burst a process, so all have the first prediction.
ALWAYS_INLINE void predicted_enqueue(int32_t process, cause why) {
  if (why == NEW) virtual_start[process] = 10;
  push_in_turn(virtual_start[process], process);
}

// Last come, first served: of equals the last that joined.
ALWAYS_INLINE void last_enqueue(int32_t process, cause why) {
  (void)why;
  uint64_t before = (UINT64_C(1) << (64 - PROCESS_BITS)) - 1 - turn++;
  tagged_push(ready_heap, ready_count++, -ready_since[process], before << PROCESS_BITS | (uint64_t)process);
}

// Least attained service.
static double quantum_ticks;
ALWAYS_INLINE double quantum_slice(int32_t process) { return (void)process, quantum_ticks; }
ALWAYS_INLINE void serve(int32_t process, double ticks) { served[process] += ticks; }
ALWAYS_INLINE void attained_enqueue(int32_t process, cause why) { (void)why, push_in_turn(served[process], process); }
ALWAYS_INLINE double attained_running(int32_t process, double left, double ran) {
  return (void)left, served[process] + ran;
}

// Linux 0.11's counters: `served` is the counter, as of the round in `virtual_start`; of equals the last process.
#define ROUND 2097152.0
static double counter_round;
static void counter_renew(int32_t process) {
  double counter = served[process];
  for (double missed = counter_round - virtual_start[process]; missed > 0; missed--) {
    double renewed = floor(counter / 2) + trait[process];
    if (renewed == counter) break;
    counter = renewed;
  }
  served[process] = counter;
  virtual_start[process] = counter_round;
}
static void counter_enqueue(int32_t process, cause why) {
  (void)why;
  if (dispatches[process] == 0) {
    served[process] = trait[process];
    virtual_start[process] = counter_round;
  } else {
    counter_renew(process);
  }
  double counter = served[process];
  double key = counter > 0 ? counter_round * ROUND - counter : (counter_round + 1) * ROUND - trait[process];
  tagged_push(ready_heap, ready_count++, key, (PROCESS_MASK - (uint64_t)process) << PROCESS_BITS | (uint64_t)process);
}
static int32_t counter_pick(void) {
  counter_round = ceil(ready_heap[0].key / ROUND);
  int32_t process = (int32_t)(tagged_pop(ready_heap, ready_count--) & PROCESS_MASK);
  counter_renew(process);
  return process;
}
ALWAYS_INLINE double counter_slice(int32_t process) { return served[process]; }
ALWAYS_INLINE void counter_expired(int32_t process) { served[process] = 0; }

// Traditional UNIX and fair share: counts are halved at every boost. `virtual_start` is the count as of the boost in `served`,
// `due_virtual` what was executed since; the group of a row is its number modulo four, and all weigh the same.
#define GROUPS 4
static double boosts, group_counts[GROUPS], group_boosts[GROUPS], group_fresh[GROUPS];
static bool has_groups;
ALWAYS_INLINE void halve(double *counted, double *as_of, double *fresh) {
  double missed = boosts - *as_of;
  if (missed == 0) return;
  *counted = missed > 62 ? 0 : (double)((int64_t)(*counted + *fresh) >> (int64_t)missed);
  *fresh = 0;
  *as_of = boosts;
}
ALWAYS_INLINE void halve_process(int32_t process) {
  halve(&virtual_start[process], &served[process], &due_virtual[process]);
}
ALWAYS_INLINE void halve_group(int32_t group) { halve(&group_counts[group], &group_boosts[group], &group_fresh[group]); }
static double usage_key(int32_t process) {
  halve_process(process);
  double priority = trait[process] + floor(virtual_start[process] / 2);
  if (!has_groups) return priority;
  halve_group(process % GROUPS);
  return priority + floor(group_counts[process % GROUPS] * GROUPS / 4);
}
ALWAYS_INLINE void usage_enqueue(int32_t process, cause why) { (void)why, push_in_turn(usage_key(process), process); }
ALWAYS_INLINE double usage_running(int32_t process, double left, double ran) {
  return (void)left, (void)ran, usage_key(process);
}
ALWAYS_INLINE void usage_charge(int32_t process, double ticks) {
  due_virtual[process] += ticks;
  if (has_groups) group_fresh[process % GROUPS] += ticks;
}
static void usage_boost(double now, int32_t running, double run_start) {
  for (int32_t pass = 0; pass < 2; pass++) {
    if (running != NONE) {
      halve_process(running);
      if (has_groups) halve_group(running % GROUPS);
      usage_charge(running, pass == 0 ? now - run_start : run_start - now);
    }
    boosts = floor(now / BOOST_PERIOD);
  }
  for (int64_t entry = 0; entry < ready_count; entry++) {
    ready_heap[entry].key = usage_key((int32_t)(ready_heap[entry].tag & PROCESS_MASK));
  }
  for (int64_t top = (ready_count - 2) >> 2; top >= 0; top--) {
    tagged moved = ready_heap[top];
    int64_t index = top;
    for (;;) {
      int64_t child = (index << 2) + 1;
      if (child >= ready_count) break;
      int64_t end = child + 4 < ready_count ? child + 4 : ready_count, least = child;
      while (++child < end) {
        if (tagged_less(ready_heap[child], ready_heap[least])) least = child;
      }
      if (tagged_less(moved, ready_heap[least])) break;
      ready_heap[index] = ready_heap[least];
      index = least;
    }
    ready_heap[index] = moved;
  }
}

// Priority; the policies by deadline or period have the same running key.
ALWAYS_INLINE void priority_enqueue(int32_t process, cause why) { (void)why, push_in_turn(trait[process], process); }
ALWAYS_INLINE void deadline_enqueue(int32_t process, cause why) { (void)why, push(trait[process], process); }
ALWAYS_INLINE double trait_running(int32_t process, double left, double ran) { return (void)left, (void)ran, trait[process]; }

// Least laxity first; `served` counts down what is left of the program.
ALWAYS_INLINE void laxity_enqueue(int32_t process, cause why) { (void)why, push(trait[process] - served[process], process); }
ALWAYS_INLINE double laxity_running(int32_t process, double left, double ran) {
  return (void)left, trait[process] - served[process] + ran;
}
ALWAYS_INLINE void laxity_charge(int32_t process, double ticks) { served[process] -= ticks; }

// Stride.
static double global_pass;
ALWAYS_INLINE void stride_enqueue(int32_t process, cause why) {
  double pass = virtual_start[process] + served[process] * 1048576 / trait[process];
  if (why != QUANTUM && pass < global_pass) {
    virtual_start[process] = pass = global_pass;
    served[process] = 0;
  }
  push_in_turn(pass, process);
}
ALWAYS_INLINE int32_t stride_pick(void) {
  if (ready_heap[0].key > global_pass) global_pass = ready_heap[0].key;
  return heap_pick();
}

// Lottery: a Fenwick tree of tickets.
static uint64_t *ticket_sums, ticket_total, random_state;
static int32_t top_step;
ALWAYS_INLINE void add_tickets(int32_t process, uint64_t tickets) {
  ticket_total += tickets;
  for (int32_t index = process + 1; index <= count; index += index & -index) ticket_sums[index] += tickets;
}
static uint64_t next_random(void) {
  uint64_t mixed = random_state += UINT64_C(0x9e3779b97f4a7c15);
  mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
  return mixed ^ mixed >> 31;
}
ALWAYS_INLINE void lottery_enqueue(int32_t process, cause why) { (void)why, add_tickets(process, (uint64_t)trait[process]); }
ALWAYS_INLINE bool lottery_is_empty(void) { return ticket_total == 0; }
static int32_t lottery_pick(void) {
  uint64_t excess = (0 - ticket_total) % ticket_total, number = next_random();
  while (number > UINT64_MAX - excess) number = next_random();
  uint64_t rest = number % ticket_total;
  int32_t below = 0;
  for (int32_t step = top_step; step > 0; step >>= 1) {
    if (below + step > count || ticket_sums[below + step] > rest) continue;
    below += step;
    rest -= ticket_sums[below];
  }
  add_tickets(below, 0 - (uint64_t)trait[below]);
  return below;
}

// Feedback and the multilevel queue: FIFO queues.
static int32_t level_heads[64], level_tails[64], lowest_level;
static uint64_t levels_in_use;
static double level_quanta[64];
ALWAYS_INLINE void to_tail(int32_t queue, int32_t process) {
  append(&level_heads[queue], &level_tails[queue], process);
  levels_in_use |= UINT64_C(1) << queue;
}
ALWAYS_INLINE bool levels_are_empty(void) { return levels_in_use == 0; }
ALWAYS_INLINE int32_t levels_pick(void) {
  int32_t queue = __builtin_ctzll(levels_in_use), process = level_heads[queue];
  if ((level_heads[queue] = links[process]) == NONE) {
    level_tails[queue] = NONE;
    levels_in_use &= ~(UINT64_C(1) << queue);
  }
  return process;
}
ALWAYS_INLINE void feedback_enqueue(int32_t process, cause why) { (void)why, to_tail(level[process], process); }
ALWAYS_INLINE void feedback_expired(int32_t process) { level[process] += level[process] < lowest_level; }
ALWAYS_INLINE double feedback_slice(int32_t process) { return level_quanta[level[process]]; }
ALWAYS_INLINE void class_enqueue(int32_t process, cause why) { (void)why, to_tail((int32_t)trait[process], process); }
ALWAYS_INLINE double class_slice(int32_t process) { return level_quanta[(int32_t)trait[process]]; }
ALWAYS_INLINE double class_best(void) { return __builtin_ctzll(levels_in_use); }

// Virtual round robin: an auxiliary queue, which goes first, and the ready queue. Nobody is back from I/O here.
ALWAYS_INLINE void virtual_enqueue(int32_t process, cause why) {
  (void)why, served[process] = 0, level[process] = 1, to_tail(1, process);
}
ALWAYS_INLINE double virtual_slice(int32_t process) {
  double rest = served[process];
  served[process] = 0;
  return rest > 0 ? rest : quantum_ticks;
}

// Highest response ratio next: the kinetic tournament.
typedef struct {
  double until;
  int32_t winner;
} match;
static match *matches;
static int32_t *leaf_of, leaves, contenders, height;
ALWAYS_INLINE bool goes_before(int32_t a, int32_t b) {
  double left = (now_time - ready_since[a]) * remaining[b], right = (now_time - ready_since[b]) * remaining[a];
  if (left < 4503599627370496 && right < 4503599627370496) return left > right || (left == right && a < b);
  unsigned __int128 exact_left = (unsigned __int128)(now_time - ready_since[a]) * (uint64_t)remaining[b];
  unsigned __int128 exact_right = (unsigned __int128)(now_time - ready_since[b]) * (uint64_t)remaining[a];
  return exact_left > exact_right || (exact_left == exact_right && a < b);
}
ALWAYS_INLINE double challenge_time(int32_t best, int32_t other) {
  if (remaining[other] >= remaining[best]) return INFINITY;
  double best_waited = now_time - ready_since[best], other_waited = now_time - ready_since[other];
  double ticks = (best_waited * remaining[other] - other_waited * remaining[best]) / (remaining[best] - remaining[other]);
  double early = ticks * 0.9999999999 - 1;
  return now_time + (early > 1 ? early : 1);
}
ALWAYS_INLINE void play(int32_t entry) {
  int32_t left = entry << 1, right = left | 1, a = matches[left].winner, b = matches[right].winner, winner = a;
  double until = matches[left].until < matches[right].until ? matches[left].until : matches[right].until;
  if (a == NONE) {
    winner = b;
  } else if (b != NONE) {
    bool a_wins = goes_before(a, b);
    winner = a_wins ? a : b;
    double challenged = a_wins ? challenge_time(a, b) : challenge_time(b, a);
    if (challenged < until) until = challenged;
  }
  matches[entry] = (match){until, winner};
}
static void play_up_from(int32_t leaf) {
  int32_t top = leaves >> height;
  for (int32_t entry = (leaves + leaf) >> 1; entry >= top; entry >>= 1) play(entry);
}
static void settle(int32_t entry) {
  if (matches[entry].until > now_time) return;
  settle(entry << 1);
  settle(entry << 1 | 1);
  play(entry);
}
ALWAYS_INLINE void set_leaf(int32_t leaf, int32_t process) {
  matches[leaves + leaf] = (match){INFINITY, process};
  if (process != NONE) leaf_of[process] = leaf;
}
static void ratio_enqueue(int32_t process, cause why) {
  (void)why;
  int32_t leaf = contenders++;
  if (contenders > 1 << height) height++;
  set_leaf(leaf, process);
  play_up_from(leaf);
}
ALWAYS_INLINE bool ratio_is_empty(void) { return contenders == 0; }
static int32_t ratio_pick(void) {
  int32_t process = matches[leaves >> height].winner, leaf = leaf_of[process], last = matches[leaves + --contenders].winner;
  set_leaf(contenders, NONE);
  if (leaf != contenders) {
    set_leaf(leaf, last);
    play_up_from(leaf);
  }
  play_up_from(contenders);
  while (height > 0 && contenders <= 1 << (height - 1)) height--;
  return process;
}
ALWAYS_INLINE void ratio_observe(double now) {
  now_time = now;
  if (matches[leaves >> height].until <= now) settle(leaves >> height);
}

// CFS: latency 24, minimum granularity 3, wake-up granularity 4.
static double runnable, weight_sum, base_virtual, least_expired;
ALWAYS_INLINE double cfs_virtual(int32_t process, double ran) {
  return virtual_start[process] + (served[process] + ran) * 1024 / trait[process];
}
ALWAYS_INLINE void raise_base(double virtual) {
  double least = virtual < least_expired ? virtual : least_expired;
  if (ready_count > 0 && ready_heap[0].key < least) least = ready_heap[0].key;
  if (running_process != NONE) {
    double running_virtual = cfs_virtual(running_process, now_time - running_since);
    if (running_virtual < least) least = running_virtual;
  }
  if (least != INFINITY && least > base_virtual) base_virtual = least;
}
ALWAYS_INLINE double cfs_slice_among(int32_t process, double processes, double sum) {
  double period = processes * 3 > 24 ? processes * 3 : 24, share = floor(period * trait[process] / sum);
  if (share > period) share = period;
  return share > 3 ? share : 3;
}
ALWAYS_INLINE double cfs_slice(int32_t process) { return cfs_slice_among(process, runnable, weight_sum); }
ALWAYS_INLINE void cfs_enqueue(int32_t process, cause why) {
  if (why == NEW) {
    raise_base(INFINITY);
    runnable++;
    weight_sum += trait[process];
    virtual_start[process] = base_virtual + cfs_slice(process) * 1024 / trait[process];
    served[process] = 0;
  }
  push_in_turn(cfs_virtual(process, 0), process);
}
ALWAYS_INLINE double cfs_best(void) {
  return ready_heap[0].key + 4.0 * 1024 / trait[ready_heap[0].tag & PROCESS_MASK];
}
ALWAYS_INLINE double cfs_running(int32_t process, double left, double ran) { return (void)left, cfs_virtual(process, ran); }
ALWAYS_INLINE void cfs_expired(int32_t process) {
  double virtual = cfs_virtual(process, 0);
  if (virtual < least_expired) least_expired = virtual;
}
ALWAYS_INLINE void cfs_ended(int32_t process) {
  raise_base(cfs_virtual(process, 0));
  runnable--;
  weight_sum -= trait[process];
}
ALWAYS_INLINE void cfs_observe(double now) {
  now_time = now;
  least_expired = INFINITY;
}

// EEVDF: slice 12, run to parity.
#define SLICE 12
#define NOT_ELIGIBLE 2251799813685248.0
static int64_t weights, moment, base_time;
static bool is_stale;
ALWAYS_INLINE int64_t units_of(double ticks, int64_t weight) { return ((int64_t)ticks << 20) / weight; }
ALWAYS_INLINE int64_t virtual_of(int32_t process, double ran) {
  return (int64_t)virtual_start[process] + units_of(served[process] + ran, (int64_t)trait[process]);
}
static int64_t virtual_time(void) {
  if (!is_stale || weights == 0) return base_time;
  int64_t sum = moment;
  if (running_process != NONE && now_time > running_since) {
    int64_t grown = virtual_of(running_process, now_time - running_since) - virtual_of(running_process, 0);
    sum += (int64_t)trait[running_process] * grown;
  }
  int64_t change = sum / weights;
  change -= sum < change * weights;
  base_time += change;
  moment -= weights * change;
  is_stale = false;
  return base_time;
}
static void eevdf_enqueue(int32_t process, cause why) {
  if (why == NEW) {
    int64_t weight = (int64_t)trait[process], virtual = virtual_time();
    virtual_start[process] = (double)virtual;
    served[process] = 0;
    due_virtual[process] = (double)(virtual + (units_of(SLICE, weight) >> 1));
    weights += weight;
    moment += weight * (virtual - base_time);
    is_stale = true;
  }
  tagged_push(pending_heap, pending_count++, (double)virtual_of(process, 0), turn++ << PROCESS_BITS | (uint64_t)process);
}
ALWAYS_INLINE bool eevdf_is_empty(void) { return ready_count + pending_count == 0; }
static void sort_ready(void) {
  int64_t time = virtual_time();
  while (pending_count > 0 && pending_heap[0].key <= (double)time) {
    uint64_t tag = tagged_pop(pending_heap, pending_count--);
    tagged_push(ready_heap, ready_count++, due_virtual[tag & PROCESS_MASK], tag);
  }
  while (ready_count > 0 && virtual_of((int32_t)(ready_heap[0].tag & PROCESS_MASK), 0) > time) {
    uint64_t tag = tagged_pop(ready_heap, ready_count--);
    tagged_push(pending_heap, pending_count++, (double)virtual_of((int32_t)(tag & PROCESS_MASK), 0), tag);
  }
}
static int32_t eevdf_pick(void) {
  sort_ready();
  uint64_t tag = ready_count > 0 ? tagged_pop(ready_heap, ready_count--) : tagged_pop(pending_heap, pending_count--);
  return (int32_t)(tag & PROCESS_MASK);
}
ALWAYS_INLINE double eevdf_slice(int32_t process) {
  int64_t weight = (int64_t)trait[process], done = (int64_t)served[process];
  int64_t units = (int64_t)due_virtual[process] - (int64_t)virtual_start[process] - ((done / weight) << 20);
  return (double)(((units * weight + (1 << 20) - 1) >> 20) - done % weight);
}
ALWAYS_INLINE double eevdf_best(void) {
  sort_ready();
  return ready_count == 0 ? INFINITY : ready_heap[0].key - (double)base_time;
}
ALWAYS_INLINE double eevdf_running(int32_t process, double left, double ran) {
  (void)left;
  int64_t time = virtual_time();
  return virtual_of(process, ran) > time ? NOT_ELIGIBLE + due_virtual[process] - (double)time : -INFINITY;
}
ALWAYS_INLINE void eevdf_charge(int32_t process, double ticks) {
  int64_t before = virtual_of(process, 0);
  served[process] += ticks;
  moment += (int64_t)trait[process] * (virtual_of(process, 0) - before);
  is_stale = true;
}
ALWAYS_INLINE void eevdf_expired(int32_t process) {
  due_virtual[process] = (double)(virtual_of(process, 0) + units_of(SLICE, (int64_t)trait[process]));
}
ALWAYS_INLINE void eevdf_ended(int32_t process) {
  int64_t weight = (int64_t)trait[process], virtual = virtual_of(process, 0);
  virtual_time();
  weights -= weight;
  moment -= weight * (virtual - base_time);
  is_stale = true;
}
ALWAYS_INLINE void eevdf_observe(double now) {
  now_time = now;
  is_stale = true;
}

#define IN_HEAP .is_empty = heap_is_empty, .pick = heap_pick
static bool run(const char *policy, const double *quanta, int32_t queues) {
  (void)quanta, (void)queues;
#define CASE(name, ...) if (!strcmp(policy, name)) { run_policy((policy_ops){__VA_ARGS__}); return true; }
  CASE("ljf", IN_HEAP, .enqueue = longest_enqueue)
  CASE("lrtf", IN_HEAP, .enqueue = longest_enqueue, .best_key = heap_best, .running_key = longest_running, .gains = true)
  CASE("predicted", IN_HEAP, .enqueue = predicted_enqueue)
  CASE("lifo", IN_HEAP, .enqueue = last_enqueue)
  CASE("las", IN_HEAP, .enqueue = attained_enqueue, .slice = quantum_slice, .best_key = heap_best,
       .running_key = attained_running, .charge = serve)
  CASE("counters", .is_empty = heap_is_empty, .pick = counter_pick, .enqueue = counter_enqueue, .slice = counter_slice,
       .expired = counter_expired)
  CASE("unix", IN_HEAP, .enqueue = usage_enqueue, .slice = quantum_slice, .best_key = heap_best,
       .running_key = usage_running, .charge = usage_charge, .boost = usage_boost)
  CASE("fss", IN_HEAP, .enqueue = usage_enqueue, .slice = quantum_slice, .best_key = heap_best,
       .running_key = usage_running, .charge = usage_charge, .boost = usage_boost)
  CASE("priority", IN_HEAP, .enqueue = priority_enqueue, .best_key = heap_best, .running_key = trait_running)
  CASE("edf", IN_HEAP, .enqueue = deadline_enqueue, .best_key = heap_best, .running_key = trait_running)
  CASE("dm", IN_HEAP, .enqueue = deadline_enqueue, .best_key = heap_best, .running_key = trait_running)
  CASE("rm", IN_HEAP, .enqueue = deadline_enqueue, .best_key = heap_best, .running_key = trait_running)
  CASE("llf", IN_HEAP, .enqueue = laxity_enqueue, .best_key = heap_best, .running_key = laxity_running, .gains = true,
       .charge = laxity_charge)
  CASE("stride", .is_empty = heap_is_empty, .pick = stride_pick, .enqueue = stride_enqueue, .slice = quantum_slice,
       .charge = serve)
  CASE("lottery", .is_empty = lottery_is_empty, .pick = lottery_pick, .enqueue = lottery_enqueue, .slice = quantum_slice)
  CASE("feedback", .is_empty = levels_are_empty, .pick = levels_pick, .enqueue = feedback_enqueue,
       .slice = feedback_slice, .expired = feedback_expired, .undoes_demotion = true)
  CASE("mlq", .is_empty = levels_are_empty, .pick = levels_pick, .enqueue = class_enqueue, .slice = class_slice,
       .best_key = class_best, .running_key = trait_running)
  CASE("vrr", .is_empty = levels_are_empty, .pick = levels_pick, .enqueue = virtual_enqueue, .slice = virtual_slice)
  CASE("hrrn", .is_empty = ratio_is_empty, .pick = ratio_pick, .enqueue = ratio_enqueue, .observe = ratio_observe)
  CASE("cfs", IN_HEAP, .enqueue = cfs_enqueue, .slice = cfs_slice, .best_key = cfs_best, .running_key = cfs_running,
       .expired = cfs_expired, .charge = serve, .ended = cfs_ended, .observe = cfs_observe, .watches_running = true)
  CASE("eevdf", .is_empty = eevdf_is_empty, .pick = eevdf_pick, .enqueue = eevdf_enqueue, .slice = eevdf_slice,
       .best_key = eevdf_best, .running_key = eevdf_running, .expired = eevdf_expired, .charge = eevdf_charge,
       .ended = eevdf_ended, .observe = eevdf_observe, .watches_running = true)
  return false;
}

// sched_prio_to_weight of Linux for the nice values from -5 to 5.
static const double WEIGHTS[] = {3121, 2501, 1991, 1586, 1277, 1024, 820, 655, 526, 423, 335};

// What the policies know of a row; further.ts has the same.
static void prepare(const char *policy, const double *quanta, int32_t queues) {
  const bool has_deadline = !strcmp(policy, "edf") || !strcmp(policy, "llf"), is_relative = !strcmp(policy, "dm");
  const bool has_period = !strcmp(policy, "rm");
  const bool has_tickets = !strcmp(policy, "lottery") || !strcmp(policy, "stride");
  const bool has_counter = !strcmp(policy, "counters");
  const bool has_usage = !strcmp(policy, "unix") || !strcmp(policy, "fss");
  const bool has_nice = !strcmp(policy, "cfs") || !strcmp(policy, "eevdf"), is_laxity = !strcmp(policy, "llf");
  ready_count = pending_count = 0;
  turn = 0;
  for (int64_t row = 0; row < count; row++) {
    trait[row] = has_deadline || is_relative ? 200 + (double)(row * 31 % 1000)
                 : has_period                ? 20 * (1 + (double)(row % 50))
                 : has_tickets               ? 1 + (double)(row % 10)
                 : has_nice                  ? WEIGHTS[row % 11]
                 : has_usage                 ? 60 + (double)(row % 11 - 5)
                                             : (double)(row * 7 % 8);
    if (has_deadline) trait[row] += arrival[row];
    if (has_counter && trait[row] == 0) trait[row] = 15; // as Linux gives a process that nobody gave a priority
    virtual_start[row] = 0;
    served[row] = is_laxity ? cpu[row] : 0;
    if (has_usage) due_virtual[row] = 0;
  }
  has_groups = !strcmp(policy, "fss");
  boosts = 0;
  memset(group_counts, 0, sizeof group_counts);
  memset(group_boosts, 0, sizeof group_boosts);
  memset(group_fresh, 0, sizeof group_fresh);
  quantum_ticks = quanta[0];
  global_pass = counter_round = 0;
  random_state = 1;
  ticket_total = 0;
  memset(ticket_sums, 0, (count + 1) * sizeof *ticket_sums);
  for (top_step = 1; top_step << 1 <= count;) top_step <<= 1;
  for (int32_t queue = 0; queue < 64; queue++) level_heads[queue] = level_tails[queue] = NONE;
  for (int32_t queue = 0; queue < queues; queue++) level_quanta[queue] = quanta[queue];
  levels_in_use = 0;
  lowest_level = queues - 1;
  contenders = height = 0;
  for (int32_t entry = 0; entry < 2 * leaves; entry++) matches[entry] = (match){INFINITY, NONE};
  runnable = weight_sum = base_virtual = 0;
  weights = moment = base_time = 0;
  is_stale = false;
}

static void open_policies(void) {
  trait = allocate(count, sizeof *trait);
  virtual_start = allocate(count, sizeof *virtual_start);
  served = allocate(count, sizeof *served);
  due_virtual = allocate(count, sizeof *due_virtual);
  ready_heap = allocate_heap(count);
  pending_heap = allocate_heap(count);
  ticket_sums = allocate(count + 1, sizeof *ticket_sums);
  for (leaves = 1; leaves < count;) leaves <<= 1;
  matches = allocate(2 * leaves, sizeof *matches);
  leaf_of = allocate(count, sizeof *leaf_of);
}

int main(int argc, char **argv) { return answer(argc, argv, (twin){open_policies, prepare, run}); }
