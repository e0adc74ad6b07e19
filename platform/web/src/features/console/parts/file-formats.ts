// What reports are written as.
export const FILE_FORMATS = ["csv", "xlsx", "pdf"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
