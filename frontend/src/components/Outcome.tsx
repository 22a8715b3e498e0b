import { useEffect, useRef } from "react";

/**
 * The result of a form, in the place of the form. It takes the focus, because the form's button is gone.
 *
 * The element is there from the start, empty: screen readers announce only changes of an existing element.
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
