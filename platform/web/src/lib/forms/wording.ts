export { asks, fieldId, questionAt } from "./pointers";
