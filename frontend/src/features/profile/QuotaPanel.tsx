import { Meter } from "../../components/Meter";
import { quotaMessages } from "../../components/quotaMessages";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import type { Profile } from "./queries";

type Quotas = Profile["quota"];

/** The rest of the plan's quotas, and the dates of their renewal. */
export function QuotaPanel({ quota }: { quota: Quotas }) {
  const t = useMessages(quotaMessages);
  return (
    <div className="stack">
      <Usage label={t("analyses")} usage={quota.cv_analyses} />
      <Usage label={t("messages")} usage={quota.coach_messages} />
    </div>
  );
}

function Usage({ label, usage: { limit, left, renews_at } }: { label: string; usage: Quotas["cv_analyses"] }) {
  const t = useMessages(quotaMessages);
  const { renewal } = useFormats();
  const limited = limit !== null && left !== null;
  return (
    <div>
      <p className="row row-between">
        <span>{label}</span>
        <strong>{limited ? t("left", { count: left, limit }) : t("unlimited")}</strong>
      </p>
      {limited ? <Meter value={(100 * left) / Math.max(1, limit)} /> : null}
      {limited ? <p className="muted small">{t("renews", { date: renewal(renews_at) })}</p> : null}
    </div>
  );
}
