import workerpool from "workerpool";
import * as tasks from "./pool_tasks.mjs";

workerpool.worker({ ...tasks });
