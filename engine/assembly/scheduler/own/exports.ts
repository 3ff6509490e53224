// What the host sees of the machine around a policy of one's own, whoever it is that asks its hooks.

export * from "../exports";
export { lastAddress, servedAddress } from "../memory";
