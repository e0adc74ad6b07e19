// A report as a file: a button for each format, and what went wrong.
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { NotConfirmed } from "../session/connection";
import { useConsoleTexts } from "../shell/texts";
import { FILE_FORMATS, type FileFormat } from "./file-formats";

export interface FileButtonsProps {
  readonly file: UseMutationResult<void, Error, FileFormat>;
  readonly isDisabled?: boolean;
}

export function FileButtons({ file, isDisabled = false }: FileButtonsProps): ReactNode {
  const t = useConsoleTexts();
  return (
    <>
      {file.isError && !(file.error instanceof NotConfirmed) && <Failure error={file.error} />}
      <div className="row">
        {FILE_FORMATS.map((format) => (
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
