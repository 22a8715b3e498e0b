import { Component } from "react";
import type { ComponentType, ReactNode } from "react";

import { forgetMissingParts, PartMissing } from "../components/lazyPart";
import { startAgain } from "./startAgain";

interface Props {
  children: ReactNode;
  /** Shown in place of the children while their code cannot be fetched. */
  fallback: ComponentType<{ onRetry: () => void }>;
}

interface State {
  error: Error | null;
  tried: boolean;
}

/**
 * Catches a part whose code cannot be fetched, and nothing else.
 *
 * It fetches again when the connection comes back and when the person asks. Some browsers remember that a file failed,
 * and a release may have removed it: if the second try fails with a connection, the page is loaded anew.
 */
export class MissingPartBoundary extends Component<Props, State> {
  override state: State = { error: null, tried: false };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  override componentDidMount() {
    window.addEventListener("online", this.fetchAgain);
  }

  override componentWillUnmount() {
    window.removeEventListener("online", this.fetchAgain);
  }

  fetchAgain = () => {
    if (this.state.error === null) return;
    forgetMissingParts();
    this.setState({ error: null, tried: true });
  };

  retry = () => {
    if (this.state.tried && navigator.onLine) startAgain();
    else this.fetchAgain();
  };

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PartMissing)) throw error;
    const Fallback = this.props.fallback;
    return <Fallback onRetry={this.retry} />;
  }
}
