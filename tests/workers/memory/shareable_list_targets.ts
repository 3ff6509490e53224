/** What a process does with a list, for shareable_list_test.ts. @module */

import { ShareableList } from "../../../workers/memory/shareable_list.ts";

export function changeList(list: ShareableList, name: string): void {
  list.set(0, "ok");
  using same = new ShareableList(null, { name });
  same.set(1, (same.get(1) as number) + 1);
  list.set(2, true);
}
