import { ThreadWorker } from "poolifier-web-worker";
import * as tasks from "./pool_tasks.mjs";

export default new ThreadWorker({ ...tasks });
