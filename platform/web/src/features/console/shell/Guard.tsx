// Stands before each view: without the permission it says who can help, and while the code comes, a skeleton.
import { Suspense, useContext, type ReactNode } from "react";
import { ErrorBoundary } from "../../../app/ErrorBoundary";
import { Skeleton } from "../../../ui/Skeleton";
import { OperatorContext } from "./operator";
import { useOrganizationIfAny } from "./organizations";
import { NoPermission } from "./states";
import type { View } from "./views";

export function Guard({ view }: { readonly view: View }): ReactNode {
  const organization = useOrganizationIfAny();
  const operator = useContext(OperatorContext);
  const here = view.room === "platform" ? operator : organization;
  if (here === null || !here.may(view.permission)) return <NoPermission />;
  return (
    <ErrorBoundary key={view.path}>
      <Suspense fallback={<Skeleton rows={5} />}>
        <view.Component />
      </Suspense>
    </ErrorBoundary>
  );
}
