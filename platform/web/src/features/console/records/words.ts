// What the database names tables, fields and jobs by, in words; a name without a word of its own in a form to read.
import { useCallback } from "react";
import { useRecordTexts, type RecordKey } from "./texts";

type Kind = "table" | "field" | "work";

/** `order_lines` becomes "order lines". */
export function readable(name: string): string {
  return name.replaceAll(/[._-]+/g, " ").trim();
}

function useWord(kind: Kind): (name: string) => string | null {
  const t = useRecordTexts();
  return useCallback(
    (name) => {
      const key = `${kind}.${name}`;
      const said = t(key as RecordKey);
      return said === "" || said === key ? null : said;
    },
    [t, kind],
  );
}

/** What a row of a table is: `order_lines` is "Line of an order". */
export function useTableName(): (table: string) => string {
  const word = useWord("table");
  return (table) => word(table) ?? readable(table);
}

/** What a column is called: `buyer_email` is "Email of the buyer". */
export function useFieldName(): (field: string) => string {
  const word = useWord("field");
  return (field) => word(field) ?? readable(field.replace(/_id$/, ""));
}

/** What a job or handler of Turnout did: `jobs.run` is "carried out a job". */
export function useWorkName(): (job: string) => string {
  const word = useWord("work");
  return (job) => word(job.split(".")[0]?.replaceAll("_", "-") ?? "") ?? readable(job);
}
