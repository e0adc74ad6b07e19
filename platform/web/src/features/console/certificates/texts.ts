// The sentences of certificates of attendance.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type CertificateKey = Keys<typeof english>;

export function useCertificateTexts(): Translate<CertificateKey> {
  return useTexts<CertificateKey>("certificates");
}
