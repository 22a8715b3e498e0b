import { useEffect, useRef } from "react";

let visits = 0;

/**
 * The page's `<h1>`, which is also the title of the document.
 *
 * After a navigation inside the app it takes the focus: screen readers announce the new page, and the keyboard starts
 * at its top. On the first page of a visit the browser does this itself.
 */
export function PageTitle({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    visits += 1;
    if (visits > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <title>{`${children} · Recoloca.ai`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
    </>
  );
}
