// The first rows of a table, under the names of its columns.
import type { ReactNode } from "react";
import { Loaded } from "../shell/states";
import { columnLabel } from "./mapping-form";
import { useFirstRows, type Import } from "./queries";
import { useImportTexts } from "./texts";

export function Preview({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  return (
    <Loaded query={useFirstRows(found)} rows={3}>
      {(rows) => (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- wide tables scroll by keyboard too
        <div className="import-preview panel" role="region" aria-label={t("preview")} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {found.columns.map((_, column) => (
                  <th key={column} scope="col">
                    <bdi>{columnLabel(found.columns, column)}</bdi>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, cells }) => (
                <tr key={id}>
                  {cells.map((cell, column) => (
                    <td key={column}>
                      <bdi>{cell}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  );
}
