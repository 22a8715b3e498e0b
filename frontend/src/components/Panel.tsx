import type { ReactNode } from "react";

interface Props {
  /** The `id` of the heading, which also names the section for screen readers. */
  id: string;
  title: string;
  busy?: boolean;
  children: ReactNode;
}

/** A card with a heading. */
export function Panel({ id, title, busy, children }: Props) {
  return (
    <section className="card stack" aria-labelledby={id} aria-busy={busy}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
