import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Comparison } from "../types";
import style from "./ComparePage.module.css";
import { compareMessages } from "./messages";

export function PartTable({ parts }: { parts: Comparison["parts"] }) {
  const t = useMessages(compareMessages);
  return (
    <section className="card stack" aria-labelledby="parts">
      <h2 id="parts" className={style.title}>
        {t("parts")}
      </h2>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t("part")}</th>
            <th scope="col">{t("before")}</th>
            <th scope="col">{t("after")}</th>
            <th scope="col">{t("change")}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.id} part={part} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ part: { label, before, after } }: { part: Comparison["parts"][number] }) {
  const { points } = useFormats();
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{points(before)}</td>
      <td>{points(after)}</td>
      <td>
        <Change value={after - before} />
      </td>
    </tr>
  );
}

function Change({ value }: { value: number }) {
  const { signed } = useFormats();
  if (Math.abs(value) < 0.05) return <span className="muted">=</span>;
  return <span className={`tag ${value > 0 ? "tag-good" : "tag-warm"}`}>{signed(value)}</span>;
}
