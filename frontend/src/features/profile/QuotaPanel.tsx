import { Meter } from "../../components/Meter";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { profileMessages } from "./messages";
import type { Profile } from "./queries";

type Quotas = Profile["quota"];

/** What is used of the plan, and when it begins anew. */
export function QuotaPanel({ quota }: { quota: Quotas }) {
  const t = useMessages(profileMessages);
  return (
    <div className="stack">
      <Usage label={t("analyses")} usage={quota.cv_analyses} />
      <Usage label={t("messages")} usage={quota.coach_messages} />
    </div>
  );
}

function Usage({ label, usage }: { label: string; usage: Quotas["cv_analyses"] }) {
  const t = useMessages(profileMessages);
  const { date } = useFormats();
  const { used, limit, left } = usage;
  return (
    <div>
      <p className="row row-between">
        <span>{label}</span>
        <strong>{limit === null ? t("unlimited", { used }) : t("used", { used, limit })}</strong>
      </p>
      {limit ? <Meter value={(100 * used) / limit} tone={left === 0 ? "warm" : undefined} /> : null}
      <p className="muted small">{t("renews", { date: date(usage.renews_at) })}</p>
    </div>
  );
}
