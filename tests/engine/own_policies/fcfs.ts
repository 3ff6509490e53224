/** First come, first served. */
export default class Fcfs {}
