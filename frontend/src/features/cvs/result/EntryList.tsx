import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { LineLinks } from "./LineLinks";
import { panelMessages } from "./panelMessages";
import style from "./ProfilePanel.module.css";

interface ProfileEntry {
  title: string | null;
  place: string | null;
  start: string | null;
  end: string | null;
  current: boolean;
  bullets: readonly string[];
  line: number | undefined;
}

export function entriesOfExperience(items: Result["experience"]): ProfileEntry[] {
  return items.map(({ title, company, location, lines, ...rest }) => ({
    ...rest,
    title,
    place: joined(company, location),
    line: lines[0],
  }));
}

export function entriesOfEducation(items: Result["education"]): ProfileEntry[] {
  return items.map(({ degree, field, institution, start, end, lines }) => ({
    title: joined(degree, field),
    place: institution,
    start,
    end,
    current: false,
    bullets: [],
    line: lines[0],
  }));
}

function joined(...parts: (string | null)[]): string | null {
  return parts.filter(Boolean).join(", ") || null;
}

export function EntryList({ entries }: { entries: readonly ProfileEntry[] }) {
  const t = useMessages(panelMessages);
  if (entries.length === 0) return <p className="muted">{t("noneFound")}</p>;
  return (
    <ul className={style.entries}>
      {entries.map((entry, index) => (
        <li key={index}>
          <h3>{entry.title ?? entry.place ?? t("notFound")}</h3>
          {entry.title && entry.place ? <p>{entry.place}</p> : null}
          <Period entry={entry} />
          {entry.bullets.length > 0 ? (
            <ul className={style.bullets}>
              {entry.bullets.map((bullet, at) => (
                <li key={at}>{bullet}</li>
              ))}
            </ul>
          ) : null}
          <LineLinks lines={entry.line === undefined ? [] : [entry.line]} />
        </li>
      ))}
    </ul>
  );
}

function Period({ entry: { start, end, current } }: { entry: ProfileEntry }) {
  const t = useMessages(panelMessages);
  const { month } = useFormats();
  const last = current ? t("now") : end && month(end);
  const text = [start && month(start), last].filter(Boolean).join(" – ");
  return text ? <p className="muted small">{text}</p> : null;
}
