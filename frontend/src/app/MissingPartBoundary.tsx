import { Component } from "react";
import type { ComponentType, ReactNode } from "react";

import { forgetMissingParts, PartMissing } from "../components/lazyPart";
import { startAgain } from "./startAgain";

interface Props {
  children: ReactNode;
  /** Shown in place of the children while their code cannot be fetched. */
  fallback: ComponentType<{ onRetry: () => void }>;
  /** Whether the children are all there is to see, so that nothing is lost when the app is loaded anew unasked. */
  whole?: boolean;
}

interface State {
  error: Error | null;
  tried: boolean;
  asked: boolean;
}

/**
 * Catches a part whose code cannot be fetched, and nothing else.
 *
 * It fetches again when the connection comes back and when the person asks. Chromium remembers that a file failed, and a
 * release may have removed it: if that second fetch fails with a connection, the app is loaded anew.
 */
export class MissingPartBoundary extends Component<Props, State> {
  override state: State = { error: null, tried: false, asked: false };

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
    this.setState({ asked: true });
    this.fetchAgain();
  };

  override componentDidCatch(error: Error) {
    const { tried, asked } = this.state;
    const stuck = error instanceof PartMissing && tried && navigator.onLine;
    if (stuck && (asked || this.props.whole)) startAgain();
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PartMissing)) throw error;
    const Fallback = this.props.fallback;
    return <Fallback onRetry={this.retry} />;
  }
}
