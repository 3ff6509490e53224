/** What workers run for reentry_test.ts. @module */

export function echo<T>(value: T): T {
  return value;
}
