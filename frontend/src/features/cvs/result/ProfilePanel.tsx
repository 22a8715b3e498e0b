import type { ReactNode } from "react";

import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { EntryList, entriesOfEducation, entriesOfExperience } from "./EntryList";
import { LineLinks } from "./LineLinks";
import { panelMessages } from "./panelMessages";
import style from "./ProfilePanel.module.css";
import { SkillGroups } from "./SkillGroups";

export function ProfilePanel({ result }: { result: Result }) {
  const t = useMessages(panelMessages);
  return (
    <div className="stack">
      <p className="muted">{t("profileLead")}</p>
      <Block title={t("contact")}>
        <Contact profile={result.profile} />
      </Block>
      <Block title={t("experience")}>
        <EntryList entries={entriesOfExperience(result.experience)} />
      </Block>
      <Block title={t("education")}>
        <EntryList entries={entriesOfEducation(result.education)} />
      </Block>
      <Block title={t("skills")}>
        <SkillGroups skills={result.skills} />
      </Block>
      <Languages languages={result.languages} />
      <Block title={t("certifications")}>
        <Tags items={result.certifications.map(({ name, issuer }) => [name, issuer].filter(Boolean).join(", "))} />
      </Block>
      <Sections sections={result.sections} />
      <EngineNote engine={result.engine} />
    </div>
  );
}

function Languages({ languages }: Pick<Result, "languages">) {
  const t = useMessages(panelMessages);
  const { languageName } = useFormats();
  const items = languages.map(({ name, level }) =>
    [languageName(name), level === "native" ? t("native") : level].filter(Boolean).join(": "),
  );
  return (
    <Block title={t("languages")}>
      <Tags items={items} />
    </Block>
  );
}

function Sections({ sections }: Pick<Result, "sections">) {
  const t = useMessages(panelMessages);
  return (
    <Block title={t("sections")}>
      <ul className="stack">
        {sections.map((section) => (
          <li key={`${section.kind}-${section.lines[0] ?? 0}`} className="row row-between">
            <span>{section.title}</span>
            <LineLinks lines={section.lines.slice(0, 1)} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

function EngineNote({ engine: { name, version, milliseconds } }: Pick<Result, "engine">) {
  const t = useMessages(panelMessages);
  return <p className="muted small">{t("engine", { engine: name, version, milliseconds })}</p>;
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card stack">
      <h2 className={style.title}>{title}</h2>
      {children}
    </section>
  );
}

function Contact({ profile }: { profile: Result["profile"] }) {
  const t = useMessages(panelMessages);
  const rows = ["name", "headline", "email", "phone", "location", "summary"] as const;
  return (
    <dl className={style.facts}>
      {rows.map((row) => (
        <div key={row}>
          <dt>{t(row)}</dt>
          <dd>{profile[row] ?? <span className="tag tag-amber">{t("notFound")}</span>}</dd>
        </div>
      ))}
      {profile.registers && profile.registers.length > 0 ? (
        <div>
          <dt>{t("registers")}</dt>
          <dd>{profile.registers.map(registerText).join(" · ")}</dd>
        </div>
      ) : null}
      {profile.links.length > 0 ? (
        <div>
          <dt>{t("links")}</dt>
          <dd>{profile.links.join(" · ")}</dd>
        </div>
      ) : null}
    </dl>
  );
}

type Register = NonNullable<Result["profile"]["registers"]>[number];

/** `CRM-SP 123456`: the usual way to write a register. */
function registerText({ council, state, number }: Register): string {
  return `${[council, state].filter(Boolean).join("-")} ${number}`;
}

function Tags({ items }: { items: readonly string[] }) {
  const t = useMessages(panelMessages);
  if (items.length === 0) return <p className="muted">{t("noneFound")}</p>;
  return (
    <ul className="row">
      {items.map((item) => (
        <li key={item} className="tag">
          {item}
        </li>
      ))}
    </ul>
  );
}
