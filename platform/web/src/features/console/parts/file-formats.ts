// What reports and lists are written as.
export const FILE_FORMATS = ["csv", "xlsx", "pdf"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
export const LIST_FORMATS = ["csv", "xlsx"] as const satisfies readonly FileFormat[];
export type ListFormat = (typeof LIST_FORMATS)[number];
