/**
 * The numbers of the kinds of handles. They stand in shared memory and in messages, so they never change their meaning
 * within a version.
 *
 * @module
 */

/** See `handles.ts` for the class of each. */
export const Kind = {
  Lock: 1,
  RLock: 2,
  Semaphore: 3,
  BoundedSemaphore: 4,
  Condition: 5,
  Event: 6,
  Barrier: 7,
  Queue: 8,
  JoinableQueue: 9,
  SimpleQueue: 10,
  Connection: 11,
  Value: 12,
  Array: 13,
  SharedMemory: 14,
  Pair: 15,
  Manager: 16,
  ManagerDict: 17,
  ManagerList: 18,
  ManagerNamespace: 19,
  ManagerValue: 20,
  ManagerObject: 21,
  ManagerPool: 22,
  ManagerSet: 23,
  ManagerAsyncResult: 24,
  RWLock: 28,
  Sentinel: 32,
  SocketConnection: 33,
  ShareableList: 34,
} as const;
