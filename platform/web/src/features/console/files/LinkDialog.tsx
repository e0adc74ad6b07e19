// Makes an address that gives a file to whoever has it, until it lapses; a public one has one for good.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Copyable } from "../parts/SecretOnce";
import { useConnection } from "../session/api";
import { useFileLink, usePictureAddress, type StoredFile } from "./queries";
import { useFileTexts } from "./texts";

const LENGTHS = { tenMinutes: 600, hour: 3_600, day: 86_400 } as const;
type Length = keyof typeof LENGTHS;

export interface LinkDialogProps {
  readonly file: StoredFile;
  readonly onClose: () => void;
}

export function LinkDialog({ file, onClose }: LinkDialogProps): ReactNode {
  const t = useFileTexts();
  const { publicUrl } = useConnection().config;
  const addressOf = usePictureAddress();
  const make = useFileLink();
  const [length, setLength] = useState<Length>("hour");
  const lengths = Object.keys(LENGTHS) as Length[];
  const actions = (
    <Button pending={make.isPending} onPress={() => make.mutate({ file, seconds: LENGTHS[length] })}>
      {t("link.make")}
    </Button>
  );
  return (
    <Dialog open title={t("link.title", { name: file.name })} onClose={onClose} actions={actions}>
      <div className="stack">
        {file.visibility === "public" && (
          <Copyable label={t("link.public")} value={`${publicUrl}${addressOf(file.id)}`} />
        )}
        <NativeSelect
          id="link-length"
          label={t("link.length")}
          hint={t("link.hint")}
          required
          value={length}
          options={lengths.map((value) => ({ value, label: t(`link.${value}`) }))}
          onChange={(chosen) => setLength(lengths.find((each) => each === chosen) ?? "hour")}
        />
        {make.isError && <Failure error={make.error} />}
        {make.data !== undefined && <Copyable label={t("link.address")} value={make.data.url} />}
      </div>
    </Dialog>
  );
}
