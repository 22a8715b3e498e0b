import { useEffect, useRef } from "react";

/**
 * What came of a form, in the form's place: it takes the focus that the form's button had.
 *
 * It stands there empty from the start, or screen readers would not notice that something is said.
 */
export function Outcome({ children }: { children: string | null }) {
  const place = useRef<HTMLDivElement>(null);
  const said = children !== null;
  useEffect(() => {
    if (said) place.current?.focus();
  }, [said]);
  return (
    <div ref={place} role="status" tabIndex={-1} className={said ? "notice" : "visually-hidden"}>
      {children}
    </div>
  );
}
