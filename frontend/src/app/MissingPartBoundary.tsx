import { Component } from "react";
import type { ComponentType, ReactNode } from "react";

import { forgetMissingParts, PartMissing } from "../components/lazyPart";
import { reloadApp } from "./reloadApp";

interface Props {
  children: ReactNode;
  /** Shown instead of the children while their code cannot be loaded. */
  fallback: ComponentType<{ onRetry: () => void }>;
  /** Whether the children are the whole page. Then the app may be reloaded without asking: the person loses nothing. */
  whole?: boolean;
}

interface State {
  error: Error | null;
  tried: boolean;
  asked: boolean;
}

/**
 * Handles a part whose code cannot be loaded, and no other error.
 *
 * It tries again when the connection comes back and when the person asks. Chromium remembers a failed file, and a
 * release may have removed the file. Therefore the app is reloaded when the second attempt fails with a connection.
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
    if (stuck && (asked || this.props.whole)) reloadApp();
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PartMissing)) throw error;
    const Fallback = this.props.fallback;
    return <Fallback onRetry={this.retry} />;
  }
}
