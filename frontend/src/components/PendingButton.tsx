import type { ReactNode } from "react";

interface Props {
  pending: boolean;
  onPress: () => void;
  className?: string;
  children: ReactNode;
}

/** A button that does nothing while its action is pending. `disabled` would also take its focus away. */
export function PendingButton({ pending, onPress, className = "button button-quiet", children }: Props) {
  return (
    <button type="button" className={className} aria-disabled={pending} onClick={() => (pending ? undefined : onPress())}>
      {children}
    </button>
  );
}
