import type { ReactNode } from "react";

import { PageTitle } from "../../components/PageTitle";

interface Props {
  title: string;
  lead: string;
  version: string;
  sections: readonly { title: string; text: ReactNode }[];
}

/** The page of a legal text. */
export function LegalText({ title, lead, version, sections }: Props) {
  return (
    <article className="page page-narrow">
      <div>
        <PageTitle>{title}</PageTitle>
        <p className="muted small">{version}</p>
      </div>
      <p className="lead">{lead}</p>
      {sections.map((section) => (
        <section key={section.title} className="stack">
          <h2>{section.title}</h2>
          <p>{section.text}</p>
        </section>
      ))}
    </article>
  );
}
