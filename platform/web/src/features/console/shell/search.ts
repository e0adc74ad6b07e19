// A search that the palette asks while somebody types.
import type { Api } from "../../../api/client";
import type { IconName } from "../../../ui/Icon";
import type { Here } from "./organizations";
import type { ConsoleKey } from "./texts";

export interface Found {
  /** Where it leads, in the console. */
  readonly to: string;
  readonly title: string;
  /** What tells two of the same name apart: a date, an address. */
  readonly detail?: string;
}

export interface Search {
  readonly title: ConsoleKey;
  readonly icon: IconName;
  readonly permission: string;
  /** At most a handful, best first. */
  readonly find: (api: Api, here: Here, text: string, locale: string) => Promise<readonly Found[]>;
}
