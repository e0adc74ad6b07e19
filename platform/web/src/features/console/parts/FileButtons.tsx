// A report or a list as a file: a button for each format, and what went wrong.
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { NotConfirmed } from "../session/connection";
import { useConsoleTexts } from "../shell/texts";
import { FILE_FORMATS, LIST_FORMATS, type FileFormat, type ListFormat } from "./file-formats";

export interface FileButtonsProps<F extends FileFormat> {
  readonly file: UseMutationResult<void, Error, F>;
  readonly isDisabled?: boolean;
}

export function FileButtons(props: FileButtonsProps<FileFormat>): ReactNode {
  return <FormatButtons {...props} formats={FILE_FORMATS} />;
}

/** The same of a list, which is no paper. */
export function ListFileButtons(props: FileButtonsProps<ListFormat>): ReactNode {
  return <FormatButtons {...props} formats={LIST_FORMATS} />;
}

interface FormatButtonsProps<F extends FileFormat> extends FileButtonsProps<F> {
  readonly formats: readonly F[];
}

function FormatButtons<F extends FileFormat>({ file, formats, isDisabled = false }: FormatButtonsProps<F>): ReactNode {
  const t = useConsoleTexts();
  return (
    <>
      {file.isError && !(file.error instanceof NotConfirmed) && <Failure error={file.error} />}
      <div className="row">
        {formats.map((format) => (
          <Button
            key={format}
            kind="quiet"
            size="small"
            pending={file.isPending && file.variables === format}
            isDisabled={isDisabled}
            onPress={() => file.mutate(format)}
          >
            {t(`download.${format}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
