// A list that opens with the view that this browser opens first.
import { useEffect, useState, type ReactNode } from "react";
import { Navigate } from "react-router";
import { Skeleton } from "../../../ui/Skeleton";
import { writeFilter, type Said } from "../parts/address-filter";
import type { ListAddress } from "../parts/list-address";
import { firstView, useSavedViews, type ListKind } from "./saved-views";

export interface FirstViewProps {
  readonly kind: ListKind;
  readonly list: string;
  readonly address: ListAddress;
  readonly children: ReactNode;
}

export function FirstView({ kind, list, address, children }: FirstViewProps): ReactNode {
  const saved = useSavedViews(kind);
  /** Whoever clears the filter later wants the whole list. */
  const [isOpen, setOpen] = useState(!address.isBare);
  useEffect(() => {
    if (!address.isBare) setOpen(true);
  }, [address.isBare]);
  const wanted = isOpen ? "" : firstView(list);
  const view = saved.data?.find((each) => each.id === wanted);
  if (wanted !== "" && saved.isPending) return <Skeleton rows={6} />;
  if (view === undefined) return children;
  const to = writeFilter(view.filters as Said);
  to.set("sort", view.sort);
  to.set("view", view.id);
  return <Navigate to={{ search: to.toString() }} replace />;
}
