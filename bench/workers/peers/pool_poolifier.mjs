import { ThreadWorker } from "poolifier";
import * as tasks from "./pool_tasks.mjs";

export default new ThreadWorker({ ...tasks });
