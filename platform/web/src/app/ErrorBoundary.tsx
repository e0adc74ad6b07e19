// Error boundary: a component that throws while rendering is replaced by an error notice with a retry.
import { Component, type ReactNode } from "react";
import { Failure } from "../ui/Failure";

interface State {
  readonly error: unknown;
  readonly broken: boolean;
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null, broken: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Failure error={this.state.error} onRetry={() => this.setState({ error: null, broken: false })} />;
  }
}
