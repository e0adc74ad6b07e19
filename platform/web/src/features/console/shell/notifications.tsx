// What was done, said at the lower edge for a few seconds, with a way to undo where there is one.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useWords } from "../../../ui/language";

const SHOWN_MILLISECONDS = 6000;

export interface Note {
  readonly text: string;
  readonly kind?: "good" | "bad";
  /** `Undo`, or where to go on. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

interface Shown extends Note {
  readonly id: number;
}

type Notify = (note: Note | string) => void;

const NotifyContext = createContext<Notify>(() => undefined);

/** `notify("Saved.")`, or with an action: `notify({ text, action: { label, onPress } })`. */
export function useNotify(): Notify {
  return useContext(NotifyContext);
}

export function Notifications({ children }: { readonly children: ReactNode }): ReactNode {
  const [notes, setNotes] = useState<readonly Shown[]>([]);
  const last = useRef(0);
  const notify = useCallback<Notify>((given) => {
    last.current += 1;
    const note = typeof given === "string" ? { text: given } : given;
    setNotes((now) => [...now.slice(-2), { ...note, id: last.current }]);
  }, []);
  const close = useCallback((id: number) => setNotes((now) => now.filter((each) => each.id !== id)), []);
  return (
    <NotifyContext value={notify}>
      {children}
      <div className="notes" role="status">
        {notes.map((note) => (
          <OneNote key={note.id} note={note} onClose={close} />
        ))}
      </div>
    </NotifyContext>
  );
}

/** Goes by itself, unless somebody points at it or has the focus there. */
function OneNote({ note, onClose }: { readonly note: Shown; readonly onClose: (id: number) => void }): ReactNode {
  const words = useWords();
  const [isHeld, setHeld] = useState(false);
  const close = useMemo(() => () => onClose(note.id), [note.id, onClose]);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(close, SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isHeld, close]);
  const release = (): void => setHeld(false);
  const hold = {
    onMouseEnter: () => setHeld(true),
    onMouseLeave: release,
    onFocus: () => setHeld(true),
    onBlur: release,
  };
  return (
    <div className="note" {...hold}>
      <Icon name={note.kind === "bad" ? "warning" : "good"} />
      <p>{note.text}</p>
      {note.action !== undefined && (
        <Button
          kind="bare"
          size="small"
          onPress={() => {
            note.action?.onPress();
            close();
          }}
        >
          {note.action.label}
        </Button>
      )}
      <button type="button" className="note__close" aria-label={words("close")} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}
