// Button, and the link that looks like a button.
import { useEffect, useState, type ComponentProps, type ReactNode } from "react";
import { Button as Pressable } from "react-aria-components";
import { classNames } from "./class-names";
import { useWords } from "./language";

const HEARD_MILLISECONDS = 150;

export interface Look {
  /** One primary button per view; `quiet` beside it, `danger` for what cannot be undone, `bare` inside text. */
  readonly kind?: "primary" | "quiet" | "danger" | "bare";
  readonly size?: "small" | "medium" | "large";
  readonly wide?: boolean;
}

export interface ButtonProps
  extends Look, Omit<ComponentProps<typeof Pressable>, "className" | "style" | "children" | "isPending"> {
  /** Its work is under way: it keeps focus and width, says so, and takes no further press. */
  readonly pending?: boolean;
  readonly children: ReactNode;
}

/** The library's own pending state names an image after the button, which is a fault once the button is gone. */
export function Button({ kind, size, wide, pending = false, children, ...rest }: ButtonProps): ReactNode {
  const { onPress, type = "button", ...others } = rest;
  const press = pending ? { "aria-disabled": true } : { type, ...(onPress === undefined ? {} : { onPress }) };
  return (
    <>
      <Pressable {...others} {...press} className={classes({ kind, size, wide }, pending && "button--pending")}>
        <span className="button__label">{children}</span>
        {pending && <span className="spinner" aria-hidden="true" />}
      </Pressable>
      {pending && <Underway />}
    </>
  );
}

/** Says that work is under way: a region is heard when its words come after it. */
function Underway(): ReactNode {
  const words = useWords();
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words("loading")), HEARD_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <span role="status" className="visually-hidden">
      {said}
    </span>
  );
}

export interface LinkButtonProps extends Look, Omit<ComponentProps<"a">, "className" | "style"> {
  readonly href: string;
}

/** Goes somewhere: a link to everybody, a button to the eye. */
export function LinkButton({ kind, size, wide, children, ...rest }: LinkButtonProps): ReactNode {
  return (
    <a {...rest} className={classes({ kind, size, wide })}>
      {children}
    </a>
  );
}

type Given = { readonly [K in keyof Look]: Look[K] | undefined };

function classes({ kind = "primary", size = "medium", wide = false }: Given, more: string | false = false): string {
  return classNames(
    "button",
    kind !== "primary" && `button--${kind}`,
    size !== "medium" && `button--${size}`,
    wide && "button--wide",
    more,
  );
}
