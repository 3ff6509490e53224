// Words of a ring; who writes them stands in ring.ts. Three cache lines: what is mostly read, what producers write, what consumers write.

export const MAX_ITEMS: usize = 0;
export const GROWS: usize = 4;
export const DONE: usize = 8;
export const DONE_SEQUENCE: usize = 12;
export const DONE_FLAG: usize = 16;
/** 1 once a message with handles was put: whoever frees the ring must unpack what is left. */
export const CARRIES: usize = 20;
export const SPACE_SEQUENCE: usize = 24;
export const SPACE_FLAG: usize = 28;
export const DATA_SEQUENCE: usize = 32;
export const DATA_FLAG: usize = 36;

export const WRITER: usize = 48;
export const TAIL: usize = 56;
export const WRITE_SEGMENT: usize = 64;
export const PUT_INTENT: usize = 68;
export const PUT_COUNT: usize = 72;
export const TAKEN_SEEN: usize = 76;
export const HEAD_SEEN: usize = 80;
export const PUT_ENTRY: usize = 84;

export const READER: usize = 112;
export const READ_SEGMENT: usize = 116;
export const TAKE_INTENT: usize = 120;
export const TAKE_COUNT: usize = 124;
export const TAKE_ENTRY: usize = 128;

export const RING_BYTES: u32 = 176;
