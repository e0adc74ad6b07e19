// What the server's page tells the console: who is signed in, and where things are.

export interface PermissionGroup {
  readonly label: string;
  readonly permissions: readonly (readonly [key: string, allows: string])[];
}

export interface Config {
  /** The name of the cookie whose value goes along when the login is refreshed. */
  readonly csrfCookie: string;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly timeZone: string;
  };
  /** What the person is as an operator of the platform; null for everybody else. It opens nothing. */
  readonly operatorRole: string | null;
  readonly publicUrl: string;
  /** The origin of live numbers; empty where there is none. */
  readonly realtimeUrl: string;
  /** Digits after the point of the currencies that do not have two. */
  readonly currencyDigits: Readonly<Record<string, number>>;
  /** What API tokens may carry, in the reader's language: each permission with what it allows. */
  readonly permissionGroups: readonly PermissionGroup[];
  readonly servedAt: string;
  readonly signInUrl: string;
  readonly secondFactorUrl: string;
}

export function readConfig(): Config | null {
  const element = document.getElementById("console-config");
  return element === null ? null : (JSON.parse(element.textContent) as Config);
}
