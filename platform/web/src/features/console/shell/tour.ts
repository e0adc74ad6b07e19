// The tour of the console: open while the address says so, and offered once to each person in a browser.
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useConnection } from "../session/api";

const KEPT = "turnout-console-tour";
/** The part of the address that has the tour open. */
const OPEN = "tour";

export interface Tour {
  readonly isOpen: boolean;
  /** Neither taken nor declined so far. */
  readonly isOffered: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly decline: () => void;
}

export function useTour(): Tour {
  const { person } = useConnection().config;
  const [asked, setAsked] = useSearchParams();
  const [, setAnswered] = useState(false);
  const answer = (): void => {
    remember(person.id);
    setAnswered(true);
  };
  const set = (change: (params: URLSearchParams) => void): void => {
    const next = new URLSearchParams(asked);
    change(next);
    setAsked(next, { replace: true, preventScrollReset: true });
  };
  return {
    isOpen: asked.has(OPEN),
    isOffered: !asked.has(OPEN) && !answered().includes(person.id),
    open: () => set((params) => params.set(OPEN, "1")),
    close: () => {
      answer();
      set((params) => params.delete(OPEN));
    },
    decline: answer,
  };
}

function answered(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}

function remember(personId: string): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...new Set([...answered(), personId])]));
  } catch {
    // A browser that keeps nothing offers it again.
  }
}
